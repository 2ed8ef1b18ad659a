internal import ArgumentParser
internal import OCOP

/// Makes a command line ready for the parser: global options may stand before the command, and words that name no
/// command are told with the one that was probably meant.
enum Arguments {
  private static let valued: Set<String> = [
    "--ledger", "--format", "--lang", "--as-of", "--known-at", "--actor", "--areas", "--counting",
  ]

  static func arranged(_ arguments: [String], root: any ParsableCommand.Type) throws -> [String] {
    var leading: [String] = []
    var rest = arguments[...]
    while let first = rest.first, first.hasPrefix("-"), first != "--" {
      // On their own these ask the program itself.
      if ["-h", "--help", "--version"].contains(first) || first.hasPrefix("--generate-") { break }
      leading.append(rest.removeFirst())
      if valued.contains(first), let value = rest.popFirst() { leading.append(value) }
    }
    let command = try check(rest, root)
    // A noun alone shows its help and takes no options.
    guard command.configuration.subcommands.isEmpty else { return Array(rest) }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return Array(rest[..<end]) + leading + Array(rest[end...])
  }

  /// The command that the words lead to.
  private static func check(
    _ arguments: ArraySlice<String>, _ root: any ParsableCommand.Type
  ) throws -> any ParsableCommand.Type {
    var command = root
    var path = "ocop"
    for word in arguments {
      let children = command.configuration.subcommands
      guard !children.isEmpty, !word.hasPrefix("-") else { break }
      guard let child = children.first(where: { name(of: $0) == word }) else {
        if let usual = command.configuration.defaultSubcommand { return usual }
        throw unknown(word, after: path, among: children.map(name))
      }
      command = child
      path += " \(word)"
    }
    return command.configuration.defaultSubcommand ?? command
  }

  static func name(of command: any ParsableCommand.Type) -> String { command.configuration.commandName ?? "" }

  static func unknown(_ word: String, after path: String, among names: [String]) -> Problem {
    let list = names.joined(separator: ", ")
    let hint = Text("\(path) có: \(list)", "\(path) has: \(list)")
    guard let meant = suggestion(for: word, among: names) else {
      return .usage(
        Text("Không có lệnh `\(word)`.", "There is no command `\(word)`."), hint: hint, code: "usage.unknownCommand")
    }
    return .usage(
      Text(
        "Không có lệnh `\(word)`. Ý bạn là `\(meant)`?", "There is no command `\(word)`. Did you mean `\(meant)`?"),
      hint: hint, code: "usage.unknownCommand")
  }
}
