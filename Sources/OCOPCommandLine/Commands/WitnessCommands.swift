internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop witness`: for whoever vouches for checkpoints of others. Needs no ledger.
struct WitnessNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: say(
      "Làm chứng: ký kèm giờ những điểm kiểm đi tiếp từ lần trước.",
      "Be a witness: cosign, with the time, checkpoints that go on from the last one."),
    discussion: "  ocop witness create --key so-nnptnt.key --name so-nnptnt.gov.vn/ocop\n"
      + "  ocop witness cosign consistency-0-2280.txt --key so-nnptnt.key --log KEY --output 2280.cosigned",
    subcommands: [WitnessCreate.self, WitnessShow.self, WitnessCosign.self])
}

struct WitnessCreate: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: say("Tạo khóa của người làm chứng.", "Make a witness's key."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var keyFile: KeyOptions
  @Option(
    help: ArgumentHelp(
      say("Tên, nên là địa chỉ không có https://.", "Its name, best an address without https://."), valueName: "name"))
  var name: String

  func run(in session: CommandContext) throws {
    let path = try keyFile.path()
    if session.hasLedger { try KeyFile.refuse(path, inside: try session.ledgerPath()) }
    do {
      try session.print(witness: try Witness.create(named: name, seed: KeyFile.seed(), at: path), path)
    } catch LedgerError.failed(let failure) where failure.kind == .exists {
      throw Problem.unwritable(path, exists: true)
    }
  }
}

struct WitnessShow: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: say("Phần công khai của khóa, để gửi cho người kiểm.", "The public part of the key, for those who check.")
  )
  @OptionGroup var global: GlobalOptions
  @OptionGroup var keyFile: KeyOptions

  func run(in session: CommandContext) throws {
    let path = try keyFile.path()
    try session.print(witness: try WitnessFile.read(path), path)
  }
}

struct WitnessCosign: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "cosign",
    abstract: say(
      "Ký kèm giờ một điểm kiểm, nếu nó đi tiếp từ lần ký trước.",
      "Cosign a checkpoint with the time, if it goes on from the one cosigned last."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var keyFile: KeyOptions
  @Argument(
    help: ArgumentHelp(
      say("Tệp mà ocop prove consistency ghi.", "The file that ocop prove consistency writes.")))
  var request: String
  @Option(
    help: ArgumentHelp(
      say("Khóa kiểm của sổ cái được làm chứng; lặp lại được.", "Verifier key of a log it knows; may repeat."),
      valueName: "key"))
  var log: [String]
  static let writesFile = true

  func run(in session: CommandContext) throws {
    if let output, FileManager.default.fileExists(atPath: output) { throw Problem.unwritable(output, exists: true) }
    let witness = try WitnessFile.read(try keyFile.path())
    let line = try witness.cosign(
      try ProofInput.text(request, broken: "badProof"), logs: log, now: Timestamp.now())
    guard let output else { return try session.console.put(encoded: String(line.dropLast())) }
    try session.write(Data(line.utf8), toNew: output)
    try session.print(
      object: ["file": .string(output), "witness": .string(witness.name)],
      labels: [("file", Text("Tệp", "File"), .text), ("witness", Text("Người làm chứng", "Witness"), .text)])
  }
}

/// The key file of a witness, for its owner's eyes only.
enum WitnessFile {
  static func read(_ path: String) throws -> Witness {
    let path = KeyFile.real(path)
    return try Witness(secret: try KeyFile.secret(path), at: path)
  }
}

extension CommandContext {
  fileprivate func print(witness: Witness, _ path: String) throws {
    try print(
      object: ["file": .string(path), "name": .string(witness.name), "verifier": .string(witness.verifier)],
      labels: [
        ("file", Text("Tệp", "File"), .text), ("name", Text("Tên", "Name"), .text),
        ("verifier", Text("Khóa kiểm", "Verifier key"), .text),
      ])
  }
}
