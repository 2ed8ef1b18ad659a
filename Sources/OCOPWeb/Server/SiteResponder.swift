internal import Exchange
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Ledger
internal import NIOCore
internal import OCOP

/// Takes a request from the network to the site, within limits, and the answer back.
final class SiteResponder: HTTPResponder {
  typealias Context = AskerContext

  private let site: Site
  private let settings: WebSettings
  private let log: RequestLog
  private let questions: RateLimit
  private let misses: RateLimit
  private let answering = Capacity()
  private let streams = Capacity()
  private let watch: LogWatch
  /// Answers are made here: they read files, which those who serve connections must not.
  private let workers = DispatchQueue(label: "ocop-web", attributes: .concurrent)

  init(site: Site, settings: WebSettings, log: RequestLog) {
    (self.site, self.settings, self.log) = (site, settings, log)
    watch = LogWatch(site.ledger)
    questions = RateLimit(settings.mostQuestions)
    misses = RateLimit(settings.mostMisses)
  }

  @Sendable func respond(to request: Request, context: AskerContext) async throws -> Response {
    let begun = ContinuousClock.now
    let id = Self.identity()
    var parts: [String] = []
    if let stream = try stream(request, context) { return stream }
    let answer = await self.answer(request, context, &parts)
    var fields = headers(of: answer)
    fields[.init("X-Request-Id")!] = id
    let trace = request.headers[.init("traceparent")!].flatMap { Self.trace($0) }
    let spent = (ContinuousClock.now - begun).components
    log.note(
      request.method.rawValue, RequestLog.route(parts), answer.status,
      UInt64(spent.seconds) * 1_000_000 + UInt64(spent.attoseconds / 1_000_000_000_000), answer.body.count, id, trace)
    let body: ResponseBody =
      answer.status == 304 || request.method == .head ? .init() : .init(byteBuffer: ByteBuffer(bytes: answer.body))
    return Response(status: .init(code: answer.status), headers: fields, body: body)
  }

  /// Records as server-sent events, which go on until the reader leaves; `nil`: something else is asked.
  private func stream(_ request: Request, _ context: AskerContext) throws -> Response? {
    guard request.method == .get, request.headers[.accept]?.contains("text/event-stream") == true,
      var asked = try? WebRequest(target: request.uri.description, hasAccess: hasAccess(request)),
      asked.parts == ["api", "records"], asked.hasAccess,
      questions.admits(asker(request, context), minute: UInt64(Date().timeIntervalSince1970 / 60), counting: false)
    else { return nil }
    // A reader that comes again says after which record.
    if let last = request.headers[.init("Last-Event-ID")!] { asked = asked.asking([.init(name: "after", value: last)]) }
    let after: Position?
    do throws(WebProblem) { after = try asked.position("after") } catch { return nil }
    guard streams.enter(atMost: settings.mostStreams) else { return nil }
    var fields = headers(of: WebResponse("text/event-stream", []))
    fields[.init("X-Accel-Buffering")!] = "no"
    let first = after.map { $0.number + 1 } ?? 0
    return Response(
      status: .ok, headers: fields,
      body: .init { [self] writer in
        defer { streams.leave() }
        try await follow(from: first, to: &writer)
        try await writer.finish(nil)
      })
  }

  /// Writes the records from `first` on, and those to come, until the reader is gone.
  private func follow(from first: UInt64, to writer: inout any ResponseBodyWriter) async throws {
    var next = first
    try await writer.write(ByteBuffer(string: ": records\n\n"))
    while !Task.isCancelled {
      let size = await watch.size(beyond: next)
      guard size > next else {
        try await writer.write(ByteBuffer(string: ":\n\n"))
        continue
      }
      let (from, until) = (next, min(size, next + 64))
      let text = try await onWorker { [site] in try site.events(from..<until) }
      try await writer.write(ByteBuffer(string: text))
      next = until
    }
  }

  /// Reads files where those who serve connections must not.
  private func onWorker<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
      workers.async { continuation.resume(with: Result { try body() }) }
    }
  }

  private func answer(_ request: Request, _ context: AskerContext, _ parts: inout [String]) async -> WebResponse {
    let minute = UInt64(Date().timeIntervalSince1970 / 60)
    let address = asker(request, context)
    let asked: WebRequest
    do throws(WebProblem) {
      asked = try WebRequest(
        target: request.uri.description, hasAccess: hasAccess(request), knownTag: request.headers[.ifNoneMatch])
    } catch {
      return plain(error, request.uri.path)
    }
    parts = asked.parts
    guard request.method == .get || request.method == .head else {
      var refusal = site.answer(.method, asked)
      refusal.headers.append(("Allow", "GET, HEAD"))
      return refusal
    }
    let isCheck = asked.parts.first == "kiem-tra"
    guard questions.admits(address, minute: minute, counting: true),
      !isCheck || misses.admits(address, minute: minute, counting: false)
    else {
      var refusal = site.answer(.tooMany, asked)
      refusal.headers.append(("Retry-After", "60"))
      return refusal
    }
    guard answering.enter(address, atMost: settings.mostAnswers, each: settings.mostAnswersEach) else {
      var refusal = site.answer(.busy, asked)
      refusal.headers.append(("Retry-After", "1"))
      return refusal
    }
    defer { answering.leave(address) }
    let answer = (try? await onWorker { [site] in site.answer(asked) }) ?? site.answer(.busy, asked)
    if isCheck, answer.status == 404 { _ = misses.admits(address, minute: minute, counting: true) }
    return answer
  }

  /// Where not even the address can be read.
  private func plain(_ problem: WebProblem, _ path: String) -> WebResponse {
    let isForPrograms = path.hasSuffix(".json") || ["/api", "/tile", "/checkpoint"].contains { path.hasPrefix($0) }
    var answer =
      isForPrograms
      ? WebResponse("application/problem+json", Array((JSONLine.text(problem.json(.vi)) + "\n").utf8))
      : WebResponse("text/plain; charset=utf-8", Array((problem.text.vi + "\n" + problem.text.en + "\n").utf8))
    answer.status = problem.status
    return answer
  }

  /// Who asks: behind a proxy the last address that it names, and nothing that the asker says of himself.
  private func asker(_ request: Request, _ context: AskerContext) -> String {
    guard settings.isBehindProxy, let said = request.headers[.init("X-Forwarded-For")!] else { return context.address }
    return said.split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? context.address
  }

  private func hasAccess(_ request: Request) -> Bool {
    if settings.isBehindProxy, let name = settings.accessHeader.flatMap({ HTTPField.Name($0) }),
      request.headers[name]?.isEmpty == false
    {
      return true
    }
    guard let said = request.headers[.authorization], said.prefix(7).lowercased() == "bearer " else { return false }
    return settings.tokens.admit(String(said.dropFirst(7)), on: site.today())
  }

  private func headers(of answer: WebResponse) -> HTTPFields {
    var fields = HTTPFields()
    if !answer.mediaType.isEmpty { fields[.contentType] = answer.mediaType }
    fields[.cacheControl] = answer.tag == nil ? "no-store" : "no-cache"
    for (name, value) in answer.headers { HTTPField.Name(name).map { fields[$0] = value } }
    if let tag = answer.tag { fields[.eTag] = tag }
    fields[.init("Content-Security-Policy")!] =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
      + "base-uri 'none'; frame-ancestors 'none'"
    fields[.init("X-Content-Type-Options")!] = "nosniff"
    fields[.init("X-Frame-Options")!] = "DENY"
    fields[.init("Referrer-Policy")!] = "no-referrer"
    fields[.init("Vary")!] = "Authorization" + (settings.accessHeader.map { ", " + $0 } ?? "")
    if answer.status == 401 { fields[.init("WWW-Authenticate")!] = "Bearer" }
    if settings.isBehindTLS { fields[.init("Strict-Transport-Security")!] = "max-age=31536000" }
    return fields
  }

  private static func identity() -> String {
    var random = SystemRandomNumberGenerator()
    return String(UInt64.random(in: .min ... .max, using: &random), radix: 16)
  }

  /// The trace of a W3C `traceparent`; `nil`: it is none.
  private static func trace(_ text: String) -> String? {
    let parts = text.split(separator: "-")
    guard parts.count == 4, parts[0] == "00", parts[1].count == 32, parts[1].allSatisfy(\.isHexDigit),
      parts[1].contains(where: { $0 != "0" })
    else { return nil }
    return String(parts[1])
  }
}

/// `/livez`, `/readyz` and `/metrics`, on a port of their own.
struct StatusResponder: HTTPResponder {
  typealias Context = AskerContext
  let site: Site
  let log: RequestLog

  @Sendable func respond(to request: Request, context: AskerContext) async throws -> Response {
    switch request.uri.path {
    case "/livez": return text("ok\n")
    case "/readyz":
      do {
        let head = try site.readiness()
        return text("ok \(head.size)\n")
      } catch {
        return text("the ledger cannot be read\n", .serviceUnavailable)
      }
    case "/metrics":
      let size = (try? site.ledger.size) ?? 0
      return text("# TYPE ocop_log_records gauge\nocop_log_records \(size)\n" + log.metrics)
    default: return text("not found\n", .notFound)
    }
  }

  private func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
