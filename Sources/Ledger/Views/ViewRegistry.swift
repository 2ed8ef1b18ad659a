internal import EventLog
internal import OCOP
internal import ProjectionKit
internal import Synchronization

/// The views of a ledger, one for each projection, opened when first asked.
final class ViewRegistry: Sendable {
  let projections: [any Projection.Type]
  private let folder: String?
  private let verifies: Bool
  private let held = Mutex<[String: WriterLock]>([:])
  private let fingerprints = Mutex<(rules: Digest?, byID: [ProjectionID: String])>((nil, [:]))
  private let opened = Mutex<[ProjectionID: (fingerprint: String, view: View)]>([:])

  /// `folder` is where rows are kept; `nil`: in memory only. `verifies`: what others folded is folded anew, from verified records.
  init(folder: String?, projections: [any Projection.Type], verifies: Bool) {
    let ids = projections.map { $0.descriptor.id }
    precondition(Set(ids).count == ids.count, "two projections have one id among \(ids)")
    self.verifies = verifies
    self.folder = folder
    self.projections = projections
  }

  func projection(_ id: ProjectionID) -> (any Projection.Type)? { projections.first { $0.descriptor.id == id } }

  /// That there is no projection `id` among those that can be asked.
  func unknown(_ id: String) -> QuestionError {
    QuestionError(
      parameter: "projection", value: id,
      accepted: Text(projections.map { $0.descriptor.id.description }.joined(separator: "|")))
  }

  /// What makes the rows of `projection` under the rulebooks with that digest.
  func fingerprint(of projection: any Projection.Type, rules: Digest) -> String {
    let id = projection.descriptor.id
    return fingerprints.withLock { known in
      if known.rules != rules { known = (rules, [:]) }
      if let fingerprint = known.byID[id] { return fingerprint }
      let fingerprint = projection.descriptor.fingerprint(rules: rules)
      known.byID[id] = fingerprint
      return fingerprint
    }
  }

  /// Where the rows of a projection with that fingerprint lie.
  func folder(of projection: any Projection.Type, _ fingerprint: String) -> ViewFolder? {
    folder.map { ViewFolder(path: "\($0)/\(projection.descriptor.id)-\(fingerprint)") }
  }

  /// The serving view with that fingerprint. One that was opened with another is let go of: its rows are of no use now.
  func view(of projection: any Projection.Type, _ fingerprint: String) -> View {
    opened.withLock { opened in
      let id = projection.descriptor.id
      if let known = opened[id], known.fingerprint == fingerprint { return known.view }
      opened[id] = nil
      // Where rows cannot be kept (a folder that is not ours, the same view open elsewhere) they are folded in memory.
      let store = self.folder(of: projection, fingerprint).flatMap { try? RowStore(at: $0.serving) }
      let view = View(projection, store: store, verifies: verifies)
      opened[id] = (fingerprint, view)
      return view
    }
  }

  /// Lets go of the views of `ids`: the next question opens what serves then.
  func close(_ ids: [ProjectionID]) { opened.withLock { opened in for id in ids { opened[id] = nil } } }

  /// Keeps other builders of these views out until they are let go of: of all of them, or of none where one is busy.
  /// Answers those that were not held already.
  func hold(_ folders: [ViewFolder]) throws(LogFailure) -> [ViewFolder] {
    let result = held.withLock { held in
      Result { () throws(LogFailure) -> [ViewFolder] in
        var taken: [String: WriterLock] = [:]
        for folder in folders where held[folder.path] == nil { taken[folder.path] = try folder.lock() }
        held.merge(taken) { old, _ in old }
        return folders.filter { taken[$0.path] != nil }
      }
    }
    return try result.get()
  }

  /// Lets others build these views.
  func letGo(_ folders: [ViewFolder]) { held.withLock { held in for folder in folders { held[folder.path] = nil } } }

  /// A view that starts from nothing and is kept nowhere.
  func scratch(of projection: any Projection.Type) -> View { View(projection, store: nil, verifies: verifies) }
}
