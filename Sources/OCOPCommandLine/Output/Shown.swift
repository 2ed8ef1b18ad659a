internal import Exchange
internal import OCOP
internal import ProjectionKit

/// How values look to people in a language; machine formats never come here.
struct Shown {
  let language: Language

  private var cells: CellText { CellText(language: language) }

  func callAsFunction(_ value: JSONValue, _ kind: Column.Kind) -> String { TerminalText.line(cells.text(value, kind)) }

  /// A field of a product.
  func field(_ value: AuditedValue?) -> String? { value.map { $0.names?(language) ?? self($0.json, .text) } }

  /// A field of a record.
  func field(_ name: String, _ value: JSONValue?) -> String? {
    value.map { RecordDifference.names(of: name, $0)?(language) ?? self($0, .text) }
  }

  /// `1.234` in Vietnamese, `1,234` in English.
  func number(_ number: Int64) -> String { cells.number(number) }

  /// A share with at most two decimals and the decimal sign of the language: `172,5%`.
  func percent(_ part: Int, of whole: Int) -> String { cells.percent(part, of: whole) }

  func day(_ day: Day) -> String { LegalDate(day).shown(language) }
}
