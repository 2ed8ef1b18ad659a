public import Ledger
public import OCOP

extension Ledger {
  /// What is recorded and wants a look on a day, product by product, then producer by producer. Costs every history.
  ///
  /// Throws ``LedgerError`` where the log cannot be read.
  public func dataFindings(on day: Day) throws -> [DataFinding] {
    let (map, rulebooks) = (try areaMap(), try rulebooks())
    var findings: [DataFinding] = []
    var producers: [(id: ProducerID, name: String, history: History)] = []
    for stream in try streams(.producer) {
      let history = try history(of: stream)
      guard let name = history.said(by: day, { $0.producerName })?.value else { continue }
      producers.append((ProducerID(stream.number), name, history))
    }
    let blank = Set(producers.filter { $0.history.isPlaceholder }.map(\.id))
    let byID = Dictionary(uniqueKeysWithValues: producers.map { ($0.id, $0.history) })
    for stream in try streams(.product) {
      let history = try history(of: stream)
      guard let name = history.said(by: day, { $0.productName }), let first = history.effective.first else { continue }
      let product = QualityOfProduct(stream: stream, name: name.value, history: history, first: first.position)
      findings += product.grants(by: day, rulebooks)
      if let producer = history.said(by: day, { $0.producer }), blank.contains(producer.value) {
        findings.append(
          product.finding(.producerBlank, producer.at, Text("\(producer.value)"), [.field("producer", "…")]))
      }
      let place =
        history.place(on: day) ?? history.said(by: day) { $0.producer }.flatMap { byID[$0.value]?.place(on: day) }
      findings += product.place(place, on: day, map)
    }
    return findings + Self.near(producers.map { ($0.id, $0.name, $0.history.effective.first?.position ?? .zero) })
  }

  /// Producers whose names are nearly one: each is held against those next to it by name, read forwards and backwards.
  private static func near(_ producers: [(id: ProducerID, name: String, position: Position)]) -> [DataFinding] {
    let named = producers.map { (producer: $0, naming: Naming(producer: $0.name)) }
    var pairs: Set<[Int]> = []
    for key in [{ $0 }, { String($0.reversed()) }] as [(String) -> String] {
      let order = named.indices.sorted { (key(named[$0].naming.coreText), $0) < (key(named[$1].naming.coreText), $1) }
      for (place, one) in order.enumerated() {
        for other in order[(place + 1)...].prefix(3) {
          let relation = named[one].naming.relation(to: named[other].naming)
          if relation == .near || relation == .mayBe || relation == .same {
            pairs.insert([min(one, other), max(one, other)])
          }
        }
      }
    }
    return pairs.sorted { $0.lexicographicallyPrecedes($1) }.map { pair in
      let (one, other) = (named[pair[0]].producer, named[pair[1]].producer)
      return DataFinding(
        kind: .producerNear, stream: other.id.stream, name: other.name, position: other.position,
        detail: Text("\(one.id) \(one.name)"), remedy: .correct(other.position, [.field("name", one.name)]))
    }
  }
}

/// What wants a look in a product's history.
private struct QualityOfProduct {
  let stream: StreamID
  let name: String
  let history: History
  let first: Position

  func finding(_ kind: DataFinding.Kind, _ position: Position, _ detail: Text, _ fields: [CorrectedField])
    -> DataFinding
  {
    DataFinding(
      kind: kind, stream: stream, name: name, position: position, detail: detail, remedy: .correct(position, fields))
  }

  func grants(by day: Day, _ rulebooks: RulebookCatalogue) -> [DataFinding] {
    var findings: [DataFinding] = []
    for entry in history.effective where (entry.record.effectiveOn?.day ?? .distantPast) <= day {
      guard let grant = entry.record.event.grant, let date = entry.record.effectiveOn else { continue }
      if let number = grant.decision {
        if let written = CitedDecision(number)?.date, !written.mayBe(date) {
          findings.append(
            finding(
              .decisionYear, entry.position,
              Text("\(number) · \(date.vietnamese)", "\(number) · \(date.text)"), [.effectiveOn(written.text)]))
        }
      } else if grant.stars >= .three {
        findings.append(
          finding(
            .decisionMissing, entry.position,
            Text("\(grant.stars.number) sao, \(date.vietnamese)", "\(grant.stars.number) stars, \(date.text)"),
            [.field("grant.decision", "…")]))
      }
      let months = entry.record.rulebook.flatMap { rulebooks[$0] }.map { Int($0.termMonths) } ?? 36
      let end = (entry.record.event.validFrom ?? date).day.addingMonths(months)
      let isPrecise = grant.validUntil.precision == .day && date.precision == .day
      // The day before the corresponding one is what a term is that counts its first day.
      if grant.termBasis == .decided, isPrecise, !(end.advanced(by: -1)...end).contains(grant.validUntil.day) {
        findings.append(
          finding(
            .termOther, entry.position,
            Text(
              "\(date.vietnamese) – \(grant.validUntil.vietnamese), \(months) tháng là đến \(end.vietnamese)",
              "\(date.text) – \(grant.validUntil.text), \(months) months go to \(end)"),
            [.field("grant.validUntil", "\(end)")]))
      }
    }
    return findings
  }

  func place(_ place: Place?, on day: Day, _ map: AreaMap) -> [DataFinding] {
    guard !map.units.isEmpty else { return [] }
    guard let commune = place?.commune, let unit = map.unit(commune) else {
      return [
        finding(.communeMissing, first, Text(place?.district?.code.text ?? ""), [.field("place.commune.code", "…")])
      ]
    }
    guard !unit.exists(on: day) else { return [] }
    let heirs = map.unit(.commune, of: Place(commune: commune), on: day)?.candidates ?? []
    guard heirs.count != 1 else { return [] }
    let list = heirs.map { "\($0.code) \($0.fullName)" }.joined(separator: "; ")
    let position = history.said(by: day) { $0.place }?.at ?? first
    return [
      finding(
        .communeDead, position, Text("\(unit.code) \(unit.fullName)" + (list.isEmpty ? "" : " → \(list)")),
        [.field("place.commune.code", "…")])
    ]
  }
}

extension History {
  fileprivate var isPlaceholder: Bool {
    effective.contains { entry in
      if case .producerRegistered(let event) = entry.record.event { event.placeholder } else { false }
    }
  }
}
