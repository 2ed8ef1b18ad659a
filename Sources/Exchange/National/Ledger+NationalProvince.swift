public import Ledger
internal import OCOP

extension Ledger {
  /// Records the map of `province`: its units, when they ended, and what became of them. What is recorded already is passed over.
  ///
  /// Throws ``LedgerError`` where the domain or the disk refuses.
  public func establish(_ province: NationalProvince, actor: String) throws -> WriteReceipt<Void> {
    let commands = province.commands(actor: actor)
    return try write { draft in
      for command in commands { _ = try draft.record(command) }
    }
  }
}

extension NationalProvince {
  /// How many records its map is.
  public var recordCount: Int { units.count + units.count { $0.until != nil } + changes.count }

  /// What records its map, in order.
  func commands(actor: String) -> [Command] {
    guard let number = UInt32(code.text) else { preconditionFailure("a province has a code of two digits") }
    let map = StreamID(.area, number)
    func command(_ identity: [String], _ event: Event, on day: Day?) -> Command {
      Command(
        id: CommandID(hashing: ["ocop.national.areas.v1"] + identity), actor: actor, act: .record(map, event),
        effectiveOn: day.map { LegalDate($0) }, source: source)
    }
    var commands: [Command] = []
    for unit in units {
      let ref = AreaRef(code: unit.established.code, edition: unit.from.map { Int64($0.number) })
      commands.append(command(["unit", ref.shown], .areaEstablished(unit.established), on: unit.from))
      if let until = unit.until {
        commands.append(command(["end", ref.shown], .areaAbolished(AreaAbolished(unit: ref)), on: until))
      }
    }
    for change in changes {
      let e = change.succeeded
      commands.append(
        command(["change", e.from.shown, e.to?.shown ?? "", "\(change.on)"], .areaSucceeded(e), on: change.on))
    }
    return commands
  }
}
