internal import EventLog
public import OCOP

/// What undoing an import comes to.
public struct ImportUndone: Sendable {
  /// A record of the import that is in use.
  public struct Used: Hashable, Sendable {
    /// Where it stands.
    public let position: Position
    /// Why it is not struck out.
    public let reason: Text
  }

  /// The record of the import.
  public let position: Position
  /// How many records were struck out, that of the import among them.
  public var struck = 0
  /// How many had been struck out before.
  public var gone = 0
  /// Records on which later ones rest, in the order of the log.
  public var used: [Used] = []
}

extension WriteSession {
  /// The id under which a command is recorded now, and what was: another one for each time that what it recorded was undone with its import.
  @_lifetime(self: copy self)
  mutating func current(_ id: CommandID) throws -> (id: CommandID, entry: RecordedEntry?) {
    var id = id
    while let there = try earlier(id) {
      guard try isUndone(there) else { return (id, there) }
      id = id.again
    }
    return (id, nil)
  }

  @_lifetime(self: copy self)
  mutating func isUndone(_ entry: RecordedEntry) throws -> Bool {
    guard let command = entry.record.command, let strike = try undoing(command).strike else { return false }
    return try correction(of: strike) == nil
  }

  /// The id of the strike-out that undoes a command's record, and that strike-out: a new id once an earlier one was taken back.
  @_lifetime(self: copy self)
  private mutating func undoing(_ command: CommandID) throws -> (id: CommandID, strike: RecordedEntry?) {
    var id = command.undoing
    while let strike = try earlier(id) {
      guard try correction(of: strike) != nil else { return (id, strike) }
      id = id.again
    }
    return (id, nil)
  }

  /// The record of an import at `position`, and the positions of what it recorded. Throws ``Rejection/noImport(_:)`` where there is none,
  /// or where the records before it are of something else: an export of another ledger may have been taken in between them.
  func imported(at position: Position) throws -> (list: ListImported, records: Range<UInt64>) {
    guard let entry = try recordedEntry(at: position), case .listImported(let list) = entry.record.event,
      list.records <= position.number
    else { throw Rejection.noImport(position) }
    return (list, position.number - list.records..<position.number)
  }

  /// The record at `position`, of whatever stream.
  func recordedEntry(at position: Position) throws -> RecordedEntry? {
    if let drafted = drafted(at: position) { return drafted }
    guard position.number < view.size else { return nil }
    return try event(at: LogPosition(position.number))
  }

  /// Strikes out a record of an import, unless something that is not of the import rests on it. Answers why it stays; `nil`: it is struck
  /// out now, or was before (`undone` counts both).
  @_lifetime(self: copy self)
  mutating func undo(
    _ number: UInt64, of imported: Range<UInt64>, _ list: ListImported, actor: String, reason: String,
    _ undone: inout ImportUndone
  ) throws {
    let position = Position(number)
    guard let entry = try recordedEntry(at: position), entry.record.source == list.file else {
      throw Rejection.noImport(Position(imported.upperBound))
    }
    let stream = entry.record.stream
    if let correction = try correction(of: entry) {
      guard try effective(for: position, in: stream) != nil else {
        undone.gone += 1
        return
      }
      // A correction of the same import was undone before this.
      return undone.used.append(
        .init(
          position: position, reason: Text("đã được sửa ở vị trí \(correction)", "corrected at position \(correction)"))
      )
    }
    let history = try history(of: stream)
    if entry.record.corrects == nil, let idle = history.leftIdle(strikingOut: position) {
      return undone.used.append(
        .init(position: position, reason: Text("vị trí \(idle) dựa vào bản ghi này", "position \(idle) rests on it")))
    }
    do {
      let id = try entry.record.command.map { try undoing($0).id }
      let outcome = try record(
        Command(
          id: id, actor: actor, act: .void(stream, position),
          effectiveOn: entry.record.effectiveOn, reason: reason))
      if outcome.isNew { undone.struck += 1 } else { undone.gone += 1 }
    } catch let rejection as Rejection {
      undone.used.append(.init(position: position, reason: later(in: history, than: imported) ?? rejection.text))
    }
  }

  /// That a stream goes on after the import, where it does.
  private func later(in history: History, than imported: Range<UInt64>) -> Text? {
    history.effective.last { !imported.contains($0.position.number) && $0.position.number >= imported.upperBound }
      .map { Text("vị trí \($0.position) dựa vào bản ghi này", "position \($0.position) rests on it") }
  }
}
