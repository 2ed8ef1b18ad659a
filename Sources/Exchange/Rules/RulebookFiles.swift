internal import CNational
internal import Foundation
internal import OCOP

/// Where the files of rulebooks lie, a folder each.
protocol RulebookFiles {
  /// The folders beside `folder`, itself among them, in order.
  func folders(beside folder: String) -> [String]
  /// The names of the files of its criteria sets, in order.
  func sets(of folder: String) -> [String]
  /// The file `name` of `folder`.
  func node(_ name: String, of folder: String) throws(RulebookFileError) -> SourceNode
}

/// Folders of a file system.
struct RulebookFilesOnDisk: RulebookFiles {
  func folders(beside folder: String) -> [String] {
    let parent = URL(fileURLWithPath: folder).standardizedFileURL.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    return names.sorted().map { parent.appendingPathComponent($0).path }
  }

  func sets(of folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/sets")) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "sets/" + $0 }
  }

  func node(_ name: String, of folder: String) throws(RulebookFileError) -> SourceNode {
    try SourceNode.reading(
      file: "\(folder)/\(name)", name: "\(URL(fileURLWithPath: folder).lastPathComponent)/\(name)")
  }
}

/// The files of the national rulebooks that are part of the program.
struct NationalRulebookFiles: RulebookFiles {
  private let files: [String: String]

  init() {
    var count = 0
    let first = national_rulebooks(&count)
    let files = UnsafeBufferPointer(start: first, count: count)
    self.files = Dictionary(uniqueKeysWithValues: files.map { (String(cString: $0.name), $0.text) })
  }

  /// The names of all files, each with its folder.
  var names: [String] { files.keys.sorted() }
  /// A file's text.
  subscript(name: String) -> String? { files[name] }

  func folders(beside folder: String) -> [String] {
    Set(files.keys.map { String($0.prefix { $0 != "/" }) }).sorted()
  }

  func sets(of folder: String) -> [String] {
    files.keys.filter { $0.hasPrefix(folder + "/sets/") }.map { String($0.dropFirst(folder.count + 1)) }.sorted()
  }

  func node(_ name: String, of folder: String) throws(RulebookFileError) -> SourceNode {
    guard let text = files["\(folder)/\(name)"] else {
      throw RulebookFileError(
        .unreadable, SourcePlace(file: name, line: 0), Text("không đọc được tệp", "the file cannot be read"))
    }
    return try SourceNode.reading(text, name: "\(folder)/\(name)")
  }
}

extension national_file {
  var text: String { String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self) }
}
