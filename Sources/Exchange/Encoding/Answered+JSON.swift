package import Ledger
package import OCOP
package import ProjectionKit

extension Answered {
  /// How far the records under the answer were verified: `false`, or their number.
  package var verifiedJSON: JSONValue { verified == 0 ? false : JSONValue(verified) }

  /// The question, all of it: as-of, known-at, areas, rules, counting, and what else the projection was asked.
  package var questionJSON: JSONValue {
    var members: [JSONValue.Member] = [
      .init("asOf", .string(question.asOf.description)), .init("knownAt", head.position?.json ?? nil),
      .init("areas", .string(areas.description)), .init("rules", "recorded"),
      .init("counting", question.counting.json),
    ]
    if isToCome { members.append(.init("toCome", true)) }
    members += parameters.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }
    return .object(members)
  }
}

extension Answered {
  /// What one side of a comparison asked, and of which log: `rules` are those asked for, `more` what else was.
  package func comparedJSON(products: Int, rules: String = "recorded", _ more: [JSONValue.Member] = []) -> JSONValue {
    guard case .object(let members) = questionJSON.adding([.init("explain", "brief")]) else {
      preconditionFailure("a question is an object")
    }
    return [
      "question": .object(members.map { $0.name == "rules" ? .init("rules", .string(rules)) : $0 } + more),
      "position": head.position?.json ?? nil, "root": .string(head.root), "verified": verifiedJSON,
      "products": JSONValue(products),
    ]
  }
}

extension Answered where Answer: Tabular {
  /// The members of the answer as one object, with nothing in the place of the rows: for whoever writes these one after the other.
  package func jsonBesideRows(_ table: AnswerTable) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("question", questionJSON), .init("position", head.position?.json ?? nil),
      .init("root", .string(head.root)), .init("verified", verifiedJSON), .init("rows", nil),
    ]
    if let basis = table.basis { members.append(.init("basis", basis.json)) }
    if let total = table.total { members.append(.init("total", table.object(total))) }
    if let newer { members.append(.init("needsNewer", newer.json)) }
    return members
  }

  /// The whole answer as one object.
  package var json: JSONValue {
    let table = table
    return .object(jsonBesideRows(table).map { $0.name == "rows" ? .init("rows", .array(table.objects)) : $0 })
  }
}

extension Basis {
  /// The numbers as an object.
  fileprivate var json: JSONValue {
    [
      "placeholders": JSONValue(placeholders), "irregular": JSONValue(irregular), "imprecise": JSONValue(imprecise),
      "undecided": JSONValue(undecided),
    ]
  }
}
