public import ProjectionKit

/// Where the golden rows of the installed projections are.
public enum GoldenFolder {
  /// The file of a projection.
  public static func path(of projection: any Projection.Type) -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(root)/Fixtures/golden-rows/\(projection.descriptor.id).txt"
  }
}
