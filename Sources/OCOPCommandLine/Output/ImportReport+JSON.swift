internal import Exchange
internal import Ledger
internal import OCOP

extension ImportReport {
  /// The report as a JSON object, its texts in `language`.
  func json(_ language: Language) -> JSONValue {
    let json: JSONValue = [
      "file": .string(file), "read": JSONValue(read), "accepted": JSONValue(accepted),
      "alreadyThere": JSONValue(alreadyThere), "rejected": JSONValue(rejected), "events": JSONValue(events),
      "dryRun": .bool(isRehearsal),
      "positions": positions.isEmpty ? nil : [JSONValue(positions.lowerBound), JSONValue(positions.upperBound - 1)],
      "size": JSONValue(head?.size), "root": JSONValue(head?.root),
      "errors": .array(problems.map { $0.json(language) }),
    ]
    var more: [JSONValue.Member] = []
    if problemsLeftOut > 0 { more.append(.init("errorsLeftOut", JSONValue(problemsLeftOut))) }
    if let importRecord { more.append(.init("import", importRecord.json)) }
    if let sheet { more.append(.init("sheet", .string(sheet))) }
    if passedOver > 0 { more.append(.init("passedOver", JSONValue(passedOver))) }
    if !notTaken.isEmpty {
      let columns = notTaken.map { column -> JSONValue in
        [
          "column": .string(column.column), "heading": .string(column.heading), "cells": JSONValue(column.cells),
          "personal": .bool(column.isPersonal),
        ]
      }
      more.append(.init("notTaken", .array(columns)))
    }
    guard !more.isEmpty, case .object(let members) = json else { return json }
    return .object(members + more)
  }
}

extension ImportProblem {
  /// What to do, in one text.
  var advice: Text? {
    let told = [hint, remedy.map(Hints.of)].compactMap(\.self)
    guard !told.isEmpty else { return nil }
    return Text(told.map(\.vi).joined(separator: " "), told.map(\.en).joined(separator: " "))
  }

  /// The problem as a JSON object, its texts in `language`.
  func json(_ language: Language) -> JSONValue {
    let json: JSONValue = [
      "row": JSONValue(row), "column": JSONValue(column), "code": .string(code), "value": .string(value),
      "detail": .string(text(language)), "hint": JSONValue(advice?(language)),
    ]
    guard let place else { return json }
    return json.adding([.init("sheet", .string(place.sheet)), .init("cell", .string(place.cell))])
  }
}

extension ImportNote {
  /// The note, and what would mend it.
  var advised: Text {
    guard let remedy = remedy.map(Hints.of) else { return text }
    return Text("\(text.vi) \(remedy.vi).", "\(text.en) \(remedy.en).")
  }
}
