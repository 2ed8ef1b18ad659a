internal import Foundation
public import OCOP

/// Score sheets as a council hands them in: CSV (`member,criterion,points`, and `revision` where members scored again), or
/// JSON, a list of objects with the same names.
///
/// A criterion with lists of options names its list, `8/community`. A knock-out stands in the column `criterion` under its
/// code, without points.
public struct SheetFile: Sendable {
  /// One member's last sheet.
  public struct Sheet: Sendable {
    /// The member's id, never a name.
    public let member: String
    /// In the order of the file.
    public var scores: [CriterionScore] = []
    /// Knock-outs, by their codes.
    public var knockouts: [String] = []
    fileprivate var rows: [String: Int] = [:]
    fileprivate var firstRow = 0
    fileprivate var revision = 0
  }

  /// The members' sheets, by member.
  public private(set) var sheets: [Sheet] = []
  /// The file's name.
  public let name: String
  private var problems: [ImportProblem] = []

  /// Reads the file `path`. Throws ``ImportProblem`` where it is no such file at all.
  public init(_ path: String) throws {
    name = URL(fileURLWithPath: path).lastPathComponent
    let bytes = try fileBytes(path)
    if let first = bytes.first(where: { $0 > 32 }), "[{".utf8.contains(first) {
      try read(json: bytes)
    } else {
      let table = try CSVTable(bytes, columns: [])
      try table.require(columns: Self.columns, needing: ["member", "criterion"])
      for row in table.rows {
        take(row.values, row: row.number)
      }
    }
    sheets.sort { $0.member < $1.member }
  }

  private static let columns = ["member", "criterion", "points", "revision", "note"]

  private mutating func read(json bytes: [UInt8]) throws {
    guard let json = try? JSONValue(parsing: bytes), case .array(let elements) = json else {
      throw ImportProblem(
        column: nil, code: "json.broken", value: "", text: Text("Tệp không phải JSON.", "The file is not JSON."),
        hint: Text(
          "Một danh sách các đối tượng member, criterion, points.", "A list of objects member, criterion, points."))
    }
    for (index, element) in elements.enumerated() {
      guard case .object(let members) = element, members.allSatisfy({ Self.columns.contains($0.name) }) else {
        note("", "json.fields", element.text, index + 1, Text("Trường không rõ.", "Unknown fields."))
        continue
      }
      let values = members.map { member -> (String, String) in
        switch member.value {
        case .string(let text): (member.name, text)
        case .null: (member.name, "")
        default: (member.name, member.value.text)
        }
      }
      take(Dictionary(values, uniquingKeysWith: { first, _ in first }), row: index + 1)
    }
  }

  private mutating func take(_ values: [String: String], row: Int) {
    let member = normalized(values["member"] ?? "")
    let criterion = normalized(values["criterion"] ?? "")
    for (name, value) in [("member", member), ("criterion", criterion)] where value.isEmpty {
      note(name, "field.empty", "", row, Text("Ô \(name) trống.", "\(name) is empty."))
    }
    let written = values["revision"] ?? ""
    guard let revision = written.isEmpty ? 1 : Int(written), revision > 0 else {
      return note(
        "revision", "number.unreadable", written, row, Text("Lần chấm phải là 1, 2, …", "A revision is 1, 2, …"))
    }
    guard !member.isEmpty, !criterion.isEmpty else { return }
    var sheet = sheets.first { $0.member == member } ?? Sheet(member: member)
    sheets.removeAll { $0.member == member }
    defer { sheets.append(sheet) }
    // What a member scored again replaces what was scored before.
    if revision > sheet.revision { sheet = Sheet(member: member, firstRow: row, revision: revision) }
    guard revision == sheet.revision else { return }
    let points = normalized(values["points"] ?? "").replacing(",", with: ".")
    sheet.rows[criterion] = row
    if points.isEmpty || points == "x" {
      sheet.knockouts.append(criterion)
    } else if let value = RulePoints(text: points) {
      sheet.scores.append(CriterionScore(criterion: criterion, points: value.points))
    } else {
      note("points", "number.unreadable", points, row, Text("Không đọc được điểm.", "The points cannot be read."))
    }
  }

  private mutating func note(_ column: String, _ code: String, _ value: String, _ row: Int, _ text: Text) {
    problems.append(
      ImportProblem(column: column.isEmpty ? nil : column, code: code, value: value, text: text, row: row))
  }

  /// Adds up all sheets under `table`. Throws ``SheetProblems`` with everything that is wrong, in the order of rows.
  public func tally(_ table: ScoringTable) throws -> Tally {
    var tally = Tally(table)
    var problems = problems
    for sheet in sheets {
      for problem in tally.add(sheet.scores, knockouts: sheet.knockouts) {
        problems.append(
          ImportProblem(
            column: "criterion", code: problem.code, value: "\(sheet.member): \(problem.subject)", text: problem.text,
            hint: sheet.knockouts.contains(problem.subject)
              ? Text("Ô điểm trống là căn cứ loại.", "Without points it is a knock-out.") : nil,
            row: sheet.rows[problem.subject] ?? sheet.firstRow))
      }
    }
    if sheets.isEmpty && problems.isEmpty {
      problems.append(
        ImportProblem(
          column: nil, code: "sheet.none", value: "", text: Text("Không có phiếu nào.", "There are no sheets.")))
    }
    guard problems.isEmpty else { throw SheetProblems(problems: problems.sorted { $0.row < $1.row }) }
    return tally
  }
}

/// Everything that is wrong with the sheets of a file.
public struct SheetProblems: Error, Sendable {
  /// In the order of rows.
  public let problems: [ImportProblem]
}
