internal import Foundation
internal import OCOP

/// The text of a CSV file, and what spreadsheets say about it by the way: its encoding, a line `sep=;`, its separator.
struct CSVText {
  /// The lines, without the one that names the separator.
  let text: String
  let separator: Character
  /// How many lines stand before the text.
  let skipped: Int

  /// Throws ``ImportProblem`` where the bytes are no text.
  init(_ bytes: [UInt8]) throws(ImportProblem) {
    guard !Self.isWorkbook(bytes), let decoded = Self.decoded(bytes) else { throw Self.notText(bytes) }
    if let control = decoded.unicodeScalars.first(where: { $0.value < 32 && !"\t\r\n".unicodeScalars.contains($0) }) {
      throw CSVTable.broken("U+\(String(control.value, radix: 16))")
    }
    let first = decoded.prefix { !$0.isNewline }
    let lower = first.lowercased()
    if lower.hasPrefix("sep="), let named = first.dropFirst(4).first, first.count <= 6 {
      (text, separator, skipped) = (String(decoded.dropFirst(first.count + 1)), named, 1)
    } else {
      (text, separator, skipped) = (decoded, Self.separator(of: first), 0)
    }
  }

  /// That which stands most often in the first line, outside quotation marks.
  private static func separator(of line: Substring) -> Character {
    var counts: [Character: Int] = [:]
    var isQuoted = false
    for character in line {
      if character == "\"" { isQuoted.toggle() }
      if !isQuoted, [",", ";", "\t"].contains(character) { counts[character, default: 0] += 1 }
    }
    let most = counts.values.max() ?? 0
    return [",", ";", "\t"].first { counts[$0] == most } ?? ","
  }

  /// UTF-8, with a mark or without, or UTF-16 with its mark, as "Unicode text" is saved.
  private static func decoded(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
      guard bytes.count.isMultiple(of: 2) else { return nil }
      return String(data: Data(bytes), encoding: .utf16)?.replacing("\u{feff}", with: "")
    }
    return String(
      validating: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes, as: UTF8.self)
  }

  private static func isWorkbook(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4b, 3, 4]) || bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0])
  }

  private static func notText(_ bytes: [UInt8]) -> ImportProblem {
    let isWorkbook = isWorkbook(bytes)
    return ImportProblem(
      column: nil, code: isWorkbook ? "csv.workbook" : "csv.notText", value: "",
      text: isWorkbook
        ? Text("Tệp là sổ tính Excel, không phải CSV.", "The file is an Excel workbook, not CSV.")
        : Text(
          "Tệp không phải văn bản UTF-8 hay UTF-16 (có thể là TCVN3, VNI hoặc windows-1258).",
          "The file is neither UTF-8 nor UTF-16 text (it may be TCVN3, VNI or windows-1258)."),
      hint: Text("Lưu lại ở dạng CSV UTF-8.", "Save it as CSV UTF-8."))
  }
}
