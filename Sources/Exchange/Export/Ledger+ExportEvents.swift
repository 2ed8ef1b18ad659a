internal import Foundation
public import Ledger
public import OCOP

extension Ledger {
  /// Hands every record from `start` on to `line`, as one line of JSON without its end: with its hash, with what it names by a hash
  /// (`attachment`), and with its bytes where another program wrote them otherwise than this one would (`bytes`). Whoever has all lines
  /// can make the same ledger of them (``importAsRecorded(file:at:)``).
  /// Answers the head of the log that was exported.
  ///
  /// Throws what `line` throws, and ``LedgerError`` where the log cannot be read.
  @discardableResult
  public func exportEvents(from start: Position = .zero, _ line: (String) throws -> Void) throws -> Head {
    try forEachRecord(from: start) { event in
      try line(JSONLine.text(try exported(event)))
      return true
    }
  }

  private func exported(_ event: RecordedEvent) throws -> JSONValue {
    guard case .object(var members) = event.jsonWithHash else { preconditionFailure("a record is an object") }
    if case .rulebookAdopted(let adopted) = event.record.event, let content = adopted.content,
      let bytes = try blob(content)
    {
      members.append(.init("attachment", .string(Data(bytes).base64EncodedString())))
    }
    if KeptRecord(event.record).hash != event.hash, let bytes = try bytes(at: event.position) {
      members.append(.init("bytes", .string(Data(bytes).base64EncodedString())))
    }
    return .object(members)
  }
}
