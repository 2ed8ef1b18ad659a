public import OCOP
public import ProjectionKit

/// How the rows of one projection that were built anew differ from those that serve.
public struct RebuildComparison: Sendable {
  /// A row that differs.
  public struct Row: Sendable {
    /// What it is kept under.
    public let key: String
    /// What serves now; `nil`: nothing.
    public let before: JSONValue?
    /// What was built; `nil`: nothing.
    public let after: JSONValue?
    /// The first record that only one of the two knows of, where the row names its records.
    public let firstPosition: Position?
  }

  /// Why rows differ, where they do.
  public enum Reason: String, Vocabulary {
    /// Nothing served before.
    case firstBuild
    /// The same projection, version, schema and rulebooks made both, and every row is the same.
    case nothingDiffers
    /// The same build of the program made both, and the same version, schema and rulebooks: rows that differ were altered or damaged.
    case rowsAltered
    /// Another build of the program wrote some of what serves, under the same version: where the projection was changed, its version
    /// was not raised. Rows that were altered look the same.
    case versionKept
    /// Another version of the projection or of the schema, or other rulebooks, made what serves.
    case otherMaker
    /// What serves comes from other records: more were recorded during the build, or its rows cannot be brought up.
    case servesOthers

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .firstBuild: Text("lần dựng đầu", "first build")
      case .nothingDiffers: Text("giống hệt", "nothing differs")
      case .rowsAltered:
        Text("cùng cách dựng; khác là do bị sửa hoặc hỏng", "same maker; what differs was altered or damaged")
      case .versionKept:
        Text(
          "bản chương trình khác dựng, cùng phiên bản: nếu cách tính đã đổi thì phiên bản chưa được nâng",
          "another build of the program made it under the same version: if the projection was changed, its version was not raised"
        )
      case .otherMaker: Text("khác phiên bản, lược đồ hoặc bộ tiêu chí", "another version, schema or rulebooks")
      case .servesOthers: Text("bảng đang dùng có số bản ghi khác", "what serves comes from other records")
      }
    }
  }

  /// The projection.
  public let projection: ProjectionID
  /// What made the new rows.
  public let fingerprint: String
  /// How many records were folded.
  public let size: UInt64
  /// The digest of the new rows.
  public let digest: String
  /// Why rows differ, where they do.
  public let reason: Reason
  /// How many rows serve, and how many were built: before + added − removed = after.
  public let counts: (before: Int, after: Int)
  /// How many rows are new, gone, and changed.
  public let added: Int, removed: Int, changed: Int
  /// The first record where the two folds part, where any row tells.
  public let firstPosition: Position?
}
