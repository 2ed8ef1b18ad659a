internal import Foundation
internal import Fuzzing
internal import Ledger

/// libFuzzer over one of the targets: `OCOP_FUZZ_TARGET=record OCOPFuzz CORPUS…`, with libFuzzer's own options. Built with
/// `OCOP_FUZZ=1 swift build --scratch-path .build-fuzz --product OCOPFuzz`.
@main
struct Fuzz {
  static let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["OCOP_FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      fatalError("OCOP_FUZZ_TARGET is one of " + FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return target
  }()

  static func main() {
    guard Ledger.openStandardStreams() else { Foundation.exit(2) }
    _ = target
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      runDriver(&count, &arguments) { testOneInput($0, $1) })
  }
}

/// The name that libFuzzer's own `main` would call.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Fuzz.target.take(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// libFuzzer's entry point (FuzzerInterface.h).
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
