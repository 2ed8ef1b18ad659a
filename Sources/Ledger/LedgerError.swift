internal import EventLog
public import Foundation
public import OCOP
public import ProjectionKit

/// Everything that a ledger throws by itself. What closures that are handed to it throw comes back as it is.
///
/// End a `do` that catches single cases with a `catch` for the rest: Swift 6.3 crashes on one that leaves some over
/// (swiftlang/swift#89787).
public enum LedgerError: Error, Hashable, Sendable {
  /// The domain says no: nothing was recorded.
  case refused(Rejection)
  /// The disk, the files, another program, the clock.
  case failed(LedgerFailure)
  /// A question that its projection cannot take.
  case question(QuestionError)
  /// A proof, a key or a signature that does not hold.
  case proof(ProofFailure)

  /// The stable, dotted code.
  public var code: String {
    switch self {
    case .refused(let rejection): rejection.code
    case .failed(let failure): failure.code
    case .question: "question.notTaken"
    case .proof(let failure): failure.code
    }
  }

  /// What happened and what to do, in both languages.
  public var text: Text {
    switch self {
    case .refused(let rejection): rejection.text
    case .failed(let failure): failure.text
    case .question(let error):
      Text(
        "\(error.parameter) không nhận \"\(error.value)\". Được nhận: \(error.accepted.vi)",
        "\(error.parameter) does not take \"\(error.value)\". Accepted: \(error.accepted.en)")
    case .proof(let failure): failure.text
    }
  }
}

extension LedgerError: LocalizedError {
  /// The text in the language of the process: Vietnamese where its locale is, else English.
  public var errorDescription: String? { text(Locale.current.language.languageCode == .vietnamese ? .vi : .en) }
}

extension LedgerError {
  /// The error that `error` is to callers; `nil`: it is none of the ledger's. `path` is the ledger's folder, where it is known.
  init?(_ error: any Error, at path: String? = nil) {
    switch error {
    case let error as LedgerError: self = error
    case let failure as LogFailure: self = .failed(LedgerFailure(failure, at: path))
    case let failure as LedgerFailure: self = .failed(failure)
    case let rejection as Rejection: self = .refused(rejection)
    case let error as QuestionError: self = .question(error)
    case let failure as ProofFailure: self = .proof(failure)
    default: return nil
    }
  }
}

/// Runs `body`, whose failures are all the ledger's; in the folder `path`, where it is known.
func failing<R>(_ path: String? = nil, _ body: () throws -> R) throws(LedgerError) -> R {
  do {
    return try body()
  } catch {
    if let known = LedgerError(error, at: path) { throw known }
    // Whatever the system says of a file or a folder.
    throw .failed(LedgerFailure(.io, path: path ?? "", detail: "\(error)"))
  }
}

/// Runs `body`, which calls a closure of the caller's: what that throws, and is none of the ledger's, comes back as it is.
func calling<R>(_ path: String? = nil, _ body: () throws -> R) throws -> R {
  do {
    return try body()
  } catch {
    throw LedgerError(error, at: path) ?? error
  }
}
