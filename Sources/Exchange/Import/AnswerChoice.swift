internal import Ledger
internal import OCOP

/// An answer to a question about a row: what it says, and the column that it stands for.
struct AnswerChoice: Hashable, Sendable {
  let text: Text
  let column: String
  let value: String
}

extension AnswerChoice {
  /// It is as the row says.
  static func right(_ code: String) -> AnswerChoice {
    AnswerChoice(text: Text("Đúng như vậy", "It is right"), column: "confirmed", value: code)
  }

  /// The act is known to break the law, for a reason that whoever answers may write in place of the words.
  static let irregular = AnswerChoice(
    text: Text("Đã biết chưa phù hợp quy định, ghi đúng như quyết định", "Known to break the law, recorded as decided"),
    column: "irregular", value: "")

  /// It is none that the ledger has.
  static func new(_ column: String) -> AnswerChoice {
    let text = column == "producer_id" ? Text("Chủ thể mới", "A new producer") : Text("Sản phẩm mới", "A new product")
    return AnswerChoice(text: text, column: column, value: "new")
  }

  /// It is one of those that the ledger has.
  static func of<ID: NumberedID>(_ candidates: [NameMatch<ID>.Candidate], _ column: String) -> [AnswerChoice] {
    candidates.filter(\.isRecorded).prefix(10).map {
      AnswerChoice(text: Text("\($0.id) \($0.name)"), column: column, value: "\($0.id)")
    }
  }

  /// That one of `choices` is to be chosen in the marked workbook.
  static func hint(_ choices: [AnswerChoice]) -> Text {
    func list(_ language: Language) -> String { choices.map { $0.text(language) }.joined(separator: "; ") }
    return Text(
      "Sửa ô sai, hoặc chọn ở cột Trả lời của tệp đánh dấu: \(list(.vi))",
      "Mend the cell, or choose in the column \"Trả lời\" of the marked file: \(list(.en))")
  }

  /// The ledger is wrong, and is corrected. The record is named by its hash: positions of rows that are not recorded yet move.
  static func correct(_ position: Position, _ hash: String, _ changes: [CorrectedField]) -> AnswerChoice {
    let said = changes.map(\.shown).joined(separator: ", ")
    return AnswerChoice(
      text: Text("Sửa ghi chép ở vị trí \(position): \(said)", "Correct the record at position \(position): \(said)"),
      column: "correct", value: String(hash.prefix(16)))
  }
}

extension CorrectedField {
  fileprivate var shown: String {
    switch self {
    case .field(let path, let value):
      "\(Self.names[path] ?? path) = \(LegalDate(value)?.vietnamese ?? Self.term(path, value) ?? value)"
    case .effectiveOn(let date): "ngày = \(LegalDate(date)?.vietnamese ?? date)"
    case .note(let text): "ghi chú = \(text)"
    case .told(_, let value, _): "nguồn khác ghi \(value)"
    }
  }

  private static let names = [
    "grant.stars": "hạng sao", "grant.decision": "số quyết định", "grant.issuer": "cơ quan", "grant.validUntil": "hạn",
    "validFrom": "hiệu lực từ", "word": "hình thức", "group": "nhóm", "form": "loại hình", "taxCode": "mã số thuế",
    "place.commune.code": "mã xã", "place.district.code": "mã huyện",
  ]

  private static func term(_ path: String, _ value: String) -> String? {
    switch path {
    case "group": ProductGroup(rawValue: value)?.names.vi
    case "form": LegalForm(rawValue: value)?.names.vi
    default: nil
    }
  }
}
