internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// `ocop key`
struct Key: Noun {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: say(
      "Khóa ký điểm kiểm, khóa của mã trên giấy.", "The key that signs checkpoints, the keys of the codes on paper."),
    subcommands: [KeyCreate.self, KeyShow.self, KeyCodes.self])
}

/// Which key file.
struct KeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(say("Tệp khóa; không có thì lấy OCOP_KEY.", "Key file; else OCOP_KEY."), valueName: "file"))
  var key: String?

  func path() throws -> String {
    if let path = key ?? ProcessInfo.processInfo.environment["OCOP_KEY"], !path.isEmpty { return path }
    throw Problem.usage(
      Text("Chưa nói tệp khóa nào.", "No key file is named."),
      hint: Text("Thêm --key TỆP hoặc đặt OCOP_KEY.", "Add --key FILE, or set OCOP_KEY."))
  }
}

/// A key file: outside the ledger's folder, for its owner's eyes only.
enum KeyFile {
  /// The file that `path` leads to: what it remembers lies beside it, whatever link it is read by.
  static func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

  static func read(_ path: String, outside ledger: String) throws -> LedgerKey {
    try refuse(path, inside: ledger)
    return try LedgerKey(text: try secret(path))
  }

  /// The text of a key file that only its owner can read.
  static func secret(_ path: String) throws -> String {
    guard let text = try DurableFile.secret(path) else {
      throw Problem.unreadable(Text("Không đọc được khóa \(path).", "The key \(path) cannot be read."))
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What a new key is made of: 32 random bytes.
  static func seed() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// A key that signed nothing yet, with the memory of that.
  static func write(_ key: LedgerKey, _ path: String, outside ledger: String) throws {
    try refuse(path, inside: ledger)
    do {
      try KeyMemory(besideKey: path).create(key)
    } catch let failure as LedgerFailure where failure.kind == .exists {
      throw Problem.unwritable(path, exists: true)
    }
  }

  static func refuse(_ path: String, inside ledger: String) throws {
    if LedgerTree(ledger).holds(path) { throw ProofFailure(kind: "keyInLedger") }
  }
}

struct KeyCreate: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: say(
      "Tạo khóa cho sổ cái; tệp chỉ chủ đọc được, ngoài thư mục sổ cái.",
      "Make a key for the ledger; a file for its owner only, outside the ledger's folder."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var keyFile: KeyOptions

  func run(in session: CommandContext) throws {
    let path = try keyFile.path()
    let ledger = try session.reading()
    let made = try LedgerKey(origin: try ledger.origin, seed: KeyFile.seed())
    try KeyFile.write(made, path, outside: ledger.path)
    try session.print(key: made, path)
  }
}

struct KeyShow: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: say("Phần công khai của khóa, để gửi cho người kiểm.", "The public part of the key, for those who check.")
  )
  @OptionGroup var global: GlobalOptions
  @OptionGroup var keyFile: KeyOptions

  func run(in session: CommandContext) throws {
    let path = try keyFile.path()
    try session.print(key: try KeyFile.read(path, outside: session.hasLedger ? session.ledgerPath() : "/nowhere"), path)
  }
}

extension CommandContext {
  /// The public part of a key; never the secret.
  fileprivate func print(key: LedgerKey, _ path: String) throws {
    try print(
      object: ["file": .string(path), "origin": .string(key.origin), "verifier": .string(key.verifier)],
      labels: [
        ("file", Text("Tệp", "File"), .text), ("origin", Text("Sổ cái", "Origin"), .text),
        ("verifier", Text("Khóa kiểm", "Verifier key"), .text),
      ])
  }
}
