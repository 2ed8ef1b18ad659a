/// Gathers what is wrong with one criteria set.
struct CriteriaSetCheck {
  let path: String
  let common: Set<String>
  private(set) var problems: [RulebookProblem] = []

  init(path: String, common: Set<String>) { (self.path, self.common) = (path, common) }

  private mutating func note(_ code: String, _ place: String, _ vi: String, _ en: String, isRemark: Bool = false) {
    problems.append(RulebookProblem(code, at: "\(path)\(place)", Text(vi, en), isRemark: isRemark))
  }

  mutating func check(_ set: CriteriaSet) {
    for (index, remark) in set.remarks.enumerated() {
      note(
        "set.remark", ".remarks[\(index)]", "bộ \(set.code): \(remark)", "set \(set.code): \(remark)", isRemark: true)
    }
    if set.contentUnknown {
      if !set.criteria.isEmpty {
        note("criteria.notExpected", ".criteria", "bộ chưa biết nội dung", "the set's content is said to be unknown")
      }
      return note(
        "set.contentUnknown", ".contentUnknown", "bộ \(set.code) \"\(set.name)\": chưa biết các tiêu chí",
        "set \(set.code) \"\(set.name)\": its criteria are not known", isRemark: true)
    }
    checkSums(set)
    let codes = set.criteria.map(\.code)
    for (index, criterion) in set.criteria.enumerated() {
      let place = ".criteria[\(index)]"
      if codes[..<index].contains(criterion.code) {
        note(
          "code.repeated", "\(place).code", "tiêu chí \(criterion.code) đã có",
          "the criterion \(criterion.code) stands twice")
      }
      if !set.sections.contains(where: { $0.code == criterion.section }) {
        note(
          "section.unknown", "\(place).section", "không có mục \(criterion.section)",
          "there is no section \(criterion.section)")
      }
      check(criterion, place, in: set, before: set.criteria[..<index])
    }
    let knockouts = set.knockouts.map(\.code)
    for (index, code) in knockouts.enumerated()
    where knockouts[..<index].contains(code) || common.contains(code) || codes.contains(code) {
      note("code.repeated", ".knockouts[\(index)].code", "mã \(code) đã có", "the code \(code) stands twice")
    }
  }

  private mutating func check(
    _ criterion: Criterion, _ place: String, in set: CriteriaSet, before: ArraySlice<Criterion>
  ) {
    if criterion.container {
      if !criterion.options.isEmpty || !criterion.either.isEmpty {
        note("container.hasOptions", place, "tiêu chí gộp không có điểm", "a container has no points of its own")
      }
      if !set.criteria.contains(where: { $0.code.hasPrefix(criterion.code + ".") }) {
        note("container.empty", place, "tiêu chí gộp không gộp gì", "a container holds no criterion")
      }
      return
    }
    if criterion.either.isEmpty {
      check(criterion.options, criterion.floors, place, isDoubtful: criterion.remark != nil)
    } else {
      if !criterion.options.isEmpty || criterion.floors != nil {
        note(
          "either.hasOptions", place, "điểm phải nằm trong either", "with either, options stand in the alternatives")
      }
      if criterion.either.count < 2 || Set(criterion.either.map(\.code)).count != criterion.either.count {
        note(
          "either.incomplete", "\(place).either", "cần ít nhất hai danh sách khác mã",
          "there must be two lists or more, each with a code of its own")
      }
      for (index, alternative) in criterion.either.enumerated() {
        check(alternative.options, alternative.floors, "\(place).either[\(index)]", isDoubtful: criterion.remark != nil)
      }
    }
    if let need = criterion.needs {
      let other = before.first { $0.code == need.criterion }
      if other?.allOptions.contains(need.atLeast) != true {
        note(
          "needs.unknown", "\(place).needs",
          "trước đó không có tiêu chí \(need.criterion) với mức \(need.atLeast) điểm",
          "no criterion \(need.criterion) with an option of \(need.atLeast) points stands before it")
      }
    }
    if let stop = criterion.stopAt, !criterion.allOptions.contains(stop) {
      note("option.missing", "\(place).stopAt", "không có mức \(stop) điểm", "there is no option of \(stop) points")
    }
  }

  private mutating func check(_ options: [RulePoints], _ floors: Floors?, _ place: String, isDoubtful: Bool) {
    guard !options.isEmpty else {
      return note("options.missing", "\(place).options", "không có mức điểm nào", "there are no options")
    }
    for (index, points) in options.enumerated() {
      if points > RulePoints(100) {
        note("points.tooMany", "\(place).options[\(index)]", "\(points) quá 100 điểm", "\(points) is over 100 points")
      }
      guard index > 0, points <= options[index - 1] else { continue }
      // Some decisions print a value twice; a file says so where it does.
      if points < options[index - 1] || !isDoubtful {
        note(
          "points.order", "\(place).options[\(index)]", "\(points) không lớn hơn \(options[index - 1])",
          "\(points) is not more than \(options[index - 1])")
      }
    }
    var last = RulePoints(0)
    for floor in floors?.floors ?? [] {
      if floor.stars < .three {
        note(
          "floor.rank", "\(place).floors", "mức tối thiểu chỉ cho hạng 3, 4, 5 sao", "floors are for 3, 4 and 5 stars")
      }
      if !options.contains(floor.points) {
        note(
          "floor.missingOption", "\(place).floors",
          "mức tối thiểu \(floor.points) của hạng \(floor.stars.number) sao không phải một mức điểm",
          "the floor \(floor.points) of \(floor.stars.number) stars is no option")
      }
      if floor.points < last {
        note(
          "floor.order", "\(place).floors", "mức tối thiểu giảm khi hạng tăng",
          "a floor is lower than that of fewer stars")
      }
      last = floor.points
    }
  }

  /// What parts, sections and criteria add up to. A set whose source does not add up says so in `doubt`.
  private mutating func checkSums(_ set: CriteriaSet) {
    var sums: [(code: String, place: String, found: Int64, wanted: Int64, what: Text)] = []
    let whole = set.parts.reduce(0) { $0 + $1.max.points.hundredths }
    sums.append(("sum.parts", ".parts", whole, 10_000, Text("các phần", "the parts")))
    for (index, part) in set.parts.enumerated() {
      let found = set.sections.filter { $0.part == part.code }.reduce(0) { $0 + $1.max.points.hundredths }
      let what = Text("các mục của phần \(part.code)", "the sections of part \(part.code)")
      sums.append(("sum.sections", ".parts[\(index)].max", found, part.max.points.hundredths, what))
    }
    for (index, section) in set.sections.enumerated() {
      if !set.parts.contains(where: { $0.code == section.part }) {
        note(
          "part.unknown", ".sections[\(index)].part", "không có phần \(section.part)",
          "there is no part \(section.part)")
      }
      let found = set.criteria.filter { $0.section == section.code }.reduce(0) { $0 + $1.maximum.hundredths }
      let what = Text("các tiêu chí của mục \(section.code)", "the criteria of section \(section.code)")
      sums.append(("sum.criteria", ".sections[\(index)].max", found, section.max.points.hundredths, what))
    }
    for sum in sums where sum.found != sum.wanted {
      let (found, wanted) = (RulePoints(Points(hundredths: sum.found)), RulePoints(Points(hundredths: sum.wanted)))
      note(
        sum.code, sum.place, "bộ \(set.code): \(sum.what.vi) cộng lại \(found), không phải \(wanted)",
        "set \(set.code): \(sum.what.en) add up to \(found), not to \(wanted)", isRemark: set.doubt != nil)
    }
  }
}

extension Criterion {
  /// Every option of every list, in the order of the file.
  public var allOptions: [RulePoints] { either.isEmpty ? options : either.flatMap(\.options) }

  /// The most points it can give.
  public var maximum: Points { allOptions.max()?.points ?? .zero }
}
