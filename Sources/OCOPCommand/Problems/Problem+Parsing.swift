internal import OCOP

extension Problem {
  /// What the parser of arguments found wrong. Its messages are English only; the ones it can give are retold here.
  static func parsing(_ message: String) -> Problem {
    let english = message.hasSuffix(".") || message.hasSuffix("?") ? message : message + "."
    var vietnamese = english
    for (pattern, words) in retold {
      guard let match = english.wholeMatch(of: pattern) else { continue }
      vietnamese = words(match.output.compactMap { $0.substring.map(String.init) })
      break
    }
    return .usage(Text(vietnamese, english), hint: Text("Xem: ocop help", "See: ocop help"))
  }

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
