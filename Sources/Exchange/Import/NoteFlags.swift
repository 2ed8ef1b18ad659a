internal import OCOP

/// What the note of a row says about the row itself. A note is made of parts between semicolons; a part that begins with
/// one of these words marks the row.
struct NoteFlags {
  private let parts: [String]

  init(_ note: String?) {
    parts = (note ?? "").split(separator: ";").map { folded(String($0)) }
  }

  /// The row stands in for something that has no name in any source: `giữ chỗ`, `placeholder`.
  var isPlaceholder: Bool { has("giu cho", "placeholder") }
  /// The row is taken from one list for several exporters: `danh sách chung`, `joint`.
  var isJoint: Bool { has("danh sach chung", "joint") }

  private func has(_ words: String...) -> Bool { parts.contains { part in words.contains { part.hasPrefix($0) } } }
}
