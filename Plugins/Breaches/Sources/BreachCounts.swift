internal import OCOP
internal import ProjectionKit

/// What breaches are counted by.
enum BreachDimension: String, CaseIterable {
  case rule, level, decision, district, commune

  /// What a question may name.
  static let accepted = Text(allCases.map(\.rawValue).joined(separator: "|"))

  private var title: Text {
    switch self {
    case .rule: Text("Quy định", "Rule")
    case .level: Text("Cấp", "Level")
    case .decision: Text("Quyết định", "Decision")
    case .district: Text("Huyện", "District")
    case .commune: Text("Xã", "Commune")
    }
  }

  private var kind: Column.Kind {
    switch self {
    case .rule: .term { LawRule(rawValue: $0)?.names }
    case .level: .term { Level(rawValue: $0)?.names }
    case .decision, .district, .commune: .text
    }
  }

  /// The column of the list whose values are counted, and the one that names them.
  private var source: (key: String, name: String) {
    switch self {
    case .district: ("district", "districtName")
    case .commune: ("commune", "communeName")
    default: (rawValue, rawValue)
    }
  }

  /// How many of the rows of `list`, a breach each, are in each state.
  func counts(of list: Sheet) -> Sheet {
    let names = list.columns.map(\.name)
    guard let key = names.firstIndex(of: source.key), let name = names.firstIndex(of: source.name),
      let state = names.firstIndex(of: "state")
    else { return list }
    let states = BreachState.allCases.map { JSONValue.string($0.rawValue) }
    var counts: [JSONValue: (name: JSONValue, states: [Int64])] = [:]
    for row in list.rows {
      var found = counts[row[key]] ?? (row[name], states.map { _ in 0 })
      for (index, one) in states.enumerated() where row[state] == one { found.states[index] += 1 }
      counts[row[key]] = found
    }
    let rows = counts.sorted { $0.key.text < $1.key.text }.map { cell, found in
      [cell, found.name] + found.states.map { JSONValue.int($0) }
    }
    let columns =
      [Column("key", title, .hidden), Column("name", title, kind)]
      + BreachState.allCases.map { Column($0.rawValue, $0.names, .number) }
    return Sheet(columns: columns, rows: rows, notes: list.notes)
  }
}
