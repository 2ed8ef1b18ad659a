internal import Foundation
internal import Fuzzing

private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["OCOP_FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    fatalError("OCOP_FUZZ_TARGET is one of " + FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))
  }
  return target
}()

/// What libFuzzer calls (built with `OCOP_FUZZ=1 swift build --product OCOPFuzz`).
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.take(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
