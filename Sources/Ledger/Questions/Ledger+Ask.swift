internal import EventLog
internal import OCOP
public import ProjectionKit

extension Ledger {
  /// Asks the projection `id`. Throws ``QuestionError`` where it cannot take the question, ``LedgerFailure`` where the
  /// log cannot be read.
  ///
  /// Without a known-at, the kept view answers, brought up to date first. With one, the log is folded up to there.
  public func ask(_ id: String, _ question: Question) throws -> Answer {
    guard let projection = views.projection(id) else {
      throw QuestionError(
        parameter: "projection", value: id,
        accepted: views.projections.map { $0.descriptor.id }.joined(separator: "|"))
    }
    return try failing {
      try log.read { view in
        let known = question.knownAt.map { min($0.number + 1, view.size) } ?? view.size
        let areas = try areaEdition(view, known, question)
        let asked = ViewQuestion(
          asOf: question.asOf, areas: areas.day, counting: question.counting, parameters: question.parameters)
        let isNow = known == view.size
        let kept = isNow ? views.view(of: projection) : views.scratch(of: projection)
        let streams = isNow ? nil : try projection.streams(for: asked)
        let sheet = try kept.ask(view, upTo: known, only: streams) { try $0.answer(asked) }
        let root = try view.tree(ofSize: known).root.description
        return Answer(
          question: question, areas: areas, head: Head(size: known, root: root),
          sheet: sheet)
      }
    }
  }

  /// The edition that the question names, or else the one in force on its legal day, as far as the first `size` records
  /// say. Throws ``QuestionError`` for an edition that does not exist.
  private func areaEdition(_ view: borrowing LogView, _ size: UInt64, _ question: Question) throws -> AreaEdition {
    let editions = try areaEditions(view, size)
    guard let named = question.areas else {
      return editions.last { $0 <= question.asOf }.map(AreaEdition.from) ?? .initial
    }
    guard named == .initial || editions.contains(named.day) else {
      throw QuestionError(
        parameter: "areas", value: named.description,
        accepted: (["initial"] + editions.map(\.description)).joined(separator: "|"))
    }
    return named
  }

  /// The first days of the map's editions.
  private func areaEditions(_ view: borrowing LogView, _ size: UInt64) throws -> [Day] {
    var editions: Set<Day> = []
    for stream in try view.streams(withPrefix: [UInt8(StreamKind.area.wireInteger)]) {
      for position in try view.positions(of: stream.key) where position.rawValue < size {
        let changed = try view.withRecord(at: position) { bytes -> Day? in
          try? RecordView(bytes, at: Position(position.rawValue)).effectiveOn?.day
        }
        if let changed, let changed { editions.insert(changed) }
      }
    }
    return editions.sorted()
  }

  /// The projections that can be asked, and how far each one's kept rows reach.
  public func projections() -> [ProjectionStatus] {
    views.projections.map { projection in
      let view = views.view(of: projection)
      return ProjectionStatus(descriptor: projection.descriptor, path: view.path, size: view.keptSize)
    }
  }

  /// Throws the rows of the projections `ids` away and folds them again, all in one scan of the log. An unknown id is
  /// refused before anything is touched.
  public func rebuild(_ ids: [String], progress: (UInt64, UInt64) -> Void = { _, _ in }) throws {
    let chosen = try ids.map { id in
      guard let projection = views.projection(id) else {
        throw QuestionError(
          parameter: "projection", value: id,
          accepted: views.projections.map { $0.descriptor.id }.joined(separator: "|"))
      }
      return views.view(of: projection)
    }
    try failing {
      try log.read { view in try View.rebuild(chosen, view, progress: progress) }
    }
  }
}

/// A projection and the state of its kept rows.
public struct ProjectionStatus: Sendable {
  /// What it is.
  public let descriptor: ProjectionDescriptor
  /// Where its rows are kept; `nil`: in memory.
  public let path: String?
  /// How many records its kept rows come from; `nil`: none are kept.
  public let size: UInt64?
}
