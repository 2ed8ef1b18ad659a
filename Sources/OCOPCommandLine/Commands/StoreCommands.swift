internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit
internal import Sync

/// `ocop store`: a ledger whose acknowledged records are in a store, and who may write it.
struct StoreNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: say(
      "Giữ sổ cái trong kho S3: máy ghi hỏng thì máy khác tiếp quản, không mất gì đã xác nhận.",
      "Keep a ledger in an S3 store: when the writer is gone another takes over, and nothing acknowledged is lost."),
    discussion: "  ocop store attach s3://so-cai/38?endpoint=https://s3.vn --ledger so-cai\n"
      + "  ocop store takeover s3://so-cai/38?endpoint=https://s3.vn --ledger may-hai",
    subcommands: [StoreStatus.self, StoreAttach.self, StoreTakeover.self, StoreTry.self])
}

struct StoreStatus: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: say("Kho nói gì: ai ghi, đã xác nhận đến đâu.", "What the store says: who writes, and how far."))
  @OptionGroup var global: GlobalOptions

  func run(in session: CommandContext) throws {
    guard let mark = try StoreMark.read(session.ledgerPath()) else { throw Problem.inNoStore }
    try session.print(SharedLedger.head(of: StoreOpening.open(mark.store)), in: mark)
  }
}

struct StoreAttach: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: say(
      "Từ nay giữ sổ cái này trong kho; chỉ xác nhận điều kho đã nhận.",
      "Keep this ledger in a store from now on; only what the store took is acknowledged."))
  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp(say("Kho.", "The store."), valueName: "store"))
  var store: String

  func run(in session: CommandContext) throws {
    let shared = try SharedLedger(
      at: session.ledgerPath(), in: StoreOpening.open(store), clock: Timestamp.now)
    let head = try shared.attach(address: store, holder: StoreOpening.holder())
    try session.print(head, in: StoreMark(store: store, holder: head.holder))
  }
}

struct StoreTakeover: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "takeover",
    abstract: say(
      "Làm máy ghi thay cho máy đã hỏng; máy cũ từ đó bị từ chối.",
      "Become the writer in the place of one that is gone, which is refused from then on."))
  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp(say("Kho; không có: kho của sổ này.", "The store; else this ledger's."), valueName: "store"))
  var store: String?
  @Option(
    help: ArgumentHelp(
      say(
        "Chỉ tiếp quản từ lần ghi này (ocop store status); có máy khác đã tiếp quản thì thôi.",
        "Only from the writer of that epoch (ocop store status); where another took over since, leave it."),
      valueName: "number"))
  var epoch: UInt64?

  func run(in session: CommandContext) throws {
    let path = try session.ledgerPath()
    let known = try StoreMark.read(path)
    guard let address = store ?? known?.store else { throw Problem.inNoStore }
    let shared = SharedLedger(at: path, in: try StoreOpening.open(address), clock: Timestamp.now)
    let head = try shared.takeOver(address: address, holder: StoreOpening.holder(), from: epoch)
    try session.print(head, in: StoreMark(store: address, holder: head.holder))
  }
}

struct StoreTry: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "try",
    abstract: say(
      "Thử xem một kho có giữ điều mà sổ cái dựa vào không.",
      "Try whether a store keeps to what a ledger builds upon."))
  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp(say("Kho.", "The store."), valueName: "store"))
  var store: String

  func run(in session: CommandContext) throws {
    let store = try StoreOpening.open(store)
    try StoreProbe(store).run(mark: .random(in: 1 ... .max))
    try session.print(
      object: ["store": .string(store.address), "safe": true],
      labels: [
        ("store", Text("Kho", "Store"), .text), ("safe", Text("Dùng được", "Can be used"), .flag),
      ])
  }
}

extension Problem {
  fileprivate static var inNoStore: Problem {
    .refused(
      "store.none", Text("Sổ cái này không giữ trong kho nào.", "This ledger is kept in no store."),
      hint: Text("Đưa vào kho: ocop store attach KHO", "To keep it in one: ocop store attach STORE"))
  }
}

extension CommandContext {
  func print(_ head: StoreHead, in mark: StoreMark) throws {
    try print(
      object: [
        "store": .string(mark.store), "size": JSONValue(head.head.size), "root": .string(head.head.root),
        "epoch": JSONValue(head.epoch), "holder": .string(head.holder), "isHolder": .bool(head.holder == mark.holder),
      ],
      labels: [
        ("store", Text("Kho", "Store"), .text),
        ("size", Text("Đã xác nhận, số bản ghi", "Records acknowledged"), .number),
        ("root", Text("Gốc", "Root"), .text), ("epoch", Text("Lần tiếp quản", "Epoch"), .number),
        ("holder", Text("Máy ghi", "Writer"), .text), ("isHolder", Text("Là máy này", "Is this machine"), .flag),
      ])
  }
}
