/// How the last valid day of a term of months is found where a decision does not state it.
public enum TermRule: String, Vocabulary {
  /// Ngày tương ứng: the day of the same number in the last month, or that month's last (Civil Code 2015 Art. 147.2, 148.3).
  case correspondingDay
  /// Ngày liền trước ngày tương ứng: the day before it, where an office's regulation says so.
  case dayBefore

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .correspondingDay: Text("ngày tương ứng", "corresponding day")
    case .dayBefore: Text("ngày liền trước ngày tương ứng", "day before the corresponding day")
    }
  }
}

/// Where the last valid day that an answer shows comes from.
public enum TermSource: String, Vocabulary {
  /// Theo quyết định: as the decision states it.
  case decided
  /// Tính đến ngày tương ứng: computed, ``TermRule/correspondingDay``.
  case correspondingDay
  /// Tính đến ngày liền trước: computed, ``TermRule/dayBefore``.
  case dayBefore
  /// Tính theo cách cũ: recorded before the rule was recorded with it. The day before the corresponding one was taken, and is
  /// kept until somebody corrects it.
  case earlierDefault

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .decided: Text("theo quyết định", "as decided")
    case .correspondingDay: Text("tính đến ngày tương ứng", "computed to the corresponding day")
    case .dayBefore: Text("tính đến ngày liền trước", "computed to the day before")
    case .earlierDefault: Text("tính theo cách cũ (ngày liền trước)", "computed by the earlier default (day before)")
    }
  }
}

extension Grant {
  /// Where its last valid day comes from.
  public var termSource: TermSource {
    switch (termBasis, termRule) {
    case (.decided, _): .decided
    case (.computed, .correspondingDay?): .correspondingDay
    case (.computed, .dayBefore?): .dayBefore
    case (.computed, nil): .earlierDefault
    }
  }
}
