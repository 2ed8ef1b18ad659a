internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// What a command asked, and of which ledger.
final class AskedOf {
  var ledger: Ledger?
  var question: Question?
}

extension CommandContext {
  /// Writes a figure as a workbook.
  func write<A: Tabular>(workbook answer: Answered<A>, _ table: AnswerTable, _ asked: [JSONValue.Member]) throws {
    let verified =
      answer.verified == 0
      ? text("chưa", "no") : text("đến \(answer.verified) bản ghi", "up to \(answer.verified) records")
    var facts = facts(answer.question, answer.head)
    facts.insert((Text("Bản đồ địa bàn", "Map of areas"), answer.areas.description), at: 2)
    facts.insert((Text("Cách đếm", "Counting"), answer.question.counting.name(language)), at: 3)
    for (name, value) in answer.parameters.sorted(by: { $0.key < $1.key }) { facts.append((Text(name), value)) }
    for member in asked { facts.append((Text(member.name), CSVLine.cell(member.value))) }
    facts.append((Text("Kiểm chứng", "Verified"), verified))
    try write(workbook: table, facts)
  }

  /// Writes a list as a workbook.
  func write(workbook table: AnswerTable) throws {
    var facts: [AnswerWorkbook.Fact] = []
    if let ledger = asked.ledger { facts = self.facts(asked.question, try ledger.head()) }
    try write(workbook: table, facts)
  }

  private func facts(_ question: Question?, _ head: Head) -> [AnswerWorkbook.Fact] {
    let known = question?.knownAt ?? head.position
    return [
      (Text("Tính đến ngày", "As of"), shown.day(question?.asOf ?? Timestamp.now().dayInVietnam)),
      (Text("Theo dữ liệu nhập đến vị trí", "Known at position"), known.map(\.description) ?? "–"),
      (Text("Số bản ghi", "Records"), "\(head.size)"), (Text("Gốc", "Root"), head.root),
    ]
  }

  private func write(workbook table: AnswerTable, _ facts: [AnswerWorkbook.Fact]) throws {
    guard let output else { preconditionFailure("a workbook goes to a file") }
    let workbook = AnswerWorkbook(
      table, facts: facts + [(Text("Câu lệnh", "Command"), commandLine)], language: language)
    try write(Data(try workbook.bytes()), toNew: output)
    console.note(text("Đã ghi \(output)", "Wrote \(output)"))
  }

  /// What was typed, but for where it is and where it goes.
  private var commandLine: String {
    var words = ["ocop"]
    var passes = false
    for argument in CommandLine.arguments.dropFirst() {
      if passes {
        passes = false
      } else if ["--ledger", "--output"].contains(argument) {
        passes = true
      } else if !argument.hasPrefix("--ledger=") && !argument.hasPrefix("--output=") {
        words.append(argument.contains(" ") ? "\"\(argument)\"" : argument)
      }
    }
    return words.joined(separator: " ")
  }

  /// An object as a table of two columns.
  func table(of object: JSONValue, _ labels: [(name: String, title: Text, kind: Column.Kind)]) -> AnswerTable {
    guard case .object(let members) = object else { preconditionFailure("only objects have fields") }
    let rows = members.filter { $0.value != .null }.map { member -> [JSONValue] in
      let label = labels.first { $0.name == member.name }
      let value = label.map { shown(member.value, $0.kind) } ?? CSVLine.cell(member.value)
      return [.string(label?.title(language) ?? member.name), .string(value)]
    }
    return AnswerTable(
      columns: [Column("field", Text("Mục", "Field")), Column("value", Text("Nội dung", "Value"))], rows: rows)
  }
}
