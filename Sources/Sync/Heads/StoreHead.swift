internal import EventLog
public import Ledger

/// The one object of a store that is compared and swapped: how far the ledger goes, and who may go on. What it names is acknowledged; nothing else is.
public struct StoreHead: Hashable, Sendable {
  /// Which ledger.
  public var origin: String
  /// How often the ledger was taken over: a takeover raises it, so that who held it before is refused.
  public var epoch: UInt64
  /// Who may write.
  public var holder: String
  /// How many records are acknowledged, and the root over them.
  public var head: Head
  /// How many of them are in whole bundles; the others are in the tail. A multiple of 256.
  public var tiled: UInt64

  static let name = "head"
  private static let title = "ocop-ledger/head/v1"

  /// Lines.
  var text: String {
    """
    \(Self.title)
    \(origin)
    epoch \(epoch)
    holder \(holder)
    size \(head.size)
    root \(head.root)
    tiled \(tiled)

    """
  }

  init(origin: String, epoch: UInt64, holder: String, head: Head, tiled: UInt64) {
    precondition(tiled % 256 == 0 && tiled <= head.size, "whole bundles of records that are there")
    (self.origin, self.epoch, self.holder, self.head, self.tiled) = (origin, epoch, holder, head, tiled)
  }

  /// Reads what ``text`` writes, and nothing else; `nil`: it is another thing.
  init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    func value(_ line: Int, _ name: String) -> String? {
      lines[line].hasPrefix(name + " ") ? String(lines[line].dropFirst(name.count + 1)) : nil
    }
    guard lines.count == 8, lines[0] == Self.title, let epoch = value(2, "epoch").flatMap({ UInt64($0) }),
      let holder = value(3, "holder"), let size = value(4, "size").flatMap({ UInt64($0) }),
      let root = value(5, "root"), Digest(hexadecimal: root) != nil,
      let tiled = value(6, "tiled").flatMap({ UInt64($0) }), tiled % 256 == 0, tiled <= size
    else { return nil }
    self.init(
      origin: lines[1], epoch: epoch, holder: holder, head: Head(size: size, root: root), tiled: tiled)
    guard self.text == text else { return nil }
  }

  /// The head of a store and its tag; `nil`: there is none. Throws ``StoreFailure``.
  static func read(_ store: any ObjectStore) throws(StoreFailure) -> (head: StoreHead, tag: ObjectTag)? {
    guard let object = try store.read(name) else { return nil }
    guard let head = StoreHead(object.bytes) else {
      throw StoreFailure(.altered, store.address, object: name, detail: "it is no head")
    }
    return (head, object.tag)
  }

  /// Where the records lie that are in no whole bundle. Its name tells its content: whoever writes it, writes the same.
  var tailName: String { "tail/\(tiled)-\(head.size)-\(head.root)" }
}
