/// Whose signatures a checkpoint must bear (C2SP tlog-policy): logs, witnesses, groups of them, and a quorum.
package struct WitnessPolicy: Sendable {
  /// The logs that are known.
  package private(set) var logs: [NoteVerifier] = []
  /// The witnesses that are known, each with its name in the policy.
  package private(set) var witnesses: [(name: String, verifier: CosignatureVerifier)] = []
  private var groups: [String: (least: Int, members: [String])] = [:]
  private var quorum: String?

  /// Reads a policy; throws ``NoteError/Kind/badPolicy``, and ``NoteError/Kind/badKey``.
  package init(_ text: String) throws(NoteError) {
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 9 || $0 == 10 }) else { throw NoteError(.badPolicy) }
    for line in text.split(separator: "\n") {
      let items = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
      guard let word = items.first, !word.hasPrefix("#") else { continue }
      switch (word, items.count) {
      case ("log", 2...3): try add(log: try NoteVerifier(items[1]))
      case ("witness", 3...4): try add(witness: items[1], try CosignatureVerifier(items[2]))
      case ("group", 4...): try add(group: items[1], items[2], Array(items[3...]))
      case ("quorum", 2):
        guard quorum == nil, items[1] == "none" || isDefined(items[1]) else { throw NoteError(.badPolicy) }
        quorum = items[1]
      default: throw NoteError(.badPolicy)
      }
    }
    guard quorum != nil else { throw NoteError(.badPolicy) }
  }

  private func isDefined(_ name: String) -> Bool { groups[name] != nil || witnesses.contains { $0.name == name } }

  private mutating func add(log: NoteVerifier) throws(NoteError) {
    guard !logs.contains(where: { $0.key == log.key }) else { throw NoteError(.badPolicy) }
    logs.append(log)
  }

  private mutating func add(witness name: String, _ verifier: CosignatureVerifier) throws(NoteError) {
    guard name != "none", !isDefined(name), !witnesses.contains(where: { $0.verifier.key == verifier.key }) else {
      throw NoteError(.badPolicy)
    }
    witnesses.append((name, verifier))
  }

  private mutating func add(group name: String, _ least: String, _ members: [String]) throws(NoteError) {
    let used = groups.values.flatMap(\.members)
    let wanted: UInt64? =
      switch least {
      case "all": UInt64(members.count)
      case "any": 1
      default: Checkpoint.number(least)
      }
    guard name != "none", !isDefined(name), members.allSatisfy({ isDefined($0) && !used.contains($0) }),
      Set(members).count == members.count, let wanted, (1...UInt64(members.count)).contains(wanted)
    else { throw NoteError(.badPolicy) }
    groups[name] = (Int(wanted), members)
  }

  /// Whether the cosigners are enough.
  package func isMet(by cosigners: [CosignatureVerifier]) -> Bool {
    func isMet(_ name: String) -> Bool {
      if let group = groups[name] { return group.members.count(where: isMet) >= group.least }
      return witnesses.contains { $0.name == name && cosigners.contains($0.verifier) }
    }
    return quorum.map { $0 == "none" || isMet($0) } ?? false
  }
}
