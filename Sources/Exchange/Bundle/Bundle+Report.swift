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
      let name = edition == .first ? earlierName(of: record.event.type) : record.event.type.names
      let cells = [
        event.position.description, record.effectiveOn?.shown(language) ?? "–",
        correction + name(language) + (corrected.map { say(" (bị sửa bởi \($0))", " (corrected by \($0))") } ?? ""),
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

    Mỗi tệp trong proofs/ là một bản ghi kèm bằng chứng rằng nó nằm trong nhật ký đã được ký (checkpoint); mỗi tệp trong
    streams/ chứng minh rằng sản phẩm, hoặc bộ tiêu chí, không còn bản ghi nào khác tính đến điểm kiểm.
    Kiểm không cần phần mềm của sổ cái, chỉ cần Python 3 và thư viện cryptography:

        python3 check.py KHÓA_KIỂM

    KHÓA_KIỂM phải lấy từ nơi tin được, không lấy từ chính bộ này. check.py trong bộ cũng có thể bị thay: hãy lấy bản
    công bố riêng (ocop bundle checker), so giá trị băm của nó, rồi: python3 check.py KHÓA_KIỂM TỆP.zip
    Nó giải mã chính các bản ghi đã chứng minh, kể lại từng việc, và so với events.jsonl. Báo cáo: report.vi.md; ocop
    bundle verify đối chiếu từng chữ của báo cáo.

    VERIFIABLE HISTORY OF ONE OCOP PRODUCT

    Each file in proofs/ is a record with the proof that it stands in the log that was signed (checkpoint); each file in
    streams/ shows that the product, or a rulebook, has no other records up to the checkpoint.
    Checking needs none of the ledger's software, only Python 3 and its library cryptography:

        python3 check.py VERIFIER_KEY

    Take VERIFIER_KEY from where you trust it, not from this bundle. The check.py in it may have been replaced, too: take
    the one that is published apart (ocop bundle checker), compare its hash, and: python3 check.py VERIFIER_KEY FILE.zip
    It decodes the proven records themselves, tells what happened, and holds events.jsonl against them. The report:
    report.en.md; ocop bundle verify compares every letter of it.

    """
}
