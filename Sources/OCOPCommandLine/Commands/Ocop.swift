internal import ArgumentParser
internal import OCOPKit

/// The tree of commands.
struct Ocop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ocop",
    abstract: say(
      "Sổ cái OCOP: ghi một lần, hỏi ở bất kỳ ngày nào, kiểm chứng được.",
      "The OCOP ledger: recorded once, asked on any day, provable."),
    discussion: examples,
    version: programVersion,
    subcommands: [
      HelpTopic.self, Demo.self, Init.self, Import.self, Export.self, Correct.self, Product.self, Producer.self,
      Area.self,
      Cert.self, Rules.self, Evaluate.self, WhatIfCommand.self, Diff.self, ReplayCommand.self, Stats.self, Explain.self,
      Show.self,
      ExporterNoun.self, AwardNoun.self,
      TargetNoun.self, DecisionNoun.self, PublishedNoun.self, Log.self, ProjectionNoun.self, Rebuild.self, Doctor.self,
      Key.self,
      CheckpointNoun.self,
      Prove.self,
      ProofNoun.self, WitnessNoun.self, BundleNoun.self, Verify.self, Backup.self, Publish.self, Follow.self,
      AuditNoun.self, StoreNoun.self,
    ])

  /// Each is run by a test.
  private static var examples: String {
    let lines = [
      ("ocop demo", say("Xem toàn bộ trên số liệu thật của Thanh Hóa", "See it all on the real data of Thanh Hoá")),
      (
        "ocop stats stars --as-of 2020-12-31 --by district",
        say("Số sản phẩm theo huyện và hạng sao", "Products by district and stars")
      ),
      (
        "ocop product history \"Mắm tôm Lê Gia\"",
        say("Lịch sử phân hạng của một sản phẩm", "A product's stars over time")
      ),
      (
        "ocop import recognitions FILE.csv --actor NAME --dry-run",
        say("Kiểm tra tệp, chưa ghi gì", "Check a file, write nothing")
      ),
      ("ocop verify", say("Kiểm chứng sổ cái", "Verify the ledger")),
    ]
    return lines.map { "  \($0.0)\n      \($0.1)" }.joined(separator: "\n")
  }
}

/// A noun whose verbs are commands of their own.
protocol Noun: ParsableCommand {}
