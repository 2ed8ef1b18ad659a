public import OCOP

extension CommandID {
  /// The id of the strike-out by which the import that recorded a command's record is undone. A strike-out under it says that nobody
  /// found the fact wrong: the same list may be imported again.
  public var undoing: CommandID { CommandID(hashing: ["ocop.import.undo.v1", description]) }

  /// The id under which the command is given again once its import was undone.
  var again: CommandID { CommandID(hashing: ["ocop.import.again.v1", description]) }
}
