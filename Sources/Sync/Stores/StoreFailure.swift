public import OCOP

/// What the world did to a store. Open: new kinds may come.
public struct StoreFailure: Error, Hashable, Sendable {
  /// What kind of failure.
  public let kind: Kind
  /// Where the store is.
  public let address: String
  /// The object; empty: none.
  public let object: String
  /// What failed, for a log file.
  public let detail: String

  /// A failure.
  public init(_ kind: Kind, _ address: String, object: String = "", detail: String = "") {
    (self.kind, self.address, self.object, self.detail) = (kind, address, object, detail)
  }

  /// A kind of failure. Unknown ones are kept.
  public struct Kind: Hashable, Sendable {
    /// Its name; part of the stable code `store.<name>`.
    public let name: String

    /// A kind.
    public init(name: String) { self.name = name }

    /// The address is none that is known.
    public static let badAddress = Kind(name: "badAddress")
    /// The store does not answer, or its disk fails.
    public static let unreachable = Kind(name: "unreachable")
    /// An object that is never changed has other bytes than the log says.
    public static let differs = Kind(name: "differs")
    /// What is published there is another ledger's.
    public static let otherLedger = Kind(name: "otherLedger")
    /// What is published there does not go on into this log: one of both was forked, or cut.
    public static let forked = Kind(name: "forked")
    /// More is published there than this ledger's last checkpoint holds.
    public static let ahead = Kind(name: "ahead")
    /// Somebody else publishes there at the same time.
    public static let contended = Kind(name: "contended")
  }

  /// `store.<kind>`: does not change.
  public var code: String { "store." + kind.name }

  /// What happened, in both languages.
  public var text: Text {
    let place = object.isEmpty ? address : "\(address)/\(object)"
    switch kind {
    case .badAddress:
      return Text("Không hiểu địa chỉ kho \(place).", "The store's address \(place) is not understood.")
    case .differs:
      return Text(
        "\(place) không phải những gì nhật ký nói; không ghi đè gì.",
        "\(place) is not what the log says; nothing was written over.")
    case .otherLedger:
      return Text("Ở \(place) là sổ cái khác.", "At \(place) another ledger is published.")
    case .forked:
      return Text(
        "Những gì đã công bố ở \(place) không nối tiếp vào nhật ký này.",
        "What is published at \(place) does not go on into this log.")
    case .ahead:
      return Text(
        "Ở \(place) đã công bố nhiều hơn điểm kiểm cuối của sổ này.",
        "More is published at \(place) than this ledger's last checkpoint holds.")
    case .contended:
      return Text("Có chương trình khác đang công bố vào \(place).", "Another program publishes to \(place).")
    default:
      return Text("Không dùng được kho \(place).", "The store \(place) cannot be used.")
    }
  }
}
