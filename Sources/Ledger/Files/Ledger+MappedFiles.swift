internal import EventLog

extension Ledger {
  /// Whether the memory at `address` is the log's file, or that of a view. May be asked in a signal handler, once it was asked before.
  public static func isData(at address: UInt) -> Bool { EventLog.isData(at: address) }

  /// Whether the memory at `address` is a lock file of LMDB. As ``isData(at:)``.
  public static func isLockFile(at address: UInt) -> Bool { EventLog.isLockFile(at: address) }
}
