internal import Foundation

/// The files and folders of a ledger, by what they are to the system: whatever path leads to one of them, a link, another name or a mount,
/// it is known.
struct LedgerTree {
  private struct Node: Hashable {
    let device: UInt64
    let number: UInt64

    init?(_ path: String) {
      var file = stat()
      guard stat(path, &file) == 0 else { return nil }
      (device, number) = (UInt64(file.st_dev), UInt64(file.st_ino))
    }
  }

  private var nodes: Set<Node> = []

  init(_ ledger: String) {
    if let root = Node(ledger) { nodes.insert(root) }
    guard let walk = FileManager.default.enumerator(atPath: ledger) else { return }
    for case let name as String in walk { if let node = Node("\(ledger)/\(name)") { nodes.insert(node) } }
  }

  /// Whether the file at `path`, or one that would be made there, lies in the ledger.
  func holds(_ path: String) -> Bool {
    if let node = Node(path), nodes.contains(node) { return true }
    var folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      if let node = Node(folder.path), nodes.contains(node) { return true }
    }
    return false
  }
}
