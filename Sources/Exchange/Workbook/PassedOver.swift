internal import OCOP
internal import OfficeFiles

/// Rows of a list that say nothing of a product.
struct PassedOver {
  private let layout: WorkbookLayout
  /// The headings of each column as they are held against cells: a list that is printed repeats them on every page.
  private let headings: [Int: [String]]

  init(_ layout: WorkbookLayout) {
    self.layout = layout
    headings = layout.headings.mapValues { $0.components(separatedBy: " / ").map(folded) }
  }

  /// The words of such a row; `nil`: it is about a product, or ought to be.
  func text(_ row: SheetRow) -> String? {
    let cells = row.cells.filter { !(layout.fields[$0.column]?.isOurs ?? false) }
    let texts = cells.map { normalized($0.value.text) }.filter { !$0.isEmpty }
    let shown = texts.prefix(3).joined(separator: " · ")
    guard !texts.isEmpty else { return "" }
    if Self.isNumbering(texts) || repeatsHeadings(cells) { return shown }
    let product = cells.first { layout.fields[$0.column] == .entry("product") }.map { folded($0.value.text) } ?? ""
    let grants = cells.contains { cell in
      switch layout.fields[cell.column] {
      case .evaluation, .currentStars, .expiry: cell.value.text.count < 40
      default: false
      }
    }
    let first = folded(texts[0])
    if Self.isTotal(first) || Self.isTotal(product), !cells.contains(where: { isDateOrDecision($0) }) { return shown }
    if product.isEmpty, !grants { return shown }
    if Self.isSignature(texts), product.isEmpty || (!grants && !isCounted(cells)) { return shown }
    // A heading between rows stands alone, and is not counted.
    let others = cells.filter { layout.fields[$0.column] != .number }
    if others.count <= 1, !isCounted(cells) { return shown }
    return nil
  }

  private static func isTotal(_ text: String) -> Bool {
    ["tong", "tong cong", "tong so", "cong", "toan tinh", "toan huyen"].contains(text.filter { $0 != ":" && $0 != "." })
      || text.hasPrefix("tong cong") || text.hasPrefix("tong so") || text.hasPrefix("tong:") || text.hasPrefix("cong:")
      || text.hasPrefix("tong san pham")
  }

  private func isDateOrDecision(_ cell: SheetCell) -> Bool {
    switch layout.fields[cell.column] {
    case .evaluation(_, "decided_on"), .evaluation(_, "decision"): true
    default: false
    }
  }

  private static func isSignature(_ texts: [String]) -> Bool {
    let words = [
      "nguoi lap", "noi nhan", "thu truong", "tm.", "kt.", "chu tich", "giam doc", "truong phong", "ke toan",
      "chi cuc truong",
      "xac nhan cua", "chanh van phong",
    ]
    return texts.map(folded).contains { text in words.contains { text.hasPrefix($0) } }
  }

  /// `(1) (2) (3)`, or `A B 1 2`: columns are numbered below the headings.
  private static func isNumbering(_ texts: [String]) -> Bool {
    guard texts.count >= 5, texts.allSatisfy({ $0.utf8.count <= 8 }) else { return false }
    let plain = texts.map { $0.filter { $0 != "(" && $0 != ")" } }
    let numbers = plain.compactMap { Int($0) }
    let letters = plain.filter { Int($0) == nil }
    return letters.allSatisfy { $0.count == 1 } && letters.count <= 3 && numbers.count >= 4
      && zip(numbers, numbers.dropFirst()).allSatisfy { $0 &+ 1 == $1 }
  }

  private func repeatsHeadings(_ cells: [SheetCell]) -> Bool {
    let same = cells.count { cell in
      guard case .text(let text) = cell.value, let heading = headings[cell.column] else { return false }
      return heading.contains(folded(text))
    }
    return same >= 3 && same * 2 > cells.count
  }

  private func isCounted(_ cells: [SheetCell]) -> Bool {
    cells.contains { layout.fields[$0.column] == .number && Int($0.value.text.filter { $0 != "." }) != nil }
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    var (parts, rest) = ([String](), self[...])
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
