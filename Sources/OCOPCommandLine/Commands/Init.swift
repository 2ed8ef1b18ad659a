internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import Sync

/// `ocop init`
struct Init: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: say("Tạo một sổ cái mới.", "Make a new ledger."))

  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions

  @Option(help: ArgumentHelp(say("Sổ cái của ai.", "Whose ledger it is.")))
  var name: String = "OCOP"

  @Option(help: ArgumentHelp(say("Mã tỉnh, hai chữ số.", "Code of the province, two digits."), valueName: "code"))
  var province: String?

  @Flag(
    help: ArgumentHelp(say("Không đưa sẵn năm bộ tiêu chí quốc gia vào.", "Begin without the five national rulebooks."))
  )
  var withoutRulebooks = false

  @Flag(help: ArgumentHelp(say("Không đưa sẵn địa bàn của tỉnh vào.", "Begin without the areas of the province.")))
  var withoutAreas = false

  @Option(
    help: ArgumentHelp(
      say(
        "Nhóm người dùng của hệ thống được đọc sổ như người của sổ: việc đọc của họ không làm chậm việc ghi.",
        "A group of the system whose members read the ledger with places of their own: writers never wait for them."),
      valueName: "group"))
  var group: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Giữ sổ trong kho S3 hay thư mục này: điều đã xác nhận còn ở đó khi máy này hỏng.",
        "Keep the ledger in this S3 store or folder: what is acknowledged is there when this machine is gone."),
      valueName: "store"))
  var store: String?

  func run(in session: CommandContext) throws {
    let path = try session.ledgerPath()
    let shared = try store.map { SharedLedger(at: path, in: try StoreOpening.open($0), clock: Timestamp.now) }
    let group = try group.map(Self.group)
    let code = try code()
    let known = try code.map(Self.province)
    let province = withoutAreas ? nil : known
    let rulebooks = withoutRulebooks ? [] : try NationalRulebooks.inFull()
    let actor = try recording.knownActor() ?? "ocop init"
    let founding = LedgerSetup(name: normalized(name), province: code, actor: actor, rulebooks: [])
    if recording.dryRun {
      guard !FileManager.default.fileExists(atPath: path + "/log/data.mdb") else {
        throw LedgerFailure(.exists, path: path)
      }
      let events = 1 + rulebooks.count + (province?.recordCount ?? 0)
      return try report(session, path, province, events: events, head: nil)
    }
    let head = try Ledger.initialise(at: path, founding, adding: Installed.added) { ledger, _ in
      if let group { try ledger.giveReaders(toGroup: group) }
      for rulebook in rulebooks { _ = try ledger.adopt(rulebook, actor: actor) }
      if let province { _ = try ledger.establish(province, actor: actor) }
      return try ledger.head()
    }
    if let shared, let store { try shared.attach(address: store, holder: StoreOpening.holder()) }
    try report(session, path, province, events: Int(head.size), head: head)
  }

  /// The number of a group.
  private static func group(_ name: String) throws -> UInt32 {
    guard let found = getgrnam(name) else {
      throw Problem.refused("group.unknown", Text("Không có nhóm \(name).", "There is no group \(name)."))
    }
    return found.pointee.gr_gid
  }

  private func code() throws -> AreaCode? {
    guard let province else { return nil }
    guard let code = AreaCode(text: province), code.text.count == 2 else {
      throw CommandContext.wrong("--province", province, "38")
    }
    return code
  }

  /// The province of today with that code. One that was merged is answered with the one it became part of.
  private static func province(_ code: AreaCode) throws -> NationalProvince {
    guard let province = NationalProvince.named(code) else {
      throw Problem.refused(
        "province.unknown", Text("Không có tỉnh mang mã \(code).", "No province has the code \(code)."),
        hint: Text(
          "Mã của 34 tỉnh: " + NationalProvince.all.map { "\($0.code) \($0.name)" }.joined(separator: "; "),
          "The codes of the 34 provinces: "
            + NationalProvince.all.map { "\($0.code) \($0.name)" }.joined(separator: "; ")))
    }
    guard province.code != code else { return province }
    let former = province.units.first { $0.established.code == code }?.established.fullName ?? ""
    throw Problem.refused(
      "province.merged",
      Text(
        "\(former) (mã \(code)) nay thuộc \(province.name), mã \(province.code).",
        "\(former) (code \(code)) is now part of \(province.name), code \(province.code)."),
      hint: Text("Dùng: --province \(province.code)", "Use: --province \(province.code)"))
  }

  private func report(
    _ session: CommandContext, _ path: String, _ province: NationalProvince?, events: Int, head: Head?
  ) throws {
    let object: JSONValue = [
      "ledger": .string(path), "events": JSONValue(events), "dryRun": .bool(recording.dryRun),
      "size": JSONValue(head?.size), "root": JSONValue(head?.root), "province": JSONValue(province?.name),
      "areas": JSONValue(province?.units.count), "areasChecked": province.map { .bool($0.isChecked) } ?? nil,
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(
      recording.dryRun
        ? session.text(
          "Sẽ tạo sổ cái ở \(path) với \(events) sự kiện.", "Would make a ledger at \(path) with \(events) events.")
        : session.text(
          "Đã tạo sổ cái ở \(path) với \(events) sự kiện.", "Made a ledger at \(path) with \(events) events."))
    if let head { try session.console.print(session.headLine(head)) }
    if let province { try session.console.print(areas(of: province, session)) }
    session.console.note(
      province == nil
        ? session.text(
          "Tiếp theo: ocop import areas DIABAN.csv --ledger \(path) --actor TÊN",
          "Next: ocop import areas AREAS.csv --ledger \(path) --actor NAME")
        : session.text(
          "Tiếp theo: ocop import recognitions DANHSACH.csv --ledger \(path) --actor TÊN",
          "Next: ocop import recognitions LIST.csv --ledger \(path) --actor NAME"))
  }

  private func areas(of province: NationalProvince, _ session: CommandContext) -> String {
    let count = session.shown.number(Int64(province.units.count))
    let unchecked =
      province.isChecked
      ? Text("")
      : Text(", chưa đối chiếu với nghị quyết", ", not compared with the resolutions")
    return session.text(
      "Địa bàn: \(province.name), \(count) đơn vị cũ và mới\(unchecked.vi)",
      "Areas: \(province.name), \(count) units old and new\(unchecked.en)")
  }
}

extension CommandContext {
  /// The size and the root of a log, in a line for people.
  func headLine(_ head: Head) -> String {
    text(
      "Sổ cái có \(shown.number(Int64(head.size))) bản ghi, gốc \(head.root)",
      "The ledger has \(shown.number(Int64(head.size))) records, root \(head.root)")
  }
}
