internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// The log, the last records first.
  func log(_ request: WebRequest) throws -> Page {
    guard request.hasAccess else { throw WebProblem.noAccess }
    let size = try ledger.size
    let count = UInt64(TableText.mostRows)
    let before = min(try request.position("before")?.number ?? size, size)
    let first = before - min(count, before)
    var lines: [LogLine] = []
    try ledger.forEachEntry(from: Position(first)) { entry in
      if entry.position.number >= before { return false }
      lines.append(LogLine(entry))
      return true
    }
    var page = Page(request.text("Nhật ký", "Log"), list: Listing(lines.reversed()).table)
    let head = try ledger.head()
    page.caption = request.text("\(head.size) bản ghi · gốc \(head.root)", "\(head.size) records · root \(head.root)")
    if first > 0 {
      let address = request.address.asking("before", "\(first)")
      page.rest =
        "<nav aria-label=\"\(request.text("Trang của nhật ký", "Pages of the log"))\"><ul><li><a rel=\"next\" href=\"\(address.text)\">\(request.text("Trước đó", "Earlier"))</a></li></ul></nav>"
    }
    return page
  }

  /// A record, field by field, with its hash.
  func record(_ text: String, _ request: WebRequest) throws -> Page {
    guard request.hasAccess else { throw WebProblem.noAccess }
    guard let number = UInt64(text), let entry = try ledger.entry(at: Position(number)) else {
      throw WebProblem.unknown(text)
    }
    let object: JSONValue
    switch entry {
    case .known(let event):
      let audited = try ledger.audit(of: event.record.stream).first { $0.event.position == event.position }
      object = event.jsonWithHash.adding([.init("correctedBy", audited?.correctedBy?.json ?? nil)])
    case .newer(let record): object = record.json
    }
    var page = Page(request.text("Bản ghi \(number)", "Record \(number)"), json: object)
    guard case .object(let members) = object else { preconditionFailure("a record is an object") }
    let items = members.filter { $0.value != .null }.map { member -> HTML in
      let value: HTML =
        switch member.value {
        case .string(let text): "\(text)"
        case .int(let number) where ["corrects", "correctedBy"].contains(member.name):
          "<a href=\"/nhat-ky/\(number)\">\(number)</a>"
        default: "<code>\(JSONLine.text(member.value))</code>"
        }
      return "<dt>\(member.name)</dt><dd>\(value)</dd>\n"
    }
    page.lead = "<dl>\(HTML(items))</dl>"
    page.rest =
      proofLink("ban-ghi/\(number)", Text("Bằng chứng (tlog-proof)", "Proof (tlog-proof)"), request) ?? .empty
    return page
  }

  /// How anybody verifies for himself.
  func verification(_ request: WebRequest) throws -> Page {
    let head = try ledger.head()
    let kept = try ledger.checkpoints()
    let last = try ledger.lastCheckpoint()
    let verifier = try ledger.lastVerifier()
    var page = Page(
      request.text("Tự kiểm chứng", "Verify it yourself"),
      json: [
        "size": JSONValue(head.size), "root": .string(head.root), "checkpoint": JSONValue(last?.note),
        "verifier": JSONValue(verifier), "kept": .array(kept.map { JSONValue($0.checkpoint.head.size) }),
      ])
    page.lead = """
      <p>\(request.text("Mọi bản ghi là lá của một cây Merkle (RFC 6962). Gốc của cây đổi nếu bất kỳ chữ nào của bất kỳ bản ghi nào đổi.", "Every record is a leaf of a Merkle tree (RFC 6962). Its root changes where any letter of any record does."))</p>
      <dl><dt>\(request.text("Bản ghi", "Records"))</dt><dd>\(head.size)</dd>
      <dt>\(request.text("Gốc", "Root"))</dt><dd><code>\(head.root)</code></dd></dl>
      \(last.map { note in "<h2>\(request.text("Điểm kiểm đã ký gần nhất", "Last signed checkpoint"))</h2><pre>\(HTML(note.note.split(separator: "\n", omittingEmptySubsequences: false).map { "\(String($0))\n" as HTML }))</pre>" as HTML })
      \(verifier.map { "<p>\(request.text("Khóa kiểm", "Verifier key")): <code>\($0)</code></p>" as HTML })
      \(kept.isEmpty ? nil : keptCheckpoints(kept, request))
      <h2>\(request.text("Cách kiểm", "How"))</h2>
      <ol>
      <li>\(request.text("Giữ lại điểm kiểm hôm nay; lần sau so với điểm kiểm mới.", "Keep today's checkpoint; hold the next one against it."))</li>
      <li>\(request.text("Xin cơ quan một gói kiểm chứng của sản phẩm (ocop bundle create) hoặc của con số (ocop prove stats stars).", "Ask the office for a bundle of the product (ocop bundle create) or of the figure (ocop prove stats stars)."))</li>
      <li>\(request.text("Kiểm gói bằng check.py trong gói, không cần chương trình này.", "Check it with the bundle's own check.py, without this program."))</li>
      </ol>
      """
    return page
  }

  /// The checkpoints that were kept, each with the proof that the last one goes on from it.
  private func keptCheckpoints(_ kept: [KeptCheckpoint], _ request: WebRequest) -> HTML {
    let heads: HTML = """
      <th scope="col" class="n">\(request.text("Bản ghi", "Records"))</th><th scope="col">\(request.text("Điểm kiểm", "Checkpoint"))</th>
      <th scope="col">\(request.text("Bằng chứng nhất quán", "Proof of consistency"))</th>
      """
    let rows = kept.suffix(TableText.mostRows).reversed().map { one -> HTML in
      let size = one.checkpoint.head.size
      let goesOn: HTML = "<a href=\"/bang-chung/nhat-quan?from=\(size)\">consistency-\(size).txt</a>"
      return """
        <tr><td class="n">\(size)</td><td><a href="/bang-chung/diem-kiem/\(size)">checkpoint-\(size).txt</a></td>
        <td>\(one.holds ? goesOn : nil)</td></tr>

        """
    }
    let caption = request.text("Các điểm kiểm được giữ", "Checkpoints that are kept")
    return TableFrame(caption: caption, heads: heads, rows: HTML(rows)).html
  }
}
