internal import OCOP

/// The map and the first commands.
extension RandomHistory {
  static let districts = ["399", "401", "405", "380"]
  static let end = Day(year: 2025, month: 7, day: 1)!

  static func communes(of district: Int) -> [String] { ["1000\(district)", "1001\(district)"] }

  /// On that day districts end, and communes become fewer: one is split, the others go whole into their neighbours'.
  static var mergers: [(event: Event, date: LegalDate)] {
    let edition = Int64(end.number)
    func old(_ code: String) -> AreaRef { AreaRef(code: AreaCode(text: code)!) }
    func new(_ district: Int) -> AreaRef { AreaRef(code: AreaCode(text: "1000\(district)")!, edition: edition) }
    var events: [Event] = []
    for district in districts.indices {
      for code in communes(of: district) { events.append(.areaAbolished(AreaAbolished(unit: old(code)))) }
      if districts[district] != "405" {
        events.append(.areaAbolished(AreaAbolished(unit: old(districts[district]))))
        events.append(.areaSucceeded(AreaSucceeded(from: old(districts[district]), to: nil, part: .full)))
      }
    }
    for district in districts.indices {
      // Codes are used again: equality of codes says nothing.
      events.append(
        .areaEstablished(
          AreaEstablished(
            code: new(district).code, level: .commune, name: "Mới \(district)", kind: "xã",
            parent: AreaCode(text: "38"))))
    }
    for district in districts.indices {
      for (index, code) in communes(of: district).enumerated() {
        let isSplit = district == 0 && index == 1
        let to = isSplit ? [new(0), new(1)] : [new(district)]
        events += to.map {
          .areaSucceeded(AreaSucceeded(from: old(code), to: $0, part: isSplit ? .partial : .full))
        }
      }
    }
    return events.map { ($0, LegalDate(end)) }
  }

  static var beginnings: [Command] {
    func command(_ act: Command.Act, _ date: LegalDate?) -> Command {
      Command(id: nil, actor: "random", act: act, effectiveOn: date)
    }
    let map = StreamID(.area, 38)
    let change = LegalDate(Day(year: 2025, month: 1, day: 1)!)
    func unit(_ code: String, _ level: AreaLevel, _ kind: String, _ date: LegalDate? = nil) -> Command {
      let event = AreaEstablished(
        code: AreaCode(text: code)!, level: level, name: "Đơn vị \(code)", kind: kind,
        parent: level == .province ? nil : AreaCode(text: "38"))
      return command(.record(map, .areaEstablished(event)), date)
    }
    let (old, city) = (AreaRef(code: AreaCode(text: "405")!), AreaRef(code: AreaCode(text: "380")!))
    return NationalRulebooks.all.map {
      command(.record(StreamID(.rulebook, 0), .rulebookAdopted($0)), $0.inForceFrom)
    } + [unit("38", .province, "tỉnh")] + districts.map { unit($0, .district, "huyện") }
      + districts.indices.flatMap { district in communes(of: district).map { unit($0, .commune, "xã") } } + [
        command(.record(map, .areaAbolished(AreaAbolished(unit: old))), change),
        command(.record(map, .areaSucceeded(AreaSucceeded(from: old, to: city, part: .full))), change),
      ] + mergers.map { command(.record(map, $0.event), $0.date) }
  }
}
