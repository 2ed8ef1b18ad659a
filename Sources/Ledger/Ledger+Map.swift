public import OCOP

extension Ledger {
  /// The administrative map as recorded, corrections taken in. Costs what the area streams are long.
  public func areaMap(knownAt known: Position = Position(.max)) throws(LedgerError) -> AreaMap {
    var map = AreaMap()
    for entry in try effective(.area, knownAt: known) { map.apply(entry.record.event, on: entry.record.effectiveOn) }
    return map
  }

  /// The rulebooks adopted, corrections taken in.
  public func rulebooks(knownAt known: Position = Position(.max)) throws(LedgerError) -> RulebookCatalogue {
    var shelf = RulebookCatalogue()
    for entry in try effective(.rulebook, knownAt: known) {
      shelf.apply(entry.record.event, on: entry.record.effectiveOn)
    }
    return shelf
  }

  /// What stands in the streams of a kind, as far as the records up to `known` say, without those that a newer program wrote.
  public func effective(_ kind: StreamKind, knownAt known: Position = Position(.max)) throws(LedgerError)
    -> [RecordedEntry]
  {
    try failing {
      try streams(kind).flatMap { stream in
        try history(of: stream, knownAt: known).effective
      }
    }
  }
}
