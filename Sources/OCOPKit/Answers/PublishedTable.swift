package import Ledger
package import OCOP
package import ProjectionKit

/// What was published beside what the ledger counts, by each counting.
package struct PublishedTable {
  private let map: AreaMap

  /// Areas are named by `map`.
  package init(_ map: AreaMap) { self.map = map }

  /// A row for each of `figures`.
  package func table(_ figures: [PublishedFigure]) -> AnswerTable {
    let countings = Counting.allCases.map { Column($0.rawValue, $0.names, .number) }
    let columns =
      [
        Column("date", Text("Ngày", "Date"), .date),
        Column("scope", Text("Phạm vi", "Scope"), .term { [map] in Self.name(ofScope: $0, map) }),
        Column("metric", Text("Chỉ tiêu", "Metric"), .term { Self.metrics[$0] }),
        Column("published", Text("Công bố", "Published"), .number),
      ] + countings
      + Counting.allCases.map { Column("difference." + $0.rawValue, Text("Chênh lệch", "Difference"), .hidden) } + [
        Column("agrees", Text("Khớp cách đếm", "Agrees with"), .term { Self.names(ofCountings: $0) }),
        Column("contradicts", Text("Mâu thuẫn với vị trí", "Contradicts")),
        Column("source", Text("Nguồn", "Source"), .hidden), Column("position", Text("Vị trí", "Position")),
      ]
    let rows = figures.map { figure -> [JSONValue] in
      let agreeing = Counting.allCases.filter { figure.counted[$0] == figure.figure.value }.map(\.rawValue)
      return [
        figure.date.json, .string(figure.figure.scope), .string(figure.figure.metric), .int(figure.figure.value),
      ] + Counting.allCases.map { figure.counted[$0].map(JSONValue.int) ?? nil }
        + Counting.allCases.map { figure.difference($0).map(JSONValue.int) ?? nil } + [
          JSONValue(figure.counted.isEmpty ? nil : agreeing.joined(separator: ", ")),
          JSONValue(figure.contradicts.isEmpty ? nil : figure.contradicts.map(\.description).joined(separator: ", ")),
          JSONValue(figure.source), figure.position.json,
        ]
    }
    return AnswerTable(columns: columns, rows: rows)
  }

  package static let metrics: [String: Text] = {
    var names = [
      "products": Text("số sản phẩm", "products"), "producers": Text("số chủ thể", "producers"),
      "proposed5": Text("đề xuất 5 sao", "proposed for 5 stars"),
      "communesWithProducts": Text("số xã có sản phẩm", "communes with products"),
      "districtsWithProducts": Text("số huyện có sản phẩm", "districts with products"),
      "planAttainment": Text("so với kế hoạch, phần vạn", "of the plan, hundredths of a percent"),
      "rankByProducts": Text("xếp thứ theo số sản phẩm", "rank by products"),
    ]
    for stars in 1...5 { names["stars\(stars)"] = Text("số sản phẩm \(stars) sao", "products of \(stars) stars") }
    return names
  }()

  /// "province:38" as people say it.
  package static func name(ofScope scope: String, _ map: AreaMap) -> Text? {
    let parts = scope.split(separator: ":").map(String.init)
    guard parts.count == 2, let code = AreaCode(text: parts[1]),
      let unit = map.units.last(where: { $0.code == code })
    else { return nil }
    return Text(unit.shown)
  }

  private static func names(ofCountings codes: String) -> Text? {
    let names = codes.split(separator: ",").map { $0.trimmingPrefix(" ") }.map {
      Counting(rawValue: String($0))?.names ?? Text(String($0))
    }
    return Text(names.map(\.vi).joined(separator: ", "), names.map(\.en).joined(separator: ", "))
  }
}
