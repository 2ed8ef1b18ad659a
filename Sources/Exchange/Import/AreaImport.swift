internal import Ledger
internal import OCOP

/// The units of the administrative map, by edition.
struct AreaImport: RowImport {
  static let columns = [
    "level", "code", "edition_from", "edition_to", "name_vi", "kind_vi", "parent_code", "legal_basis", "source",
  ]
  static let needed = ["level", "code", "name_vi", "kind_vi"]
  private static let rejected = ImportColumns(date: "edition_from", area: "code", name: "name_vi")

  private let setting: ImportSetting
  private var province: AreaCode?

  init(_ setting: ImportSetting) {
    self.setting = setting
    province = setting.map.units.first { $0.level == .province }?.code
  }

  mutating func take(_ row: ListRow, _ draft: inout WriteSession) throws -> RowResult {
    var cells = Cells(row)
    let level = AreaLevel(rawValue: cells.required("level"))
    if level == nil {
      cells.note(
        "level", "level.unknown", Text("Không rõ cấp.", "The level is not known."),
        AreaLevel.expected)
    }
    let code = cells.areaCode("code")
    let parent = cells.text("parent_code") == nil ? nil : cells.areaCode("parent_code")
    let name = cells.required("name_vi")
    let kind = cells.required("kind_vi")
    let from = cells.date("edition_from")
    let to = cells.date("edition_to")
    try cells.finish()
    guard let level, let code else { preconditionFailure("a row without a code has problems") }
    let province = level == .province ? code : province
    guard let stream = province.flatMap({ UInt32($0.text) }) else {
      throw cells.problem(.unknownArea(AreaRef(code: parent ?? code)), columns: Self.rejected)
    }
    if let unit = setting.map.unit(AreaRef(code: code, edition: from.map { Int64($0.day.number) })),
      (unit.level, unit.name, unit.kind, unit.parent) == (level, name, kind, parent), to == nil || unit.until == to?.day
    {
      // The very unit came with the ledger.
      self.province = province
      return RowResult()
    }
    let basis = cells.text("legal_basis")
    let source = cells.text("source")
    let identity = [code.text, from?.text ?? ""]
    let event = AreaEstablished(code: code, level: level, name: name, kind: kind, parent: parent, legalBasis: basis)
    var result = RowResult()
    let map = StreamID(.area, stream)
    result.add(
      try draft.record(
        setting.command(["area"] + identity, .record(map, .areaEstablished(event)), on: from, source: source), cells,
        Self.rejected))
    if let to {
      let unit = AreaRef(code: code, edition: from.map { Int64($0.day.number) })
      result.add(
        try draft.record(
          setting.command(
            ["areaEnd"] + identity, .record(map, .areaAbolished(AreaAbolished(unit: unit))), on: to, source: source),
          cells, Self.rejected))
    }
    // The rows after it are of its map.
    self.province = province
    return result
  }
}

/// What became of the units of the map.
struct AreaChangeImport: RowImport {
  static let columns = [
    "from_code", "from_edition", "to_code", "to_edition", "part", "effective", "legal_basis", "clause",
  ]
  static let needed = ["from_code", "part", "effective"]
  private static let rejected = ImportColumns(date: "effective", area: "from_code", name: "from_code")

  private let setting: ImportSetting

  init(_ setting: ImportSetting) { self.setting = setting }

  func take(_ row: ListRow, _ draft: inout WriteSession) throws -> RowResult {
    var cells = Cells(row)
    let code = cells.areaCode("from_code")
    let fromEdition = cells.date("from_edition")
    let toCode = cells.text("to_code") == nil ? nil : cells.areaCode("to_code")
    let toEdition = cells.date("to_edition")
    let part = AreaPart(rawValue: cells.required("part"))
    if part == nil {
      cells.note(
        "part", "part.unknown", Text("Không rõ phần.", "The part is not known."),
        AreaPart.expected)
    }
    let date = cells.requiredDate("effective")
    try cells.finish()
    guard let code, let part else { preconditionFailure("a row without a code has problems") }
    let from = AreaRef(code: code, edition: fromEdition.map { Int64($0.day.number) })
    let to = toCode.map { AreaRef(code: $0, edition: toEdition.map { Int64($0.day.number) }) }
    guard let province = setting.map.province(of: from) else {
      throw cells.problem(.unknownArea(from), columns: Self.rejected)
    }
    if let date, setting.map.knows(from, to, part, on: date.day) { return RowResult() }
    let event = AreaSucceeded(
      from: from, to: to, part: part, legalBasis: cells.text("legal_basis"), clause: cells.text("clause"))
    var columns = Self.rejected
    columns.second = to.map { ($0, "to_code") }
    let identity = ["areaChange", from.shown, to?.shown ?? "", part.rawValue, date?.text ?? ""]
    var result = RowResult()
    result.add(
      try draft.record(
        setting.command(identity, .record(StreamID(.area, province), .areaSucceeded(event)), on: date), cells,
        columns))
    return result
  }
}

extension Cells {
  fileprivate mutating func areaCode(_ column: String) -> AreaCode? {
    let text = required(column)
    guard !text.isEmpty else { return nil }
    if let code = AreaCode(text: text) { return code }
    note(
      column, "area.code", Text("\"\(text)\" không phải mã đơn vị.", "\"\(text)\" is no code of a unit."),
      Text("2, 3 hoặc 5 chữ số; giữ số 0 ở đầu.", "2, 3 or 5 digits; keep leading zeros."))
    return nil
  }
}

extension AreaMap {
  /// The number of the province that a unit belongs to.
  fileprivate func province(of ref: AreaRef) -> UInt32? {
    guard var unit = unit(ref) else { return nil }
    while let parent = unit.parent {
      guard let next = units.last(where: { $0.code == parent }), next.level != unit.level else { return nil }
      unit = next
    }
    return UInt32(unit.code.text)
  }
}
