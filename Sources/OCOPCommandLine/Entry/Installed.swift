internal import OCOPKit
internal import ProjectionKit

/// What this program answers from.
enum Installed {
  /// The projections that came beside those of the package.
  @TaskLocal static var added: [any Projection.Type] = []

  /// All, in the order in which they are listed.
  static var projections: [any Projection.Type] { installedProjections + added }
}
