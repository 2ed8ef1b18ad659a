internal import Foundation
internal import LMDB

/// An append-only log of byte records in one LMDB environment, with streams, command ids and a Merkle tree.
///
/// What is acknowledged is on disk. One caller writes at a time; commands that wait together share one commit. Readers never wait.
package final class EventLog: Sendable {
  package let path: String
  let environment: Environment
  let tables: LogTables
  private let writer: LogWriter?
  private let lock: WriterLock?
  private let gate: Gate
  /// Whether readers of this log have slots, so that writers leave what they read alone; else they read in ``ReadSlices``.
  let hasSlots: Bool

  /// How a log is opened.
  package enum Mode: Hashable, Sendable {
    /// For reading, while another process may write. Where there is no slot to be had (the lock file is not ours to write, the disk
    /// is full, every slot is taken), as ``readingUntouched``.
    case reading
    /// For reading without touching any file, not even a reader's slot: a little at a time, writers waiting meanwhile.
    case readingUntouched
    /// For writing. `waiting`: wait until another writer is done, rather than fail with
    /// ``LogFailure/Kind/writerBusy``.
    case writing(waiting: Bool)
  }

  /// Makes a new, empty log in the folder `path`, which is created, and closes it again.
  ///
  /// Throws ``LogFailure/Kind/exists`` where there is one, and where another caller is making one: what is there is never
  /// written over. `identity` tells this log from every other: 16 random bytes.
  package static func create(
    at path: String, identity: [UInt8], format: UInt32 = LogFormat.made
  ) throws(LogFailure) {
    precondition(identity.count == 16, "an identity has 16 bytes")
    try LogFailure.refuseClosedStandard(path)
    try LogFailure.createFolder(path)
    try claimPlace(path)
    try failing(at: path) { () throws(LMDBError) in
      let environment = try Environment(path: path)
      var transaction = try WriteTransaction(environment)
      let tables = try LogTables(creatingIn: &transaction, format: format)
      try transaction.put(LogFormat.bytes(format), for: MetaKey.format, in: tables.meta)
      try transaction.put(identity, for: MetaKey.identity, in: tables.meta)
      try transaction.put(LogHead().encoded, for: MetaKey.head, in: tables.head)
      try transaction.commit()
    }
    try Folder.sync(path)
  }

  /// Makes the empty file that LMDB takes for a new environment. The system lets one of several callers make it.
  private static func claimPlace(_ path: String) throws(LogFailure) {
    let descriptor = open(path + "/data.mdb", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      if errno == EEXIST { throw LogFailure(.exists, path: path) }
      throw LogFailure(system: errno, path: path)
    }
    close(descriptor)
  }

  /// Opens the log in the folder `path`. `clock` tells the time of recording; it may jump, recorded times do not go back.
  ///
  /// `keys` tells the keys of a record. A log that was made before there were any gets them where it is opened for writing.
  /// `fence`: what each commit has to pass.
  package init(
    at path: String, mode: Mode, keys: KeyReader? = nil, fence: (any CommitFence)? = nil,
    clock: @escaping @Sendable () -> LogTime
  ) throws(LogFailure) {
    self.path = path
    // Before the writer's lock is opened: that is a file of the log too.
    try LogFailure.refuseClosedStandard(path)
    try Self.refuseForeignFile(path)
    let gate = try Gate(path)
    self.gate = gate
    let lock: WriterLock? =
      if case .writing(let waiting) = mode { try WriterLock(at: path, waiting: waiting) } else { nil }
    self.lock = lock
    var (environment, tables, hasSlots) = try Self.opened(at: path, mode: mode, gate)
    self.hasSlots = hasSlots
    if case .writing = mode, let keys, tables.keys == nil {
      try gate.enterWriting()
      defer { gate.leaveWriting() }
      try Self.addKeys(to: environment, tables, path: path, keys)
      tables = try Self.openTables(in: environment, path: path)
    }
    self.environment = environment
    self.tables = tables
    if case .writing = mode {
      writer = LogWriter(
        environment: environment, tables: tables, path: path, gate: gate, fence: fence, clock: clock)
    } else {
      writer = nil
    }
  }

  deinit { writer?.stop() }

  /// Runs `body` on a consistent view of the log. Never waits for a writer, but without a slot for the moment of a commit.
  package func read<R>(_ body: (borrowing LogView) throws -> R) throws -> R {
    let path = path
    guard hasSlots else { return try readInSlices(body) }
    let transaction = try failing(at: path) { () throws(LMDBError) -> ReadTransaction in
      try ReadTransaction(environment)
    }
    let view = try LogView(transaction.access, tables: tables, path: path)
    return try body(view)
  }

  private func readInSlices<R>(_ body: (borrowing LogView) throws -> R) throws -> R {
    let slices = ReadSlices(gate)
    let transaction = try gate.reading { () throws(LogFailure) in
      try failing(at: path) { () throws(LMDBError) -> ReadTransaction in
        let transaction = try ReadTransaction(environment)
        transaction.unsafePause()
        return transaction
      }
    }
    return try body(LogView(transaction.access, tables: tables, path: path, slices: slices))
  }

  /// Decides and appends in one write transaction: `plan` sees the log as it is at that moment, and what it answers is
  /// appended, all of it or nothing.
  ///
  /// `plan` runs on this thread or on that of another caller; it must not wait for anything, nor append itself. An error of
  /// its own comes back as it was thrown.
  /// Throws ``LogFailure`` where the disk refuses; then nothing of the plan is in the log.
  package func transact(_ plan: @escaping @Sendable (borrowing LogView) throws -> [AppendRequest]) throws -> Receipt {
    guard let writer else { throw LogFailure(.readOnly, path: path) }
    return try writer.perform(plan)
  }

  /// As ``transact(_:)``, portion by portion: `plan` is asked again, over the log with what it planned so far, until it answers that
  /// there is no more. All portions are one commit, or none is: as much is in memory as a portion takes, and what LMDB keeps of a
  /// transaction (512 MB at most).
  package func transactInPortions(
    _ plan: @escaping @Sendable (borrowing LogView) throws -> PlannedPortion
  ) throws -> Receipt {
    guard let writer else { throw LogFailure(.readOnly, path: path) }
    return try writer.performInPortions(plan)
  }

  /// Appends what is asked, without looking first.
  package func append(_ requests: @escaping @Sendable () -> [AppendRequest]) throws -> Receipt {
    try transact { _ in requests() }
  }

  /// See ``MappedFiles/file(at:)``.
  package static func isData(at address: UInt) -> Bool { MappedFiles.shared.file(at: address) == .data }

  /// See ``MappedFiles/file(at:)``.
  package static func isLockFile(at address: UInt) -> Bool { MappedFiles.shared.file(at: address) == .locks }

  /// See ``StandardDescriptors/open()``.
  package static func openStandardDescriptors() -> Bool { StandardDescriptors.open() }

  /// Bytes of the data file in use.
  package var usedBytes: Int { environment.usedBytes }
}

extension EventLog {
  private typealias Opened = (environment: Environment, tables: LogTables, hasSlots: Bool)

  private static func opened(at path: String, mode: Mode, _ gate: Gate) throws(LogFailure) -> Opened {
    guard case .writing = mode else {
      if mode == .reading, takesReaders(path) {
        do {
          // Another handle of this process may want to write, and shares the environment: where the file can be written, it is
          // opened so. Whoever reads begins no transaction that writes.
          let options: EnvironmentOptions = access(path + "/data.mdb", W_OK) == 0 ? [] : .readOnly
          let (environment, tables) = try openEnvironment(at: path, options, gate)
          return (environment, tables, true)
        } catch  where [.diskFull, .readersFull].contains(error.kind) {}
      }
      let (environment, tables) = try gate.reading { () throws(LogFailure) in
        try openEnvironment(at: path, [.readOnly, .unsafeNoLock], nil)
      }
      return (environment, tables, false)
    }
    let (environment, tables) = try openEnvironment(at: path, [], gate)
    return (environment, tables, true)
  }

  private static func openEnvironment(
    at path: String, _ options: EnvironmentOptions, _ gate: Gate?
  ) throws(LogFailure) -> (Environment, LogTables) {
    func environment() throws(LogFailure) -> Environment {
      try failing(at: path) { () throws(LMDBError) in
        let environment = try Environment.shared(path: path, options: options)
        if !options.contains(.unsafeNoLock) { try environment.clearStaleReaders() }
        return environment
      }
    }
    let opened: Environment
    if let gate { opened = try gate.opening(environment) } else { opened = try environment() }
    return (opened, try openTables(in: opened, path: path))
  }

  private static func openTables(in environment: Environment, path: String) throws(LogFailure) -> LogTables {
    let opened = try failing(at: path) { () throws(LMDBError) -> (LogTables, [UInt8]?)? in
      let transaction = try ReadTransaction(environment)
      let tables = try LogTables(openingIn: transaction)
      try transaction.keepDatabases()
      guard let tables else { return nil }
      return (tables, try formatBytes(in: environment, tables))
    }
    guard let (tables, format) = opened, let format, format.count == 4 else {
      throw LogFailure(.damaged, path: path, detail: "the environment has no tables of a log")
    }
    let version = LogFormat.number(format)
    guard version <= LogFormat.current else {
      throw LogFailure(.newerFormat, path: path, detail: "format \(version), known up to \(LogFormat.current)")
    }
    guard version < LogFormat.keyed || tables.keys != nil else {
      throw LogFailure(.damaged, path: path, detail: "the environment has no table of keys")
    }
    return tables
  }

  private static func formatBytes(
    in environment: Environment, _ tables: LogTables
  ) throws(LMDBError) -> [UInt8]? {
    let transaction = try ReadTransaction(environment)
    guard let bytes = try transaction.access.value(for: MetaKey.format, in: tables.meta) else { return nil }
    return array(bytes)
  }

  /// LMDB takes an empty file for a new environment and would fill it; a log is never empty.
  private static func refuseForeignFile(_ path: String) throws(LogFailure) {
    var file = stat()
    guard stat(path + "/data.mdb", &file) == 0 else {
      let kind: LogFailure.Kind = errno == ENOENT || errno == ENOTDIR ? .missing : .accessDenied
      throw LogFailure(kind, path: path, detail: String(cString: strerror(errno)))
    }
    guard file.st_size >= 8192 else {
      throw LogFailure(.damaged, path: path, detail: "data.mdb is too short to be a log")
    }
  }

  /// Whether a reader can leave its mark for writers to see. On a file system that is read-only none can come.
  private static func takesReaders(_ path: String) -> Bool {
    let file = path + "/lock.mdb"
    return access(file, W_OK) == 0 || (errno == ENOENT && access(path, W_OK) == 0)
  }
}
