internal import CNational
public import OCOP

/// A province of today with the units of its map, and what became of them, as the program knows them (`Sources/CNational`).
public struct NationalProvince: Sendable {
  /// A unit with its days.
  public struct Unit: Hashable, Sendable {
    /// What it is.
    public let established: AreaEstablished
    /// Its first day; `nil`: not recorded.
    public let from: Day?
    /// The first day without it.
    public let until: Day?
  }

  /// What became of a unit.
  public struct Change: Hashable, Sendable {
    /// From what to what.
    public let succeeded: AreaSucceeded
    /// The first day of the new unit.
    public let on: Day
  }

  /// Its code of today.
  public let code: AreaCode
  /// Its units, each after the one it belongs to, and those that ended before those that took their codes.
  public private(set) var units: [Unit] = []
  /// What became of them.
  public private(set) var changes: [Change] = []
  /// Where both are from.
  public private(set) var source = ""
  /// Whether they were compared with the resolutions.
  public private(set) var isChecked = false

  /// Its kind and name of today.
  public var name: String {
    units.last { $0.established.level == .province && $0.until == nil }?.established.fullName ?? code.text
  }

  /// Every province of today, in the order of their codes. Costs the reading of half a megabyte.
  public static var all: [NationalProvince] {
    var reader = Reader()
    for line in national_areas().text.split(separator: "\n") where !line.hasPrefix("#") { reader.take(line) }
    return reader.provinces
  }

  /// The province that has `code` today, or the one that a province with this code became part of; `nil`: no province ever had it.
  public static func named(_ code: AreaCode) -> NationalProvince? {
    let all = all
    return all.first { $0.code == code }
      ?? all.first { $0.units.contains { $0.established.code == code && $0.established.level == .province } }
  }

  fileprivate struct Reader {
    var provinces: [NationalProvince] = []
    private var parent: AreaCode?
    private var period: (from: Day?, until: Day?, basis: String?) = (nil, nil, nil)
    private var change: (on: Day, from: Day?, to: Day?, basis: String?) = (.distantPast, nil, nil, nil)

    /// The file is part of the program: a line that cannot be read is a bug.
    mutating func take(_ line: Substring) {
      let words = line.split(separator: " ").map(String.init)
      func rest(_ first: Int) -> String? {
        words.count > first ? words[first...].joined(separator: " ") : nil
      }
      switch words[0] {
      case "province": provinces.append(NationalProvince(code: code(words[1])))
      case "checked", "unchecked":
        last.isChecked = words[0] == "checked"
        last.source = rest(1) ?? ""
      case "units":
        period = (day(words[1]), day(words[2]), rest(3))
        parent = nil
      case "in": parent = words[1] == "-" ? nil : code(words[1])
      case "changes": change = (day(words[1])!, day(words[2]), day(words[3]), rest(4))
      default:
        if words[1] == ">" || words[1] == "~" {
          takeChange(words, clause: rest(3))
        } else {
          takeUnit(words)
        }
      }
    }

    private var last: NationalProvince {
      get { provinces[provinces.count - 1] }
      _modify { yield &provinces[provinces.count - 1] }
    }

    private mutating func takeChange(_ words: [String], clause: String?) {
      let succeeded = AreaSucceeded(
        from: ref(words[0], change.from), to: ref(words[2], change.to), part: words[1] == ">" ? .full : .partial,
        legalBasis: change.basis, clause: clause, unchecked: last.isChecked ? nil : true)
      last.changes.append(Change(succeeded: succeeded, on: change.on))
    }

    private mutating func takeUnit(_ words: [String]) {
      let code = code(words[0])
      let length = Self.kinds.contains(words[1] + " " + words[2]) ? 2 : 1
      let established = AreaEstablished(
        code: code, level: code.level, name: words[(1 + length)...].joined(separator: " "),
        kind: words[1...length].joined(separator: " "), parent: parent, legalBasis: period.basis,
        unchecked: last.isChecked ? nil : true)
      last.units.append(Unit(established: established, from: period.from, until: period.until))
    }

    private static let kinds: Set = ["thành phố", "thị xã", "thị trấn", "đặc khu"]

    private func ref(_ code: String, _ edition: Day?) -> AreaRef {
      AreaRef(code: self.code(code), edition: edition.map { Int64($0.number) })
    }

    private func code(_ text: String) -> AreaCode {
      guard let code = AreaCode(text: text) else { preconditionFailure("areas.txt: \(text) is no code") }
      return code
    }

    private func day(_ text: String) -> Day? { text == "-" ? nil : LegalDate(text)!.day }
  }

  fileprivate init(code: AreaCode) { self.code = code }
}
