internal import ArgumentParser
internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop whatif`: the sheets of the past under a draft. Never official, never recorded.
struct WhatIfCommand: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif",
    abstract: say(
      "Giả định: phiếu chấm cũ theo dự thảo thì ai lên, ai xuống, ai mất hạng.",
      "What-if: under a draft, who would rise, fall, or lose all."),
    discussion: say(
      "Dự thảo là một thư mục bộ tiêu chí có `amends` và chỉ những gì thay đổi. Không ghi, không đổi hạng sao nào.",
      "A draft is a rulebook folder with `amends` and only what changes. Nothing is recorded, no award is touched."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions
  @Option(help: ArgumentHelp(say("Thư mục dự thảo, hoặc mã trong sổ.", "Folder of the draft, or id in the ledger.")))
  var rules: String

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    let rulebook = try RulesSource(ledger).find(rules)
    var changed: [WhatIf.Product] = []
    let progress = session.progress(Text("Chấm lại phiếu", "Scoring sheets"))
    let answer = try ledger.whatIf(rulebook, asOf: question.asOf, knownAt: question.knownAt) { product in
      if product.change != .same { changed.append(product) }
    }
    progress.finish()
    let report = WhatIfReport(
      rulebook: rulebook, question: question, answered: answer, changed: changed, map: try ledger.areaMap())
    try session.print(report)
    if let newer = answer.newer { session.console.note(NewerRecord.note(from: newer)(session.language)) }
  }
}

/// A what-if as it is shown.
struct WhatIfReport {
  let rulebook: Rulebook
  let question: Question
  let answered: Answered<WhatIf>
  let changed: [WhatIf.Product]
  let map: AreaMap

  var answer: WhatIf { answered.answer }

  static let label = Text("giả định / what-if", "what-if / giả định")

  var rows: AnswerTable {
    AnswerTable(
      columns: [
        Column("product", Text("Mã", "Id")), Column("name", Text("Sản phẩm", "Product")),
        Column("before", Text("Trước", "Before"), .number), Column("after", Text("Giả định", "What-if"), .number),
        Column("change", Text("Thay đổi", "Change"), of: WhatIf.Change.self),
        Column("deciding", Text("Quyết định bởi", "Decided by")),
      ],
      rows: changed.map {
        [
          .string($0.id.description), .string($0.name), $0.before?.json ?? nil, $0.after?.json ?? nil, $0.change.json,
          JSONValue($0.deciding),
        ]
      })
  }

  func counts(_ title: Text, _ rows: [(key: String, name: String, counts: WhatIf.Counts)]) -> AnswerTable {
    let changes = WhatIf.Change.allCases
    return AnswerTable(
      columns: [Column("key", Text("Mã", "Code"), .hidden), Column("name", title)]
        + changes.map { Column($0.rawValue, $0.names, .number) },
      rows: rows.sorted { ($0.key, $0.name) < ($1.key, $1.name) }.map { row in
        [.string(row.key), .string(row.name)] + changes.map { JSONValue(row.counts.changes[$0] ?? 0) }
      },
      total: [.string("total"), .string("Tổng")] + changes.map { JSONValue(answer.whole.changes[$0] ?? 0) })
  }

  func districts(_ language: Language) -> AnswerTable {
    let day = map.levelDay(.district, on: question.asOf).day
    var found: [[String]: WhatIf.Counts] = [:]
    for (place, counts) in answer.byPlace {
      found[district(place, on: day, language), default: WhatIf.Counts()].changes.merge(
        counts.changes, uniquingKeysWith: +)
    }
    return counts(Text("Huyện", "District"), found.map { ($0[0], $0[1], $1) })
  }

  /// Key and name of the district that a place lies in.
  private func district(_ place: Place?, on day: Day, _ language: Language) -> [String] {
    switch place.flatMap({ map.unit(.district, of: $0, on: day) }) {
    case .unit(let unit)?: return [unit.key(on: day), unit.fullName]
    case .toBeAssigned?: return [AreaUnit.toBeAssignedKey, Text("cần phân bổ", "to be assigned")(language)]
    case nil:
      let unknown = Text("chưa rõ", "unknown")(language)
      return [place?.district?.code.text ?? "unknown", place?.district?.code.text ?? unknown]
    }
  }

  func groups(_ language: Language) -> AnswerTable {
    counts(
      Text("Nhóm", "Group"),
      answer.byGroup.map {
        ($0?.rawValue ?? "unknown", $0?.name(language) ?? Text("chưa rõ", "unknown")(language), $1)
      })
  }

  var criteria: AnswerTable {
    AnswerTable(
      columns: [
        Column("criterion", Text("Tiêu chí", "Criterion")), Column("cases", Text("Trường hợp", "Cases"), .number),
      ],
      rows: answer.deciding.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { [.string($0), JSONValue($1)] })
  }

  var unscored: AnswerTable {
    AnswerTable(
      columns: [
        Column("reason", Text("Không chấm được vì", "Not scored because"), of: WhatIf.Obstacle.self),
        Column("products", Text("Sản phẩm", "Products"), .number),
      ],
      rows: WhatIf.Obstacle.allCases.compactMap { obstacle in
        answer.unscored[obstacle].map { [obstacle.json, JSONValue($0)] }
      })
  }

  var questionJSON: JSONValue {
    [
      "asOf": .string(question.asOf.description), "knownAt": answered.head.position?.json ?? nil,
      "rules": rulebook.id.json, "whatIf": true,
    ]
  }
}

extension CommandContext {
  fileprivate func print(_ report: WhatIfReport) throws {
    let answer = report.answer
    let unscored = answer.unscored.values.reduce(0, +)
    switch format {
    case .json:
      let object: JSONValue = [
        "label": .string(WhatIfReport.label.vi), "question": report.questionJSON,
        "position": report.answered.head.position?.json ?? nil, "root": .string(report.answered.head.root),
        "verified": report.answered.verified == 0 ? false : JSONValue(report.answered.verified),
        "scored": JSONValue(answer.whole.scored), "notScored": JSONValue(unscored),
        "totals": .object(
          WhatIf.Change.allCases.map { .init($0.rawValue, JSONValue(answer.whole.changes[$0] ?? 0)) }),
        "notScoredBecause": .array(report.unscored.objects), "byDistrict": .array(report.districts(language).objects),
        "byGroup": .array(report.groups(language).objects), "criteria": .array(report.criteria.objects),
        "rows": .array(report.rows.objects),
      ]
      try console.print(json: object)
    case .xlsx:
      var rows = report.rows
      rows.notes.insert(WhatIfReport.label, at: 0)
      try write(workbook: rows)
    case .ndjson, .csv:
      try print(list: report.rows)
      console.note(report.questionJSON.text)
    case .table:
      try console.print(
        text(
          "GIẢ ĐỊNH (what-if) theo \(report.rulebook.id): không phải số liệu chính thức, không đổi hạng sao nào.",
          "WHAT-IF (giả định) under \(report.rulebook.id): no official figure, no award is changed."))
      try console.print(
        text(
          "Chấm lại được \(answer.whole.scored) sản phẩm; \(unscored) không chấm được.",
          "\(answer.whole.scored) products were scored; \(unscored) could not be.")
          + text(
            "\n\"Trước\" là sao của chính các phiếu chấm theo bộ tiêu chí khi đó, không phải sao đã công nhận (xem ocop diff).\n",
            "\n\"Before\" are the stars of the same sheets under the rules of their time, not the stars awarded (see ocop diff).\n"
          ))
      for sheet in [report.unscored, report.rows, report.districts(language), report.groups(language), report.criteria]
      where !sheet.rows.isEmpty {
        try printTable(sheet)
        try console.print("")
      }
      let known = report.answered.head.position.map(\.description) ?? "–"
      try console.print(
        text(
          "Tính đến \(shown.day(report.question.asOf)) · theo dữ liệu nhập đến vị trí \(known) · gốc \(report.answered.head.root.prefix(16))…",
          "As of \(shown.day(report.question.asOf)) · known at position \(known) · root \(report.answered.head.root.prefix(16))…"
        ))
    }
  }
}
