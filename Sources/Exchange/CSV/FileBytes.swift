internal import Foundation
internal import OCOP

/// The bytes of a file or of a pipe, those of the standard input for `-`, or a problem that says why there are none.
func fileBytes(_ path: String) throws(ImportProblem) -> [UInt8] {
  var isFolder: ObjCBool = false
  let isThere = path == "-" || FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
  // A pipe has no size to be read by: it is read to its end.
  let handle = path == "-" ? FileHandle.standardInput : isFolder.boolValue ? nil : FileHandle(forReadingAtPath: path)
  guard isThere, let handle, let data = try? handle.read(upToCount: mostFileBytes + 1) ?? Data() else {
    throw isFolder.boolValue ? .folder(path) : .unreadable(path)
  }
  guard data.count <= mostFileBytes else {
    throw ImportProblem(
      column: nil, code: "file.tooLarge", value: path,
      text: Text(
        "Tệp lớn hơn \(mostFileBytes >> 20) MB.", "The file is larger than \(mostFileBytes >> 20) MB."),
      hint: Text(
        "Chia tệp thành nhiều phần; danh sách CSV: mỗi phần có dòng tiêu đề.",
        "Split it; of a CSV list each part needs the header."))
  }
  return Array(data)
}

/// Lists of more than that are told to be split: a million rows are far below it.
private let mostFileBytes = 512 << 20

/// The name of a file as records keep it.
func sourceName(_ path: String) -> String { path == "-" ? "stdin" : URL(fileURLWithPath: path).lastPathComponent }
