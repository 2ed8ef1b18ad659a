internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// Files that are handed in as proof.
enum ProofInput {
  static func data(_ path: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: path) else { throw Problem.unreadable(path) }
    return data
  }

  /// A note or a proof: what is not UTF-8 is neither, and refused as `broken`.
  static func text(_ path: String, broken: String = "badNote") throws -> String {
    try text(of: try data(path), broken: broken)
  }

  static func text(of data: Data, broken: String) throws -> String {
    // Not by `String(data:encoding:)`, which takes a byte-order mark away.
    guard let text = String(validating: data, as: UTF8.self) else { throw ProofFailure(kind: broken) }
    return text
  }
}

/// `ocop prove`
struct Prove: Noun {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: say(
      "Ghi bằng chứng rằng bản ghi nằm trong nhật ký đã ký (.tlog-proof).",
      "Write proofs that records stand in the signed log (.tlog-proof)."),
    discussion: "  ocop prove 1958 --output bang-chung\n  ocop prove --product SP-0002 --output bang-chung\n"
      + "  ocop prove stream SP-0002 --output bang-chung\n  ocop prove consistency --from 1000 --output bang-chung",
    subcommands: [
      ProveRecords.self, ProveStream.self, ProveStats.self, ProveDecision.self, ProveConsistency.self,
    ], defaultSubcommand: ProveRecords.self)
}

/// `ocop prove stream`
struct ProveStream: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "stream",
    abstract: say(
      "Ghi bằng chứng rằng một hồ sơ chỉ có bấy nhiêu bản ghi, hoặc không có trong sổ.",
      "Write the proof that a stream has so many records and no more, or is not there at all."))
  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp(
      say("Mã sản phẩm, chủ thể …, hoặc tên hồ sơ.", "Id of a product, a producer …, or the name of a stream."),
      valueName: "SP-0002|product/2"))
  var stream: String
  static let writesFile = true

  func run(in session: CommandContext) throws {
    let output = try neededOutput()
    let ledger = try session.reading()
    guard let (checkpoint, _) = try ledger.signedCheckpoint() else { throw Problem.noCheckpoint }
    guard let named = StreamID(stream) ?? id(stream) else {
      throw CommandContext.wrong("SP-0002|product/2", stream, "SP-0002, CT-0001, product/2, office/0")
    }
    try ledger.requireWholeStreams()
    let files = try ledger.streamProofs(of: [named], under: checkpoint).map { stream, text in
      ("\(stream.kind.rawValue)-\(stream.number).stream-proof", text)
    }
    try session.write(files, to: output)
  }

  /// The stream of the thing with that id.
  private func id(_ text: String) -> StreamID? {
    ProductID(text)?.stream ?? ProducerID(text)?.stream ?? SessionID(text)?.stream ?? TargetID(text)?.stream
  }
}

/// `ocop prove consistency`
struct ProveConsistency: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "consistency",
    abstract: say(
      "Ghi bằng chứng rằng điểm kiểm sau đi tiếp từ điểm kiểm trước.",
      "Write the proof that the later checkpoint goes on from the earlier one."))
  @OptionGroup var global: GlobalOptions
  @Option(
    help: ArgumentHelp(
      say("Điểm kiểm trước: tệp, hoặc số bản ghi.", "The earlier checkpoint: a file, or its number of records."),
      valueName: "file|size"))
  var from: String
  @Option(
    help: ArgumentHelp(
      say("Điểm kiểm sau; không có: bản giữ cạnh nhật ký.", "The later checkpoint; else the one kept."),
      valueName: "file"))
  var to: String?
  static let writesFile = true

  func run(in session: CommandContext) throws {
    let output = try neededOutput()
    let ledger = try session.reading()
    let given = try to.map { try SignedCheckpoint(text: try ProofInput.text($0)) } ?? ledger.lastCheckpoint()
    guard let later = given else { throw Problem.noCheckpoint }
    let size: UInt64
    if let number = UInt64(from) {
      size = number
    } else {
      let earlier = try SignedCheckpoint(text: try ProofInput.text(from))
      for checkpoint in [earlier, later] where try !ledger.goesOn(from: checkpoint) {
        session.note(heads: earlier.head, later.head)
        throw ProofFailure(kind: "notConsistent")
      }
      size = earlier.head.size
    }
    let text = try ledger.consistencyProof(from: size, to: later)
    try session.write([("consistency-\(size)-\(later.head.size).txt", text)], to: output)
  }
}

extension CommandContext {
  /// Two heads that do not go on from each other, for whoever has to find out which is true.
  func note(heads earlier: Head, _ later: Head) {
    console.note(text("Trước: ", "Earlier: ") + "\(earlier.size) \(earlier.root)")
    console.note(text("Sau: ", "Later: ") + "\(later.size) \(later.root)")
  }

  /// Writes files into `folder` and lists them.
  func write(_ files: [(name: String, text: String)], to folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for file in files {
        try DurableFile.write(Array(file.text.utf8), to: folder + "/" + file.name, .replacing)
      }
    } catch {
      throw Problem(
        code: "output.failed", status: .unfinished, title: Text("Không ghi được tệp", "The file cannot be written"),
        detail: Text("Không ghi được vào \(folder).", "Nothing can be written to \(folder)."))
    }
    let rows = files.map { [JSONValue.string(folder + "/" + $0.name)] }
    try print(list: AnswerTable(columns: [Column("file", Text("Tệp", "File"))], rows: rows))
  }
}

/// `ocop prove POSITION`
struct ProveRecords: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "records",
    abstract: say("Bằng chứng cho từng bản ghi.", "A proof for each record."))
  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp(say("Vị trí của bản ghi.", "Position of a record.")))
  var position: UInt64?
  @Option(help: ArgumentHelp(say("Mọi bản ghi của sản phẩm.", "Every record of a product.")))
  var product: String?
  @Option(help: ArgumentHelp(say("Mọi bản ghi về số quyết định này.", "Every record about this decision.")))
  var decision: String?
  static let writesFile = true

  func run(in session: CommandContext) throws {
    let output = try neededOutput()
    let ledger = try session.reading()
    guard let (checkpoint, _) = try ledger.signedCheckpoint() else { throw Problem.noCheckpoint }
    guard [position != nil, product != nil, decision != nil].count(where: { $0 }) == 1 else {
      throw Problem.usage(
        Text("Chọn đúng một: vị trí, --product, --decision.", "Choose one of a position, --product, --decision."))
    }
    var files: [(name: String, text: String)] = []
    for position in try positions(ledger, session) {
      guard position.number < checkpoint.head.size else {
        throw Problem.afterCheckpoint(
          Text(
            "Vị trí \(position) được ghi sau điểm kiểm (\(checkpoint.head.size) bản ghi).",
            "Position \(position) was recorded after the checkpoint (\(checkpoint.head.size) records)."))
      }
      files.append(("\(position).tlog-proof", try ledger.proof(of: position, under: checkpoint)))
    }
    try session.write(files, to: output)
  }

  private func positions(_ ledger: Ledger, _ session: CommandContext) throws -> [Position] {
    if let position {
      guard try position < ledger.size else { throw Problem.unknownPosition(Position(position), try ledger.size) }
      return [Position(position)]
    }
    if let product {
      let id = try ledger.productID(product, Question(asOf: .distantFuture))
      try ledger.requireWholeStreams()
      return try ledger.records(of: id.stream).map(\.position)
    }
    let cited = try session.decision(decision ?? "")
    var streams: Set<StreamID> = []
    try ledger.forEachRecord { event in
      if cited.isNamed(by: event.record) { streams.insert(event.record.stream) }
      return true
    }
    try ledger.requireWholeStreams()
    let histories = try streams.sorted().map { try ledger.history(of: $0) }
    let found = histories.flatMap { $0.positions(naming: cited) }.sorted()
    guard !found.isEmpty else { throw Problem.unknownDecision(cited) }
    session.note(several: cited.candidates(among: histories.flatMap(\.effective).map(\.record)), of: cited)
    return found
  }
}

/// `ocop proof`
struct ProofNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "proof",
    abstract: say("Kiểm tệp bằng chứng, không cần sổ cái.", "Check proof files; needs no ledger."),
    subcommands: [ProofVerify.self])
}

struct ProofVerify: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: say("Kiểm một tệp bằng chứng với khóa kiểm.", "Check a proof file with a verifier key."))
  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp(say("Tệp bằng chứng.", "The proof file.")))
  var file: String
  @Option(help: ArgumentHelp(say("Khóa kiểm; lặp lại được.", "Verifier key; may repeat."), valueName: "key"))
  var verifier: [String]
  @Option(
    help: ArgumentHelp(
      say("Điểm kiểm trước (cho bằng chứng đi tiếp).", "The earlier checkpoint (for consistency)."), valueName: "file"))
  var old: String?

  func run(in session: CommandContext) throws {
    let earlier = try old.map { try SignedCheckpoint(text: try ProofInput.text($0)) }
    let data = try ProofInput.data(file)
    if data.starts(with: [0x50, 0x4b, 3, 4]) { throw ProofFailure(kind: "isBundle") }
    let checked = try ProofFile.check(try ProofInput.text(of: data, broken: "badProof"), by: verifier, from: earlier)
    let object: JSONValue = [
      "verified": true, "kind": .string(checked.kind), "origin": .string(checked.checkpoint.origin),
      "size": JSONValue(checked.checkpoint.head.size), "root": .string(checked.checkpoint.head.root),
      "from": JSONValue(checked.old), "event": checked.entry?.json ?? nil,
      "stream": checked.stream.map { stream in
        [
          "stream": .string(stream.stream.description), "records": JSONValue(stream.version),
          "last": stream.last?.json ?? nil,
        ]
      } ?? nil,
    ]
    if case .newer(let record)? = checked.entry { session.note([record]) }
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    let size = session.shown.number(Int64(clamping: checked.checkpoint.head.size))
    try session.console.print(
      session.text(
        "✓ Đúng, theo điểm kiểm \(size) bản ghi của ", "✓ It holds, under the checkpoint of \(size) records of ")
        + checked.checkpoint.origin)
    if let entry = checked.entry { try session.console.print(json: entry.json) }
    if let stream = checked.stream { try session.console.print(stream.told(session)) }
  }
}

extension CheckedStream {
  fileprivate func told(_ session: CommandContext) -> String {
    guard let last else {
      return session.text("  \(stream): không có trong sổ.", "  \(stream): it is not in the ledger.")
    }
    return session.text(
      "  \(stream): \(version) bản ghi, không hơn; bản ghi cuối ở vị trí \(last).",
      "  \(stream): \(version) \(version == 1 ? "record" : "records") and no more; the last at position \(last).")
  }
}
