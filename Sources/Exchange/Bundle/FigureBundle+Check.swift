internal import Foundation
public import Ledger
public import OCOP
public import ProjectionKit

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
  /// Whether `archive` is one, whole or not.
  public static func isOne(_ archive: ZipArchive) -> Bool { archive["figure.json"] != nil }

  /// Checks an archive without any ledger: everything leads to the checkpoint that one of `verifiers` signed, no record of the kinds that the
  /// projection reads is missing, and these records, folded anew, give the answer.
  ///
  /// Throws ``BundleFault``, ``ProofFailure``, and ``LedgerFailure/Kind/newerEvent``.
  public static func check(
    _ archive: ZipArchive, by verifiers: [String], among projections: [any Projection.Type]
  ) throws -> CheckedFigure {
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
    let json = try? JSONValue(parsing: Array(try text("figure.json").utf8))
    guard let json, let wish = Wish(json), wish.isKnown(among: projections),
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
    } catch let fault as LogEvidence.Fault {
      let file = fault.part == .leaves ? "leaves.bin" : "\(fault.part.rawValue).txt"
      throw BundleFault(file: file, text: fault.failure.text)
    }
    let told: Told
    do {
      told = try Self.told(wish, projection, records, knownAt: checkpoint.head.position, isTold: true)
    } catch is QuestionError {
      throw BundleFault.otherFigure
    }
    let expected = told.files(checkpoint, records, Bundle.checker(among: projections))
    for (name, content) in expected where archive[name] != Array(content.utf8) {
      throw name == "figure.json" ? BundleFault.otherFigure : BundleFault(file: name, text: BundleFault.otherText)
    }
    let known = Set(expected.map(\.0) + ["checkpoint", "verifier", "leaves.bin", "streams.txt", "records.txt"])
    if let other = archive.files.first(where: { !known.contains($0.name) }) { throw BundleFault.foreign(other.name) }
    return CheckedFigure(checkpoint: checkpoint, figure: json, records: records.count)
  }

  /// What the records give. Throws ``QuestionError``, and ``BundleFault`` where the map is named otherwise than it was in force.
  static func told(
    _ wish: Wish, _ projection: any Projection.Type, _ records: [RecordedEvent], knownAt known: Position?,
    isTold: Bool = false
  ) throws -> Told {
    let tables = TableStore()
    var folding = projection.init(tables: tables)
    var editions: Set<Day> = []
    for event in records {
      if event.record.stream.kind == .area, let date = event.record.effectiveOn { editions.insert(date.day) }
      guard projection.descriptor.events.contains(event.record.event.type) else { continue }
      try folding.apply(try RecordView(event.record.wireBytes.span.bytes, at: event.position))
    }
    try folding.prepareToRead()
    let question = wish.question
    let named = question.areas?.day ?? question.asOf
    // What reads no map is of none, and what counts nothing counts in no way of its own.
    let readsMap = kinds(of: projection).contains(.area)
    let areas = readsMap ? editions.filter { $0 <= named }.max().map(AreaEdition.from) ?? .initial : .initial
    guard isTold ? areas == question.areas : true, readsMap || question.counting == .inForce else {
      throw BundleFault.otherFigure
    }
    func table(_ parameters: [String: String]) throws -> AnswerTable {
      try folding.table(
        WrittenQuestion(asOf: question.asOf, areas: areas.day, counting: question.counting, parameters: parameters))
    }
    var told = Told(
      wish, projection.descriptor, try table(wish.parameters), knownAt: known, areas: areas)
    told.itself = try wish.itself.map(table)
    return told
  }
}

extension BundleFault {
  fileprivate static var otherFigure: BundleFault {
    BundleFault(file: "figure.json", text: ProofFailure(kind: "otherFigure").text)
  }
}

extension FigureBundle.Wish {
  /// Whether all that it asks is asked of that projection: what it passes over would be taken for a part of the question.
  func isKnown(among projections: [any Projection.Type]) -> Bool {
    let figures = CheckerSchema.figures(among: projections)
    guard let figure = figures.first(where: { $0.id == projection }) else { return false }
    return Set(parameters.keys).union((itself ?? [:]).keys).isSubset(of: figure.parameters)
  }

  /// Reads the question of a figure; `nil`: it is none.
  fileprivate init?(_ json: JSONValue) {
    guard json["format"] == .string(FigureBundle.Told.format), case .string(let name)? = json["projection"],
      let projection = ProjectionID(name), let asked = json["question"], case .string(let day)? = asked["asOf"],
      let date = LegalDate(day),
      case .string(let edition)? = asked["areas"], let areas = AreaEdition(edition),
      let counting = asked["counting"].flatMap({ Counting(json: $0) }),
      let parameters = asked["parameters"].flatMap(Self.texts)
    else { return nil }
    let cell: String? = if case .string(let text)? = asked["cell"] { text } else { nil }
    self.init(
      projection, parameters, Question(asOf: date.day, areas: areas, counting: counting), cell: cell,
      itself: asked["itself"].flatMap(Self.texts))
  }

  private static func texts(_ json: JSONValue) -> [String: String]? {
    guard case .object(let members) = json else { return nil }
    var texts: [String: String] = [:]
    for member in members {
      guard case .string(let value) = member.value else { return nil }
      texts[member.name] = value
    }
    return texts
  }
}
