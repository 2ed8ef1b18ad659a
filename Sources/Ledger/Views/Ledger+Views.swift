internal import EventLog
public import OCOP
public import ProjectionKit

/// A projection and the state of its kept rows.
public struct ProjectionStatus: Sendable {
  /// What it is.
  public let descriptor: ProjectionDescriptor
  /// What makes its rows: projection, version, event schema, rulebooks.
  public let fingerprint: String
  /// Where its rows are kept; `nil`: in memory.
  public let path: String?
  /// How many records its kept rows come from; `nil`: none are kept.
  public let size: UInt64?
  /// SHA-256 over the kept rows in key order, in hexadecimal digits.
  public let digest: String?
}

extension Ledger {
  /// The projections that can be asked, how far each one's kept rows reach, and their digest. Costs a hash of every row.
  public func projections() throws(LedgerError) -> [ProjectionStatus] {
    try failing {
      try log.read { view in
        let rules = try view.rulesDigest(view.size)
        return try views.projections.map { projection in
          let fingerprint = views.fingerprint(of: projection, rules: rules)
          let kept = views.view(of: projection, fingerprint)
          return ProjectionStatus(
            descriptor: projection.descriptor, fingerprint: fingerprint, path: kept.path, size: kept.keptSize,
            digest: try kept.keptDigest?.description)
        }
      }
    }
  }

  /// The projections that can be asked.
  public var projectionTypes: [any Projection.Type] { views.projections }

  /// The ids of the projections that can be asked.
  public var projectionIDs: [ProjectionID] { views.projections.map { $0.descriptor.id } }

  /// The projections that `names` name, all where there are none. Throws ``QuestionError`` where one names none.
  public func projectionIDs(named names: [String]) throws(LedgerError) -> [ProjectionID] {
    try failing {
      names.isEmpty ? projectionIDs : try names.map { try projection($0).descriptor.id }
    }
  }

  /// Lets go of what is in memory of the projections `ids`; the next question reads it again.
  public func letGo(of ids: [ProjectionID]) { views.close(ids) }

  /// Builds the rows of the projections `ids` anew and lets them serve: ``prepareRebuild(_:step:progress:)`` and
  /// ``applyRebuild(_:)`` in one.
  public func rebuild(
    _ ids: [ProjectionID], progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(LedgerError) {
    try failing {
      try dropRebuild(try ids.map { try projection($0.description).descriptor.id })
      _ = try prepareRebuild(ids, progress: progress) { _, _ in }
      try applyRebuild(ids)
    }
  }
}

// MARK: - Attesting

/// An attestation in the log, and what the rows say now.
public struct CheckedAttestation: Sendable {
  /// Where it is recorded.
  public let position: Position
  /// What was attested.
  public let attested: ViewAttested
  /// The digest that the same records give now; `nil`: no such projection is installed.
  public let digest: String?
  /// Whether what makes the rows is the same as then.
  public let isSameMaker: Bool

  /// Whether the same records give the same rows as then; `nil`: another version, schema or rulebook set makes them now.
  public var holds: Bool? {
    if digest == attested.digest { return true }
    return isSameMaker ? false : nil
  }
}

extension Ledger {
  /// What can be attested of the projections `ids` now: the digest of each one's rows by all that is recorded. Throws
  /// ``LedgerFailure/Kind/newerEvent`` where a newer program recorded anything: what is attested leaves nothing out.
  public func attestations(_ ids: [ProjectionID]) throws(LedgerError) -> [ViewAttested] {
    try failing {
      let chosen = try ids.map { try projection($0.description) }
      return try failing {
        try log.read { view in
          try view.requireKnown()
          let rules = try view.rulesDigest(view.size)
          return try chosen.map { projection in
            let fingerprint = views.fingerprint(of: projection, rules: rules)
            let found = try views.view(of: projection, fingerprint).digest(view, upTo: view.size)
            return ViewAttested(
              projection: projection.descriptor.id.description, version: UInt32(projection.descriptor.version),
              fingerprint: fingerprint, size: view.size, digest: found.description)
          }
        }
      }
    }
  }

  /// Folds every attestation's records again and hands over what they give. Costs a fold of the log for each.
  ///
  /// Throws what `body` throws, and ``LedgerError`` where the log cannot be read.
  public func checkAttestations(_ body: (CheckedAttestation) throws -> Void) throws {
    let recorded = try effective(.office).compactMap { entry -> (Position, ViewAttested)? in
      if case .viewAttested(let attested) = entry.record.event { (entry.position, attested) } else { nil }
    }
    for (position, attested) in recorded {
      try body(try check(attested, at: position))
    }
  }

  private func check(_ attested: ViewAttested, at position: Position) throws -> CheckedAttestation {
    guard let projection = ProjectionID(attested.projection).flatMap(views.projection) else {
      return CheckedAttestation(position: position, attested: attested, digest: nil, isSameMaker: false)
    }
    return try failing {
      try log.read { view in
        let size = min(attested.size, view.size)
        let digest = try views.scratch(of: projection).digest(view, upTo: size)
        let fingerprint = views.fingerprint(of: projection, rules: try view.rulesDigest(size))
        return CheckedAttestation(
          position: position, attested: attested, digest: digest.description,
          isSameMaker: projection.descriptor.made(attested, fingerprint: fingerprint))
      }
    }
  }
}
