import CFaults
import EventLog
import Foundation
import TestSupport
import Testing

/// Each write and each sync of one append made to fail, in each way it can, and each way to go on after it.
@Suite("EventLog: every step of an append that fails", .serialized)
struct FaultTableTests {
  struct Fault: CustomTestStringConvertible, Sendable {
    enum Effect: Int32, CaseIterable { case notApplied, applied, inPart }
    enum Next: CaseIterable { case retrySame, retryDifferent, reopen }

    let step: Int32
    let effect: Effect
    let error: Int32
    let lasts: Bool
    let next: Next

    var testDescription: String {
      "call \(step) \(effect), \(String(cString: strerror(error)))\(lasts ? ", as all after it" : ""), then \(next)"
    }

    func arm(_ scratch: Scratch) {
      faults_arm(scratch.path, step, effect.rawValue, error, lasts ? 1 : 0)
    }
  }

  /// How many calls one append makes: learned from one that goes well, and fewer than three would mean that the calls
  /// are not seen.
  static let calls: Int32 = {
    let scratch = Scratch()
    guard let log = try? Self.begun(scratch) else { return 0 }
    faults_arm(scratch.path, 0, 0, 0, 0)
    _ = try? log.append { [Self.asked] }
    return faults_disarm()
  }()

  static let table: [Fault] = (1...max(calls, 1)).flatMap { step in
    Fault.Effect.allCases.flatMap { effect in
      [EIO, ENOSPC].flatMap { error in
        [false, true].flatMap { lasts in
          Fault.Next.allCases.map { Fault(step: step, effect: effect, error: error, lasts: lasts, next: $0) }
        }
      }
    }
  }

  private static let blob = [UInt8](repeating: 3, count: 20_000)
  private static let before = ["a", "b", "e", "f", "g", "h"].map { "\($0)|1|5|0|" }
  private static let other = ["d|1|5|8|"]
  private static let added = ["a|2|5|7|new", "c|1|5|7|new"]
  private static var asked: AppendRequest {
    request(
      [record("a", "new", command: command(7)), record("c", "new", command: command(7))],
      command: command(7), blobs: [blob])
  }

  private static var different: AppendRequest {
    request([record("d", command: command(8))], command: command(8))
  }

  private static func begun(_ scratch: Scratch) throws -> EventLog {
    let log = try EventLog.fresh(scratch)
    // Free pages lie scattered after a few commits, so that one commit writes more than one run of pages.
    for name in ["a", "b", "e", "f", "g", "h"] { _ = try log.append { [request([record(name)])] } }
    return log
  }

  private static func reopened(_ scratch: Scratch) throws -> EventLog {
    try EventLog(at: scratch.path, mode: .writing(waiting: false)) { LogTime(microseconds: 5) }
  }

  @Test("the calls of an append are seen: data, sync, meta page")
  func seen() { #expect(Self.calls >= 3) }

  @Test("nothing acknowledged is lost, nothing is there by half, and asked again it is there once", arguments: table)
  func append(_ fault: Fault) throws {
    let scratch = Scratch()
    var acknowledged: [String] = []
    do {
      let log = try Self.begun(scratch)
      fault.arm(scratch)
      let failure = #expect(throws: LogFailure.self) { try log.append { [Self.asked] } }
      faults_disarm()
      #expect(failure?.kind == .mustReopen || failure?.kind == .diskFull || failure?.kind == .io, "\(failure as Any)")
      readOn(log, after: failure)
      switch fault.next {
      case .reopen: break
      case .retrySame:
        if try goOn(log, after: failure, { try log.append { [Self.asked] } }) { acknowledged = Self.added }
      case .retryDifferent:
        if try goOn(log, after: failure, { try log.append { [Self.different] } }) { acknowledged = Self.other }
      }
    }
    let log = try Self.reopened(scratch)
    #expect(try log.findings().isEmpty)
    let kept = try log.texts()
    let other = Self.other
    if !acknowledged.isEmpty { #expect(kept == Self.before + acknowledged, "what was acknowledged is not there") }
    #expect([Self.before, Self.before + Self.added, Self.before + other].contains(kept), "\(kept)")
    let again = try log.append { [Self.asked] }
    switch again.outcomes[0] {
    case .appended: #expect(try log.texts() == kept + Self.added)
    case .duplicate: #expect(try log.texts() == kept && kept == Self.before + Self.added)
    case .conflict: Issue.record("a conflict where no condition was set")
    }
    #expect(try log.read { try $0.blob(Digest.sha256(Self.blob.span.bytes)) } == Self.blob)
    #expect(try log.findings().isEmpty)
  }

  /// Reading goes on; where the meta page itself failed, it says that the log must be opened anew.
  private func readOn(_ log: EventLog, after failure: LogFailure?) {
    do {
      #expect(try Array(log.texts().prefix(6)) == Self.before)
    } catch {
      #expect((error as? LogFailure)?.kind == .mustReopen, "\(error)")
      #expect(failure?.kind == .mustReopen, "\(error) after \(failure as Any)")
    }
  }

  /// What a caller may meet who goes on without opening anew: told to open anew, or it is recorded, and only once.
  /// Answers whether it was acknowledged.
  private func goOn(_ log: EventLog, after failure: LogFailure?, _ append: () throws -> Receipt) throws -> Bool {
    do {
      let receipt = try append()
      #expect(failure?.kind != .mustReopen, "a log whose last commit is unknown went on writing")
      #expect(receipt.outcomes == [.appended(6..<6 + UInt64(try log.texts().count - 6))])
      return true
    } catch let error as LogFailure {
      #expect(error.kind == .mustReopen, "\(error)")
      #expect(failure?.kind == .mustReopen, "\(error) after \(failure as Any)")
      return false
    }
  }

  @Test(
    "a log that cannot be written to while it is made: no half of it stays to be opened",
    arguments: 1...4 as ClosedRange<Int32>)
  func creation(step: Int32) throws {
    let scratch = Scratch()
    faults_arm(scratch.path, step, Fault.Effect.notApplied.rawValue, EIO, 1)
    let made = Result { try EventLog.create(at: scratch.path, identity: [UInt8](repeating: 9, count: 16)) }
    let calls = faults_disarm()
    if calls < step { return try made.get() }
    #expect(throws: LogFailure.self) { try made.get() }
    #expect(throws: LogFailure.self) { _ = try Self.reopened(scratch) }
  }
}
