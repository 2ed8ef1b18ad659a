internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit
internal import Sync

/// `ocop follow`
struct Follow: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow",
    abstract: say(
      "Giữ một bản sao đã kiểm chứng của sổ cái được công bố.",
      "Keep a verified replica of a ledger that is published."),
    discussion: say(
      """
        ocop follow https://so-cai.vn/thanh-hoa --ledger ban-sao --verifier KHÓA
      Từng bản ghi được đối chiếu với điểm kiểm đã ký trước khi nhận. Lần sau chỉ cần --ledger. Điều không khớp thì dừng, nói vị trí, giữ bằng chứng (mã 1).
      """,
      """
        ocop follow https://ledger.vn/thanh-hoa --ledger replica --verifier KEY
      Each record is held against a signed checkpoint before it is taken. Later --ledger is enough. What does not fit stops it, is named, and kept as evidence (exit 1).
      """))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var watching: WatchOptions
  @OptionGroup var witnessed: PolicyOptions
  @Argument(help: ArgumentHelp(say("Nơi công bố.", "Where it is published."), valueName: "store"))
  var store: String?
  @Option(
    help: ArgumentHelp(
      say("Khóa kiểm, lấy từ nơi tin được; lặp lại được.", "Verifier key, from where you trust it; may repeat."),
      valueName: "key"))
  var verifier: [String] = []
  @Flag(help: ArgumentHelp(say("Khóa kiểm đổi là có chủ ý.", "The verifier key was changed on purpose.")))
  var newKey = false

  func run(in session: CommandContext) throws {
    let path = try session.ledgerPath()
    if store == nil, let mark = try StoreMark.read(path), try ReplicaMark.read(path) == nil {
      return try follow(mark, path, session)
    }
    let mark = try mark(known: ReplicaMark.read(path))
    let follower = Follower(try StoreOpening.open(mark.source), at: path) { Timestamp.now() }
    try watching.run(session) {
      let progress = session.progress(Text("Nhận bản ghi", "Taking records"))
      let outcome = try follower.follow(mark, isNewKey: newKey) { done, all in progress.report(done, of: all) }
      progress.finish()
      // Whoever watches is told of what is new.
      guard watching.watch == nil || outcome.earlier < outcome.checkpoint.head.size else { return }
      try session.print(
        object: [
          "store": .string(mark.source), "size": JSONValue(outcome.checkpoint.head.size),
          "root": .string(outcome.checkpoint.head.root), "earlier": JSONValue(outcome.earlier),
        ],
        labels: [
          ("store", Text("Bản sao của", "Replica of"), .text), ("size", Text("Bản ghi", "Records"), .number),
          ("root", Text("Gốc", "Root"), .text), ("earlier", Text("Trước đó", "Before"), .number),
        ])
    }
  }

  /// A former writer, or one that is to be: it follows what the store's head acknowledges.
  private func follow(_ mark: StoreMark, _ path: String, _ session: CommandContext) throws {
    let shared = SharedLedger(at: path, in: try StoreOpening.open(mark.store), clock: Timestamp.now)
    var told: StoreHead?
    try watching.run(session) {
      let head = try shared.follow()
      if told != head { try session.print(head, in: mark) }
      told = head
    }
  }

  /// What is asked, over what is known from before.
  private func mark(known: ReplicaMark?) throws -> ReplicaMark {
    guard let source = store ?? known?.source else {
      throw Problem.usage(Text("Chưa nói theo nơi nào.", "It is not said what to follow."))
    }
    let verifiers = verifier.isEmpty ? known?.verifiers ?? [] : verifier
    guard !verifiers.isEmpty else {
      throw Problem.usage(
        Text("Thiếu --verifier.", "--verifier is missing."),
        hint: Text(
          "Hỏi khóa kiểm ở chính cơ quan giữ sổ; không lấy từ nơi công bố.",
          "Ask for the key where the ledger is kept; do not take it from where it is published."))
    }
    let policy = try witnessed.policy.map { try ProofInput.text($0, broken: "badPolicy") }
    return ReplicaMark(source: source, verifiers: verifiers, policy: policy ?? known?.policy)
  }
}
