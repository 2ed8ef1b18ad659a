extension SheetMarker {
  /// Notes what is to change in the row that was read.
  func flush() {
    guard let group else { return }
    self.group = nil
    let (texts, faulty) = (texts[group.number] ?? [], faulty[group.number] ?? [])
    placed.insert(group.number)
    do throws(OfficeFileError) {
      for cell in group.cells { try change(cell, isFaulty: faulty.contains { $0.column == cell.column }, in: group) }
      let missing = faulty.filter { place in !group.cells.contains { $0.column == place.column } }
      var added = try missing.map { place throws(OfficeFileError) in (place.column, try emptyCell(place, in: group)) }
      let heading =
        group.number == marks.firstRow
        ? group.cells.last { $0.column < marks.columns.lowerBound && !isOurs($0.column) } : nil
      let style = try heading.map { cell throws(OfficeFileError) in try styles.restored(Self.style(of: bytes[cell.tag]))
      }
      added += texts.map { ($0.cell.column, textCell($0.cell, $0.text, style: style)) }
      insert(added.sorted { $0.0 < $1.0 }, in: group)
    } catch {
      if failure == nil { failure = error }
    }
  }

  private static func style(of tag: ArraySlice<UInt8>) -> Int { RawTag(tag)["s"].flatMap { Int($0) } ?? 0 }

  private func change(
    _ cell: (column: Int, tag: Range<Int>, range: Range<Int>), isFaulty: Bool, in group: RowGroup
  ) throws(OfficeFileError) {
    if isOurs(cell.column), group.number >= marks.firstRow {
      return edits.put("", at: cell.range)
    }
    let style = Self.style(of: bytes[cell.tag])
    let right = isFaulty ? try styles.marked(style) : try styles.restored(style)
    guard right != style else { return }
    var tag = RawTag(bytes[cell.tag])
    tag["s"] = "\(right)"
    edits.put(tag.text, at: cell.tag)
  }

  /// A cell that is not there has the style of its row, or of its column.
  private func emptyCell(_ place: CellReference, in group: RowGroup) throws(OfficeFileError) -> String {
    let own = group.style ?? columnStyles.first { $0.columns.contains(place.column) }?.style ?? 0
    return "<\(prefix)c r=\"\(place)\" s=\"\(try styles.marked(own))\"/>"
  }

  private func textCell(_ place: CellReference, _ text: String, style: Int?) -> String {
    let style = style.map { " s=\"\($0)\"" } ?? ""
    return "<\(prefix)c r=\"\(place)\"\(style) t=\"inlineStr\"><\(prefix)is><\(prefix)t xml:space=\"preserve\">"
      + xmlEscaped(text) + "</\(prefix)t></\(prefix)is></\(prefix)c>"
  }

  private func insert(_ cells: [(column: Int, text: String)], in group: RowGroup) {
    guard let last = cells.last else { return }
    var tag = RawTag(bytes[group.tag])
    let isClosed = tag.isClosed
    let spans = tag["spans"]
    if let spans, let widest = widened(spans, to: last.column) { tag["spans"] = widest }
    var behind = ""
    for cell in cells {
      if let next = group.cells.first(where: { $0.column > cell.column }), !isClosed {
        edits.insert(cell.text, at: next.range.lowerBound)
      } else {
        behind += cell.text
      }
    }
    if isClosed {
      edits.put(tag.opened + behind + "</\(tag.name)>", at: group.tag)
    } else {
      if tag["spans"] != spans { edits.put(tag.text, at: group.tag) }
      if !behind.isEmpty { edits.insert(behind, at: group.end) }
    }
  }

  private func widened(_ spans: String, to column: Int) -> String? {
    let ends = spans.split(separator: ":").compactMap { Int($0) }
    guard ends.count == 2, ends[1] < column else { return nil }
    return "\(ends[0]):\(column)"
  }

  /// Puts the widths of the columns of marks: one range of columns may have to be parted.
  func putColumns() {
    let widths = marks.widths.filter { marks.columns.contains($0.key) }.sorted { $0.key < $1.key }
    guard !widths.isEmpty else { return }
    func text(_ column: Int, _ width: Int) -> String {
      "<\(prefix)col min=\"\(column)\" max=\"\(column)\" width=\"\(width)\" customWidth=\"1\"/>"
    }
    var added = ""
    var parted: [Int: [Int]] = [:]
    for (column, width) in widths {
      if let index = columnTags.firstIndex(where: { $0.columns.contains(column) }) {
        parted[index, default: []].append(column)
      } else {
        added += text(column, width)
      }
    }
    for (index, columns) in parted {
      let (range, tag) = columnTags[index]
      guard range.count > 1 else { continue }
      var (pieces, next) = ("", range.lowerBound)
      func keep(_ first: Int, _ last: Int) {
        guard first <= last else { return }
        // Only the tag is written again: an end of its own is not needed.
        var raw = RawTag(bytes[tag].prefix(1 + (bytes[tag].firstIndex(of: 0x3e).map { $0 - tag.lowerBound } ?? 0)))
        raw["min"] = "\(first)"
        raw["max"] = "\(last)"
        pieces += raw.isClosed ? raw.text : raw.text + "</\(raw.name)>"
      }
      for column in columns {
        keep(next, column - 1)
        pieces += text(column, marks.widths[column] ?? 9)
        next = column + 1
      }
      keep(next, range.upperBound)
      edits.put(pieces, at: tag)
    }
    guard !added.isEmpty else { return }
    if let columnList {
      // In the order of columns: those of marks stand behind the sheet's own.
      let next = columnTags.first { $0.columns.lowerBound > marks.columns.lowerBound }
      edits.insert(added, at: next?.range.lowerBound ?? columnList.end)
    } else {
      edits.insert("<\(prefix)cols>\(added)</\(prefix)cols>", at: dataStart)
    }
  }

  /// Puts the lists to choose from.
  func putValidations() {
    let own = marks.choices.map { choice in
      let (first, last) = (choice.columns.lowerBound, choice.columns.upperBound)
      let list =
        "$\(CellReference.letters(first))$\(choice.cell.row):$\(CellReference.letters(last))$\(choice.cell.row)"
      return
        "<\(prefix)dataValidation type=\"list\" allowBlank=\"1\" sqref=\"\(choice.cell)\"><\(prefix)formula1>\(list)"
        + "</\(prefix)formula1></\(prefix)dataValidation>"
    }
    guard let there = validations else {
      guard !own.isEmpty else { return }
      return edits.insert(
        "<\(prefix)dataValidations count=\"\(own.count)\">\(own.joined())</\(prefix)dataValidations>",
        at: beforeValidations)
    }
    var tag = RawTag(bytes[there.tag])
    let count = there.kept + own.count
    let old = tag["count"]
    tag["count"] = "\(count)"
    if count == 0 {
      // An empty list of rules is against the schema.
      guard !tag.isClosed else { return }
      edits.put("", at: there.tag)
      return edits.put("", at: there.end..<there.end + "</\(tag.name)>".utf8.count)
    }
    if tag.isClosed {
      edits.put(tag.opened + own.joined() + "</\(tag.name)>", at: there.tag)
    } else {
      if old != tag["count"] { edits.put(tag.text, at: there.tag) }
      edits.insert(own.joined(), at: there.end)
    }
  }
}
