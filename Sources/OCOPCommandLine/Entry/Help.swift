internal import OCOP

/// A help text that was asked for, its headings in the language of the process.
struct Help: Error {
  let text: String

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if Settings.current.language == .vi {
      lines = lines.map { line in
        for (english, vietnamese) in Self.headings where line.hasPrefix(english) {
          return vietnamese + line.dropFirst(english.count)
        }
        if let end = line.firstRange(of: "' for detailed help.") {
          return "  Xem '"
            + line[..<end.lowerBound].drop { $0 != "'" }.dropFirst()
            .replacing("<subcommand>", with: "<lệnh>") + "' để biết chi tiết."
        }
        return line.replacing("Show help information.", with: "Hiện trợ giúp này.")
          .replacing("Show the version.", with: "Hiện phiên bản.").replacing("(default: ", with: "(mặc định: ")
      }
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    self.text = lines.joined(separator: "\n")
  }

  private static let headings = [
    ("OVERVIEW:", "TÓM TẮT:"), ("USAGE:", "CÁCH DÙNG:"), ("ARGUMENTS:", "THAM SỐ:"), ("OPTIONS:", "TÙY CHỌN:"),
    ("SUBCOMMANDS:", "CÁC LỆNH:"),
  ]
}
