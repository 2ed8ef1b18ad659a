/// A field in which a correction differs from what it corrects.
public struct RecordDifference: Hashable, Sendable {
  /// The field, from the outermost inwards: `grant.decision`, `effectiveOn`.
  public let field: String
  /// As recorded; `nil`: nothing was.
  public let recorded: JSONValue?
  /// As corrected; `nil`: nothing is.
  public let corrected: JSONValue?
}

extension Record {
  /// Field by field what `correction` makes of this record; a strike-out leaves nothing of it.
  public func differences(to correction: Record) -> [RecordDifference] {
    if correction.event.type == .voided {
      return [RecordDifference(field: "event", recorded: .string(event.type.code), corrected: nil)]
    }
    var found: [RecordDifference] = []
    if effectiveOn != correction.effectiveOn {
      found.append(
        RecordDifference(
          field: "effectiveOn", recorded: effectiveOn?.json, corrected: correction.effectiveOn?.json))
    }
    let (before, after) = (event.payload.json.leaves, correction.event.payload.json.leaves)
    for (field, value) in before where after.first(where: { $0.field == field })?.value != value {
      let corrected = after.first { $0.field == field }?.value
      found.append(RecordDifference(field: field, recorded: value, corrected: corrected))
    }
    for (field, value) in after where !before.contains(where: { $0.field == field }) {
      found.append(RecordDifference(field: field, recorded: nil, corrected: value))
    }
    return found
  }
}

extension JSONValue {
  /// The values that are no objects, each with its path.
  fileprivate var leaves: [(field: String, value: JSONValue)] {
    guard case .object(let members) = self else { return [("", self)] }
    return members.flatMap { member in
      member.value.leaves.map { (member.name + ($0.field.isEmpty ? "" : "." + $0.field), $0.value) }
    }
  }
}
