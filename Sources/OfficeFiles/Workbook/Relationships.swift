/// What a part of a workbook points at: by id, the kind and the target.
final class Relationships: XMLReader {
  private(set) var targets: [String: (kind: String, target: String)] = [:]
  private let folder: String

  /// Of the part with that path.
  init(of part: String) {
    folder = part.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  /// Reads what `part` points at; nothing, where no file tells it.
  static func read(of part: String, in archive: ArchiveDirectory) throws(OfficeFileError) -> Relationships {
    let relationships = Relationships(of: part)
    if let member = archive[path(of: part)] { try XMLStream.read(member, of: archive, by: relationships) }
    return relationships
  }

  /// The path of the file that tells what `part` points at.
  static func path(of part: String) -> String {
    var parts = part.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let name = parts.removeLast()
    return (parts + ["_rels", name + ".rels"]).joined(separator: "/")
  }

  /// The targets of a kind: the last word of the address that names it.
  func targets(of kind: String) -> [String] { targets.values.filter { $0.kind == kind }.map(\.target).sorted() }

  func begins(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    guard targets.count < WorkbookLimits.entries else { return stream.fail(.tooComplex) }
    guard name == "Relationship", let id = attributes.text("Id"), let target = attributes.text("Target") else { return }
    let kind = attributes.text("Type")?.split(separator: "/").last.map(String.init) ?? ""
    targets[id] = (kind, resolved(target))
  }

  func ends(_ name: XMLName, _ stream: XMLStream) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {}

  private func resolved(_ target: String) -> String {
    let path = target.replacing("\\", with: "/")
    var parts = path.hasPrefix("/") || folder.isEmpty ? [] : folder.split(separator: "/").map(String.init)
    for step in path.split(separator: "/").map(String.init) {
      if step == ".." { _ = parts.popLast() } else if step != "." { parts.append(step) }
    }
    return parts.joined(separator: "/")
  }
}
