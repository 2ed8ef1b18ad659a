internal import Foundation
internal import OCOP

/// What holds before a command line is understood, and even where it cannot be: the language and the form of messages.
struct Settings: Sendable {
  let language: Language
  let format: OutputFormat
  let isQuiet: Bool

  init(_ arguments: [String], _ environment: [String: String]) {
    language = Self.value(of: "--lang", arguments).flatMap(Language.init) ?? Self.locale(environment)
    format = Self.value(of: "--format", arguments).flatMap(OutputFormat.init) ?? .table
    isQuiet = arguments.contains("--quiet") || arguments.contains("-q")
  }

  /// Of this process.
  static let current = Settings(Array(CommandLine.arguments.dropFirst()), ProcessInfo.processInfo.environment)

  /// The locale of messages by POSIX: the first of the three variables that says anything.
  private static func locale(_ environment: [String: String]) -> Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let locale = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    return locale?.lowercased().hasPrefix("vi") == true ? .vi : .en
  }

  private static func value(of option: String, _ arguments: [String]) -> String? {
    for (index, argument) in arguments.enumerated().reversed() {
      if argument.hasPrefix(option + "=") { return String(argument.dropFirst(option.count + 1)) }
      if argument == option, index + 1 < arguments.count { return arguments[index + 1] }
    }
    return nil
  }
}

/// The text in the language of this process, for help that is made before anything is parsed.
func say(_ vi: String, _ en: String) -> String { Text(vi, en)(Settings.current.language) }
