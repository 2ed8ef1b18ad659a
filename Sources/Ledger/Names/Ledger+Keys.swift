internal import EventLog
internal import OCOP

extension Ledger {
  /// By what the record in `bytes` is looked up before a write; nothing for bytes that are no record.
  @Sendable
  static func lookUpKeys(of bytes: RawSpan) -> [LookUpKey] {
    guard let record = try? RecordView(bytes, at: .zero) else { return [] }
    return record.lookUpKeys.map { LookUpKey($0) }
  }
}
