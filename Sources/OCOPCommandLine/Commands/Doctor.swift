internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop doctor`: what is wrong around a ledger, and what it lacks, so that nobody takes silence for a clean bill.
struct Doctor: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: say(
      "Cài đặt có gì hỏng, sổ còn thiếu gì.", "What is wrong with the installation, and what the ledger lacks."),
    discussion: say(
      "Không kiểm chứng nhật ký: việc đó là ocop verify. Từng ghi chép cần xem lại: ocop doctor data.",
      "The log itself is verified by ocop verify. Records that want a look, one by one: ocop doctor data."),
    subcommands: [DoctorData.self])
  @OptionGroup var global: GlobalOptions

  func run(in session: CommandContext) throws {
    let path = session.hasLedger ? try session.ledgerPath() : nil
    let faults = Self.installation(path).map { Finding(code: $0.code, what: $0.what, count: 1, next: $0.cure) }
    let findings: [Finding]
    do {
      findings = faults + (path == nil ? [] : try lacks(session))
    } catch  where !faults.isEmpty {
      // What cannot be read is among the faults.
      findings = faults
    }
    let rows = findings.map { finding -> [JSONValue] in
      [
        .string(finding.code), .string(finding.what(session.language)), JSONValue(finding.count),
        .string(finding.next(session.language)),
      ]
    }
    try session.print(
      list: AnswerTable(
        columns: [
          Column("code", Text("Mã", "Code"), .hidden), Column("what", Text("Tình trạng", "Finding")),
          Column("count", Text("Số", "Count"), .number), Column("next", Text("Làm gì", "What to do")),
        ], rows: rows))
    guard faults.isEmpty else {
      try session.console.flush()
      throw Verdict(status: .no)
    }
  }

  private func lacks(_ session: CommandContext) throws -> [Finding] {
    let ledger = try session.reading()
    return try rulebooks(ledger) + areas(ledger) + products(ledger, on: try session.day(nil))
      + records(ledger, on: try session.day(nil)) + times(ledger) + checkpoint(ledger)
  }

  private struct Finding {
    let code: String
    let what: Text
    let count: Int
    let next: Text
  }

  private func rulebooks(_ ledger: Ledger) throws -> [Finding] {
    let all = try ledger.rulebooks().rulebooks
    let silent = all.filter { $0.law == nil }
    let bare = all.filter { $0.content == nil }
    var findings: [Finding] = []
    if all.isEmpty {
      findings.append(
        Finding(
          code: "rulebooks.none", what: Text("Sổ chưa có bộ tiêu chí nào", "The ledger has no rulebook"), count: 0,
          next: Text("ocop rules adopt THƯ_MỤC", "ocop rules adopt DIR")))
    }
    if !silent.isEmpty {
      let names = silent.map(\.id.text).joined(separator: ", ")
      findings.append(
        Finding(
          code: "rulebooks.noLaw",
          what: Text("Chưa đối chiếu quy định với \(names)", "Nothing is held against the law of \(names)"),
          count: silent.count, next: Text("ocop rules adopt THƯ_MỤC", "ocop rules adopt DIR")))
    }
    if !bare.isEmpty {
      let names = bare.map(\.id.text).joined(separator: ", ")
      findings.append(
        Finding(
          code: "rulebooks.bare", what: Text("Chưa có nội dung của \(names)", "\(names) are known by their bands only"),
          count: bare.count, next: Text("ocop rules adopt THƯ_MỤC", "ocop rules adopt DIR")))
    }
    return findings
  }

  private func areas(_ ledger: Ledger) throws -> [Finding] {
    let units = try ledger.areaMap().units
    if units.isEmpty {
      return [
        Finding(
          code: "areas.none", what: Text("Sổ chưa có địa bàn", "The ledger has no areas"), count: 0,
          next: Text("ocop import areas TỆP", "ocop import areas FILE"))
      ]
    }
    let unchecked = units.count(where: \.isUnchecked)
    guard unchecked > 0 else { return [] }
    return [
      Finding(
        code: "areas.unchecked",
        what: Text("Đơn vị chưa đối chiếu với nghị quyết", "Units that nobody compared with their resolutions"),
        count: unchecked, next: Text("ocop area history MÃ", "ocop area history CODE")),
      Finding(
        code: "areas.earlierUnknown",
        what: Text(
          "Danh mục kèm chương trình là của ngày 01/03/2025: không có đơn vị đã hết trước đó",
          "The list inside the program is of 2025-03-01: it lacks units that had ended by then"), count: 0,
        next: Text("ocop import areas TỆP", "ocop import areas FILE")),
    ]
  }

  /// Times of recording that cannot follow each other, or are still to come.
  private func times(_ ledger: Ledger) throws -> [Finding] {
    let (jumps, last) = try ledger.clockJumps()
    var findings: [Finding] = []
    if let first = jumps.first {
      findings.append(
        Finding(
          code: "clock.jumps",
          what: Text("Thời điểm ghi nhảy hơn 400 ngày", "Times of recording that jump by more than 400 days"),
          count: jumps.count, next: Text("ocop log show \(first)")))
    }
    if let last, last > Timestamp.now() {
      findings.append(
        Finding(
          code: "clock.ahead",
          what: Text("Bản ghi cuối mang thời điểm chưa đến: \(last)", "The last record bears a time to come: \(last)"),
          count: 1, next: Text("date; ocop log tail")))
    }
    return findings
  }

  private func checkpoint(_ ledger: Ledger) throws -> [Finding] {
    guard try ledger.lastCheckpoint() == nil else { return [] }
    return [
      Finding(
        code: "checkpoint.none",
        what: Text(
          "Chưa ký điểm kiểm: không ai biết nếu nhật ký bị thay bằng bản cũ hơn",
          "No checkpoint was signed: nobody would notice an older log in the place of this one"), count: 0,
        next: Text("ocop key create; ocop checkpoint create"))
    ]
  }

  /// What is counted, and lies nowhere or stands for a name that no source tells.
  private func products(_ ledger: Ledger, on day: Day) throws -> [Finding] {
    let counts = try ledger.ask(StarCounts.Query(by: .commune), asOf: day, counting: .everRecognised).answer
    func count(_ key: String) -> Int { Int(counts.rows.first { $0.key == key }?.products ?? 0) }
    let next = Text("ocop explain stats stars --by commune --counting ever-recognised --cell ")
    let found = [
      (
        "products.noCommune", count("unknown"), Text("Sản phẩm không rõ xã", "Products whose commune is not known"),
        Text(next.vi + "unknown", next.en + "unknown")
      ),
      (
        "products.toBeAssigned", count(AreaUnit.toBeAssignedKey),
        Text("Sản phẩm cần phân bổ về xã", "Products to be assigned to a commune"),
        Text(next.vi + AreaUnit.toBeAssignedKey, next.en + AreaUnit.toBeAssignedKey)
      ),
      (
        "products.placeholders", counts.basis.placeholders,
        Text("Sản phẩm giữ chỗ: nguồn chỉ cho số lượng", "Placeholders: sources give only their number"),
        Text("ocop product list")
      ),
    ]
    return found.filter { $0.1 > 0 }.map { Finding(code: $0.0, what: $0.2, count: $0.1, next: $0.3) }
  }

  private func records(_ ledger: Ledger, on day: Day) throws -> [Finding] {
    let told = [
      (
        "breaches.unacknowledged", try ledger.ask(Breaches.Query(state: .unacknowledged), asOf: day).answer.rows.count,
        Text("Ghi chép chưa phù hợp quy định, chưa ai ghi nhận", "Records that break the law, acknowledged by nobody"),
        Text("ocop show breaches --where state=unacknowledged")
      ),
      (
        "contradictions", try ledger.ask(Contradictions.Query(), asOf: day).answer.rows.count,
        Text("Chỗ nguồn khác ghi khác", "Fields that another source tells otherwise"), Text("ocop show contradictions")
      ),
    ]
    return told.filter { $0.1 > 0 }.map { Finding(code: $0.0, what: $0.2, count: $0.1, next: $0.3) }
  }
}
