internal import OCOP
internal import ProjectionKit

/// What a record says about an export market.
struct ExportFact: Fact {
  enum Kind: String, Vocabulary {
    case opened
    case reported
    case closed
    case struckOut

    var names: Text {
      switch self {
      case .opened: Text("mở", "opened")
      case .reported: Text("báo cáo", "reported")
      case .closed: Text("đóng", "closed")
      case .struckOut: Text("xóa bỏ", "struck out")
      }
    }
  }

  static let events: EventTypes = [.exportOpened, .exportReported, .exportClosed]

  var position: Position = .zero
  var corrects: Position?
  var date: LegalDate?
  var kind: Kind = .struckOut
  var market: Market?
  var product: ProductID?
  var goods: String?
  var channel: String?
  var outlets: UInt32?
  var joint = false

  var day: Day { date?.day ?? .distantPast }
  var onlyStrikes: Bool { kind == .struckOut }

  init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    self.position = position
    self.corrects = corrects
    self.date = date
  }

  init?(_ record: borrowing RecordView) throws {
    position = record.position
    corrects = record.corrects
    date = record.effectiveOn
    switch record.type {
    case .exportOpened:
      let payload = try record.payload(ExportOpened.self)
      kind = .opened
      (market, product, goods) = (payload.market, payload.product, payload.goods)
      (channel, outlets, joint) = (payload.channel, payload.outlets, payload.joint)
    case .exportReported:
      let payload = try record.payload(ExportReported.self)
      kind = .reported
      (market, product, channel, outlets) = (payload.market, payload.product, payload.channel, payload.outlets)
    case .exportClosed:
      let payload = try record.payload(ExportClosed.self)
      kind = .closed
      (market, product) = (payload.market, payload.product)
    default: return nil
    }
  }
}
