internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import ProjectionKit
internal import Sync

/// What is wrong, in words for people and as an object for programs (RFC 9457), and how the program ends.
struct Problem: Error {
  let code: String
  let status: ExitStatus
  let title: Text
  let detail: Text
  var hint: Text?
  var errors: [JSONValue] = []

  static func usage(_ detail: Text, hint: Text? = nil, code: String = "usage") -> Problem {
    Problem(code: code, status: .usage, title: Text("Dùng sai lệnh", "Wrong use"), detail: detail, hint: hint)
  }

  static func refused(_ code: String, _ detail: Text, hint: Text? = nil, errors: [JSONValue] = []) -> Problem {
    Problem(
      code: code, status: .refused, title: Text("Bị từ chối", "Refused"), detail: detail, hint: hint, errors: errors)
  }

  static func unknownPosition(_ position: Position, _ size: UInt64) -> Problem {
    refused(
      "position.unknown",
      Text(
        "Không có vị trí \(position): sổ cái có \(size) bản ghi.",
        "There is no position \(position): the ledger has \(size) records."))
  }

  static func output(_ number: Int32) -> Problem {
    let system = String(cString: strerror(number))
    return Problem(
      code: "output.failed", status: .unfinished, title: Text("Không ghi được kết quả", "The answer cannot be written"),
      detail: Text("Hệ điều hành báo: \(system).", "The operating system says: \(system)."))
  }

  /// A file that cannot be written, or is not to be written over.
  static func unwritable(_ path: String, exists: Bool) -> Problem {
    Problem(
      code: exists ? "output.exists" : "output.failed", status: exists ? .refused : .unfinished,
      title: Text("Không ghi được tệp", "The file cannot be written"),
      detail: exists
        ? Text("Đã có tệp \(path).", "There is a file \(path) already.")
        : Text("Không ghi được \(path).", "\(path) cannot be written."))
  }

  /// A file that cannot be read.
  static func unreadable(_ path: String) -> Problem {
    unreadable(Text("Không đọc được tệp \(path).", "The file \(path) cannot be read."))
  }

  /// A file that cannot be read, in the words of `detail`.
  static func unreadable(_ detail: Text) -> Problem {
    Problem(
      code: "file.unreadable", status: .unfinished, title: Text("Không đọc được tệp", "The file cannot be read"),
      detail: detail)
  }

  /// Whatever was thrown.
  init(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case LedgerError.failed(let failure): self = Problem(failure, hint: Hints.of(failure))
    case LedgerError.refused(let rejection): self = Problem(rejection)
    case LedgerError.question(let error): self = Problem(error)
    case LedgerError.proof(let failure): self = Problem(failure)
    case let failure as LedgerFailure: self = Problem(failure, hint: Hints.of(failure))
    case let unclear as NotOneDecision: self = .severalDecisions(unclear)
    case let rejection as Rejection: self = .refused(rejection.code, rejection.text, hint: Hints.of(rejection))
    case let error as QuestionError where error.parameter == "areas":
      self = .refused(
        "areas.unknownEdition",
        Text("Không có bản đồ địa bàn \(error.value).", "There is no map of areas \(error.value)."),
        hint: Text("Có: \(error.accepted.vi)", "There are: \(error.accepted.en)"))
    case let error as QuestionError:
      self = .usage(
        Text(
          "\(error.parameter) không nhận \"\(error.value)\".", "\(error.parameter) does not take \"\(error.value)\"."),
        hint: Text("Được nhận: \(error.accepted.vi)", "Accepted: \(error.accepted.en)"))
    case let failure as StoreFailure: self.init(failure)
    case let problem as ImportProblem: self = Problem(problem)
    case let errors as RulebookFileErrors: self = Problem(errors)
    case let problems as SheetProblems: self = Problem(problems)
    case let failure as ProofFailure:
      self.init(
        code: failure.code,
        status: ["keyInLedger", "keyExposed", "otherOrigin", "badKey", "newKey", "memoryMissing"].contains(failure.kind)
          ? .refused : .no,
        title: Text("Không kiểm được", "It does not hold"), detail: failure.text, hint: Hints.of(failure))
    case let fault as BundleFault:
      let place = fault.file.isEmpty ? "" : "\(fault.file): "
      self.init(
        code: "bundle.fails", status: .no, title: Text("Không kiểm được", "It does not hold"),
        detail: Text(place + fault.text.vi, place + fault.text.en), hint: Hints.of(fault))
    default:
      self.init(
        code: "internal", status: .unfinished, title: Text("Lỗi bên trong", "Internal fault"),
        detail: Text(String(describing: error), String(describing: error)))
    }
  }

  init(_ failure: LedgerFailure, hint: Text?) {
    let status: ExitStatus =
      switch failure.kind {
      case .missing: .noLedger
      case .writerBusy: .writerBusy
      case .newerFormat, .newerEvent: .newerFormat
      case .exists, .notEmpty, .notFolder, .clockBehind, .clockAhead, .notAsRecorded, .isReplica, .inStore, .deposed:
        .refused
      default: .unfinished
      }
    self.init(
      code: failure.code, status: status, title: Text("Sổ cái không dùng được", "The ledger cannot be used"),
      detail: failure.text, hint: hint)
  }

  private init(_ failure: StoreFailure) {
    let status: ExitStatus =
      switch failure.kind {
      case .badAddress: .usage
      case .otherLedger, .ahead, .readOnly, .otherKey, .deposed, .lost, .taken, .nothing: .refused
      case .differs, .forked, .altered, .missing, .older, .unsafe: .no
      default: .unfinished
      }
    self.init(
      code: failure.code, status: status, title: Text("Kho không dùng được", "The store cannot be used"),
      detail: failure.text, hint: Hints.of(failure))
  }

  /// A file that is no list at all: nothing of it can be read row by row.
  private init(_ problem: ImportProblem) {
    self.init(
      code: problem.code, status: problem.code == "file.unreadable" ? .unfinished : .rowsRejected,
      title: Text("Không nhập được tệp", "The file cannot be imported"),
      detail: problem.row == 0
        ? problem.text
        : problem.place.map { Text("Ô \($0.cell): \(problem.text.vi)", "Cell \($0.cell): \(problem.text.en)") }
          ?? Text("Dòng \(problem.row): \(problem.text.vi)", "Row \(problem.row): \(problem.text.en)"),
      hint: problem.advice)
  }

  /// Files that are no rulebook: the first fault in words, all of them as objects.
  private init(_ errors: RulebookFileErrors) {
    let language = Settings.current.language
    let lines = errors.errors.map { error in
      Text(
        "\(error.file):\(error.line) \(error.path): \(error.text.vi)",
        "\(error.file):\(error.line) \(error.path): \(error.text.en)")
    }
    self.init(
      code: errors.errors.first?.code ?? "rules.broken", status: .rowsRejected,
      title: Text("Bộ tiêu chí có lỗi", "The rulebook has faults"),
      detail: Self.listed(Text("\(lines.count) lỗi.", "\(lines.count) faults."), lines),
      hint: Text("Xem: ocop rules check THƯ_MỤC", "See: ocop rules check DIR"),
      errors: errors.errors.map { $0.json(language) })
  }

  /// For people every line; programs find them as objects.
  private static func listed(_ head: Text, _ lines: [Text]) -> Text {
    if Settings.current.format.hasObjects { return head }
    return Text(
      ([head.vi] + lines.map(\.vi)).joined(separator: "\n  "), ([head.en] + lines.map(\.en)).joined(separator: "\n  "))
  }

  /// Sheets that are none of their set: every row that is wrong.
  private init(_ problems: SheetProblems) {
    let language = Settings.current.language
    let lines = problems.problems.map { problem in
      Text(
        "dòng \(problem.row), \(problem.value): \(problem.text.vi) [\(problem.code)]",
        "row \(problem.row), \(problem.value): \(problem.text.en) [\(problem.code)]")
    }
    self.init(
      code: "sheet.rejected", status: .rowsRejected, title: Text("Phiếu chấm có lỗi", "The sheets have faults"),
      detail: Self.listed(
        Text("\(lines.count) lỗi; chưa ghi gì.", "\(lines.count) faults; nothing was recorded."), lines),
      errors: problems.problems.map { $0.json(language) })
  }

  init(
    code: String, status: ExitStatus, title: Text, detail: Text, hint: Text? = nil, errors: [JSONValue] = []
  ) {
    (self.code, self.status, self.title, self.detail) = (code, status, title, detail)
    (self.hint, self.errors) = (hint, errors)
  }

  /// One object in one line.
  func json(_ language: Language) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("type", .string("urn:ocop:problem:\(code)")), .init("title", .string(title(language))),
      .init("detail", .string(detail(language))), .init("code", .string(code)),
    ]
    if let hint { members.append(.init("hint", .string(hint(language)))) }
    if !errors.isEmpty { members.append(.init("errors", .array(errors))) }
    return .object(members)
  }

  /// For people: what, and what to do.
  func lines(_ language: Language) -> [String] {
    let head = Text("Lỗi", "Error")(language)
    var lines = ["\(head): \(detail(language)) [\(code)]"]
    if let hint { lines.append("  → " + hint(language)) }
    return lines
  }
}
