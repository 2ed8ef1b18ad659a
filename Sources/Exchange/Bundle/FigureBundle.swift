internal import Foundation
public import Ledger
public import OCOP
public import ProjectionKit

/// An answer with all that proves it: every record of the kinds of streams that it is computed from, that they are in the signed log, and
/// that none of them is missing.
///
///     README.txt           what this is, and how to check it
///     figure.json          the question and the answer
///     report.vi.md, .en.md the same for people
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
  /// The rows that it proves.
  public let rows: [JSONValue]

  /// What an answer is asked for in one.
  public struct Wish: Sendable {
    /// The projection asked.
    let projection: ProjectionID
    /// What it is asked, in words.
    let parameters: [String: String]
    /// The question; it is answered as known at the checkpoint.
    var question: Question
    /// Only the row with this key.
    public let cell: String?
    /// What else is asked, in words: the first row of that answer tells of the thing itself.
    let itself: [String: String]?

    /// The answer to `query`, all of it or the row with the key `cell`.
    public init<Q: Query>(_ query: Q, _ question: Question, cell: String? = nil) {
      self.init(Q.Asked.descriptor.id, query.parameters, question, cell: cell, itself: nil)
    }

    /// The answer to `query`, and the first row of the one to `itself`, which tells of the thing itself.
    public init<P, Q: Query<P>, Itself: Query<P>>(_ query: Q, _ question: Question, itself: Itself) {
      self.init(P.descriptor.id, query.parameters, question, cell: nil, itself: itself.parameters)
    }

    init(
      _ projection: ProjectionID, _ parameters: [String: String], _ question: Question, cell: String?,
      itself: [String: String]?
    ) {
      (self.projection, self.parameters, self.question) = (projection, parameters, question)
      (self.cell, self.itself) = (cell, itself)
    }
  }

  /// How many records and streams the archive of `wish` will hold, and about how many bytes; known before it is made.
  ///
  /// Throws ``LedgerError`` where the question cannot be answered.
  public static func size(
    of wish: Wish, in ledger: Ledger
  ) throws -> (records: UInt64, streams: UInt64, bytes: UInt64) {
    guard let projection = ledger.projectionTypes.first(where: { $0.descriptor.id == wish.projection }) else {
      return (0, 0, 0)
    }
    let (records, streams) = try ledger.count(of: kinds(of: projection))
    // A record is there as base64 and as JSON.
    return (records, streams, records * 750 + (try ledger.size) * 32 + streams * 40)
  }

  /// The most bytes that an archive may be expected to have: it is made in memory.
  public static let mostBytes: UInt64 = 2 << 30

  /// Makes the archive under the last checkpoint, the log verified first. The same ledger, checkpoint and question give the same bytes.
  ///
  /// Throws ``ProofFailure``: `badCheckpoint` where there is none, `noCommitment` where it commits to no streams; ``LedgerFailure`` where the log
  /// is not as it was written; ``QuestionError``.
  public static func make(_ wish: Wish, in ledger: Ledger) throws -> FigureBundle {
    let projections = ledger.projectionTypes
    guard let (checkpoint, verifier) = try ledger.signedCheckpoint(),
      let projection = projections.first(where: { $0.descriptor.id == wish.projection })
    else { throw ProofFailure(kind: "badCheckpoint") }
    let kinds = kinds(of: projection)
    let evidence = try ledger.evidence(of: kinds, under: checkpoint)
    let records = try evidence.records(under: checkpoint, kinds: kinds)
    // From the records that go out, as whoever checks them does: no view is asked.
    let told = try told(wish, projection, records, knownAt: checkpoint.head.position)
    let texts =
      told.files(checkpoint, records, Bundle.checker(among: projections)) + [
        ("streams.txt", evidence.streams), ("records.txt", evidence.records), ("checkpoint", checkpoint.note),
        ("verifier", verifier + "\n"),
      ]
    let files =
      texts.map { ZipArchive.File(name: $0.0, bytes: Array($0.1.utf8)) }
      + [ZipArchive.File(name: "leaves.bin", bytes: evidence.leaves)]
    return FigureBundle(
      archive: ZipArchive(files: files.sorted { $0.name < $1.name }), records: records.count,
      rows: told.rows.map(told.table.object))
  }

  /// The kinds of streams that the projection reads, and rulebooks, which say what was decided under.
  package static func kinds(of projection: any Projection.Type) -> Set<StreamKind> {
    Set(EventType.allCases.filter { projection.descriptor.events.contains($0) }.compactMap(\.stream)).union([.rulebook])
  }

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
