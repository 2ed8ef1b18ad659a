internal import EventLog

extension Ledger {
  /// Lets the members of a group of the system take places among the log's readers: writers then leave alone what they read, and wait for
  /// none of them. They write nothing else. Throws ``LedgerFailure`` where the caller may not give the files to that group.
  public func giveReaders(toGroup group: UInt32) throws(LedgerError) {
    try failing(path) { try log.giveReaders(toGroup: group) }
  }
}
