extension AreaMap {
  /// What became of `unit` by `day`, in words: "nay thuộc Xã Hoằng Thanh (16000)". `nil`: it is still there, or not yet.
  public func fate(of unit: AreaUnit, by day: Day) -> Text? {
    guard let until = unit.until, until <= day else { return nil }
    let ended = Text("hết từ ngày \(until.vietnamese)", "it ended on \(until)")
    guard let placement = placement(of: unit.ref, on: day) else { return ended }
    switch placement {
    case .unit(let now) where now == unit: return ended
    case .unit(let now):
      let isSame = now.code == unit.code && now.fullName == unit.fullName
      return isSame
        ? Text(
          "từ ngày \(until.vietnamese) là \(now.shown) trên bản đồ mới",
          "from \(until) on it is \(now.shown) of the new map")
        : Text("nay thuộc \(now.shown)", "now part of \(now.shown)")
    case .toBeAssigned(_, let among):
      let list = among.map(\.shown).joined(separator: "; ")
      return Text("nay thuộc một trong: \(list)", "now in one of: \(list)")
    }
  }

  /// The unit with its code and the unit above it on `day`, for a choice: "00721 Xã Đồng Văn, Tỉnh Tuyên Quang".
  public func choice(_ unit: AreaUnit, on day: Day) -> String {
    let above = unit.parent.flatMap { self.unit($0, on: max(unit.from ?? .distantPast, min(day, unit.lastDay))) }
    return "\(unit.code) \(unit.fullName)" + (above.map { ", \($0.fullName)" } ?? "")
  }

  /// What is known of units that somebody may mean by `text` and that `day` does not have: each with what became of it, or from
  /// when it is.
  public func traces(of units: [AreaUnit], on day: Day) -> [Text] {
    units.prefix(5).map { unit in
      if let fate = fate(of: unit, by: day) { return Text("\(unit.shown): \(fate.vi)", "\(unit.shown): \(fate.en)") }
      guard let from = unit.from, from > day else { return Text(unit.shown) }
      return Text("\(unit.shown): có từ ngày \(from.vietnamese)", "\(unit.shown): it begins on \(from)")
    }
  }
}

extension AreaUnit {
  /// Kind, name and code: "Xã Hoằng Thanh (16000)".
  public var shown: String { "\(fullName) (\(code))" }

  /// Code and edition, as inputs take them: `16000@2025-07-01`, `399@initial`.
  public var key: String { "\(code)@\(from?.description ?? "initial")" }
}
