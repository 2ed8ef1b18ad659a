internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import ProjectionKit
internal import Sync

/// `ocop publish`
struct Publish: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: say(
      "Công bố nhật ký đến điểm kiểm cuối vào một thư mục hay kho S3, theo C2SP tlog-tiles.",
      "Publish the log up to its last checkpoint into a folder or an S3 store, by C2SP tlog-tiles."),
    discussion: say(
      """
        ocop publish file:///srv/www/so-cai
      Chỉ điểm kiểm được thay, mọi tệp khác ghi một lần; ngắt giữa chừng thì chạy lại. Bản ghi có tên người ghi: ai đọc được thư mục là đọc được nhật ký.
      """,
      """
        ocop publish file:///srv/www/ledger
      Only the checkpoint is replaced, all else is written once; broken off, run it again. Records say who recorded: who can read the folder can read the log.
      """))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var watching: WatchOptions
  @Argument(
    help: ArgumentHelp(
      say(
        "Kho: file:///thư-mục hoặc s3://bucket/tiền-tố?endpoint=https://….",
        "The store: file:///folder or s3://bucket/prefix?endpoint=https://…."),
      valueName: "store"))
  var store: String

  func run(in session: CommandContext) throws {
    let store = try StoreOpening.open(store)
    var told: Head?
    try watching.run(session) {
      // Opened anew: nothing of a program that watches keeps others from the ledger.
      if let told, try session.reading().lastCheckpoint()?.head == told { return }
      told = try publish(to: store, session)
    }
  }

  private func publish(to store: any ObjectStore, _ session: CommandContext) throws -> Head {
    let ledger = try session.readingAsWritten()
    guard try ledger.signedCheckpoint() != nil else { throw Problem.noCheckpoint }
    let progress = session.progress(Text("Công bố", "Publishing"))
    let outcome = try Publisher(ledger, to: store).publish { done, all in progress.report(UInt64(done), of: UInt64(all))
    }
    progress.finish()
    try session.print(
      object: [
        "store": .string(store.address), "size": JSONValue(outcome.head.size), "root": .string(outcome.head.root),
        "earlier": JSONValue(outcome.earlier), "made": JSONValue(outcome.made), "known": JSONValue(outcome.known),
      ],
      labels: [
        ("store", Text("Kho", "Store"), .text), ("size", Text("Bản ghi", "Records"), .number),
        ("root", Text("Gốc", "Root"), .text), ("earlier", Text("Trước đó", "Before"), .number),
        ("made", Text("Tệp mới", "New files"), .number), ("known", Text("Tệp đã có", "Files there already"), .number),
      ])
    return outcome.head
  }
}
