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

  private let source: SiteSource
  private let settings: WebSettings
  private let log: RequestLog
  private let questions: RateLimit
  private let misses: RateLimit
  private let answering = Capacity()
  private let streams = Capacity()
  private let watch: LogWatch
  /// Answers are made here: they read files, which those who serve connections must not.
  private let workers = DispatchQueue(label: "ocop-web", attributes: .concurrent)

  init(source: SiteSource, settings: WebSettings, log: RequestLog, watch: LogWatch) {
    (self.source, self.settings, self.log, self.watch) = (source, settings, log, watch)
    questions = RateLimit(settings.mostQuestions)
    misses = RateLimit(settings.mostMisses)
  }

  @Sendable func respond(to request: Request, context: AskerContext) async throws -> Response {
    let begun = ContinuousClock.now
    let id = Self.identity()
    var parts: [String] = []
    let answer: WebResponse
    do {
      if let stream = try await stream(request, context) { return stream }
      answer = await self.answer(request, context, &parts)
    } catch let problem as WebProblem {
      answer = plain(problem, request.uri.path)
    }
    var fields = headers(of: answer)
    fields[.init("X-Request-Id")!] = id
    let trace = request.headers[.init("traceparent")!].flatMap { Self.trace($0) }
    let spent = (ContinuousClock.now - begun).components
    log.note(
      request.method.rawValue, RequestLog.route(parts), answer.status,
      UInt64(spent.seconds) * 1_000_000 + UInt64(spent.attoseconds / 1_000_000_000_000), answer.body.count, id, trace)
    let body: ResponseBody =
      switch request.method {
      case _ where answer.status == 304: .init()
      // As long as the answer that it stands for, which is not sent.
      case .head: .init(contentLength: answer.body.count) { writer in try await writer.finish(nil) }
      default: .init(byteBuffer: ByteBuffer(bytes: answer.body))
      }
    return Response(status: .init(code: answer.status), headers: fields, body: body)
  }

  /// Records as server-sent events, which go on until the reader leaves; `nil`: something else is asked. Throws ``WebProblem`` where the
  /// reader goes on from a record that this log does not have.
  private func stream(_ request: Request, _ context: AskerContext) async throws -> Response? {
    guard request.method == .get, request.headers[.accept]?.contains("text/event-stream") == true,
      let asked = try? WebRequest(target: request.uri.description, hasAccess: hasAccess(request)),
      asked.parts == ["api", "records"], asked.hasAccess,
      questions.admits(asker(request, context), minute: UInt64(Date().timeIntervalSince1970 / 60), counting: false)
    else { return nil }
    // A reader that comes again says after which record.
    let last = request.headers[.init("Last-Event-ID")!] ?? asked["after"]
    let (site, generation) = try await onWorker { [source] in try source.currentOrProblem() }
    let first = try await onWorker { try last.map { try site.place(after: $0) } ?? 0 }
    guard streams.enter(atMost: settings.mostStreams) else { throw WebProblem.busy }
    var fields = headers(of: WebResponse("text/event-stream", []))
    fields[.init("X-Accel-Buffering")!] = "no"
    return Response(
      status: .ok, headers: fields,
      body: .init { [self] writer in
        defer { streams.leave() }
        try await follow(site, generation, from: first, to: &writer)
        try await writer.finish(nil)
      })
  }

  /// Writes the records from `first` on, and those to come, until the reader is gone, or the ledger is another.
  private func follow(
    _ site: Site, _ generation: Int, from first: UInt64, to writer: inout any ResponseBodyWriter
  ) async throws {
    var next = first
    try await writer.write(ByteBuffer(string: ": records\n\n"))
    while !Task.isCancelled {
      guard let sight = await watch.sight(beyond: next, of: generation) else { return }
      // The reader comes again, and is told whether what it has is of this log.
      if sight.generation > 0, sight.generation != generation { return }
      guard sight.size > next else {
        try await writer.write(ByteBuffer(string: ":\n\n"))
        continue
      }
      let (from, until) = (next, min(sight.size, next + 64))
      let text = try await onWorker { try site.events(from..<until) }
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
      var refusal = refusal(.method, asked)
      refusal.headers.append(("Allow", "GET, HEAD"))
      return refusal
    }
    let isCheck = asked.parts.first == "kiem-tra"
    guard questions.admits(address, minute: minute, counting: true),
      !isCheck || misses.admits(address, minute: minute, counting: false)
    else {
      var refusal = refusal(.tooMany, asked)
      refusal.headers.append(("Retry-After", "60"))
      return refusal
    }
    guard answering.enter(address, atMost: settings.mostAnswers, each: settings.mostAnswersEach) else {
      var refusal = refusal(.busy, asked)
      refusal.headers.append(("Retry-After", "1"))
      return refusal
    }
    defer { answering.leave(address) }
    let answer: WebResponse
    do {
      answer = try await onWorker { [source] in try source.currentOrProblem().site.answer(asked) }
    } catch {
      answer = refusal(error as? WebProblem ?? .busy, asked)
    }
    if isCheck, answer.status == 404 { _ = misses.admits(address, minute: minute, counting: true) }
    return answer
  }

  /// A refusal as the site writes it; where there is no site, in plain words.
  private func refusal(_ problem: WebProblem, _ asked: WebRequest) -> WebResponse {
    source.last?.answer(problem, asked)
      ?? plain(problem, asked.address.path + (asked.form == .page ? "" : "." + asked.form.rawValue))
  }

  /// Where not even the address can be read, or there is no ledger.
  private func plain(_ problem: WebProblem, _ path: String) -> WebResponse {
    let isForm = WebRequest.Form.allCases.contains { $0 != .page && path.hasSuffix("." + $0.rawValue) }
    let isForPrograms = isForm || ["/api", "/bang-chung", "/tile", "/checkpoint"].contains { path.hasPrefix($0) }
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
      let said = request.headers[name]?.trimmingCharacters(in: .whitespaces).lowercased(), !said.isEmpty,
      !["0", "no", "false", "off"].contains(said)
    {
      return true
    }
    guard let said = request.headers[.authorization], said.prefix(7).lowercased() == "bearer " else { return false }
    return settings.tokens.admit(String(said.dropFirst(7)), on: source.today())
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
  let source: SiteSource
  let log: RequestLog

  @Sendable func respond(to request: Request, context: AskerContext) async throws -> Response {
    switch request.uri.path {
    case "/livez": return text("ok\n")
    case "/readyz":
      do {
        let head = try source.site().readiness()
        return text("ok \(head.size)\n")
      } catch {
        return text("the ledger cannot be read\n", .serviceUnavailable)
      }
    case "/metrics":
      let size = try? source.site().ledger.size
      let ready = "# TYPE ocop_ready gauge\nocop_ready \(size == nil ? 0 : 1)\n"
      return text(ready + "# TYPE ocop_log_records gauge\nocop_log_records \(size ?? 0)\n" + log.metrics)
    default: return text("not found\n", .notFound)
    }
  }

  private func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
