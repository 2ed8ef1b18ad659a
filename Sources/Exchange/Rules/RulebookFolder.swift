internal import Foundation
public import OCOP

/// A rulebook as a folder of files: `rulebook.yaml`, and `sets/*.yaml` with a criteria set each.
///
/// A folder that `amends` another rulebook holds only what changes. The other one is looked for in the folders beside it,
/// then among the rulebooks given.
public struct RulebookFolder: Sendable {
  /// The rulebook in full, amendments taken in.
  public let rulebook: Rulebook
  /// What a reader must know of it; nothing of it is wrong.
  public let remarks: [RulebookFileError]

  /// Reads the folder `path` and checks all of it. Throws ``RulebookFileErrors`` with every fault, each with its file,
  /// line and place, ``ImportProblem`` where there is no such folder.
  public init(_ path: String, among known: @escaping (RulebookID) throws -> Rulebook? = { _ in nil }) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw ImportProblem(
        column: nil, code: "file.unreadable", value: path,
        text: Text("Không có thư mục \(path).", "There is no folder \(path)."),
        hint: Text("Kiểm tra đường dẫn.", "Check the path."))
    }
    try self.init(path, in: RulebookFilesOnDisk(), among: known)
  }

  /// Reads the folder `path` of `files`, as ``init(_:among:)`` does.
  init(_ path: String, in files: some RulebookFiles, among known: @escaping (RulebookID) throws -> Rulebook?) throws {
    var reader = Reader(files: files, known: known)
    let whole = try reader.whole(path, [])
    let rulebook: Rulebook
    do throws(MessageError) {
      rulebook = try Rulebook(checking: whole.json)
    } catch {
      throw RulebookFileErrors(errors: [Self.schemaError(error, whole)])
    }
    let problems = rulebook.problems.map { problem in
      RulebookFileError(
        code: problem.code, whole.place(of: problem.path), problem.text, path: problem.path,
        isRemark: problem.isRemark)
    }
    let faults = problems.filter { !$0.isRemark }
    guard faults.isEmpty else { throw RulebookFileErrors(errors: faults) }
    self.rulebook = rulebook
    remarks = problems
  }

  private static func schemaError(_ error: MessageError, _ whole: SourceNode) -> RulebookFileError {
    let text =
      switch error.fault {
      case .missing: Text("thiếu trường này", "this field is missing")
      case .unexpected(let expected): Text("phải là: \(expected.vi)", "it must be \(expected.en)")
      case .unknownField: Text("không có trường này", "there is no such field")
      case .wire, .unknownType: Text("không đọc được", "it cannot be read")
      }
    return RulebookFileError(.schema, whole.place(of: error.path), text, path: error.path)
  }

  private struct Reader<Files: RulebookFiles> {
    let files: Files
    let known: (RulebookID) throws -> Rulebook?

    /// The folder with what it amends taken in. `seen`: the rulebooks on the way here.
    mutating func whole(_ path: String, _ seen: [String]) throws -> SourceNode {
      let own = try own(path)
      guard let amends = own["amends"] else { return own }
      guard let id = amends.text else { return own }
      if let own = own["id"]?.text, own == id || seen.contains(own) || seen.contains(id) {
        throw RulebookFileErrors(errors: [
          RulebookFileError(
            .cycle, amends.place,
            Text(
              "sửa đổi vòng: \((seen + [own, id]).joined(separator: " → "))",
              "amendments go in a circle: \((seen + [own, id]).joined(separator: " → "))"), path: "amends")
        ])
      }
      let base = try base(id, beside: path, seen + [own["id"]?.text ?? ""])
      guard let base else {
        throw RulebookFileErrors(errors: [
          RulebookFileError(
            .unknownAmended, amends.place,
            Text(
              "không có bộ tiêu chí \(id) ở thư mục bên cạnh hay trong sổ",
              "there is no rulebook \(id) in a folder beside this one or in the ledger"), path: "amends")
        ])
      }
      return base.amended(by: own)
    }

    private mutating func base(_ id: String, beside path: String, _ seen: [String]) throws -> SourceNode? {
      for folder in files.folders(beside: path) {
        guard let file = try? files.node("rulebook.yaml", of: folder), file["id"]?.text == id else { continue }
        return try whole(folder, seen)
      }
      return try known(RulebookID(id)).map { SourceNode($0.json, file: "ledger:\(id)") }
    }

    private func own(_ path: String) throws -> SourceNode {
      do throws(RulebookFileError) {
        var node = try files.node("rulebook.yaml", of: path)
        guard case .object(var members) = node.value else {
          throw RulebookFileError(.schema, node.place, Text("phải có các trường", "it must have fields"))
        }
        var sets: [SourceNode] = []
        for name in files.sets(of: path) { sets.append(try files.node(name, of: path)) }
        if !sets.isEmpty {
          members.removeAll { $0.name == "sets" }
          members.append(("sets", SourceNode(value: .list(sets), place: node.place)))
        }
        node.value = .object(members)
        return node
      } catch {
        throw RulebookFileErrors(errors: [error])
      }
    }
  }
}

extension SourceNode {
  /// A value that stands in no file.
  init(_ json: JSONValue, file: String) {
    let place = SourcePlace(file: file, line: 0)
    switch json {
    case .array(let values): self.init(value: .list(values.map { SourceNode($0, file: file) }), place: place)
    case .object(let members):
      self.init(value: .object(members.map { ($0.name, SourceNode($0.value, file: file)) }), place: place)
    default: self.init(value: .scalar(json), place: place)
    }
  }
}
