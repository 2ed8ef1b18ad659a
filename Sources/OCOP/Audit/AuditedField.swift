/// What a product is on a day, in one respect, and the record that made it so.
public struct AuditedField: Hashable, Sendable {
  /// The field's name; never translated.
  public let name: String
  /// The field's heading.
  public let title: Text
  /// Its value.
  public let value: JSONValue
  /// The record that made it so.
  public let position: Position
}

extension History {
  /// Every field of a product as it is on `day`, by the records of this history, each with the record that made it so.
  /// What nothing is known of is left out.
  public func productFields(on day: Day) -> [AuditedField] {
    var details: [String: AuditedField] = [:]
    for entry in standing where entry.day <= day {
      for field in entry.detailFields { details[field.name] = field }
    }
    let order = ["name", "producer", "group", "district", "commune", "code", "placeholder"]
    return order.compactMap { details[$0] } + ratingFields(on: day)
  }

  private func ratingFields(on day: Day) -> [AuditedField] {
    let timeline = RatingTimeline(entries.compactMap(\.ratingFact), through: day)
    var fields: [AuditedField] = []
    func add(_ name: String, _ title: Text, _ value: JSONValue?, _ position: Position) {
      if let value { fields.append(AuditedField(name: name, title: title, value: value, position: position)) }
    }
    if let interval = timeline.interval(on: day, counting: .inForceIncludingGrace) {
      let grant = interval.grant
      let state = interval.heldStatus(on: day)
      let holder = state == .extended ? interval.lengthening ?? grant : grant
      add("stars", Text("Hạng sao", "Stars"), grant.stars?.json, grant.position)
      add("status", Text("Tình trạng", "Status"), state.json, holder.position)
      add("act", Text("Việc", "Act"), interval.act.json, grant.position)
      add("since", Text("Từ ngày", "Since"), (grant.validFrom ?? grant.date).json, grant.position)
      let term = interval.lengthening ?? grant
      add("validUntil", Text("Hiệu lực đến", "Valid until"), term.validUntil?.json, term.position)
      add("term", Text("Thời hạn", "Term"), grant.term?.json, grant.position)
      add("decision", Text("Quyết định", "Decision"), grant.decision.map(JSONValue.string), grant.position)
      add("level", Text("Cấp", "Level"), grant.level?.json, grant.position)
      add("rulebook", Text("Bộ tiêu chí", "Rulebook"), grant.rulebook?.json, grant.position)
    } else if let last = timeline.last(by: day) {
      add("ended", Text("Đã kết thúc", "Ended"), last.ending.json, last.endedBy ?? last.grant.position)
      add("endedOn", Text("Đến hết ngày", "Through"), LegalDate(last.through).json, last.endedBy ?? last.grant.position)
      add("lastStars", Text("Hạng sao trước đó", "Stars before"), last.stars.json, last.grant.position)
      addActs(last.afterwards)
    } else {
      if let never = timeline.intervals.last(where: { $0.ending == .annulled && $0.grant.day <= day }) {
        add("ended", Text("Đã kết thúc", "Ended"), never.ending.json, never.endedBy ?? never.grant.position)
      }
      addActs(timeline.unmet)
    }
    /// What was decided on it when it had ended already.
    func addActs(_ acts: [RatingFact]) {
      guard let act = acts.last else { return }
      add("afterwards", Text("Sau đó", "Afterwards"), act.kind.json, act.position)
      add("afterwardsOn", Text("Sau đó, ngày", "Afterwards, on"), act.date.json, act.position)
    }
    if let pending = timeline.pending(on: day) {
      add("proposed", Text("Đề xuất", "Proposed"), pending.stars.json, pending.proposal.position)
    }
    return fields
  }
}

extension History.Entry {
  /// What the record says the product is, stars aside.
  fileprivate var detailFields: [AuditedField] {
    func field(_ name: String, _ title: Text, _ value: JSONValue) -> AuditedField {
      AuditedField(name: name, title: title, value: value, position: position)
    }
    func place(_ place: Place?) -> [AuditedField] {
      guard let place else { return [] }
      return [
        place.district.map { field("district", Text("Huyện", "District"), .string($0.shown)) },
        place.commune.map { field("commune", Text("Xã", "Commune"), .string($0.shown)) },
      ].compactMap(\.self)
    }
    switch record.event {
    case .productRegistered(let e):
      return [
        field("name", Text("Tên", "Name"), .string(e.name)),
        field("producer", Text("Chủ thể", "Producer"), e.producer.json),
      ] + (e.group.map { [field("group", Text("Nhóm", "Group"), $0.json)] } ?? []) + place(e.place)
        + (e.placeholder ? [field("placeholder", Text("Giữ chỗ", "Placeholder"), true)] : [])
    case .productRenamed(let e): return [field("name", Text("Tên", "Name"), .string(e.name))]
    case .productTransferred(let e): return [field("producer", Text("Chủ thể", "Producer"), e.producer.json)]
    case .productMoved(let e): return place(e.place)
    case .productRegrouped(let e): return [field("group", Text("Nhóm", "Group"), e.group.json)]
    case .productCoded(let e): return [field("code", Text("Mã sản phẩm", "Product code"), .string(e.code))]
    default: return []
    }
  }
}
