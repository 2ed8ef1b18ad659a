internal import ArgumentParser
internal import Foundation
internal import OCOP
internal import Sync

/// How a store is opened from the command line.
enum StoreOpening {
  /// The store at `address`, with the credentials of the environment.
  static func open(_ address: String) throws -> any ObjectStore {
    try StoreAddress.open(address, credentials: StoreCredentials(environment: ProcessInfo.processInfo.environment))
  }

  /// A new name for this machine: what it is called, and what nobody else draws.
  static func holder() -> String {
    let name = ProcessInfo.processInfo.hostName.prefix(60).map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "-" }
    return String(name) + "-" + String(UInt64.random(in: 0 ... .max), radix: 16)
  }
}

/// Whether something is done once, or again and again.
struct WatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say("Lặp lại sau mỗi bấy nhiêu giây, đến khi bị dừng.", "Do it again after so many seconds, until stopped."),
      valueName: "seconds"))
  var watch: UInt32?

  /// Runs `body` once; or, watching, again after each pause. What passes by itself (a store that cannot be reached, another program that is
  /// writing) is told and tried again; anything else ends it.
  func run(_ session: CommandContext, _ body: () throws -> Void) throws {
    if let watch, !(1...86_400).contains(watch) {
      throw CommandContext.wrong("--watch", "\(watch)", "1 … 86400")
    }
    while true {
      do {
        try body()
        try session.console.flush()
      } catch  where watch != nil && Self.passes(error) {
        for line in Problem(error).lines(session.language) { session.console.note(line) }
      }
      guard let watch else { return }
      sleep(watch)
    }
  }

  private static func passes(_ error: any Error) -> Bool {
    guard let failure = error as? StoreFailure else { return Problem(error).status == .writerBusy }
    return [.unreachable, .uncertain, .contended, .nothing, .older, .missing].contains(failure.kind)
  }
}
