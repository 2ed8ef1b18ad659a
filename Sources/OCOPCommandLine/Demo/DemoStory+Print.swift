internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension DemoStory {
  func print(in session: CommandContext) throws {
    guard session.format == .table else { return try session.print(object: json(session.language), labels: []) }
    try printImports(session)
    try printFigures(session)
    try printProposed(session)
    try printMarkets(session)
    try heading(session, "Khen thưởng, 31/12/2020", "Awards, 31/12/2020")
    try session.printTable(awards)
    for history in histories {
      try heading(session, "Lịch sử: \(history.name)", "History: \(history.name)")
      try session.printTable(history.ratings)
    }
    try heading(session, "Kiểm chứng", "Verification")
    try session.print(verified)
  }

  private func heading(_ session: CommandContext, _ vi: String, _ en: String) throws {
    let title = session.text(vi, en)
    try session.console.print("\n\(title)\n\(String(repeating: "═", count: displayWidth(title)))")
  }

  private func printImports(_ session: CommandContext) throws {
    try session.console.print(
      session.text(
        "OCOP Thanh Hóa: lịch sử được ghi lại từ số liệu công bố",
        "OCOP in Thanh Hoá: its history recorded from published data"))
    for report in imports {
      let rows = session.shown.number(Int64(report.read)).padded(to: 5, onRight: true)
      let events = session.shown.number(Int64(report.events)).padded(to: 5, onRight: true)
      try session.console.print(
        "  " + report.file.padded(to: 18)
          + session.text("\(rows) dòng, \(events) sự kiện", "\(rows) rows, \(events) events"))
    }
  }

  private func printFigures(_ session: CommandContext) throws {
    try heading(session, "Ngày 31/12/2020", "On 31/12/2020")
    for figure in figures {
      let isShare = figure.metric == "planAttainment"
      let shown =
        isShare ? session.shown.percent(Int(figure.counted), of: 10_000) : session.shown.number(figure.counted)
      let met = figure.counted == figure.published
      let mark =
        met
        ? session.text("✓ như đã công bố", "✓ as published") : session.text("✗ khác số công bố", "✗ not as published")
      try session.console.print(
        "  " + shown.padded(to: 8, onRight: true) + "  " + figure.title(session.language).padded(to: 34) + mark)
    }
    for note in stars.table.notes { try session.console.print("  ! " + note(session.language)) }
    try session.console.print("")
    try session.printTable(stars.table)
    try session.console.print(stars.caption(session.language))
  }

  private func printProposed(_ session: CommandContext) throws {
    try heading(
      session, "Chờ trung ương xét 5 sao, vẫn đang là 4 sao", "Waiting for the centre to grant 5★, still at 4★")
    for product in proposed {
      try session.console.print("  \(product.id)  \(product.name)")
    }
  }

  private func printMarkets(_ session: CommandContext) throws {
    try heading(session, "Xuất khẩu theo thị trường", "Exports by market")
    var table = TextTable(
      [session.text("Thị trường", "Market"), session.text("Báo cáo", "Reported"), session.text("Chủ thể", "Producers")]
        .map { TextTable.Column(title: $0, isNumber: false) })
    let rows = markets.flatMap { market in
      market.exporters.enumerated().map { index, exporter in
        index == 0 ? [market.name(session.language), market.since, exporter] : ["", "", exporter]
      }
    }
    for row in rows { table.fit(row) }
    for line in table.head + rows.map(table.line) { try session.console.print(line) }
    let onTheDay = markets.filter { $0.since == Self.day.description }.count
    try session.console.print(
      session.text(
        "  \(onTheDay) thị trường theo bài báo 31/12/2020; các thị trường còn lại do nguồn khác nêu, sớm hơn.",
        "  \(onTheDay) markets by the article of 31/12/2020; the others are told by another source, earlier."))
    try session.console.print(
      session.text(
        "  * danh sách chung cho ba nhà xuất khẩu: nguồn không nói ai xuất đi đâu.",
        "  * one list for three exporters: the source does not say who exports where."))
  }

  private func json(_ language: Language) -> JSONValue {
    [
      "imports": .array(imports.map { $0.json(language) }),
      "figures": .array(
        figures.map {
          ["metric": .string($0.metric), "counted": .int($0.counted), "published": JSONValue($0.published)]
        }),
      "stars": stars.json, "proposed": .array(Listing(proposed).table.objects),
      "exports": .array(
        markets.map {
          [
            "market": .string($0.code), "name": .string($0.name(language)), "since": .string($0.since),
            "producers": .array($0.exporters.map(JSONValue.string)),
          ]
        }),
      "awards": .array(awards.objects),
      "histories": .array(histories.map { ["name": .string($0.name), "ratings": .array($0.ratings.objects)] }),
      "verified": .bool(verified.findings.isEmpty), "size": JSONValue(verified.head.size),
      "root": .string(verified.head.root),
    ]
  }
}
