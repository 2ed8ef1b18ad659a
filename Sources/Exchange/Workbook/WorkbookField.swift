/// What a column of a provincial list says.
enum WorkbookField: Hashable, Sendable {
  /// It counts the rows.
  case number
  /// Of the product: `product`, `producer`, `commune` …, as lists of recognitions name their columns.
  case entry(String)
  /// Of its first, second … evaluation: `stars`, `decided_on`, `year`, `decision`, `decided_by`.
  case evaluation(Int, String)
  /// The stars that it is said to hold now.
  case currentStars
  /// The last day of its certificate.
  case expiry
  /// Of a person, and not taken in: `address`, `representative`, `phone`, `email`.
  case withheld(String)
  /// An answer to a question about the row.
  case answer(Int)
  /// What was wrong with the row, and what may be answered: written by the program.
  case mark

  static let entryNames = [
    "product", "producer", "legal_form", "group", "commune", "district", "former_district", "tax_code", "note",
    "producer_id", "product_id",
  ]
  static let evaluationNames = ["stars", "decided_on", "year", "decision", "decided_by", "valid_until"]
  static let withheldNames = ["address", "representative", "phone", "email"]

  /// As a mapping names it.
  var name: String {
    switch self {
    case .number: "number"
    case .entry(let name), .withheld(let name): name
    case .evaluation(let number, let name): "\(number).\(name)"
    case .currentStars: "current_stars"
    case .expiry: "valid_until"
    case .answer(let number): "answer.\(number)"
    case .mark: "mark"
    }
  }

  /// Reads what a mapping says; `nil`: it names nothing.
  init?(name: String) {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    switch name {
    case "number": self = .number
    case "current_stars": self = .currentStars
    case "valid_until": self = .expiry
    case _ where Self.entryNames.contains(name): self = .entry(name)
    case _ where Self.withheldNames.contains(name): self = .withheld(name)
    case _ where parts.count == 2 && Self.evaluationNames.contains(parts[1]):
      guard let number = Int(parts[0]), (1...9).contains(number) else { return nil }
      self = .evaluation(number, parts[1])
    default: return nil
    }
  }

  /// All names that a mapping may use.
  static var accepted: [String] {
    ["number"] + entryNames + ["current_stars", "valid_until"]
      + [1, 2].flatMap { number in evaluationNames.map { "\(number).\($0)" } } + withheldNames
  }

  var isOurs: Bool {
    switch self {
    case .answer, .mark: true
    default: false
    }
  }
}
