internal import Ledger
internal import OCOP

extension Bundle {
  /// How reports are written.
  enum ReportEdition {
    /// As the first release did: a correction names what it corrects.
    case first
    /// What was corrected names its correction, too.
    case second
    /// Texts are encoded for Markdown, so that none of them makes a heading, a cell or a tag.
    case third
  }

  /// What happened to the product, record by record, for people.
  static func report(
    _ events: [RecordedEvent], _ checkpoint: SignedCheckpoint, _ language: Language, _ edition: ReportEdition = .third
  ) -> String {
    func text(_ text: String) -> String {
      if edition == .third { return MarkdownText.text(text) }
      return text.replacing("|", with: "\\|").replacing("\n", with: " ")
    }
    func say(_ vi: String, _ en: String) -> String { Text(vi, en)(language) }
    let own = events.filter { $0.record.stream.kind == .product }
    var lines = [
      "# " + say("Hồ sơ kiểm chứng của ", "Verifiable history of ") + (own.first?.record.stream.shown ?? "–"), "",
      say("Sổ cái: ", "Ledger: ") + checkpoint.origin,
      say("Điểm kiểm: ", "Checkpoint: ") + "\(checkpoint.head.size), \(checkpoint.head.root)", "",
      "| "
        + say(
          "Vị trí | Hiệu lực | Sự kiện | Nội dung | Ghi lúc | Người ghi",
          "Position | Effective | Event | Content | Recorded at | By")
        + " |", "|---|---|---|---|---|---|",
    ]
    let history = History(own)
    let corrections = corrections(history.entries)
    for event in own {
      let record = event.record
      let word = edition == .first ? "đính chính" : "sửa"
      let correction = record.corrects.map { say("\(word) \($0): ", "corrects \($0): ") } ?? ""
      let corrected = edition == .first ? nil : corrections[event.position]
      let struck =
        edition == .first && record.event.type == .voided ? Text("gạch bỏ", "struck out") : record.event.type.names
      let cells = [
        event.position.description, record.effectiveOn?.shown(language) ?? "–",
        correction + struck(language) + (corrected.map { say(" (bị sửa bởi \($0))", " (corrected by \($0))") } ?? ""),
        record.event.payload.json.text, record.recordedAt.shown(language), record.actor,
      ]
      lines.append(
        "| " + cells.map(text).joined(separator: " | ") + " |")
    }
    lines += ["", "## " + say("Bộ tiêu chí được nêu", "Rulebooks named"), ""]
    for event in events {
      guard case .rulebookAdopted(let adopted) = event.record.event else { continue }
      let content = adopted.content.map { " · SHA-256 \($0)" } ?? ""
      let names = [adopted.id.text + ":", adopted.title + ",", adopted.legalReference].map { name in
        edition == .third ? MarkdownText.text(name) : name
      }
      lines.append("- \(names.joined(separator: " ")) (\(event.position))\(content)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static let readMe = """
    BỘ HỒ SƠ KIỂM CHỨNG CỦA MỘT SẢN PHẨM OCOP

    Mỗi tệp trong proofs/ là một bản ghi kèm bằng chứng rằng nó nằm trong nhật ký đã được ký (checkpoint).
    Kiểm không cần phần mềm của sổ cái, chỉ cần Python 3 và thư viện cryptography:

        python3 check.py KHÓA_KIỂM

    KHÓA_KIỂM phải lấy từ nơi tin được, không lấy từ chính bộ này. Báo cáo: report.vi.md.
    events.jsonl và báo cáo chỉ để đọc: check.py không giải mã bản ghi; ocop bundle verify đối chiếu từng chữ, và
    protoc --decode ocop.ledger.v1.Record schema.proto đọc được bản ghi (dòng extra của bằng chứng, dạng base64).
    Phần cuối của lịch sử có bị bỏ bớt hay không chỉ thấy được khi so với một bộ xuất sau.

    VERIFIABLE HISTORY OF ONE OCOP PRODUCT

    Each file in proofs/ is a record with the proof that it stands in the log that was signed (checkpoint).
    Checking needs none of the ledger's software, only Python 3 and its library cryptography:

        python3 check.py VERIFIER_KEY

    Take VERIFIER_KEY from where you trust it, not from this bundle. The report: report.en.md.
    events.jsonl and the reports are for reading: check.py does not decode records; ocop bundle verify compares every
    letter, and protoc --decode ocop.ledger.v1.Record schema.proto reads a record (a proof's line extra, in base64).
    Whether the history's end was left out shows only against a later bundle.

    """
}
