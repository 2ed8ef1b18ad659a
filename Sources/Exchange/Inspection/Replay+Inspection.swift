public import Ledger
public import OCOP

extension Replay {
  /// The formats of inspection files, the earlier one first: the later says of each record what corrects it.
  public enum InspectionFormat: String, CaseIterable, Sendable {
    /// That of 0.1.
    case first = "ocop-inspection/1"
    /// That of today.
    case second = "ocop-inspection/2"
  }

  /// The replay as an inspection file: the question, the log it was asked of, rulebooks, records in full, steps. Names no
  /// language, no clock and no place, so the same question of the same records gives the same bytes.
  public var inspection: JSONValue { inspection(.second) }

  /// The same in the format of an earlier file.
  public func inspection(_ format: InspectionFormat) -> JSONValue {
    [
      "format": .string(format.rawValue), "question": question.json(head), "position": head.position?.json ?? nil,
      "root": .string(head.root),
      "rulebooks": .array(
        rulebooks.map { rulebook in
          [
            "id": rulebook.id.json, "legalReference": .string(rulebook.legalReference),
            "inForceFrom": rulebook.inForceFrom.json, "content": JSONValue(rulebook.content),
          ]
        }),
      "events": .array(
        // A producer's record may move several products: it is there once.
        Dictionary(steps.compactMap(\.event).map { ($0.position, $0) }) { first, _ in first }.values
          .sorted { $0.position < $1.position }.map(\.jsonWithHash)),
      "steps": .array(steps.enumerated().map { $1.json(number: $0 + 1, format) }),
    ]
  }
}

extension Replay.InspectionFormat {
  /// That of an inspection file; `nil`: it is none.
  public init?(inspection json: JSONValue) {
    guard case .string(let text)? = json["format"] else { return nil }
    self.init(rawValue: text)
  }
}

extension ReplayQuestion {
  /// The question, with what was known fixed to a position.
  func json(_ head: Head) -> JSONValue {
    let (kind, name): (String, JSONValue) =
      switch subject {
      case .product(let id): ("product", id.json)
      case .producer(let id): ("producer", id.json)
      case .district(let code): ("district", .string(code.text))
      case .decision(let cited): ("decision", .string(cited.text))
      case .everything: ("everything", nil)
      }
    return [
      "subject": .string(kind), "name": name, "by": order.json, "from": from.map { .string($0.description) } ?? nil,
      "to": to.map { .string($0.description) } ?? nil, "asOf": .string(asOf.description),
      "knownAt": head.position?.json ?? nil,
    ]
  }

  /// Reads the question of an inspection file; `nil` where it is none.
  public init?(inspection json: JSONValue) {
    guard Replay.InspectionFormat(inspection: json) != nil, let asked = json["question"],
      case .string(let kind)? = asked["subject"], case .string(let order)? = asked["by"],
      let order = Order(rawValue: order), let asOf = Self.day(asked["asOf"])
    else { return nil }
    let name = if case .string(let text)? = asked["name"] { text } else { "" }
    let subject: Subject? =
      switch kind {
      case "product": ProductID(name).map(Subject.product)
      case "producer": ProducerID(name).map(Subject.producer)
      case "district": AreaCode(text: name).map(Subject.district)
      case "decision": CitedDecision(name).map(Subject.decision)
      case "everything": .everything
      default: nil
      }
    guard let subject else { return nil }
    self.init(
      subject: subject, order: order, from: Self.day(asked["from"]), to: Self.day(asked["to"]), asOf: asOf,
      knownAt: asked["knownAt"].flatMap { Position(json: $0) })
  }

  private static func day(_ json: JSONValue?) -> Day? {
    if case .string(let text)? = json { LegalDate(text)?.day } else { nil }
  }
}

extension Replay.Step {
  /// The step as an object; the record stands under its position.
  public func json(number: Int, _ format: Replay.InspectionFormat = .second) -> JSONValue {
    guard format == .second else { return json(number) }
    return json(number).adding([.init("correctedBy", correctedBy?.json ?? nil)])
  }

  private func json(_ number: Int) -> JSONValue {
    [
      "step": JSONValue(number), "day": .string(day.description), "stream": .string(stream.shown),
      "event": .string(event?.record.event.type.code ?? "expired"), "position": event?.position.json ?? nil,
      "effectiveOn": event?.record.effectiveOn?.json ?? nil, "corrects": event?.record.corrects?.json ?? nil,
      "changes": .array(
        changes.map {
          ["field": $0.field.json, "before": $0.before?.json ?? nil, "after": $0.after?.json ?? nil]
        }), "stars": stars?.json ?? nil,
      "moved": .array(
        moves.map {
          ["district": .string($0.district), "stars": $0.stars.json, "by": JSONValue($0.by)]
        }),
    ]
  }
}
