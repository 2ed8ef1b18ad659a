internal import ArgumentParser
internal import OCOP

/// What a decision or a score rests on, and what is told otherwise.
struct GroundsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say("Căn cứ của quyết định, như đã in.", "The acts that the decision cites, as printed."), valueName: "text"))
  var legalBasis: String?
  @Option(help: ArgumentHelp(say("Ngày nộp hồ sơ.", "When the dossier was filed."), valueName: "day"))
  var filedOn: String?
  @Option(
    help: ArgumentHelp(
      say("Loại hồ sơ: first, upgrade, reevaluation.", "Kind of application: first, upgrade, reevaluation."),
      valueName: "kind"))
  var application: String?
  @Option(
    help: ArgumentHelp(
      say("Vì sao vẫn ghi dù chưa phù hợp quy định.", "Why it is recorded although the law forbids it."),
      valueName: "reason"))
  var irregular: String?

  /// Whether anything is said.
  var isEmpty: Bool { (legalBasis ?? filedOn ?? application) == nil }

  func grounds() throws -> Grounds {
    var grounds = Grounds(legalBasis: legalBasis)
    if let filedOn {
      guard let date = LegalDate(written: filedOn) else {
        throw CommandContext.wrong("--filed-on", filedOn, LegalDate.expected)
      }
      grounds.filedOn = date
    }
    if let application {
      guard let kind = ApplicationKind(worded: application) else {
        throw CommandContext.wrong("--application", application, ApplicationKind.accepted)
      }
      grounds.application = kind
    }
    return grounds
  }
}
