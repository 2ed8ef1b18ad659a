/// What is wrong with a score sheet (phiếu chấm) under a criteria set.
public enum SheetProblem: Hashable, Sendable {
  /// The set has no such criterion.
  case unknownCriterion(String)
  /// The criterion only holds others, and is not scored itself.
  case container(String)
  /// The criterion stands on the sheet twice.
  case repeated(String)
  /// The points are none of the criterion's options.
  case notAnOption(String, Points, accepted: [RulePoints])
  /// The criterion has lists of options: which one was used must be said.
  case alternativeMissing(String, accepted: [String])
  /// The criterion has no such list of options.
  case unknownAlternative(String, accepted: [String])
  /// Two lists of an either/or criterion were both used.
  case bothAlternatives(String)
  /// The criterion was not scored: unanswered is not 0.
  case missing(String)
  /// The criterion has points although the one it depends on has too few.
  case needNotMet(String, needs: Need)
  /// The points of a part add up to more than it can give.
  case overPart(String, sum: Points, max: RulePoints)
  /// Neither rulebook nor set knows such a knock-out.
  case unknownKnockout(String)

  /// The criterion, part or knock-out it is about.
  public var subject: String {
    switch self {
    case .unknownCriterion(let code), .container(let code), .repeated(let code), .notAnOption(let code, _, _),
      .alternativeMissing(let code, _), .unknownAlternative(let code, _), .bothAlternatives(let code),
      .missing(let code), .needNotMet(let code, _), .overPart(let code, _, _), .unknownKnockout(let code):
      code
    }
  }

  /// The stable code.
  public var code: String {
    switch self {
    case .unknownCriterion: "sheet.unknownCriterion"
    case .container: "sheet.container"
    case .repeated: "sheet.repeated"
    case .notAnOption: "sheet.notAnOption"
    case .alternativeMissing: "sheet.alternativeMissing"
    case .unknownAlternative: "sheet.unknownAlternative"
    case .bothAlternatives: "sheet.bothAlternatives"
    case .missing: "sheet.missing"
    case .needNotMet: "sheet.needNotMet"
    case .overPart: "sheet.overPart"
    case .unknownKnockout: "sheet.unknownKnockout"
    }
  }

  /// What is wrong and what would be right.
  public var text: Text {
    switch self {
    case .unknownCriterion(let code): Text("Không có tiêu chí \(code).", "There is no criterion \(code).")
    case .container(let code):
      Text(
        "Tiêu chí \(code) gộp các tiêu chí con, không chấm riêng.",
        "The criterion \(code) holds others and has no points.")
    case .repeated(let code): Text("Tiêu chí \(code) đã chấm.", "The criterion \(code) was scored already.")
    case .notAnOption(let code, let points, let accepted):
      Text(
        "Tiêu chí \(code) không có mức \(RulePoints(points)) điểm; có: \(Self.list(accepted)).",
        "The criterion \(code) has no option of \(RulePoints(points)) points; it has \(Self.list(accepted)).")
    case .alternativeMissing(let code, let accepted):
      Text(
        "Tiêu chí \(code) có nhiều danh sách; ghi \(Self.list(accepted, code)).",
        "The criterion \(code) has several lists; write \(Self.list(accepted, code)).")
    case .unknownAlternative(let code, let accepted):
      Text(
        "Không có danh sách \(code); có: \(accepted.joined(separator: ", ")).",
        "There is no list \(code); there are \(accepted.joined(separator: ", ")).")
    case .bothAlternatives(let code):
      Text(
        "Tiêu chí \(code) chỉ chấm theo một danh sách.",
        "The criterion \(code) is scored by one of its lists, not by both.")
    case .missing(let code):
      Text(
        "Chưa chấm tiêu chí \(code); bỏ trống không phải là 0.",
        "The criterion \(code) is not scored; missing is not 0.")
    case .needNotMet(let code, let need):
      Text(
        "Tiêu chí \(code) chỉ chấm khi \(need.criterion) được từ \(need.atLeast) điểm.",
        "The criterion \(code) is scored only where \(need.criterion) has \(need.atLeast) points or more.")
    case .overPart(let part, let sum, let max):
      Text(
        "Phần \(part) cộng lại \(RulePoints(sum)), tối đa \(max).",
        "Part \(part) adds up to \(RulePoints(sum)), at most \(max).")
    case .unknownKnockout(let code): Text("Không có căn cứ loại \(code).", "There is no knock-out \(code).")
    }
  }

  private static func list(_ points: [RulePoints]) -> String { points.map(\.description).joined(separator: ", ") }

  private static func list(_ alternatives: [String], _ code: String) -> String {
    alternatives.map { "\(code)/\($0)" }.joined(separator: " | ")
  }
}
