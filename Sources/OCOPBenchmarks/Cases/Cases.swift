internal import OCOP

/// What is measured at one size.
enum Cases {
  static func all(_ shop: Workshop) -> [Case] {
    let scratch = shop.folder + "/scratch"
    let day = NationalHistory.countedDay
    let date = day.description
    return [
      Case(
        "append", "bulk append, 10,000 events a durable commit", .perSecond,
        mark: .share(0.5, of: "bare", "half of the bare loop").and(.share(5, of: "sqlite", "5 × SQLite")),
        bound: """
          By profile: a third of a record's time is writing it as a message, a sixth its two hashes (two hundred nanoseconds, \
          more than the bare loop takes in all where the disk is fast), a ninth finding its stream's version, a tenth the \
          four tables, a tenth the commit; the rest is memory. A record that arrives as bytes, with its header read in \
          place, would save the first third; half of the bare loop's rate is out of reach for anybody who hashes.
          """,
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
        bound: """
          The commit writes the paths of five tables (records, leaves, index of streams, nodes, head) where the bare loop \
          writes that of one: ten pages and not four, in the same sync and written-through meta page. One table with the leaf behind its record \
          would spare two paths, at the price of a format of its own for each.
          """,
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
          bound: """
            A rebuild does not only read: it keeps the records about stars for each product (a correction may come later), \
            reduces them to numbers, and writes all rows durably. By profile, of ten million events: a third is reading \
            envelopes, whose type stands last (70 ns, where the bare loop looks at a record's first byte), a fifth LMDB, a \
            quarter reducing. A log format whose records begin with type and stream at fixed places would let a view pass \
            over what is not its own in a few nanoseconds. Of few events, reducing and writing are nearly all.
            """,
          [
            ("bare", "scan \(shop.ledger)/log"), ("ledger", "rebuild \(shop.ledger) star-counts"),
            ("sqlite", "fold \(shop.folder)/sqlite.db"),
            ("eventsourcing", "fold \(shop.folder)/eventsourcing.db"),
          ]),
        Case(
          "rebuild-all", "rebuild of every projection, on both processors", .perSecond,
          mark: .figure(3e6, "3 M events/s"),
          bound: """
            By profile, of ten million events: a third is keeping score sheets (two microseconds each, 31 scores), a seventh \
            exports, a quarter reading the log, which each processor does for itself, an eighth writing rows. Sheets known \
            by their bytes before they are read, and envelopes read once for both processors, would come near the mark.
            """, [("ledger", "rebuild \(shop.ledger) all")]),
        Case(
          "replay", "replay of one product, step by step", .micros, warm: true,
          [("ledger", "replay \(shop.ledger) 100 \(Workshop.products)")]),
        Case("verify", "verify", .perSecond, warm: true, [("ledger", "verify \(shop.ledger)")]),
        Case(
          "stats", "statistics of any day, by level", .micros, warm: true, mark: .figure(1_000, "under 1 ms"),
          agreeing: shop.few == shop.records ? ["duckdb", "sqlite"] : ["duckdb"],
          [
            ("ledger", "stats \(shop.ledger) level 40"), ("duckdb", "stats \(shop.folder) 20 \(day.number)"),
            ("sqlite", "stats \(shop.folder)/sqlite.db 1 \(date)"),
          ]),
        Case(
          "history", "one product's history", .micros, warm: true, mark: .figure(100, "under 100 µs"),
          bound: """
            SQLite hands out the product's events as they lie, by one index; the ledger answers which stars were held from \
            when to when, corrections taken in, at a proved position.
            """,
          [
            ("ledger", "history \(shop.ledger) 200 \(Workshop.products)"),
            ("sqlite", "history \(shop.folder)/sqlite.db 200 \(Workshop.products)"),
          ]),
        Case(
          "whatif", "what-if over \(Results.shown(Double(shop.sheets))) full sheets", .perSecond, warm: true,
          mark: .share(1, of: "duckdb", "as fast as DuckDB"),
          bound: """
            DuckDB is given the points of the sheets that count as columns; the ledger chooses them by product, day and council \
            first, corrections taken in, and names and places each product.
            """, agreeing: ["duckdb"],
          [("ledger", "whatif \(shop.sheetFolder)/ledger"), ("duckdb", "whatif \(shop.sheetFolder)")]),
      ]
  }
}
