import Foundation

/// How much a test does: enough to notice a fault by default, and more where `OCOP_THOROUGH=1` asks for it.
public enum Effort {
  /// Whether everything is tried that can be.
  public static let isThorough = ProcessInfo.processInfo.environment["OCOP_THOROUGH"] == "1"

  /// So many rounds.
  public static func rounds(_ usual: Int, thorough: Int) -> Int { isThorough ? thorough : usual }

  /// All of `cases`, or by default each `step`-th, the last one always among them.
  public static func cases<C: BidirectionalCollection>(_ cases: C, each step: Int) -> [C.Element] {
    if isThorough { return Array(cases) }
    return cases.reversed().enumerated().filter { $0.offset % step == 0 }.map(\.element).reversed()
  }
}
