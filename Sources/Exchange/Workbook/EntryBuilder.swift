internal import OCOP
internal import OfficeFiles

/// Makes an entry of the rows that are its own.
struct EntryBuilder {
  private let columns: ListColumns
  private let monthFirst: Set<Int>
  private let source: SheetSource
  private var entry: WorkbookEntry
  private var rows: [SheetRow]
  /// What the row says of the product, by the names of lists of recognitions.
  private var values: [String: String] = [:]
  private var places: [String: CellReference] = [:]
  private var answers: [(text: String, place: CellReference)] = []
  private var candidates: [Int: [String]] = [:]
  /// Set where the row is about no product.
  private(set) var passedOver: String?

  private let passing: PassedOver

  init(
    _ columns: ListColumns, _ survey: SheetSurvey, _ source: SheetSource, _ passing: PassedOver, _ rows: [SheetRow]
  ) {
    (self.columns, self.source, self.passing, self.rows) = (columns, source, passing, rows)
    monthFirst = survey.monthFirst
    entry = WorkbookEntry()
  }

  mutating func read(_ row: SheetRow, _ merged: MergedCells) {
    passedOver = passing.text(row)
    guard passedOver == nil else { return }
    var inherited: [String] = []
    for (column, field) in columns.inOrder {
      let place = CellReference(row: row.number, column: column)
      let above = row[column] == nil ? merged.above(row.number, column) : nil
      guard let value = row[column] ?? above?.value else {
        if case .entry(let name) = field { places[name] = place }
        entry.cells[field] = place
        continue
      }
      entry.cells[field] = place
      switch field {
      case .entry("commune") where columns[.entry("district")] == nil:
        places["commune"] = place
        (values["commune"], values["district"]) = Self.parted(text(value, at: place, field))
        places["district"] = place
        if let range = above?.range { inherited.append("\(columns.headings[column] ?? "commune") (\(range))") }
      case .entry(let name):
        places[name] = place
        values[name] = text(value, at: place, field)
        if let range = above?.range { inherited.append("\(columns.headings[column] ?? name) (\(range))") }
      case .answer: answers.append((value.text, place))
      case .mark: candidates[row.number, default: []].append(value.text)
      case .currentStars: entry.currentStars = text(value, at: place, field)
      case .expiry: entry.expiry = text(value, at: place, field)
      default: break
      }
    }
    if !inherited.isEmpty {
      let list = inherited.joined(separator: ", ")
      entry.notes.append(
        ImportNote(
          Text(
            "Dòng \(row.number): đọc theo ô gộp: \(list).", "Row \(row.number): read from merged cells: \(list).")))
    }
    readEvaluations(row)
    entry.rows.append(row.number)
  }

  /// Reads a row that says more of the same product: more evaluations, most often.
  mutating func read(more row: SheetRow, _ merged: MergedCells) {
    rows.append(row)
    let before = entry.evaluations.count
    readDifferences(row)
    readEvaluations(row)
    let added = entry.evaluations.count - before
    entry.rows.append(row.number)
    entry.notes.append(
      ImportNote(
        Text(
          "Dòng \(row.number): nối dòng \(entry.rows[0]) bằng ô gộp, thêm \(added) lần đánh giá.",
          "Row \(row.number): goes on from row \(entry.rows[0]) by merged cells, \(added) evaluations more.")))
  }

  /// What a row under merged cells says for itself: of today it is the last word, of the product it must not be another one.
  private mutating func readDifferences(_ row: SheetRow) {
    for (column, field) in columns.inOrder {
      guard let value = row[column] else { continue }
      let place = CellReference(row: row.number, column: column)
      switch field {
      case .answer: answers.append((value.text, place))
      case .mark: candidates[row.number, default: []].append(value.text)
      case .currentStars: entry.currentStars = text(value, at: place, field)
      case .expiry:
        // The expiry above is that of the evaluations above.
        if let above = entry.expiry, let last = entry.evaluations.indices.last {
          entry.evaluations[last].row.values["valid_until"] = above
          entry.evaluations[last].cells["valid_until"] = entry.cells[.expiry]
        }
        entry.expiry = text(value, at: place, field)
        entry.cells[.expiry] = place
      case .entry(let name):
        let own = text(value, at: place, field)
        guard own != values[name] ?? "" else { continue }
        entry.problems.append(
          problem(
            "merged.differs", own,
            Text(
              "Dòng này nối sản phẩm ở dòng trên bằng ô gộp, mà ô này ghi khác.",
              "The row goes on with the product above by merged cells, and this cell says otherwise."),
            Text("Bỏ gộp ô tên sản phẩm, hoặc xóa ô này.", "Part the cells of the product, or empty this one."),
            at: place,
            field))
      default: break
      }
    }
  }

  mutating func finish() -> WorkbookEntry {
    if entry.evaluations.isEmpty, let row = rows.first {
      // A product without an evaluation lacks one: what is missing is told at the cells of the first.
      entry.evaluations.append(evaluation(1, row, [:], [:]))
    }
    entry.take(answers: answers, among: candidates, sheet: source.sheet ?? "")
    return entry
  }

  /// "xã Hà Long, huyện Hà Trung": the unit and the one above it.
  private static func parted(_ text: String) -> (commune: String, district: String?) {
    let parts = text.split(separator: ",", maxSplits: 1).map { normalized(String($0)) }
    let kinds = ["huyen ", "thi xa ", "thanh pho ", "tp ", "tp.", "quan "]
    guard parts.count == 2, kinds.contains(where: { folded(parts[1]).hasPrefix($0) }) else { return (text, nil) }
    return (parts[0], String(parts[1].prefix { $0 != "," }))
  }

  private static let nothing: Set<String> = ["-", "–", "—", "…", "...", "x", "không", "chưa"]

  private mutating func readEvaluations(_ row: SheetRow) {
    for number in columns.evaluations {
      var (said, cells) = ([String: String](), [String: CellReference]())
      for name in WorkbookField.evaluationNames {
        guard let column = columns[.evaluation(number, name)] else { continue }
        let place = CellReference(row: row.number, column: column)
        cells[name] = place
        guard let value = row[column] else { continue }
        let text = text(value, at: place, .evaluation(number, name))
        if !text.isEmpty, !Self.nothing.contains(text.lowercased()) { said[name] = text }
        if case .uncomputed = value { said[name] = said[name] ?? "" }
      }
      guard !said.isEmpty else { continue }
      entry.evaluations.append(evaluation(number, row, said, cells))
      if let year = said["year"], said["decided_on"] != nil { entry.years.append((entry.evaluations.count, year)) }
    }
  }

  private mutating func evaluation(
    _ number: Int, _ row: SheetRow, _ said: [String: String], _ cells: [String: CellReference]
  ) -> WorkbookEntry.Evaluation {
    var (values, places, monthFirst) = (values, places, Set<String>())
    places["year"] = cells["year"]
    for name in WorkbookField.evaluationNames where name != "year" {
      if let text = said[name] { values[name] = text }
      if let column = columns[.evaluation(number, name)] {
        places[name] = cells[name] ?? CellReference(row: row.number, column: column)
        if self.monthFirst.contains(column) { monthFirst.insert(name) }
      }
    }
    // A decision may be written with its day, where the column of days says nothing, or a year.
    let written = [said["decided_on"], said["year"]].compactMap(\.self).map { LegalDate(written: $0) }
    if let cited = said["decision"].flatMap({ CitedDecision($0)?.date }), cited.precision == .day,
      written.allSatisfy({ $0.map { $0.precision != .day && cited.mayBe($0) } ?? false })
    {
      values["decided_on"] = cited.text
      places["decided_on"] = cells["decision"]
      entry.notes.append(
        ImportNote(
          Text(
            "Dòng \(row.number): ngày \(cited.vietnamese) đọc theo số quyết định.",
            "Row \(row.number): the day \(cited.text) is read from the number of the decision.")))
    } else if said["decided_on"] == nil, let year = said["year"] {
      values["decided_on"] = year
      places["decided_on"] = cells["year"] ?? places["decided_on"]
    }
    return .init(row: ListRow(number: row.number, values: values, monthFirst: monthFirst), cells: places)
  }

  /// What a cell says, as a list of recognitions writes it.
  private mutating func text(_ value: CellValue, at place: CellReference, _ field: WorkbookField) -> String {
    switch value {
    case .uncomputed:
      entry.problems.append(
        problem(
          "cell.uncomputed", "", Text("Công thức chưa có giá trị.", "The formula has no value yet."),
          Text(
            "Mở bằng Excel cho tính rồi lưu lại, hoặc ghi giá trị.",
            "Let Excel compute and save it, or write the value."),
          at: place, field))
      return ""
    case .date(let date): return String(date.description.prefix(10))
    case .number(let number, _) where field.isDate && (20_000..<80_000).contains(number):
      // A day whose cell lost its format: one reading only.
      guard let date = CellDate(serial: number, from1904: source.from1904) else { return value.text }
      let day = String(date.description.prefix(10))
      entry.notes.append(
        ImportNote(
          Text(
            "Ô \(place): số \(value.text) đọc là ngày \(day).",
            "Cell \(place): the number \(value.text) is read as the day \(day).")))
      return day
    case .number(let number, nil):
      guard let zeros = LostZeros.restored(number, field) else { return value.text }
      entry.notes.append(
        ImportNote(
          Text(
            "Ô \(place): \(value.text) mất số 0 ở đầu, đọc là \(zeros).",
            "Cell \(place): \(value.text) lost its zeros in front, and is read as \(zeros).")))
      return zeros
    default: return cellValue(value.text)
    }
  }

  private func problem(
    _ code: String, _ value: String, _ text: Text, _ hint: Text, at place: CellReference, _ field: WorkbookField
  ) -> ImportProblem {
    var problem = ImportProblem(column: field.name, code: code, value: value, text: text, hint: hint, row: place.row)
    problem.place = CellPlace(sheet: source.sheet ?? "", cell: "\(place)")
    return problem
  }
}

extension WorkbookField {
  var isDate: Bool {
    switch self {
    case .expiry, .evaluation(_, "decided_on"), .evaluation(_, "valid_until"): true
    default: false
    }
  }
}

/// Zeros that a spreadsheet took away because it read a code as a number.
enum LostZeros {
  /// The code, where only one can have been meant; `nil`: none is missing, or it is not clear.
  static func restored(_ number: Double, _ field: WorkbookField) -> String? {
    guard let whole = Int(exactly: number), whole > 0 else { return nil }
    let digits = String(whole)
    switch field {
    case .entry("commune") where digits.count < 5: return padded(digits, to: 5)
    case .entry("district"), .entry("former_district"): return digits.count < 3 ? padded(digits, to: 3) : nil
    case .entry("tax_code"):
      let code = padded(digits, to: 10)
      return digits.count < 10 && TaxCode.read(code) == .right ? code : nil
    default: return nil
    }
  }

  private static func padded(_ digits: String, to width: Int) -> String {
    String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
