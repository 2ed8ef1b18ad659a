/// What a supply agreement is: a memorandum is not a sale.
public enum AgreementKind: String, Vocabulary {
  /// Biên bản ghi nhớ: memorandum.
  case memorandum
  /// Hợp đồng: contract.
  case contract

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .memorandum: Text("biên bản ghi nhớ", "memorandum")
    case .contract: Text("hợp đồng", "contract")
    }
  }
}
