internal import OCOP
internal import OfficeFiles

/// Which column of an office's own list says what: a YAML file that somebody wrote, or had proposed.
public struct WorkbookMapping: Hashable, Sendable {
  /// The sheet; `nil`: the one that has such headings.
  public let sheet: String?
  let header: ClosedRange<Int>
  let fields: [Int: WorkbookField]

  /// Reads a file. Throws ``ImportProblem``.
  public init(file path: String) throws(ImportProblem) {
    let name = sourceName(path)
    let node: SourceNode
    do throws(RulebookFileError) {
      node = try SourceNode.reading(file: path, name: name)
    } catch {
      throw Self.problem(error.line, name, error.text)
    }
    sheet = node["sheet"]?.text
    guard let header = node["header"].flatMap({ Self.rows($0.json.text) }) else {
      throw Self.problem(
        node["header"]?.place.line ?? 1, "header",
        Text("header là dòng tiêu đề, như 5 hoặc 4-5", "header is the row of the headings, as 5 or 4-5"))
    }
    self.header = header
    guard case .object(let columns)? = node["columns"]?.value else {
      throw Self.problem(
        1, "columns", Text("columns kể từng cột, như B: product", "columns lists the columns, as B: product"))
    }
    var fields: [Int: WorkbookField] = [:]
    for (letters, value) in columns {
      guard let column = CellReference.column(letters), letters.allSatisfy(\.isLetter) else {
        throw Self.problem(
          value.place.line, letters, Text("\"\(letters)\" không phải cột", "\"\(letters)\" is no column"))
      }
      guard let text = value.text, let field = WorkbookField(name: text) else {
        let accepted = WorkbookField.accepted.joined(separator: ", ")
        throw Self.problem(
          value.place.line, value.json.text,
          Text("cột \(letters): được nhận: \(accepted)", "column \(letters): accepted: \(accepted)"))
      }
      fields[column] = field
    }
    self.fields = fields
  }

  private static func rows(_ text: String) -> ClosedRange<Int>? {
    let ends = text.filter { $0 != "\"" }.split(separator: "-").compactMap { Int($0.filter { $0 != " " }) }
    guard let first = ends.first, let last = ends.last, ends.count <= 2, (1...WorkbookLimits.rows).contains(first),
      (first...first + 4).contains(last)
    else {
      return nil
    }
    return first...last
  }

  private static func problem(_ line: Int, _ value: String, _ text: Text) -> ImportProblem {
    ImportProblem(
      column: nil, code: "mapping.unreadable", value: value,
      text: Text("Tệp ánh xạ: \(text.vi).", "The mapping: \(text.en)."), row: line)
  }

  func layout(_ survey: SheetSurvey) -> WorkbookLayout {
    var layout = LayoutFinder(survey).layout(header: header) ?? WorkbookLayout(header: header)
    layout.fields = layout.fields.filter { $0.value.isOurs }.merging(fields) { $1 }
    return layout
  }
}

extension WorkbookLayout {
  /// The layout as a mapping, to be looked at and changed.
  func mapping(sheet: String?) -> String {
    var lines = sheet.map { ["sheet: \"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""] } ?? []
    lines.append("header: \(header.count == 1 ? "\(header.lowerBound)" : "\(header.lowerBound)-\(header.upperBound)")")
    lines.append("columns:")
    for column in Set(fields.keys).union(headings.keys).sorted() {
      let heading = (headings[column] ?? "").map { $0.isNewline ? " " : String($0) }.joined()
      let letters = CellReference.letters(column)
      switch fields[column] {
      case let field? where !field.isOurs: lines.append("  \(letters): \(field.name)  # \(heading)")
      case nil where !heading.isEmpty: lines.append("  # \(letters):  # \(heading)")
      default: break
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
