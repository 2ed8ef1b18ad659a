internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import ProjectionKit
internal import Sync

/// `ocop audit`: for whoever compares what others publish. Needs no ledger.
struct AuditNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: say("So điểm kiểm từ nhiều nơi.", "Compare checkpoints from several places."),
    subcommands: [AuditWatch.self])
}

struct AuditWatch: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: say(
      "So điểm kiểm của một sổ cái từ nhiều nơi; lịch sử tách đôi thì mã 1.",
      "Compare a ledger's checkpoints from several places; a forked history is exit 1."),
    discussion: "  ocop audit watch https://so-cai.vn/38 https://kiem-toan.vn/38 --verifier KEY --watch 60")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var watching: WatchOptions
  @OptionGroup var witnessed: PolicyOptions
  @Argument(help: ArgumentHelp(say("Những nơi công bố.", "Where it is published."), valueName: "store"))
  var stores: [String]
  @Option(
    help: ArgumentHelp(
      say("Khóa kiểm, lấy từ nơi tin được; lặp lại được.", "Verifier key, from where you trust it; may repeat."),
      valueName: "key"))
  var verifier: [String]

  func run(in session: CommandContext) throws {
    let places = try stores.map(StoreOpening.open)
    let policy = try witnessed.policy.map { try ProofInput.text($0, broken: "badPolicy") }
    var watch = CheckpointWatch(verifiers: verifier, policy: policy)
    var told: [SignedCheckpoint] = []
    try watching.run(session) {
      do {
        let seen = try watch.look(at: places)
        guard seen.map(\.checkpoint) != told else { return }
        told = seen.map(\.checkpoint)
        let rows = seen.map { place -> [JSONValue] in
          let head = place.checkpoint.head
          return [.string(place.address), JSONValue(head.size), .string(head.root)]
        }
        let columns = [
          Column("store", Text("Nơi", "Place"), .text), Column("size", Text("Bản ghi", "Records"), .number),
          Column("root", Text("Gốc", "Root"), .text),
        ]
        try session.print(list: AnswerTable(columns: columns, rows: rows))
      } catch let fork as CheckpointWatch.Fork {
        throw session.problem(fork)
      }
    }
  }
}

extension CommandContext {
  /// Both heads, word for word: they are the proof.
  fileprivate func problem(_ fork: CheckpointWatch.Fork) -> Problem {
    let both = [fork.one, fork.other]
    let notes = both.map { "\($0.address)\n\($0.checkpoint.note)" }.joined(separator: "\n")
    return Problem(
      code: "audit.forked", status: .no, title: Text("Lịch sử tách đôi", "A forked history"),
      detail: Text(
        "Hai điểm kiểm đều có chữ ký, không cái nào là phần đầu của cái kia:\n\(notes)",
        "Two checkpoints are signed, and neither is the beginning of the other:\n\(notes)"),
      errors: both.map { ["store": .string($0.address), "note": .string($0.checkpoint.note)] })
  }
}
