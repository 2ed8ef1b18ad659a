internal import ArgumentParser
internal import Foundation
internal import Ledger

struct MakeCodeKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code-key", abstract: "Tạo khóa của mã trên giấy. · Make the key of the codes on paper.",
    discussion: """
      Tệp mới chỉ chủ đọc được; sao lưu cùng khóa ký: mất khóa thì mã đã in không tra được nữa.
      A new file that only its owner reads; back it up with the signing key: without it printed codes lead nowhere.
      """)

  @Argument(help: "Tệp mới. · A new file.") var file: String

  func run() throws {
    var random = SystemRandomNumberGenerator()
    let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
    let text = try CertificateCodes.adding(secret)
    try DurableFile.write(Array(text.utf8), to: file, .new, isSecret: true)
  }
}

/// The file of the keys of the codes.
enum CodeKeyFile {
  /// Its text. Throws where others than its owner may read it.
  static func read(_ path: String) throws -> String {
    var file = stat()
    guard stat(path, &file) == 0 else { throw ValidationError("\(path): không đọc được · cannot be read") }
    guard file.st_mode & 0o077 == 0 else {
      throw ValidationError("\(path): người khác đọc được, hãy chmod 600 · others may read it: chmod 600")
    }
    return try String(contentsOfFile: path, encoding: .utf8)
  }
}
