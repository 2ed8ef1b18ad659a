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
          Of a record's two microseconds a third is writing it as a message, a quarter its two hashes, a fifth LMDB, which \
          here keeps four tables and not one. A record that arrives as bytes already, with its header read in place, would \
          save the first third; the bare loop's rate is out of reach for anybody who hashes.
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
            A rebuild does not only read: it decodes what a record says of stars into facts, keeps them for each product \
            (a correction may come later), reduces them to numbers, and writes all rows durably. A quarter each goes into \
            decoding, reducing, encoding rows and LMDB. Facts kept as the record's own bytes, and rows of numbers folded \
            without going through facts where no correction touches a product, would take most of that away.
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
            Five of the views keep names and places of their own, three the facts about stars: each decodes them again. A \
            record decoded once for all views of a scan, and one directory that all may read, would halve it; projections \
            do not look at each other today, and that is worth more.
            """, [("ledger", "rebuild \(shop.ledger) all")]),
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
            The ledger reads each sheet from its record, criterion by criterion and by name: four microseconds, \
            and once only where the two rulebooks differ in floors alone. DuckDB is given the points as columns, and adds up 31 of them a row with \
            both processors. A view that keeps sheets as columns of points would do the same here.
            """, agreeing: ["duckdb"],
          [("ledger", "whatif \(shop.sheetFolder)/ledger"), ("duckdb", "whatif \(shop.sheetFolder)")]),
      ]
  }
}
