internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import OCOPWeb

/// `ocop-web`
@main
struct OCOPWebProgram: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ocop-web",
    abstract: "Trang web của một sổ cái OCOP, chỉ đọc. · The pages of an OCOP ledger; it reads only.",
    subcommands: [Serve.self, MakeToken.self], defaultSubcommand: Serve.self)
}

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Phục vụ các trang. · Serve the pages.")

  @Option(help: ArgumentHelp("Thư mục của sổ cái. · The ledger's folder.", valueName: "dir"))
  var ledger: String
  @Option(help: ArgumentHelp("Cổng. · Port.", valueName: "port")) var port = 8080
  @Option(help: ArgumentHelp("Địa chỉ nghe. · Address to listen on.", valueName: "address")) var host = "127.0.0.1"
  @Option(help: ArgumentHelp("Nơi giữ bảng tính sẵn. · Where views are kept.", valueName: "dir")) var cache: String?
  @Option(help: ArgumentHelp("Khóa của mã trên giấy. · Keys of the codes on paper.", valueName: "file")) var codes:
    String?
  @Option(
    help: ArgumentHelp(
      "Địa chỉ công khai, nơi mã QR dẫn tới. · Public address, where QR codes lead.", valueName: "url"))
  var site: String?
  @Option(help: ArgumentHelp("Tệp mã truy cập. · File of access tokens.", valueName: "file")) var tokens: String?
  @Option(help: ArgumentHelp("Cổng của /livez, /readyz, /metrics. · Their port.", valueName: "port")) var statusPort:
    Int?
  @Flag(help: "Sau một máy chủ trung gian đáng tin. · Behind a trusted proxy.") var behindProxy = false
  @Flag(help: "Trình duyệt chỉ đến bằng TLS. · Browsers come by TLS only.") var behindTLS = false
  @Option(help: ArgumentHelp("Tiêu đề cho quyền truy cập. · The proxy's header for access.", valueName: "name"))
  var accessHeader: String?
  @Flag(help: "Kiểm chứng nhật ký trước mỗi câu trả lời mới. · Verify the log before what is new of it is answered.")
  var verified = false
  @Option(
    help: ArgumentHelp(
      "Số lần hỏi mỗi phút từ một địa chỉ. · Questions a minute from one address.", valueName: "count"))
  var questionsPerMinute = WebSettings().mostQuestions

  func validate() throws {
    guard accessHeader == nil || behindProxy else { throw ValidationError("--access-header goes with --behind-proxy") }
  }

  func run() async throws {
    Self.raiseOpenFiles()
    let kept = try ViewCache(cache)
    let views = kept.views
    let keys = try codes.map { path in
      guard let text = try DurableFile.secret(path) else { throw ValidationError("\(path): không có · is not there") }
      return try CertificateCodes(text: text)
    }
    var settings = WebSettings()
    (settings.host, settings.port, settings.statusPort) = (host, port, statusPort)
    (settings.isBehindProxy, settings.isBehindTLS, settings.accessHeader) = (behindProxy, behindTLS, accessHeader)
    settings.mostQuestions = questionsPerMinute
    if let tokens { settings.tokens = try AccessTokens(text: String(contentsOfFile: tokens, encoding: .utf8)) }
    let address = try site.map { text in
      guard let site = CertificateSite(text) else {
        throw ValidationError("--site \(text): \(CertificateSite.accepted.en)")
      }
      return site
    }
    let today: @Sendable () -> Day = { Timestamp.now().dayInVietnam }
    let source = SiteSource(ledger, today: today) { [ledger, verified] in
      let opened = try Ledger(at: ledger, mode: .readingUntouched, views: views, verifies: verified)
      if verified { try opened.requireAsWritten() }
      return try Site(
        opened, codes: keys, site: address, setup: verified ? "verified" : "", version: programVersion, today: today)
    }
    // What cannot be opened is told at once, and not to readers.
    _ = try source.site()
    try await WebServer(source, settings).run { [host] port, path in
      FileHandle.standardError.write(Data("http://\(host):\(port)\(path)\n".utf8))
    }
    kept.end()
  }

  /// As many connections as the machine allows: each is an open file, and the usual limit is meant for programs that wait on few.
  private static func raiseOpenFiles() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}

struct MakeToken: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Tạo mã truy cập nhật ký. · Make a token for the log.",
    discussion: "Dòng thứ hai thêm vào tệp của --tokens. · The second line goes into the file of --tokens.")

  @Argument(help: "Tên, không có dấu cách. · A name without spaces.") var name: String
  @Option(help: "Số ngày có hiệu lực. · How many days it is good.") var days: Int32 = 90

  func validate() throws {
    guard !name.isEmpty, !name.contains(where: \.isWhitespace) else { throw ValidationError("a name without spaces") }
    guard (1...3_650).contains(days) else { throw ValidationError("--days 1…3650") }
  }

  func run() {
    var random = SystemRandomNumberGenerator()
    let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
    let made = AccessTokens.make(name, secret, until: Timestamp.now().dayInVietnam.advanced(by: days))
    print(made.token)
    print(made.line)
  }
}
