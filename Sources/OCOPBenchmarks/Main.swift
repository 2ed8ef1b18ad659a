internal import ArgumentParser
internal import Foundation
internal import Ledger

/// `ocop-bench`: what the ledger costs, on histories that a seed determines.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ocop-bench", abstract: "Measures the ledger on histories that a seed determines.",
    subcommands: [
      QuestionsBench.self, WhatIfBench.self, ProofsBench.self, SyncBench.self, BoundsBench.self, RunBench.self,
      QuickBench.self,
      WebBench.self,
      LedgerSide.self,
    ])

  static func main() {
    guard Ledger.openStandardStreams() else { Foundation.exit(2) }
    main(nil)
  }
}
