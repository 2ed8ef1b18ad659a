internal import OCOP

extension Problem {
  /// What the parser of arguments found wrong. Its messages are English only; the ones it can give are retold here.
  static func parsing(_ message: String, of arguments: [String]) -> Problem {
    // The parser takes a negative number for an option, and says that a value is missing.
    if message.hasPrefix("Missing"), let number = arguments.first(where: { $0.firstMatch(of: negative) != nil }) {
      return .usage(
        Text("Số âm không được nhận: '\(number)'.", "A negative number is not taken: '\(number)'."),
        hint: Text("Xem: ocop help", "See: ocop help"))
    }
    let english = message.hasSuffix(".") || message.hasSuffix("?") ? message : message + "."
    var vietnamese = english
    for (pattern, words) in retold {
      guard let match = english.wholeMatch(of: pattern) else { continue }
      vietnamese = words(match.output.compactMap { $0.substring.map(String.init) })
      break
    }
    return .usage(Text(vietnamese, english), hint: Text("Xem: ocop help", "See: ocop help"))
  }

  private static var negative: Regex<AnyRegexOutput> { pattern(#"^-[0-9]"#) }

  private typealias Retelling = (Regex<AnyRegexOutput>, ([String]) -> String)

  private static var retold: [Retelling] {
    [
      (
        pattern(#"Unknown option '(.+?)'\. Did you mean '(.+)'\?"#),
        { "Không có tùy chọn '\($0[1])'. Ý bạn là '\($0[2])'?" }
      ),
      (pattern(#"Unknown option '(.+)'\."#), { "Không có tùy chọn '\($0[1])'." }),
      (pattern(#"Missing value for '(.+)'\."#), { "Thiếu giá trị cho '\($0[1])'." }),
      (pattern(#"Missing expected argument '(.+)'\."#), { "Thiếu '\($0[1])'." }),
      (pattern(#"Unexpected argument '(.+)'\."#), { "Thừa '\($0[1])'." }),
      (pattern(#"\d+ unexpected arguments: (.+)\."#), { "Thừa \($0[1])." }),
      (pattern(#"The value '(.*)' is invalid for '(.+)'\."#), { "'\($0[2])' không nhận '\($0[1])'." }),
    ]
  }

  private static func pattern(_ text: String) -> Regex<AnyRegexOutput> {
    // The patterns above are constants, and a test uses each.
    try! Regex(text)
  }
}
