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
          The loop in C with the index of streams in the same commit, and nothing encoded or hashed, makes 0.48 to 0.60 of the bare \
          loop: half leaves next to nothing for all the rest. By profile, of three quarters of a microsecond a record, in which \
          two processors work for 1.1: 0.26 writing it as a message, 0.25 its leaf and 0.15 the nodes above (a third of that is \
          what the library of hashes does besides hashing), 0.07 its place, 0.13 the two tables, the rest the commit, during which \
          nothing else is done. What would come nearer: the next commit's records made while one reaches the disk, and an index \
          in runs that are merged later, which each reader would have to look through.
          """,
        [
          ("bare", "append \(scratch)-bare \(shop.recordFile) 10000"),
          ("indexed", "indexed \(scratch)-indexed \(shop.recordFile) 10000 \(shop.keyFile)"),
          ("ledger", "append \(scratch)-ledger \(shop.recordFile) 10000"),
          ("sqlite", "append \(shop.folder)/sqlite.db \(shop.eventFile) 10000"),
          ("eventsourcing", "append \(shop.folder)/eventsourcing.db \(shop.eventFile) 10000"),
          ("postgres", "append \(scratch)-postgres \(shop.eventFile) 10000"),
        ]),
      Case(
        "single", "one durable append at a time", .micros,
        mark: .share(1 / 1.15, of: "bare", "at most 1.15 × the bare commit"),
        bound: """
          The commit writes the paths of two tables (records, index of streams) where the bare loop writes that of one, in \
          places of the file that are apart: 4.7 writes and not 3.3 before the same sync, which takes a tenth longer for it; ten \
          microseconds are deciding, encoding and hashing. Leaf and head cost no page of their own any more. Only an \
          index that is written later than its record would come nearer, and a reader would have to look through what is not \
          indexed yet.
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
            reduces them to numbers, and writes all rows durably: a quarter of a second for 20,000 products, however few \
            events there are. Of a hundred thousand or a million events that is nearly all; of ten million it is a third.
            """,
          [
            ("bare", "scan \(shop.ledger)/log"), ("ledger", "rebuild \(shop.ledger) star-counts"),
            ("sqlite", "fold \(shop.folder)/sqlite.db"),
            ("eventsourcing", "fold \(shop.folder)/eventsourcing.db"),
          ]),
        Case(
          "cold", "rebuild of star-counts from the disk alone; the other scans", .perSecond,
          [("bare", "cold \(shop.ledger)/log"), ("ledger", "cold \(shop.ledger) star-counts")]),
        Case(
          "rebuild-all", "rebuild of every projection, on both processors", .perSecond,
          mark: .figure(3e6, "3 M events/s"),
          bound: """
            By profile, of ten million events: each processor goes through the whole log, which is a quarter of its time, most of \
            it waiting for memory. One of them matches two million score sheets and keeps their points (a third of its time) and \
            five small projections; the other keeps eight million reports of exports as facts (a quarter) and four others. The \
            rest is putting 500 MB of rows into the file (a sixth), their digests, and one sync at the end. What would come \
            nearer: one scan for both processors, facts without their stream (it stands in their key), and more processors: each \
            group of projections is one's.
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
