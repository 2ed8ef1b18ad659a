internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// Larger proofs of a figure are not made while somebody waits for a page.
  private static let mostProofBytes = 20_000_000

  /// Files by which anybody checks without this program. Those that hold records are for those with access.
  func proof(_ request: WebRequest) throws -> WebResponse {
    let parts = request.parts.dropFirst()
    switch parts.first {
    case "diem-kiem" where parts.count == 2:
      guard let size = parts.last.flatMap({ UInt64($0) }), let kept = try ledger.keptCheckpoint(size) else {
        throw WebProblem.notFound
      }
      return file("checkpoint-\(size).txt", "text/plain; charset=utf-8", Array(kept.checkpoint.note.utf8))
    case "nhat-quan" where parts.count == 1:
      let last = try checkpoint()
      guard let from = try request.position("from"), (1...last.head.size).contains(from.number) else {
        throw WebProblem.wrong("from", request["from"] ?? "", Text("1, …, \(last.head.size)"))
      }
      let text = try ledger.consistencyProof(from: from.number, to: last)
      return file("consistency-\(from)-\(last.head.size).txt", "text/plain; charset=utf-8", Array(text.utf8))
    case "ban-ghi" where parts.count == 2:
      try needAccess(request)
      guard let number = parts.last.flatMap({ UInt64($0) }), number < (try ledger.size) else {
        throw WebProblem.unknown(parts.last ?? "")
      }
      let last = try checkpoint()
      guard number < last.head.size else { throw Self.afterCheckpoint }
      let text = try ledger.proof(of: Position(number), under: last)
      return file("\(number).tlog-proof", "text/plain; charset=utf-8", Array(text.utf8))
    case "san-pham" where parts.count == 2:
      try needAccess(request)
      guard let text = parts.last, let id = ProductID(text) else { throw WebProblem.notFound }
      let last = try checkpoint()
      guard let record = try ledger.records(of: id.stream).last else { throw WebProblem.unknown(text) }
      guard record.position.number < last.head.size else { throw Self.afterCheckpoint }
      return file("\(id).zip", "application/zip", try Bundle.make(of: id, in: ledger).bytes)
    case "con-so" where parts.count == 1:
      try needAccess(request)
      _ = try checkpoint()
      // A figure is proved by all that the checkpoint holds: of less there is no proof.
      if let known = request["knownAt"] { throw WebProblem.wrong("knownAt", known, Text("–")) }
      let query = try StarCounts.Query(parameters: ["by": request["by"] ?? "district"])
      let wish = FigureBundle.Wish(query, try request.question(ledger, today: today()), cell: request["cell"])
      guard try FigureBundle.size(of: wish, in: ledger).bytes <= Self.mostProofBytes else {
        throw WebProblem(
          status: 422, code: "proof.tooLarge",
          text: Text("Bằng chứng quá lớn cho một trang.", "The proof is too large for a page."),
          hint: Text("Xin cơ quan: ocop prove stats stars", "Ask the office: ocop prove stats stars"))
      }
      return file("figure.zip", "application/zip", try FigureBundle.make(wish, in: ledger).archive.bytes)
    default: throw WebProblem.notFound
    }
  }

  /// Ways to those files, where a page has any.
  func proofLink(_ path: String, asking query: [Address.Item] = [], _ name: Text, _ request: WebRequest) -> HTML? {
    guard request.hasAccess else { return nil }
    return "<p><a href=\"\(Address("/bang-chung/" + path, query).text)\">\(name(request.language))</a></p>"
  }

  private func needAccess(_ request: WebRequest) throws(WebProblem) {
    guard request.hasAccess else { throw .noAccess }
  }

  private func checkpoint() throws -> SignedCheckpoint {
    if let (checkpoint, _) = try ledger.signedCheckpoint() { return checkpoint }
    throw WebProblem(
      status: 404, code: "checkpoint.none",
      text: Text("Sổ cái chưa có điểm kiểm đã ký.", "The ledger has no signed checkpoint."))
  }

  private static let afterCheckpoint = WebProblem(
    status: 404, code: "proof.afterCheckpoint",
    text: Text("Bản ghi được ghi sau điểm kiểm cuối.", "The record came after the last checkpoint."))

  private func file(_ name: String, _ mediaType: String, _ bytes: [UInt8]) -> WebResponse {
    var response = WebResponse(mediaType, bytes)
    response.headers.append(("Content-Disposition", "attachment; filename=\"\(name)\""))
    return response
  }
}
