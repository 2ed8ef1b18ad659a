internal import Dispatch
public import OCOP
public import ProjectionKit

/// The same by `async`: the work is done on a thread of its own kind, so that no thread of the pool waits for a disk, and no
/// transaction is open across an `await`.
extension Ledger {
  private static let queue = DispatchQueue(label: "ledger", attributes: .concurrent)

  /// Asks `query` (``ask(_:_:)``).
  public func ask<Q: Query & Sendable>(
    _ query: Q, _ question: Question
  ) async throws(LedgerError) -> Answered<Q.Answer> {
    try await aside { () throws(LedgerError) in try self.ask(query, question) }
  }

  /// Records `commands`, all or nothing (``submit(_:)``).
  public func submit(_ commands: [Command]) async throws(LedgerError) -> WriteReceipt<[CommandOutcome]> {
    try await aside { () throws(LedgerError) in try self.submit(commands) }
  }

  /// Drafts and records, all or nothing (``write(_:)``).
  ///
  /// Throws what `body` throws, and ``LedgerError`` as the form that waits does.
  public func write<R: Sendable>(
    _ body: @escaping @Sendable (inout WriteSession) throws -> R
  ) async throws -> WriteReceipt<R> {
    let result: Result<WriteReceipt<R>, any Error> = await withCheckedContinuation { continuation in
      Self.queue.async { continuation.resume(returning: Result { try self.write(body) }) }
    }
    return try result.get()
  }

  /// Verifies the log (``verify(allCommitments:progress:)``).
  public func verify(allCommitments: Bool = true) async throws(LedgerError) -> VerifyResult {
    try await aside { () throws(LedgerError) in try self.verify(allCommitments: allCommitments) { _, _ in } }
  }

  /// Runs `body` where it may wait.
  func aside<R: Sendable>(
    _ body: @escaping @Sendable () throws(LedgerError) -> R
  ) async throws(LedgerError) -> R {
    let result: Result<R, LedgerError> = await withCheckedContinuation { continuation in
      Self.queue.async { continuation.resume(returning: Result(catching: body)) }
    }
    return try result.get()
  }
}
