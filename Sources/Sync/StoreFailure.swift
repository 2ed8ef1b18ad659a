public import OCOP

/// What the world did to a store, or to what is in it. Open: new kinds may come.
public struct StoreFailure: Error, Hashable, Sendable {
  /// What kind of failure.
  public let kind: Kind
  /// Where the store is.
  public let address: String
  /// The object; empty: none.
  public let object: String
  /// The record that it is about.
  public let position: Position?
  /// What failed, for a log file.
  public let detail: String
  /// The folder in which what was seen is kept, for others to judge.
  public var evidence: String?

  /// A failure.
  public init(_ kind: Kind, _ address: String, object: String = "", position: Position? = nil, detail: String = "") {
    (self.kind, self.address, self.object, self.detail) = (kind, address, object, detail)
    self.position = position
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
    /// The store does not let in who asks.
    public static let denied = Kind(name: "denied")
    /// Nobody writes there by this address.
    public static let readOnly = Kind(name: "readOnly")
    /// The store does not keep to what is built upon it.
    public static let `unsafe` = Kind(name: "unsafe")
    /// Whether it was done is not known.
    public static let uncertain = Kind(name: "uncertain")
    /// An object that is never changed has other bytes than the log says.
    public static let differs = Kind(name: "differs")
    /// An object is not there, though what is published says that it is.
    public static let missing = Kind(name: "missing")
    /// An object is not what the signed checkpoint says.
    public static let altered = Kind(name: "altered")
    /// What is published there is another ledger's.
    public static let otherLedger = Kind(name: "otherLedger")
    /// What is published there does not go on into this log: one of both was forked, or cut.
    public static let forked = Kind(name: "forked")
    /// More is published there than this ledger's last checkpoint holds.
    public static let ahead = Kind(name: "ahead")
    /// Less is published there than was before.
    public static let older = Kind(name: "older")
    /// Somebody else publishes there at the same time.
    public static let contended = Kind(name: "contended")
    /// Nothing is published there.
    public static let nothing = Kind(name: "nothing")
    /// The key to check by is another one than the replica was begun with.
    public static let otherKey = Kind(name: "otherKey")
    /// Another machine writes this ledger.
    public static let deposed = Kind(name: "deposed")
    /// Another one took the ledger over at the same time.
    public static let lost = Kind(name: "lost")
    /// There is a ledger in the store already.
    public static let taken = Kind(name: "taken")
  }

  /// `store.<kind>`: does not change.
  public var code: String { "store." + kind.name }

  /// What happened, in both languages.
  public var text: Text {
    let told = told
    let record = position.map { Text(" Bản ghi ở vị trí \($0).", " The record at position \($0).") } ?? Text("")
    let kept =
      evidence.map { Text(" Bằng chứng giữ ở \($0).", " What was seen is kept in \($0).") } ?? Text("")
    return Text(told.vi + record.vi + kept.vi, told.en + record.en + kept.en)
  }

  private var told: Text {
    let place = object.isEmpty ? address : "\(address)/\(object)"
    return switch kind {
    case .badAddress:
      Text("Không hiểu địa chỉ kho \(place).", "The store's address \(place) is not understood.")
    case .denied:
      Text("Kho \(place) không cho vào: \(detail)", "The store \(place) refuses access: \(detail)")
    case .readOnly:
      Text("Qua địa chỉ \(place) chỉ đọc được.", "By the address \(place) there is only reading.")
    case .unsafe:
      Text(
        "Kho \(place) không giữ điều mà sổ cái dựa vào (\(detail)); không dùng kho này.",
        "The store \(place) does not keep to what a ledger builds upon (\(detail)); it is not used.")
    case .uncertain:
      Text(
        "Không rõ kho \(place) đã nhận hay chưa; chưa xác nhận gì. Chạy lại: điều đã nhận sẽ được nhận ra.",
        "It is not known whether the store \(place) took it; nothing was acknowledged. Run it again: what was taken is found."
      )
    case .differs:
      Text(
        "\(place) không phải những gì nhật ký nói; không ghi đè gì.",
        "\(place) is not what the log says; nothing was written over.")
    case .missing:
      Text("Thiếu \(place), dù đã công bố.", "\(place) is not there, though it is published.")
    case .altered:
      Text(
        "\(place) không phải những gì điểm kiểm đã ký nói; không tin gì từ đó (\(detail)).",
        "\(place) is not what the signed checkpoint says; nothing of it is believed (\(detail)).")
    case .otherLedger:
      Text("Ở \(place) là sổ cái khác.", "At \(place) another ledger is published.")
    case .forked:
      Text(
        "Những gì đã công bố ở \(place) không nối tiếp vào nhật ký này.",
        "What is published at \(place) does not go on into this log.")
    case .ahead:
      Text(
        "Ở \(place) đã công bố nhiều hơn điểm kiểm cuối của sổ này.",
        "More is published at \(place) than this ledger's last checkpoint holds.")
    case .older:
      Text(
        "Ở \(place) là điểm kiểm cũ hơn bản đã thấy (\(detail)): kho đưa ra bản cũ, hoặc bị quay lại.",
        "At \(place) is an older checkpoint than was seen before (\(detail)): an old copy is handed out, or it was rolled back."
      )
    case .contended:
      Text("Có chương trình khác đang công bố vào \(place).", "Another program publishes to \(place).")
    case .nothing:
      Text("Ở \(place) chưa công bố gì.", "Nothing is published at \(place).")
    case .otherKey:
      Text(
        "Khóa kiểm khác với khóa mà bản sao này đã bắt đầu.",
        "The key to check by is not the one that this replica was begun with.")
    case .deposed:
      Text(
        "Máy khác đang ghi sổ cái này (\(detail)). Chưa xác nhận gì; ở đây chỉ đọc và theo.",
        "Another machine writes this ledger (\(detail)). Nothing was acknowledged; here it is read and followed.")
    case .lost:
      Text(
        "Máy khác đã tiếp quản cùng lúc (\(detail)).", "Another machine took it over at the same time (\(detail)).")
    case .taken:
      Text("Trong kho \(place) đã có sổ cái.", "There is a ledger in the store \(place) already.")
    default:
      Text("Không dùng được kho \(place): \(detail)", "The store \(place) cannot be used: \(detail)")
    }
  }
}
