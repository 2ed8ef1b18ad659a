internal import Foundation

/// One caller's plan and the place where its answer is put.
final class AppendJob: @unchecked Sendable {
  // Unchecked because all is written by the caller that leads before it signals, and read by this one's after it was
  // woken.
  let plan: @Sendable (borrowing LogView) throws -> PlannedPortion
  let isAlone: Bool
  var receipt: Receipt?
  var error: (any Error)?
  private var leads = false
  private let woken = DispatchSemaphore(value: 0)

  init(isAlone: Bool, plan: @escaping @Sendable (borrowing LogView) throws -> PlannedPortion) {
    self.isAlone = isAlone
    self.plan = plan
  }

  /// Waits until the job is done, or until this caller is to do it: then `true`.
  func waitOrLead() -> Bool {
    woken.wait()
    return leads
  }

  func takeLead() {
    leads = true
    woken.signal()
  }

  func finish(_ failure: LogFailure?) {
    if error == nil { error = failure }
    woken.signal()
  }

  func answer() throws -> Receipt {
    if let error { throw error }
    guard let receipt else { preconditionFailure("a job ended with neither receipt nor error") }
    return receipt
  }
}
