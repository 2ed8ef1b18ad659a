public import Ledger
public import OCOP

extension Ledger {
  /// Hands every record from `start` on to `line`, as one line of JSON without its end.
  public func exportEvents(from start: Position = .zero, _ line: (String) throws -> Void) throws {
    try forEachRecord(from: start) { event in
      try line(event.json.text)
      return true
    }
  }
}
