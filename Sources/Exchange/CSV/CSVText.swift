internal import Foundation
internal import OCOP

/// The text of a CSV file, and what spreadsheets say about it by the way: its encoding, a line `sep=;`, its separator.
struct CSVText {
  /// The lines, without the one that names the separator.
  let text: String
  let separator: Character
  /// How many lines stand before the text.
  let skipped: Int

  /// Throws ``ImportProblem`` where the bytes are no text. The line of `headings` tells the separator.
  init(_ bytes: [UInt8], _ headings: Headings) throws(ImportProblem) {
    guard !Self.isWorkbook(bytes), let decoded = decodedText(bytes) else { throw Self.notText(bytes) }
    try Self.refuseControls(decoded)
    let first = decoded.prefix { !$0.endsRow }
    let named = first.filter { $0 != "\"" }
    if named.lowercased().hasPrefix("sep="), let separator = named.dropFirst(4).first, named.count <= 6 {
      (text, self.separator, skipped) = (String(decoded.dropFirst(first.count + 1)), separator, 1)
    } else {
      (text, separator, skipped) = (decoded, Self.separator(of: decoded, headings), 0)
    }
  }

  private static func refuseControls(_ text: String) throws(ImportProblem) {
    // Where there is none, as nearly always, the bytes tell.
    guard text.utf8.contains(where: { $0 < 32 && ![9, 10, 13].contains($0) }) else { return }
    var row = 1
    for character in text {
      if character.endsRow { row += 1 }
      for scalar in character.unicodeScalars where scalar.value < 32 && !"\t\r\n".unicodeScalars.contains(scalar) {
        throw CSVTable.broken(
          "U+" + codePoint(scalar.value), Text("Tệp có ký tự điều khiển.", "The file holds a control character."),
          row: row)
      }
    }
  }

  /// That which parts the headings: a title may stand above them. Where none does, that of the first line.
  private static func separator(of text: String, _ headings: Headings) -> Character {
    let lines = text.split(maxSplits: 10, omittingEmptySubsequences: true, whereSeparator: \.endsRow).prefix(10)
    for line in lines {
      let separator = separator(in: line)
      let cells = line.split(separator: separator, omittingEmptySubsequences: false)
      if headings.count(in: cells.map { $0.filter { $0 != "\"" } }) >= 2 { return separator }
    }
    return lines.first.map { separator(in: $0) } ?? ","
  }

  /// That which stands most often in the line, outside quotation marks.
  private static func separator(in line: Substring) -> Character {
    var counts: [Character: Int] = [:]
    var isQuoted = false
    for character in line {
      if character == "\"" { isQuoted.toggle() }
      if !isQuoted, [",", ";", "\t"].contains(character) { counts[character, default: 0] += 1 }
    }
    let most = counts.values.max() ?? 0
    return [",", ";", "\t"].first { counts[$0] == most } ?? ","
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

/// Text in UTF-8, with a mark or without, or in UTF-16 with its mark, as "Unicode text" is saved; `nil`: the bytes are neither.
func decodedText(_ bytes: [UInt8]) -> String? {
  if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
    guard bytes.count.isMultiple(of: 2) else { return nil }
    return String(data: Data(bytes), encoding: .utf16)?.replacing("\u{feff}", with: "")
  }
  return String(
    validating: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes, as: UTF8.self)
}
