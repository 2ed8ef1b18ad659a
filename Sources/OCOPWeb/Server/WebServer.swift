internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Ledger
internal import Logging
internal import NIOCore
internal import OCOP
internal import ServiceLifecycle
internal import UnixSignals

/// The site on a port.
public struct WebServer: Sendable {
  private let source: SiteSource
  private let settings: WebSettings

  /// A server of the site that `source` has.
  public init(_ source: SiteSource, _ settings: WebSettings) { (self.source, self.settings) = (source, settings) }

  /// Serves until the process is told to end (SIGTERM, SIGINT); what is being answered then has some seconds. `whenRunning`: is called
  /// with a port once it is open, and with what is asked there first: `/` the pages, `/readyz` how it stands.
  public func run(whenRunning: @escaping @Sendable (Int, String) async -> Void = { _, _ in }) async throws {
    var logger = Logger(label: "ocop-web", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    let log = RequestLog()
    let watch = LogWatch(source)
    let pages = Application(
      responder: SiteResponder(source: source, settings: settings, log: log, watch: watch), server: server,
      configuration: .init(
        address: .hostname(settings.host, port: settings.port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(settings.mostConnections)),
      onServerRunning: { channel in await whenRunning(channel.localAddress?.port ?? 0, "/") }, logger: logger)
    var services: [any Service] = [pages]
    if let port = settings.statusPort {
      services.append(
        Application(
          responder: StatusResponder(source: source, log: log), server: server,
          configuration: .init(address: .hostname(settings.host, port: port), serverName: nil),
          onServerRunning: { channel in await whenRunning(channel.localAddress?.port ?? 0, "/readyz") }, logger: logger)
      )
    }
    // The last to begin is told first: who follows goes before the server waits for those whom it still answers.
    services.append(Farewell(watch: watch))
    var group = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(3)
    group.maximumCancellationDuration = .seconds(1)
    try await ServiceGroup(configuration: group).run()
  }

  /// Who says nothing for a while is not waited for, and nobody needs long headers here.
  private var server: HTTPServerBuilder {
    .http1(
      configuration: .init(
        idleTimeout: .seconds(20),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: 8_192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 64)))
  }
}

/// Sends those away who follow the log, once the server is told to end.
private struct Farewell: Service {
  let watch: LogWatch

  func run() async throws {
    try await gracefulShutdown()
    await watch.end()
  }
}

/// What is known of who asks.
struct AskerContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
