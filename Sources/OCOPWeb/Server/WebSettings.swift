/// How the server stands in the network.
public struct WebSettings: Sendable {
  /// The address it listens on; loopback unless told.
  public var host = "127.0.0.1"
  /// The port of the pages.
  public var port = 8080
  /// The port of `/livez`, `/readyz` and `/metrics`; `nil`: there is none.
  public var statusPort: Int?
  /// Whether a proxy stands before it, from which alone it is reached: then who asks stands in `X-Forwarded-For`.
  public var isBehindProxy = false
  /// The header by which the proxy says that somebody may see the log; `nil`: none says so.
  public var accessHeader: String?
  /// Whether browsers are told to come by TLS only.
  public var isBehindTLS = false
  /// Who may see the log, and what is said of authorities.
  public var tokens = AccessTokens()

  /// So many connections at a time.
  public var mostConnections = 12_000
  /// So many answers at a time; who asks beyond them is told to come again.
  public var mostAnswers = 32
  /// So many of them for one address, so that nobody takes all.
  public var mostAnswersEach = 8
  /// So many readers at a time to whom records go on coming.
  public var mostStreams = 5_000
  /// So many questions a minute from one address.
  public var mostQuestions = 1_200
  /// So many codes a minute from one address that no certificate has.
  public var mostMisses = 30

  /// The usual ones.
  public init() {}
}
