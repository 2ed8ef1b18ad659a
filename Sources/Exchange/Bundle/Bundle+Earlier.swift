internal import Ledger
internal import OCOP

/// What earlier releases wrote into every bundle: such files say nothing of the records.
extension Bundle {
  /// Whether it is what an earlier release put into every bundle under that name.
  static func isPublished(_ bytes: [UInt8]?, as name: String) -> Bool {
    guard let bytes, let hashes = published[name] else { return false }
    return hashes.contains(Ledger.contentHash(bytes))
  }

  /// Whether it is the report that an earlier release made of `events`.
  static func isOfEarlierRelease(
    _ bytes: [UInt8]?, as name: String, _ events: [RecordedEvent], _ checkpoint: SignedCheckpoint
  ) -> Bool {
    guard let language = ["report.vi.md": Language.vi, "report.en.md": .en][name] else { return false }
    return [.first, .second].contains { bytes == Array(report(events, checkpoint, language, $0).utf8) }
  }

  /// What 0.1 called events that are called otherwise now.
  static func earlierName(of type: EventType) -> Text {
    switch type {
    case .recognised: Text("công nhận", "recognised")
    case .upgraded: Text("nâng hạng", "upgraded")
    case .renewed: Text("công nhận lại", "renewed")
    case .lowered: Text("xuống hạng", "lowered")
    case .voided: Text("gạch bỏ", "struck out")
    default: type.names
    }
  }

  /// By name, the SHA-256 of the files that earlier releases put into every bundle and this one writes otherwise.
  private static let published: [String: Set<String>] = [
    // 0.1; the texts are in Fixtures/schema.
    "schema.proto": ["0cd7ad21ba648e0ad7aee943d83a88398f60dbc5eb6d955320b7ae4dce6f434d"],
    "check.py": ["e78b1c2f1a5644a4fbe6484739596bcd3a8e8a09be2543004573d91e6e6ec808"],
    "README.txt": ["c8eff802e7d48c9880cd1eb49ecf10a4842129ba7c41f602e47fb8ba6d3bf27f"],
  ]
}
