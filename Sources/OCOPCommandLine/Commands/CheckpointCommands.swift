internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop checkpoint`
struct CheckpointNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint", abstract: say("Điểm kiểm có chữ ký.", "Signed checkpoints."),
    subcommands: [
      CheckpointCreate.self, CheckpointList.self, CheckpointShow.self, CheckpointVerify.self, CheckpointAttach.self,
    ])
}

struct CheckpointCreate: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: say(
      "Ký kích thước và gốc của nhật ký; gửi đi nơi khác thì không ai cắt đuôi mà không lộ.",
      "Sign the log's size and root; once it is sent elsewhere nobody cuts the tail unseen."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var keyFile: KeyOptions
  @Flag(
    help: ArgumentHelp(
      say(
        "Đi tiếp với nhật ký khác điểm kiểm cũ; việc đó được ghi lại.",
        "Go on with a log unlike its last checkpoint; that is recorded.")
    ))
  var acceptRollback = false
  @Flag(
    help: ArgumentHelp(
      say("Khóa này thay cho khóa đã ký điểm kiểm trước.", "This key takes the place of the one that signed before.")
    ))
  var newKey = false
  @Option(help: ArgumentHelp(say("Vì sao đi tiếp.", "Why go on.")))
  var reason: String?

  func run(in session: CommandContext) throws {
    let path = try keyFile.path()
    let key = try KeyFile.read(path, outside: try session.ledgerPath())
    let memory = KeyMemory(besideKey: KeyFile.real(path))
    if acceptRollback, !recording.dryRun { try accept(session, key, memory) }
    guard !recording.dryRun else { return try tell(session) }
    // What changes nothing need not wait for whoever records; what does is verified while nobody else does.
    let signed =
      try signCommitted(session, key, memory) ?? sign(try session.recording(recording), session, key, memory)
    try session.print(checkpoint: signed)
  }

  /// The checkpoint of a log whose streams are committed to already; `nil`: something is to be recorded first.
  private func signCommitted(
    _ session: CommandContext, _ key: LedgerKey, _ memory: KeyMemory
  ) throws -> SignedCheckpoint? {
    let ledger = try session.reading()
    guard try ledger.isCommitted else { return nil }
    do {
      return try sign(ledger, session, key, memory)
    } catch LedgerError.failed(let failure) where failure.kind == .readOnly {
      // Somebody recorded meanwhile.
      return nil
    }
  }

  private func sign(
    _ ledger: Ledger, _ session: CommandContext, _ key: LedgerKey, _ memory: KeyMemory
  ) throws -> SignedCheckpoint {
    try session.requireAsWritten(ledger)
    return try ledger.signCheckpoint(
      key, memory, by: try recording.knownActor() ?? key.account, isNewKey: newKey, acceptsRollback: acceptRollback)
  }

  /// What would be signed, once the log was verified.
  private func tell(_ session: CommandContext) throws {
    let ledger = try session.readingAsWritten()
    let size = try ledger.size + (ledger.isCommitted ? 0 : 1)
    try session.print(
      object: ["origin": .string(try ledger.origin), "size": JSONValue(size), "dryRun": true],
      labels: [
        ("origin", Text("Sổ cái", "Origin"), .text), ("size", Text("Sẽ ký, số bản ghi", "Records to sign"), .number),
      ])
  }

  private func accept(_ session: CommandContext, _ key: LedgerKey, _ memory: KeyMemory) throws {
    let actor = try recording.actorName()
    let ledger = try session.writing(
      session.ledgerPath(), waiting: recording.wait, acceptsRollback: true, acceptsClock: recording.acceptClock)
    guard let rollback = try ledger.rollbackToAccept(key, memory) else { return }
    // What is refused below must not have been accepted.
    try session.requireAsWritten(ledger)
    if !rollback.isRecorded {
      _ = try ledger.submit([
        Command(
          id: nil, actor: actor, act: .record(.office, .rollbackAccepted(rollback.event)),
          effectiveOn: LegalDate(Timestamp.now().dayInVietnam), reason: reason)
      ])
    }
    try ledger.forgetCheckpoint()
  }
}

struct CheckpointShow: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: say("Điểm kiểm đã ký gần nhất, nguyên văn.", "The last signed checkpoint, word for word."))
  @OptionGroup var global: GlobalOptions
  @Option(
    help: ArgumentHelp(say("Điểm kiểm có bấy nhiêu bản ghi.", "The one of so many records."), valueName: "records"))
  var size: UInt64?
  @Flag(
    help: ArgumentHelp(
      say("Chỉ phần được ký, để đóng dấu thời gian.", "Only what is signed, which is what a time stamp is of.")))
  var text = false

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let found = try size.map { try ledger.keptCheckpoint($0)?.checkpoint } ?? ledger.lastCheckpoint()
    guard let shown = found else { throw Problem.noCheckpoint }
    if text { return try session.console.put(encoded: String(decoding: shown.signedText.dropLast(), as: UTF8.self)) }
    if session.format == .table {
      try session.console.print(String(shown.note.dropLast()))
    } else {
      try session.print(checkpoint: shown)
    }
  }
}

struct CheckpointVerify: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: say(
      "Kiểm chữ ký của một điểm kiểm, và nhật ký có đi tiếp từ đó không.",
      "Check a checkpoint's signature, and that the log goes on from it."))
  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp(say("Tệp điểm kiểm; không có: bản giữ cạnh nhật ký.", "A checkpoint file; else the one kept.")))
  var file: String?
  @Option(
    help: ArgumentHelp(
      say("Khóa kiểm, lấy từ nơi tin được; lặp lại được.", "Verifier key, from where you trust it; may repeat."),
      valueName: "key"))
  var verifier: [String] = []
  @OptionGroup var witnessed: PolicyOptions
  @Option(
    help: ArgumentHelp(
      say(
        "Chứng thư (PEM) của tổ chức cấp dấu thời gian: dấu đang giữ phải do họ cấp.",
        "Certificates (PEM) of a time-stamping authority: the stamp that is kept must be its."), valueName: "file"))
  var authorities: String?

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let found: SignedCheckpoint?
    if let file {
      found = try SignedCheckpoint(text: try ProofInput.text(file))
    } else {
      found = try ledger.lastCheckpoint()
    }
    guard let checkpoint = found else { throw Problem.noCheckpoint }
    let verifiers = verifier.isEmpty ? [try ledger.lastVerifier()].compactMap(\.self) : verifier
    try checkpoint.verify(by: verifiers)
    guard try ledger.goesOn(from: checkpoint) else {
      session.note(heads: checkpoint.head, try ledger.head())
      throw ProofFailure(kind: "notConsistent")
    }
    try witnessed.require(checkpoint, session)
    if let authorities {
      guard FileManager.default.isReadableFile(atPath: authorities) else { throw Problem.unreadable(authorities) }
      guard try ledger.isStamped(checkpoint, byThoseIn: authorities) else {
        throw ProofFailure(kind: "notStamped")
      }
    }
    try session.print(checkpoint: checkpoint)
    if verifier.isEmpty {
      session.console.note(
        session.text(
          "Khóa kiểm lấy từ thư mục sổ cái; muốn chắc thì đưa khóa từ nơi khác: --verifier",
          "The verifier key is the one in the ledger's folder; to be sure, give one from elsewhere: --verifier"))
    }
  }
}

extension Problem {
  /// What is to be proved is younger than what was signed.
  static func afterCheckpoint(_ detail: Text) -> Problem {
    refused(
      "proof.afterCheckpoint", detail, hint: Text("Ký điểm kiểm mới trước.", "Sign a new checkpoint first."))
  }

  static var noCheckpoint: Problem {
    refused(
      "checkpoint.none", Text("Chưa có điểm kiểm nào.", "No checkpoint was signed yet."),
      hint: Text("Tạo: ocop checkpoint create --key TỆP", "Sign one: ocop checkpoint create --key FILE"))
  }
}

extension CommandContext {
  func print(checkpoint: SignedCheckpoint) throws {
    try print(
      object: [
        "origin": .string(checkpoint.origin), "size": JSONValue(checkpoint.head.size),
        "root": .string(checkpoint.head.root), "note": .string(checkpoint.note),
      ],
      labels: [
        ("origin", Text("Sổ cái", "Origin"), .text), ("size", Text("Bản ghi", "Records"), .number),
        ("root", Text("Gốc", "Root"), .text),
      ])
  }
}
