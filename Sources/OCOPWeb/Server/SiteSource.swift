internal import Foundation
internal import Ledger
public import OCOP
internal import Synchronization

/// The site of the ledger that lies at a path now.
///
/// Where another ledger was put in its place, or an older copy of its log, that one is opened: nothing is answered from what was there
/// before. Where none can be opened, nothing is answered.
public final class SiteSource: Sendable {
  /// What day it is where the ledger is kept.
  let today: @Sendable () -> Day
  private let path: String
  private let open: @Sendable () throws -> Site
  private let state = Mutex(State())

  private struct State {
    var held: Held?
    /// How many were opened.
    var count = 0
  }

  private struct Held {
    let site: Site
    let file: FileIdentity
    var head: Head
    /// Another number for each that was opened.
    let generation: Int
  }

  /// Which file lies under a name, however it is written.
  private struct FileIdentity: Hashable {
    let device: UInt64
    let number: UInt64

    init?(_ path: String) {
      var file = stat()
      guard stat(path, &file) == 0 else { return nil }
      (device, number) = (UInt64(file.st_dev), UInt64(file.st_ino))
    }
  }

  /// Of the ledger in the folder `path`; `open` opens it.
  public init(_ path: String, today: @escaping @Sendable () -> Day, open: @escaping @Sendable () throws -> Site) {
    (self.path, self.today, self.open) = (path, today, open)
  }

  /// The site, and the number of the time that its ledger was opened. Costs one look at the file and at the head of the log. Throws where
  /// there is no ledger that can be read.
  func current() throws -> (site: Site, generation: Int) {
    try state.withLock { state in
      guard let file = FileIdentity(path + "/log/data.mdb") else {
        state.held = nil
        throw LedgerFailure(.missing, path: path)
      }
      if var known = state.held, known.file == file, try known.site.ledger.holds(known.head) {
        known.head = try known.site.ledger.head()
        state.held = known
        return (known.site, known.generation)
      }
      // Closed before the one in its place is opened: they share a folder of views.
      state.held = nil
      let site = try open()
      state.count += 1
      state.held = Held(site: site, file: file, head: try site.ledger.head(), generation: state.count)
      return (site, state.count)
    }
  }

  /// The site. Throws as ``current()``.
  public func site() throws -> Site { try current().site }

  /// The same, for an answer. Throws ``WebProblem``.
  func currentOrProblem() throws(WebProblem) -> (site: Site, generation: Int) {
    do {
      return try current()
    } catch let error as LedgerError {
      throw WebProblem(error)
    } catch let failure as LedgerFailure {
      throw WebProblem(.failed(failure))
    } catch {
      throw .busy
    }
  }

  /// The site as it was opened last, for what stands around a refusal; `nil`: there is none.
  var last: Site? { state.withLock { $0.held?.site } }
}
