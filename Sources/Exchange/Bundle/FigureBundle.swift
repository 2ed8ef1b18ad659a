internal import Foundation
public import Ledger
public import OCOP
public import ProjectionKit

/// An answer with all that proves it: every record of the kinds of streams that it is computed from, that they are in the signed log, and
/// that none of them is missing.
///
///     README.txt           what this is, and how to check it
///     figure.json          the question and the answer
///     records.txt          the records: position, bytes in base64
///     leaves.bin           the hash of every record of the log
///     streams.txt          how every stream stood: key, last version, last position
///     events.jsonl         the records as readable JSON
///     checkpoint, verifier the signed head; the key it was signed with
///     schema.proto         how to read a record
///     check.py             the checker
public struct FigureBundle: Sendable {
  /// The archive.
  public let archive: ZipArchive
  /// How many records of the log are in it, the one that commits to the streams included.
  public let records: Int
  /// The answer that it proves.
  public let answer: Answer

  /// What an answer is asked for in one.
  public struct Wish: Sendable {
    /// The projection asked.
    public var projection: String
    /// The question; it is answered as known at the checkpoint.
    public var question: Question
    /// Only the row with this key.
    public var cell: String?

    /// A wish.
    public init(projection: String, question: Question, cell: String? = nil) {
      (self.projection, self.question, self.cell) = (projection, question, cell)
    }
  }

  static let format = "ocop-figure/1"

  /// Makes the archive under the last checkpoint, the log verified first. The same ledger, checkpoint and question give the same bytes.
  ///
  /// Throws ``ProofFailure``: `badCheckpoint` where there is none, `noCommitment` where it commits to no streams; ``LedgerFailure`` where the log
  /// is not as it was written; ``QuestionError``.
  public static func make(_ wish: Wish, in ledger: Ledger, among projections: [any Projection.Type]) throws
    -> FigureBundle
  {
    guard let checkpoint = try ledger.lastCheckpoint(), let verifier = try ledger.lastVerifier(),
      let last = checkpoint.head.position,
      let projection = projections.first(where: { $0.descriptor.id == wish.projection })
    else { throw ProofFailure(kind: "badCheckpoint") }
    let kinds = kinds(of: projection)
    let evidence = try ledger.evidence(of: kinds, under: checkpoint)
    var question = wish.question
    question.knownAt = last
    let answer = try ledger.ask(wish.projection, question)
    let records = try evidence.records(under: checkpoint, kinds: kinds)
    let figure = figure(answer.question, answer.areas, answer.sheet, wish, projection.descriptor)
    let texts = [
      ("figure.json", figure.text + "\n"), ("streams.txt", evidence.streams), ("records.txt", evidence.records),
      ("events.jsonl", records.map { $0.jsonWithHash.text + "\n" }.joined()), ("README.txt", readMe),
      ("check.py", Bundle.checker), ("checkpoint", checkpoint.note), ("verifier", verifier + "\n"),
      ("schema.proto", Schema.proto),
    ]
    let files =
      texts.map { ZipArchive.File(name: $0.0, bytes: Array($0.1.utf8)) }
      + [ZipArchive.File(name: "leaves.bin", bytes: evidence.leaves)]
    return FigureBundle(
      archive: ZipArchive(files: files.sorted { $0.name < $1.name }), records: records.count, answer: answer)
  }

  /// The kinds of streams that the projection reads, and rulebooks, which say what was decided under.
  package static func kinds(of projection: any Projection.Type) -> Set<StreamKind> {
    Set(EventType.allCases.filter { projection.descriptor.events.contains($0) }.compactMap(\.stream)).union([.rulebook])
  }

  /// The question and the answer.
  private static func figure(
    _ question: Question, _ areas: AreaEdition, _ sheet: Sheet, _ wish: Wish, _ descriptor: ProjectionDescriptor
  ) -> JSONValue {
    var rows = sheet.objects
    if let cell = wish.cell { rows = rows.filter { $0["key"] == .string(cell) } }
    return [
      "format": .string(format), "projection": .string(descriptor.id), "version": JSONValue(descriptor.version),
      "question": [
        "asOf": .string(question.asOf.description), "knownAt": question.knownAt?.json ?? nil,
        "areas": .string(areas.description), "counting": question.counting.json,
        "parameters": .object(question.parameters.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }),
        "cell": JSONValue(wish.cell),
      ],
      "rows": .array(rows), "total": wish.cell == nil ? sheet.total.map(sheet.object) ?? nil : nil,
    ]
  }
}

/// A figure that was checked: it is what the proven records give.
public struct CheckedFigure: Sendable {
  /// The checkpoint that everything leads to.
  public let checkpoint: SignedCheckpoint
  /// The question and the answer, as the file tells them.
  public let figure: JSONValue
  /// How many records it was computed from.
  public let records: Int
}

extension FigureBundle {
  /// Whether these are the bytes of one, whole or not.
  public static func isOne(_ bytes: [UInt8]) -> Bool { ZipArchive(bytes)?["figure.json"] != nil }

  /// Checks an archive without any ledger: everything leads to the checkpoint that one of `verifiers` signed, no record of the kinds that the
  /// projection reads is missing, and these records, folded anew, give the answer.
  ///
  /// Throws ``BundleFault``, ``ProofFailure``, and ``LedgerFailure/Kind/newerEvent``.
  public static func check(
    _ bytes: [UInt8], by verifiers: [String], among projections: [any Projection.Type]
  ) throws -> CheckedFigure {
    guard let archive = ZipArchive(bytes) else { throw BundleFault.noArchive }
    func text(_ name: String) throws -> String {
      guard let bytes = archive[name], let text = String(validating: bytes, as: UTF8.self) else {
        throw BundleFault(file: name, text: Text("Thiếu tệp.", "The file is missing."))
      }
      return text
    }
    let checkpoint = try SignedCheckpoint(text: try text("checkpoint"))
    try checkpoint.verify(by: verifiers)
    let verifier = try text("verifier")
    guard verifier.hasSuffix("\n"), (try? checkpoint.verify(by: [String(verifier.dropLast())])) != nil else {
      throw BundleFault.otherKey
    }
    let told = try text("figure.json")
    guard let json = try? JSONValue(parsing: Array(told.utf8)), let wish = Wish(json),
      let projection = projections.first(where: { $0.descriptor.id == wish.projection })
    else {
      throw BundleFault(
        file: "figure.json", text: Text("Không phải câu hỏi mà bản này biết.", "It is no question that is known here."))
    }
    let evidence = LogEvidence(
      leaves: archive["leaves.bin"] ?? [], streams: try text("streams.txt"), records: try text("records.txt"))
    let records: [RecordedEvent]
    do {
      records = try evidence.records(under: checkpoint, kinds: kinds(of: projection))
    } catch let failure as ProofFailure {
      throw BundleFault(file: "records.txt", text: failure.text)
    }
    let sheet = try answer(wish, projection, records)
    var question = wish.question
    question.knownAt = checkpoint.head.position
    let areas = question.areas ?? .initial
    let expected = [
      (
        "figure.json", figure(question, areas, sheet, wish, projection.descriptor).text + "\n",
        ProofFailure(kind: "otherFigure").text
      ),
      ("events.jsonl", records.map { $0.jsonWithHash.text + "\n" }.joined(), BundleFault.otherText),
      ("README.txt", readMe, BundleFault.otherText), ("check.py", Bundle.checker, BundleFault.otherText),
      ("schema.proto", Schema.proto, BundleFault.otherText),
    ]
    for (name, content, fault) in expected where archive[name] != Array(content.utf8) {
      throw BundleFault(file: name, text: fault)
    }
    let known = Set(expected.map(\.0) + ["checkpoint", "verifier", "leaves.bin", "streams.txt", "records.txt"])
    if let other = archive.files.first(where: { !known.contains($0.name) }) { throw BundleFault.foreign(other.name) }
    return CheckedFigure(checkpoint: checkpoint, figure: json, records: records.count)
  }

  /// What the records give.
  private static func answer(
    _ wish: Wish, _ projection: any Projection.Type, _ records: [RecordedEvent]
  ) throws -> Sheet {
    let tables = TableStore()
    var folding = projection.init(tables: tables)
    var editions: Set<Day> = []
    for event in records {
      if event.record.stream.kind == .area, let date = event.record.effectiveOn { editions.insert(date.day) }
      guard projection.descriptor.events.contains(event.record.event.type) else { continue }
      try folding.apply(try RecordView(event.record.wireBytes.span.bytes, at: event.position))
    }
    try folding.settle()
    let question = wish.question
    let named = question.areas ?? .from(question.asOf)
    // What reads no map is not asked about one.
    let readsMap = kinds(of: projection).contains(.area)
    let areas = readsMap ? editions.filter { $0 <= named.day }.max().map(AreaEdition.from) ?? .initial : named
    guard areas == question.areas else {
      throw BundleFault(file: "figure.json", text: ProofFailure(kind: "otherFigure").text)
    }
    return try folding.answer(
      ViewQuestion(
        asOf: question.asOf, areas: areas.day, counting: question.counting, parameters: question.parameters))
  }
}

extension FigureBundle.Wish {
  /// Reads the question of a figure; `nil`: it is none.
  fileprivate init?(_ json: JSONValue) {
    guard json["format"] == .string(FigureBundle.format), case .string(let projection)? = json["projection"],
      let asked = json["question"], case .string(let day)? = asked["asOf"], let date = LegalDate(day),
      case .string(let edition)? = asked["areas"], let areas = AreaEdition(edition),
      let counting = asked["counting"].flatMap({ Counting(json: $0) }), case .object(let members)? = asked["parameters"]
    else { return nil }
    var parameters: [String: String] = [:]
    for member in members {
      guard case .string(let value) = member.value else { return nil }
      parameters[member.name] = value
    }
    let cell: String? = if case .string(let text)? = asked["cell"] { text } else { nil }
    self.init(
      projection: projection,
      question: Question(asOf: date.day, areas: areas, counting: counting, parameters: parameters), cell: cell)
  }
}

extension FigureBundle {
  static let readMe = """
    SỐ LIỆU KÈM BẰNG CHỨNG

    figure.json là câu hỏi và câu trả lời. records.txt có mọi bản ghi của các loại hồ sơ mà số liệu được tính từ đó;
    leaves.bin có giá trị băm của mọi bản ghi trong nhật ký, dẫn tới gốc đã ký (checkpoint); streams.txt cho biết mọi hồ
    sơ gồm bao nhiêu bản ghi, dẫn tới gốc mà bản ghi cuối niêm phong: không bản ghi nào bị bỏ bớt mà không lộ.

        python3 check.py KHÓA_KIỂM            kiểm tất cả, trừ phép tính
        python3 check.py KHÓA_KIỂM --events   in các bản ghi đã chứng minh, để tính lại theo docs/definitions.md
        ocop bundle verify TỆP.zip --verifier KHÓA_KIỂM   kiểm cả phép tính

    KHÓA_KIỂM và check.py phải lấy từ nơi tin được, không lấy từ chính bộ này.

    A FIGURE WITH ITS PROOF

    figure.json is the question and the answer. records.txt has every record of the kinds of streams that the figure is
    computed from; leaves.bin has the hash of every record of the log and leads to the signed root (checkpoint); streams.txt
    tells how many records every stream has and leads to the root that the last record commits to: none is left out unseen.

        python3 check.py VERIFIER_KEY            checks all but the computation
        python3 check.py VERIFIER_KEY --events   prints the proven records, to compute anew by docs/definitions.md
        ocop bundle verify FILE.zip --verifier VERIFIER_KEY   checks the computation, too

    Take VERIFIER_KEY and check.py from where you trust them, not from this archive.

    """
}
