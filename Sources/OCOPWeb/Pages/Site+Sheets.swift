internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// The score sheets (*phiếu chấm*) of a product, criterion by criterion, beside the floors of its rulebook.
  func sheets(of text: String, _ request: WebRequest) throws -> Page {
    let (row, question) = try asked(product: text, request)
    let id = row.id
    let events = try ledger.audit(of: id.stream, knownAt: question.knownAt ?? Position(.max))
    let sheets = try events.filter(\.isEffective).compactMap { try ScoreSheet($0.event, ledger) }
    var page = Page(
      request.text("Phiếu chấm: \(row.name) · \(id)", "Score sheets: \(row.name) · \(id)"),
      json: ["product": id.json, "name": .string(row.name), "sheets": .array(sheets.map(\.json))])
    page.asks = [.knownAt]
    page.lead =
      sheets.isEmpty
      ? "<p>\(request.text("Không có phiếu chấm theo từng tiêu chí.", "There is no sheet criterion by criterion."))</p>"
      : HTML(sheets.map { $0.html(frame(request), request) })
    return page
  }
}

/// A sheet as it was recorded, with what its rulebook says of each criterion.
private struct ScoreSheet {
  let event: RecordedEvent
  let sheet: Evaluated
  let lines: [Line]

  struct Line {
    let score: CriterionScore
    /// `nil`: the rulebook's text is not known.
    let criterion: Criterion?
  }

  /// `nil`: the record is no sheet with points.
  init?(_ event: RecordedEvent, _ ledger: Ledger) throws {
    guard case .evaluated(let sheet) = event.record.event, !sheet.scores.isEmpty else { return nil }
    (self.event, self.sheet) = (event, sheet)
    let rulebook = try event.record.rulebook.flatMap { try ledger.rulebook($0) }
    let criteria = rulebook?.sets.first { $0.code == sheet.set }?.criteria ?? []
    let byCode = Dictionary(criteria.map { ($0.code, $0) }) { first, _ in first }
    lines = sheet.scores.map { Line(score: $0, criterion: byCode[$0.criterion]) }
  }

  private static let ranks = Stars.all.filter { $0.number >= 3 }

  var json: JSONValue {
    [
      "position": event.position.json, "effectiveOn": event.record.effectiveOn?.json ?? nil,
      "level": .string(sheet.level.rawValue), "kind": .string(sheet.kind.rawValue),
      "rulebook": JSONValue(event.record.rulebook?.text), "set": JSONValue(sheet.set),
      "stars": sheet.stars?.json ?? nil, "knockouts": .array(sheet.knockouts.map { .string($0) }),
      "criteria": .array(
        lines.map { line in
          [
            "criterion": .string(line.score.criterion), "title": JSONValue(line.criterion?.title),
            "points": RulePoints(line.score.points).json, "floors": JSONValue(line.criterion?.floors?.text),
          ]
        }),
    ]
  }

  func html(_ frame: Frame, _ request: WebRequest) -> HTML {
    let language = request.language
    let day = event.record.effectiveOn?.shown(language) ?? ""
    let title = [
      day, sheet.kind.name(language), sheet.level.name(language), event.record.rulebook?.text ?? "",
      sheet.set.map { request.text("bộ \($0)", "set \($0)") } ?? "",
      request.text("vị trí \(event.position)", "position \(event.position)"),
    ].filter { !$0.isEmpty }.joined(separator: " · ")
    let heads: HTML = """
      <th scope="col">\(request.text("Tiêu chí", "Criterion"))</th><th scope="col">\(request.text("Nội dung", "About"))</th>
      <th scope="col" class="n">\(request.text("Điểm", "Points"))</th>
      \(HTML(Self.ranks.map { "<th scope=\"col\" class=\"n\">\(request.text("Tối thiểu", "Floor")) \($0.number)★</th>" as HTML }))
      """
    let rows = lines.map { line -> HTML in
      let floors = Self.ranks.map { stars -> HTML in
        guard let floor = line.criterion?.floors?[stars] else { return "<td></td>" }
        let isMissed = line.score.points < floor.points
        return isMissed
          ? "<td class=\"n missed\"><strong>\(shown(floor, language)) \(request.text("chưa đạt", "missed"))</strong></td>"
          : "<td class=\"n\">\(shown(floor, language))</td>"
      }
      return """
        <tr><th scope="row">\(line.score.criterion)</th><td>\(line.criterion?.title ?? "")</td>
        <td class="n">\(shown(RulePoints(line.score.points), language))</td>\(HTML(floors))</tr>

        """
    }
    let record = frame.keeping(
      Address(
        "/san-pham/\(ProductID(event.record.stream.number))", [.init(name: "record", value: "\(event.position)")],
        fragment: "p\(event.position)"))
    return """
      \(TableFrame(caption: title, heads: heads, rows: HTML(rows)).html)
      <p><a href="\(record.text)">\(request.text("Bản ghi ở vị trí \(event.position)", "The record at position \(event.position)"))</a></p>
      """
  }

  private func shown(_ points: RulePoints, _ language: Language) -> String {
    language == .vi ? "\(points)".replacing(".", with: ",") : "\(points)"
  }
}
