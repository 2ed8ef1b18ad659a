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
  private let site: Site
  private let settings: WebSettings

  /// A server of `site`.
  public init(_ site: Site, _ settings: WebSettings) { (self.site, self.settings) = (site, settings) }

  /// Serves until the process is told to end (SIGTERM, SIGINT); what is being answered then has some seconds. `whenRunning`: is called
  /// with the port of the pages once it is open.
  public func run(whenRunning: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
    var logger = Logger(label: "ocop-web", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    let log = RequestLog()
    let pages = Application(
      responder: SiteResponder(site: site, settings: settings, log: log), server: server,
      configuration: .init(
        address: .hostname(settings.host, port: settings.port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(settings.mostConnections)),
      onServerRunning: { channel in await whenRunning(channel.localAddress?.port ?? 0) }, logger: logger)
    var services: [any Service] = [pages]
    if let port = settings.statusPort {
      services.append(
        Application(
          responder: StatusResponder(site: site, log: log), server: server,
          configuration: .init(address: .hostname(settings.host, port: port), serverName: nil), logger: logger))
    }
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

/// What is known of who asks.
struct AskerContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
