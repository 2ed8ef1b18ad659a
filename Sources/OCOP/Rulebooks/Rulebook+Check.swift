extension Rulebook {
  /// The format of files that this version reads.
  public static let currentFormat = "ocop-rulebook/1"

  /// Everything that is wrong or must be known, in the order of the file; all in one pass.
  public var problems: [RulebookProblem] {
    var check = RulebookCheck()
    check.check(self)
    return check.problems
  }
}

/// Gathers what is wrong with a rulebook.
private struct RulebookCheck {
  var problems: [RulebookProblem] = []

  private mutating func note(_ code: String, _ path: String, _ vi: String, _ en: String) {
    problems.append(RulebookProblem(code, at: path, Text(vi, en)))
  }

  mutating func check(_ rulebook: Rulebook) {
    if rulebook.format != Rulebook.currentFormat {
      note(
        "format.unknown", "format", "định dạng \"\(rulebook.format)\", cần \(Rulebook.currentFormat)",
        "the format is \"\(rulebook.format)\", it must be \(Rulebook.currentFormat)")
    }
    for (text, path) in [
      (rulebook.id.text, "id"), (rulebook.title, "title"), (rulebook.legal.act, "legal.act"),
    ] where text.allSatisfy(\.isWhitespace) {
      note("text.empty", path, "không có nội dung", "it says nothing")
    }
    if let end = rulebook.inForceUntil, end.day < rulebook.inForceFrom.day {
      note(
        "period.reversed", "inForceUntil", "kết thúc \(end.text) trước khi bắt đầu \(rulebook.inForceFrom.text)",
        "it ends on \(end.text), before it begins on \(rulebook.inForceFrom.text)")
    }
    if !(1...600).contains(rulebook.termMonths) {
      note("term.outOfRange", "termMonths", "thời hạn phải từ 1 đến 600 tháng", "a term has 1 to 600 months")
    }
    if rulebook.amends == rulebook.id {
      note("amends.itself", "amends", "bộ tiêu chí sửa đổi chính nó", "the rulebook amends itself")
    }
    checkBands(rulebook.bands)
    checkAuthorities(rulebook)
    checkTransitions(rulebook.transitions)
    if let law = rulebook.law { check(law) }
    unique(rulebook.knockouts.map(\.code), "knockouts", "code")
    unique(rulebook.sets.map(\.code), "sets", "code")
    if rulebook.detail == .totalsOnly && !rulebook.sets.isEmpty {
      note(
        "sets.notExpected", "sets", "detail là totalsOnly thì không có bộ tiêu chí chi tiết",
        "with detail totalsOnly there are no sets")
    }
    for (index, set) in rulebook.sets.enumerated() {
      var check = CriteriaSetCheck(path: "sets[\(index)]", common: Set(rulebook.knockouts.map(\.code)))
      check.check(set)
      problems += check.problems
    }
  }

  private mutating func unique(_ codes: [String], _ list: String, _ field: String) {
    for (index, code) in codes.enumerated() where codes[..<index].contains(code) {
      note("code.repeated", "\(list)[\(index)].\(field)", "mã \(code) đã có", "the code \(code) stands twice")
    }
  }

  private mutating func checkBands(_ bands: [RuleBand]) {
    guard bands.map(\.stars) == [.one, .two, .three, .four, .five] else {
      return note(
        "bands.incomplete", "bands", "phải có đủ năm hạng, từ 1 đến 5 sao",
        "there must be five bands, from one star to five")
    }
    if bands[0].from != RulePoints(0) {
      note("bands.gap", "bands[0].from", "hạng 1 sao phải từ 0 điểm", "one star must begin at 0 points")
    }
    for (index, band) in bands.enumerated().dropLast() {
      let next = bands[index + 1].from
      guard let below = band.below else {
        note("bands.gap", "bands[\(index)]", "thiếu below", "below is missing")
        continue
      }
      if below < next {
        note(
          "bands.gap", "bands[\(index)].below", "từ \(below) đến dưới \(next) điểm không thuộc hạng nào",
          "from \(below) to below \(next) points there is no rank")
      } else if below > next {
        note(
          "bands.overlap", "bands[\(index)].below", "từ \(next) đến dưới \(below) điểm thuộc hai hạng",
          "from \(next) to below \(below) points there are two ranks")
      }
      if next <= band.from {
        note("bands.order", "bands[\(index + 1)].from", "điểm phải tăng theo hạng", "points must rise with the rank")
      }
    }
    if bands[4].below != nil {
      note("bands.gap", "bands[4].below", "hạng 5 sao không có điểm trên", "five stars have no upper bound")
    }
    if bands[4].from > RulePoints(100) {
      note("bands.order", "bands[4].from", "tối đa 100 điểm", "there are at most 100 points")
    }
  }

  private mutating func checkAuthorities(_ rulebook: Rulebook) {
    for stars in [Stars.three, .four, .five] where !rulebook.authorities.contains(where: { $0.stars == stars }) {
      note(
        "authorities.missing", "authorities", "không nói cấp nào công nhận \(stars.number) sao",
        "who decides \(stars.number) stars is not said")
    }
    for (index, one) in rulebook.authorities.enumerated() {
      if one.period.isReversed {
        note(
          "period.reversed", "authorities[\(index)].until", "kết thúc trước khi bắt đầu", "it ends before it begins")
      }
      for other in rulebook.authorities[..<index] where other.stars == one.stars && other.period.overlaps(one.period) {
        note(
          "period.overlap", "authorities[\(index)]", "hai cấp cùng công nhận \(one.stars.number) sao một lúc",
          "two levels decide \(one.stars.number) stars at the same time")
      }
    }
  }

  private mutating func checkTransitions(_ transitions: [RuleTransition]) {
    for (index, one) in transitions.enumerated() {
      let path = "transitions[\(index)]"
      if one.kinds.isEmpty { note("kinds.missing", "\(path).kinds", "thiếu loại hồ sơ", "no kind of application") }
      if one.decidedUntil.day < one.filedBefore.day {
        note(
          "period.reversed", "\(path).decidedUntil", "hạn quyết định trước hạn nộp",
          "decided before it could be filed")
      }
      for other in transitions[..<index] where !Set(other.kinds).isDisjoint(with: one.kinds) {
        if other.filedBefore == one.filedBefore {
          note("period.overlap", path, "trùng với quy tắc trước", "the same dossiers as an earlier rule")
        }
      }
    }
  }

  private mutating func check(_ law: RuleLaw) {
    let articles: [(String, String?)] =
      [
        ("law.term", law.term?.article), ("law.filingWindow", law.filingWindow?.article),
        ("law.continuation", law.continuation?.article), ("law.result", law.result?.article),
        ("law.criteriaSets", law.criteriaSets?.article),
      ] + law.powers.enumerated().map { ("law.powers[\($0)]", $1.article) }
      + law.forwarding.enumerated().map { ("law.forwarding[\($0)]", $1.article) }
    for case (let path, let article?) in articles where !article.contains(where: \.isLetter) {
      note("text.empty", "\(path).article", "không nói điều nào", "it says no article")
    }
    if let window = law.filingWindow, window.opensDays <= window.closesDays || window.opensDays > 1000 {
      note(
        "period.reversed", "law.filingWindow",
        "mở \(window.opensDays) ngày trước, đóng \(window.closesDays) ngày trước",
        "it opens \(window.opensDays) days before, and closes \(window.closesDays) days before")
    }
    if let going = law.continuation, !(1...1000).contains(going.days) {
      note("term.outOfRange", "law.continuation.days", "phải từ 1 đến 1000 ngày", "it must be 1 to 1000 days")
    }
    for (index, one) in law.forwarding.enumerated() where one.from > RulePoints(100) {
      note("points.tooMany", "law.forwarding[\(index)].from", "tối đa 100 điểm", "there are at most 100 points")
    }
    check(law.powers)
  }

  private mutating func check(_ powers: [LegalPower]) {
    for (index, one) in powers.enumerated() {
      let path = "law.powers[\(index)]"
      if one.stars.isEmpty { note("powers.incomplete", "\(path).stars", "không nói hạng sao nào", "it says no stars") }
      if one.notKnown, !one.levels.isEmpty {
        note("powers.incomplete", "\(path).levels", "chưa rõ mà vẫn nêu cấp", "a level is named for what is not known")
      }
      if one.period.isReversed {
        note("period.reversed", "\(path).until", "kết thúc trước khi bắt đầu", "it ends before it begins")
      }
      for other in powers[..<index]
      where other.action == one.action && !Set(other.stars).isDisjoint(with: one.stars)
        && other.period.overlaps(one.period)
      {
        note("period.overlap", path, "trùng với một thẩm quyền khác", "the same power at the same time as another")
      }
    }
  }
}
