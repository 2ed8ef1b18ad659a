public import OCOP
public import ProjectionKit

extension Decisions {
  /// Every decision that records name, or one of them.
  public struct Query: ProjectionKit.Query {
    /// `what=list`
    public static let selector: QuerySelector? = QuerySelector("what", "list")

    /// Only this one, as one cites it.
    public var decision: String?

    /// All of them.
    public init() {}
    /// One of them, as one cites it.
    public init(decision: String) { self.decision = decision }

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "decision", &decision, "Only this one, as one cites it")
    }

    /// Lists them, in the order of their days and numbers. Throws ``QuestionError`` where ``decision`` cites none, or several.
    public func answer(from decisions: Decisions, in scope: QuestionScope) throws -> Listing<KnownDecision> {
      var papers = try decisions.papers(by: scope.asOf)
      if let decision { papers = [try Decisions.meant(decision, papers)] }
      return Listing(Rows(papers, KnownDecision.init))
    }
  }

  /// A decision, and what became of it.
  public struct KnownDecision: AnswerRow {
    /// Its number.
    public var number = ""
    /// Its day.
    public var date: LegalDate?
    /// Who issued it.
    public var issuer: String?
    /// At which level.
    public var level: Level?
    /// What it says of itself.
    public var title: String?
    /// To how many products it grants stars.
    public var granted: Int64 = 0
    /// How much else it does to products.
    public var others: Int64 = 0
    /// What it rests on.
    public var legalBasis: String?
    /// The rulebooks decided under, with commas between.
    public var rulebook: String?
    /// How often it was changed.
    public var changes: Int64 = 0
    /// What it is by now.
    public var state: DecisionChange?
    /// SHA-256 of its file.
    public var file: String?
    /// How it is cited.
    public var cited = ""

    public init() {}

    init(_ paper: Paper) {
      let rulebooks = paper.rulebooks.map(\.text).sorted().joined(separator: ", ")
      let grants = Int64(paper.acts.count(where: \.isGrant))
      (number, date, issuer, level) = (paper.number, paper.name.date, paper.issuer, paper.level)
      (title, granted, others) = (paper.recorded?.title, grants, Int64(paper.acts.count) - grants)
      (legalBasis, rulebook) = (paper.legalBasis, rulebooks.isEmpty ? nil : rulebooks)
      (changes, state) = (Int64(paper.changes.count), paper.state)
      (file, cited) = (paper.recorded?.file, paper.name.text)
    }

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("number", Text("Số", "Number"), &number)
      coder.column("date", Text("Ngày", "Date"), &date)
      coder.column("issuer", Text("Cơ quan", "Issuer"), &issuer)
      coder.column("level", Text("Cấp", "Level"), &level)
      coder.column("title", Text("Trích yếu", "Title"), &title)
      coder.column("granted", Text("Công nhận", "Granted"), &granted, .number)
      coder.column("others", Text("Việc khác", "Others"), &others, .number)
      coder.column("legalBasis", Text("Căn cứ", "Rests on"), &legalBasis)
      coder.column("rulebook", Text("Bộ tiêu chí", "Rulebook"), &rulebook)
      coder.column("changes", Text("Sửa đổi", "Changes"), &changes, .number)
      coder.column("state", Text("Tình trạng", "State"), &state)
      coder.column("file", Text("Băm tệp", "File"), &file, .hidden)
      coder.column("cited", Text("Cách dẫn", "As cited"), &cited, .hidden)
    }
  }
}
