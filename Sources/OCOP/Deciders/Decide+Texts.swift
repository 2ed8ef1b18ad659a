internal import Wire

/// Refuses a command in which a text holds a control character: what a terminal, a spreadsheet or a browser would obey stays in the log
/// for ever.
func refuseControlCharacters(_ command: Command) throws(Rejection) {
  try refuse(command.actor, "actor")
  let remarks = [
    (command.reason, "reason"), (command.note, "note"), (command.source, "source"), (command.irregular, "irregular"),
    (command.grounds.legalBasis, "legalBasis"),
  ]
  for (text, field) in remarks { try refuse(text, field) }
  for told in command.told {
    for text in [told.field, told.value, told.source] { try refuse(text, "told") }
  }
  switch command.act {
  case .record(_, let event), .correct(_, _, let event):
    if let found = event.controlCharacter { throw .controlCharacter(field: found.field, found.scalar) }
  case .recognise(_, let request):
    try refuse(request.decision, "decision")
    try refuse(request.issuer, "issuer")
    try refuse(request.word, "word")
  case .void: break
  }
}

private func refuse(_ text: String?, _ field: String) throws(Rejection) {
  if let scalar = text?.controlCharacter { throw .controlCharacter(field: field, scalar) }
}

extension String {
  /// The first control character (Unicode category Cc), sign that turns the direction of writing, separator of lines, tag, or character
  /// that is none.
  fileprivate var controlCharacter: UInt32? {
    // ASCII that is seen, and the letters from U+00C0 to U+05FF and from U+1000 to U+1FFF, told by their first byte: nearly every text
    // is of these alone.
    let isSeen = utf8.allSatisfy { byte in
      switch byte {
      case 0x20...0x7e, 0x80...0xbf, 0xc3...0xd7, 0xe1: true
      default: false
      }
    }
    return isSeen ? nil : unicodeScalars.first { $0.isObeyed || $0.standsForNothing }?.value
  }
}

extension Event {
  /// The first control character in a text of the event, and in which field.
  fileprivate var controlCharacter: (field: String, scalar: UInt32)? {
    func find<M: Message>(_ message: M) -> (field: String, scalar: UInt32)? {
      var finder = ControlFinder()
      finder.look(into: message, "")
      return finder.found
    }
    return find(payload)
  }
}

/// Goes through the texts of a message.
private struct ControlFinder: FieldCoder {
  private(set) var found: (field: String, scalar: UInt32)?
  private var path = ""

  mutating func look<M: Message>(into message: M, _ name: String) {
    let outer = path
    path = name.isEmpty ? "" : path + name + "."
    var copy = message
    do { try describeBySharedCode(&copy, to: &self) } catch { preconditionFailure("looking does not fail: \(error)") }
    path = outer
  }

  private mutating func look<T: FieldValue>(at value: T, _ name: StaticString) {
    // Numbers have no text; and asking a type for what it can do costs more than all else here.
    guard found == nil, T.wireType == .bytes else { return }
    if let text = value as? String {
      if let scalar = text.controlCharacter { found = ("\(path)\(name)", scalar) }
    } else if let text = value as? any TextFieldValue {
      if let scalar = text.text.controlCharacter { found = ("\(path)\(name)", scalar) }
    } else if let message = value as? any Message {
      look(into: message, "\(name)")
    }
  }

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    look(at: value, name)
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    if let value { look(at: value, name) }
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    for element in value { look(at: element, name) }
  }
}
