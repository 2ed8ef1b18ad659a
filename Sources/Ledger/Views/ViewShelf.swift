internal import EventLog
internal import OCOP
internal import ProjectionKit
internal import Synchronization

/// The views of a ledger, one for each projection, opened when first asked.
final class ViewShelf: Sendable {
  let projections: [any Projection.Type]
  private let folder: String?
  private let opened = Mutex<[String: View]>([:])

  /// `folder` is where rows are kept; `nil`: in memory only.
  init(folder: String?, projections: [any Projection.Type]) {
    self.folder = folder
    self.projections = projections
  }

  func projection(_ id: String) -> (any Projection.Type)? { projections.first { $0.descriptor.id == id } }

  func view(of projection: any Projection.Type) -> View {
    opened.withLock { opened in
      let id = projection.descriptor.id
      if let view = opened[id] { return view }
      let view = View(projection, folder: folder)
      opened[id] = view
      return view
    }
  }

  /// A view that starts from nothing and is kept nowhere.
  func scratch(of projection: any Projection.Type) -> View { View(projection, folder: nil) }
}
