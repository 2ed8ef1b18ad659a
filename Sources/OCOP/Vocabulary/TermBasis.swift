/// Where a certificate's last valid day comes from.
public enum TermBasis: String, Vocabulary {
  /// Theo quyết định: as decided.
  case decided
  /// Tính theo thời hạn của bộ tiêu chí: computed from the rulebook's term.
  case computed

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .decided: Text("theo quyết định", "as decided")
    case .computed: Text("tính theo thời hạn của bộ tiêu chí", "computed from the rulebook's term")
    }
  }
}
