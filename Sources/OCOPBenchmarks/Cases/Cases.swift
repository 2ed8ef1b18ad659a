internal import OCOP

/// What is measured at one size.
enum Cases {
  static let runs = ["bare", "ledger", "sqlite", "eventsourcing", "duckdb", "postgres"]

  static func all(_ shop: Workshop) -> [Case] {
    let scratch = shop.folder + "/scratch"
    let day = NationalHistory.lastDay
    let date = day.description
    return [
      Case(
        "append", "bulk append, 10,000 events a durable commit", .perSecond,
        mark: .share(0.5, of: "bare", "half of the bare loop").and(.share(5, of: "sqlite", "5 × SQLite")),
        [
          ("bare", "append \(scratch)-bare \(shop.recordFile) 10000"),
          ("ledger", "append \(scratch)-ledger \(shop.recordFile) 10000"),
          ("sqlite", "append \(shop.folder)/sqlite.db \(shop.eventFile) 10000"),
          ("eventsourcing", "append \(shop.folder)/eventsourcing.db \(shop.eventFile) 10000"),
          ("postgres", "append \(scratch)-postgres \(shop.eventFile) 10000"),
        ]),
      Case(
        "single", "one durable append at a time", .micros,
        mark: .share(1 / 1.15, of: "bare", "at most 1.15 × the bare commit"),
        [
          ("bare", "single \(scratch)-bare \(shop.recordFile) 500"),
          ("ledger", "single \(scratch)-ledger \(shop.recordFile) 500"),
          ("sqlite", "single \(scratch)-sqlite \(shop.eventFile) 500"),
          ("eventsourcing", "single \(scratch)-eventsourcing \(shop.eventFile) 500"),
          ("postgres", "single \(scratch)-postgres \(shop.eventFile) 500"),
        ]),
    ]
      + [1, 4, 16, 64].map { callers in
        Case(
          "callers-\(callers)", "\(callers) callers, each appending singly", .perSecond,
          [("ledger", "callers \(scratch)-ledger \(shop.recordFile) \(callers) \(max(10, 640 / callers))")])
      } + [
        Case(
          "rebuild", "rebuild of star-counts; the others fold or scan", .perSecond, warm: true,
          mark: .share(1.0 / 3, of: "bare", "a third of the bare scan"),
          [
            ("bare", "scan \(shop.ledger)/log"), ("ledger", "rebuild \(shop.ledger) star-counts"),
            ("sqlite", "fold \(shop.folder)/sqlite.db"),
            ("eventsourcing", "fold \(shop.folder)/eventsourcing.db"),
          ]),
        Case(
          "rebuild-all", "rebuild of every projection in one scan", .perSecond,
          mark: .figure(3e6, "3 M events/s"), [("ledger", "rebuild \(shop.ledger) all")]),
        Case("verify", "verify", .perSecond, warm: true, [("ledger", "verify \(shop.ledger)")]),
        Case(
          "stats", "statistics of any day, by level", .micros, warm: true, mark: .figure(1_000, "under 1 ms"),
          [
            ("ledger", "stats \(shop.ledger) level 40"), ("duckdb", "stats \(shop.folder) 20 \(day.number)"),
            ("sqlite", "stats \(shop.folder)/sqlite.db 1 \(date)"),
          ]),
        Case(
          "history", "one product's history", .micros, warm: true, mark: .figure(100, "under 100 µs"),
          [
            ("ledger", "history \(shop.ledger) 200 \(Workshop.products)"),
            ("sqlite", "history \(shop.folder)/sqlite.db 200 \(Workshop.products)"),
          ]),
        Case(
          "whatif", "what-if over \(shop.sheets) full sheets", .perSecond, warm: true,
          mark: .share(1, of: "duckdb", "as fast as DuckDB"),
          [("ledger", "whatif \(shop.sheetFolder)/ledger"), ("duckdb", "whatif \(shop.sheetFolder)")]),
      ]
  }
}
