public import OCOP

extension NationalRulebooks {
  /// The national rulebooks as full as their sources go, with their law, in the order they came into force. Costs the reading
  /// of half a hundred files of the program.
  ///
  /// Throws ``RulebookFileErrors`` where the data inside the program cannot be read.
  public static func inFull() throws -> [Rulebook] {
    let files = NationalRulebookFiles()
    return try all.map { try RulebookFolder($0.id.text, in: files, among: { _ in nil }).rulebook }
  }
}
