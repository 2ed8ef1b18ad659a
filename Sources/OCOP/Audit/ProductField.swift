/// What can be said of a product on a day.
public enum ProductField: String, Vocabulary {
  case name, producer, group, district, commune, code, placeholder
  case stars, status, act, since, validUntil, term, decision, level, rulebook
  case ended, endedOn, lastStars, afterwards, afterwardsOn, proposed

  /// The field's heading.
  public var names: Text {
    switch self {
    case .name: Text("Tên", "Name")
    case .producer: Text("Chủ thể", "Producer")
    case .group: Text("Nhóm", "Group")
    case .district: Text("Huyện", "District")
    case .commune: Text("Xã", "Commune")
    case .code: Text("Mã sản phẩm", "Product code")
    case .placeholder: Text("Giữ chỗ", "Placeholder")
    case .stars: Text("Hạng sao", "Stars")
    case .status: Text("Tình trạng", "Status")
    case .act: Text("Việc", "Act")
    case .since: Text("Từ ngày", "Since")
    case .validUntil: Text("Hiệu lực đến", "Valid until")
    case .term: Text("Thời hạn", "Term")
    case .decision: Text("Quyết định", "Decision")
    case .level: Text("Cấp", "Level")
    case .rulebook: Text("Bộ tiêu chí", "Rulebook")
    case .ended: Text("Đã kết thúc", "Ended")
    case .endedOn: Text("Đến hết ngày", "Through")
    case .lastStars: Text("Hạng sao trước đó", "Stars before")
    case .afterwards: Text("Sau đó", "Afterwards")
    case .afterwardsOn: Text("Sau đó, ngày", "Afterwards, on")
    case .proposed: Text("Đề xuất", "Proposed")
    }
  }
}

/// What is said of a ``ProductField``.
public enum AuditedValue: Hashable, Sendable {
  /// A name, a code, the number of a decision.
  case text(String)
  /// A producer.
  case producer(ProducerID)
  /// A product group.
  case group(ProductGroup)
  /// A unit of the map.
  case area(AreaRef)
  /// Yes.
  case flag(Bool)
  /// Stars held, held before, or put forward for.
  case stars(Stars)
  /// What the certificate is.
  case status(CertificateStatus)
  /// What the grant was.
  case act(GrantAct)
  /// A legal date.
  case date(LegalDate)
  /// How the term is known.
  case term(TermSource)
  /// Who decided.
  case level(Level)
  /// The rulebook decided under.
  case rulebook(RulebookID)
  /// How the stars ended.
  case ending(RatingInterval.Ending)
  /// What was decided on stars that had ended.
  case afterwards(RatingFact.Kind)

  /// The value in JSON.
  public var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .producer(let id): id.json
    case .group(let group): group.json
    case .area(let area): .string(area.shown)
    case .flag(let flag): .bool(flag)
    case .stars(let stars): stars.json
    case .status(let status): status.json
    case .act(let act): act.json
    case .date(let date): date.json
    case .term(let term): term.json
    case .level(let level): level.json
    case .rulebook(let id): id.json
    case .ending(let ending): ending.json
    case .afterwards(let kind): kind.json
    }
  }

  /// How people say it; `nil`: as it stands in JSON.
  public var names: Text? {
    switch self {
    case .group(let group): group.names
    case .status(let status): status.names
    case .act(let act): act.names
    case .date(let date): Text(date.shown(.vi), date.shown(.en))
    case .term(let term): term.names
    case .level(let level): level.names
    case .ending(let ending): ending.names
    case .afterwards(let kind): kind.names
    case .text, .producer, .area, .flag, .stars, .rulebook: nil
    }
  }
}
