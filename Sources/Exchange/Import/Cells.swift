internal import OCOP

/// Reads the cells of one row and collects what is wrong with them, so that all of it is reported at once.
struct Cells {
  let row: ListRow
  private(set) var problems: [ImportProblem] = []

  init(_ row: ListRow) {
    self.row = row
    for column in row.texts { refuseEmptyWords(column) }
  }

  /// Ends the reading: throws what is wrong.
  func finish() throws(RowProblems) {
    if !problems.isEmpty { throw RowProblems(problems: problems.map(numbered)) }
  }

  /// Whether the row answers the question `code`.
  func isConfirmed(_ code: String) -> Bool { confirms(code, in: text("confirmed")) }

  /// Whether the row answers that the record with that hash is wrong.
  func corrects(_ hash: String) -> Bool {
    (text("correct") ?? "").split(separator: " ").contains { $0.count >= 16 && hash.hasPrefix($0) }
  }

  /// Whether nothing is wrong but questions, which somebody who recorded the row before has answered.
  var hasQuestionsOnly: Bool {
    !problems.isEmpty
      && problems.allSatisfy { problem in
        Self.questions.contains(problem.code) || Self.questionEndings.contains { problem.code.hasSuffix($0) }
      }
  }

  private static let questions: Set<String> = [
    "name.near", "product_id.producer", "taxCode.checkDigit", "taxCode.differs", "decision.date", "market.code",
    "cell.ditto", "cell.formulaError",
  ]
  private static let questionEndings = [".ambiguous", "_id.name", ".personalNumber"]

  /// The number of the row; the header is row 1.
  var number: Int { row.number }

  func text(_ column: String) -> String? { row[column].isEmpty ? nil : row[column] }

  mutating func required(_ column: String) -> String {
    guard let text = text(column) else {
      note(column, "field.empty", Text("Ô \(column) trống.", "\(column) is empty."))
      return ""
    }
    return text
  }

  mutating func date(_ column: String) -> LegalDate? {
    guard let text = text(column) else { return nil }
    if row.monthFirst.contains(column), WrittenDay(text)?.isEither ?? false {
      note(
        column, "date.order",
        Text(
          "Cột này có dòng ghi tháng trước ngày, nên \"\(text)\" có thể là hai ngày.",
          "Some row writes the month first in this column, so \"\(text)\" may be two days."),
        Text("Ghi năm-tháng-ngày, như 2020-02-29.", "Write year-month-day, as 2020-02-29."))
      return nil
    }
    if let date = LegalDate(written: text) { return date }
    note(
      column, "date.unreadable", Text("Không đọc được ngày \"\(text)\".", "The date \"\(text)\" cannot be read."),
      Self.dateHint(text))
    return nil
  }

  mutating func requiredDate(_ column: String) -> LegalDate? {
    guard text(column) != nil else {
      _ = required(column)
      return nil
    }
    return date(column)
  }

  mutating func stars(_ column: String) -> Stars? {
    let text = required(column)
    guard !text.isEmpty else { return nil }
    if let stars = Stars(written: text) { return stars }
    note(
      column, "stars.unreadable", Text("\"\(text)\" không phải hạng sao.", "\"\(text)\" is no star rank."),
      Text("Ghi một số từ 1 đến 5.", "Write a number from 1 to 5."))
    return nil
  }

  mutating func term<T: Worded>(_ column: String, _ type: T.Type) -> T? {
    guard let text = text(column) else { return nil }
    if let term = T(worded: text) { return term }
    note(
      column, "\(column).unknown", Text("Không rõ \"\(text)\".", "\"\(text)\" is not known."),
      Text("Được nhận: \(T.accepted.vi)", "Accepted: \(T.accepted.en)"), remedy: nil,
      T.allCases.map { AnswerChoice(text: $0.names, column: column, value: $0.rawValue) })
    return nil
  }

  mutating func count(_ column: String) -> UInt32? {
    guard let text = text(column) else { return nil }
    if text.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt32(text) { return number }
    note(
      column, "number.unreadable", Text("\"\(text)\" không phải số nguyên.", "\"\(text)\" is no whole number."),
      Text("Ghi số không có dấu phân cách: 1234.", "Write digits without separators: 1234."))
    return nil
  }

  /// Notes a question that somebody may answer by naming its code in the column `confirmed`.
  mutating func question(_ column: String, _ code: String, _ text: Text, remedy: Remedy? = nil) {
    guard !isConfirmed(code) else { return }
    note(
      column, code, text,
      Text(
        "Nếu đúng như vậy, ghi \(code) vào cột confirmed.", "If it is right, write \(code) in the column confirmed."),
      remedy: remedy, [.right(code)])
  }

  /// What a row says of persons and codes, before anything is recorded for ever.
  mutating func askAboutNumbers() {
    for column in row.texts where !Self.codes.contains(column) {
      guard let number = text(column).flatMap({ PersonalNumbers.first(in: $0) }) else { continue }
      question(
        column, "\(column).personalNumber",
        PersonalNumbers.question(number))
    }
    guard let code = text("tax_code") else { return }
    switch TaxCode.read(code) {
    case .right: break
    case .personalNumber: refuse(.personalNumber(field: "tax_code"))
    case .unreadable: refuse(.noTaxCode(code))
    case .wrongCheckDigit:
      question(
        "tax_code", "taxCode.checkDigit",
        TaxCode.wrongCheckDigit(code))
    }
    func refuse(_ rejection: Rejection) { note("tax_code", rejection.code, rejection.text) }
  }

  /// What stands in a cell and says nothing that could be recorded: the errors of a spreadsheet, and the marks that repeat what
  /// stands above.
  private mutating func refuseEmptyWords(_ column: String) {
    let text = row[column]
    if text.hasPrefix("#"), Self.formulaErrors.contains(text.uppercased()) {
      note(
        column, "cell.formulaError",
        Text("Ô ghi lỗi của bảng tính: \(text).", "The cell holds an error of the spreadsheet: \(text)."),
        Text("Sửa công thức, hoặc ghi nội dung thật.", "Mend the formula, or write what is meant."))
    } else if Self.dittos.contains(folded(text)) {
      note(
        column, "cell.ditto",
        Text("\"\(text)\" chỉ nhắc lại dòng trên.", "\"\(text)\" only repeats the row above."),
        Text("Ghi đủ nội dung ở từng dòng.", "Write it out in every row."))
    }
  }

  private static let formulaErrors: Set<String> = [
    "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#ERROR!", "####",
  ]
  private static let dittos: Set<String> = [
    "nt", "n.t", "-nt-", "- nt -", "nhu tren", "(nhu tren)", "-nhu tren-", "- nhu tren -", "\"", "''", "〃", "″", "”",
    "idem",
    "ditto",
  ]

  /// Columns of codes and days, which have checks of their own.
  private static let codes: Set<String> = ["tax_code", "product_id", "producer_id", "confirmed", "correct"]

  mutating func note(
    _ column: String?, _ code: String, _ text: Text, _ hint: Text? = nil, remedy: Remedy? = nil,
    _ choices: [AnswerChoice] = []
  ) {
    let value = column.map { row[$0] } ?? ""
    var problem = ImportProblem(column: column, code: code, value: value, text: text, hint: hint, remedy: remedy)
    problem.choices = choices
    problems.append(problem)
  }

  /// A rejection of the domain, at the column it is about.
  /// `changes` sets right what is recorded.
  func problem(
    _ rejection: Rejection, columns: ImportColumns, at differing: String? = nil, changes: [CorrectedField] = []
  ) -> RowProblems {
    let column = differing ?? columns.column(of: rejection)
    let value = column.map { row[$0] } ?? ""
    // A row is its own command: what was recorded by it and reads otherwise now is the ledger's or the row's mistake.
    let there: Position? =
      switch rejection {
      case .commandReused(_, let position): position
      case .decisionRecorded(_, let position) where !changes.isEmpty: position
      default: nil
      }
    if let position = there {
      let problem = ImportProblem(
        column: column, code: "command.reused", value: value,
        text: Text(
          "Dòng này đã được ghi ở vị trí \(position), nay ghi khác.",
          "The row is recorded at position \(position), and says something else now."),
        remedy: .correct(position, changes))
      return RowProblems(problems: [numbered(problem)])
    }
    var problem = ImportProblem(rejection, column: column, value: value)
    switch rejection {
    case .decisionDiffers(_, _, _, let position), .recognisedThatDay(_, _, let position):
      problem.remedy = .correct(position, changes)
    case .breaksLaw: problem.choices = [.irregular]
    default: break
    }
    return RowProblems(problems: [numbered(problem)])
  }

  private func numbered(_ problem: ImportProblem) -> ImportProblem {
    var numbered = problem
    numbered.row = row.number
    return numbered
  }

  private static func dateHint(_ text: String) -> Text {
    let parts = text.split(separator: "/")
    if parts.count == 3, let month = Int(parts[1]), month > 12, parts[2].count == 4 {
      return Text(
        "Có vẻ cột này ghi tháng trước ngày; hãy ghi ngày/tháng/năm.",
        "The column seems to write the month first; write day/month/year.")
    }
    if text.utf8.count == 5, let serial = Int(text), (20_000...80_000).contains(serial) {
      return Text(
        "Đây là số thứ tự ngày của Excel; hãy định dạng cột là Ngày (dd/mm/yyyy) rồi lưu lại CSV.",
        "This is Excel's serial number of a day; format the column as a date (dd/mm/yyyy), and save the CSV again.")
    }
    return Text(
      "Ghi 2020-02-29, 29/02/2020, 02/2020, 2020-02 hoặc 2020; năm đủ bốn chữ số.",
      "Write 2020-02-29, 29/02/2020, 02/2020, 2020-02 or 2020; years in four digits.")
  }
}

/// Which column of an import a rejection is about.
struct ImportColumns {
  let date: String
  var stars: String?
  var until: String?
  var market: String?
  var area: String?
  /// Where a row names two units: the second one and its column.
  var second: (area: AreaRef, column: String)?
  var name: String?
  var decision: String?

  func column(of rejection: Rejection) -> String? {
    switch rejection {
    case .noAuthority, .wrongAuthority: stars
    case .authorityNotKnown, .issuerOfOtherLevel: "decided_by"
    case .filedLater: "filed_on"
    case .toldOfNoField, .toldNoValue: "told"
    case .noRulebook, .dateInFuture, .noDate, .holdsNothing: date
    case .endsBeforeStart, .endsTooLate: until ?? date
    case .breaksLaw(let breaches):
      breaches.first?.rule == .term ? until ?? date : breaches.first?.rule == .authority ? stars : date
    case .emptyIrregularity: "irregular"
    case .commandReused: until
    case .decisionDiffers, .decisionRecorded, .recognisedThatDay: decision ?? name
    case .alreadyOpened(.market, _), .notOpen(.market, _), .closedAlready(.market, _, _): market
    case .unknownArea(let ref), .notOnMap(let ref, _):
      if let second, second.area == ref { second.column } else { area }
    case .areaExists, .areaEnded, .succeedsItself: area
    case .personalNumber, .noTaxCode: "tax_code"
    default: name
    }
  }
}

/// Whether the answers `text`, of a row or a line, hold the code of a question.
func confirms(_ code: String, in text: String?) -> Bool {
  (text ?? "").split { ", ;".contains($0) }.contains { $0 == code }
}

extension Stars {
  /// Reads `4`, `04`, `4,0`, `4 sao`, `bốn sao`, `4*`, `4★`, `OCOP 4 sao`, `★★★★`: a whole number of stars, however it is dressed.
  init?(written text: String) {
    let words = folded(text).split { $0 == " " || $0 == ":" }.filter {
      !["ocop", "hang", "dat", "xep", "sao"].contains($0)
    }
    if words.count == 1, let number = ["mot", "hai", "ba", "bon", "nam"].firstIndex(of: words[0]) {
      self.init(number + 1)
      return
    }
    var rest = words.joined()[...]
    if !rest.isEmpty, rest.allSatisfy({ $0 == "★" || $0 == "*" }) {
      self.init(rest.count)
      return
    }
    for suffix in ["sao", "★", "*"] where rest.hasSuffix(suffix) { rest = rest.dropLast(suffix.count) }
    for zero in [",0", ".0", ",00", ".00"] where rest.hasSuffix(zero) { rest = rest.dropLast(zero.count) }
    if rest.count == 2, rest.hasPrefix("0") { rest = rest.dropFirst() }
    guard rest.count == 1, let number = Int(rest) else { return nil }
    self.init(number)
  }
}
