import Foundation
import OCOP
import TestSupport
import Testing

/// Full disks and little memory, as they are: nothing is lost, questions are answered, and nothing is called damaged that is whole.
@Suite("ocop: full and poor machines")
struct MachineTests {
  /// A file system of so many megabytes, taken away with the value.
  private final class Disk {
    let path: String

    init?(_ kind: String, megabytes: Int, in scratch: Scratch) throws {
      path = scratch.path + "/disk-\(UUID().uuidString)"
      let make =
        kind == "tmpfs"
        ? "mount -t tmpfs -o size=\(megabytes)m none '\(path)'"
        : "truncate -s \(megabytes)M '\(path).img' && /sbin/mkfs.ext4 -q -m 0 '\(path).img' && mount -o loop '\(path).img' '\(path)'"
      let run = try Program.shell("mkdir '\(path)' && \(make)")
      if run.status != 0 { return nil }
    }

    deinit { _ = try? Program.shell("umount '\(path)'") }
  }

  /// How the lock file is found.
  private static let locks = ["kept", "missing", "sparse", "short"]

  @Test(
    "a full file system, the lock file as it may be: questions answer, a write is refused, with room again it is recorded",
    .enabled(if: geteuid() == 0), arguments: ["tmpfs", "ext4"])
  func full(_ kind: String) throws {
    let scratch = Scratch()
    let (small, large) = kind == "tmpfs" ? (4, 20) : (8, 20)
    for megabytes in Effort.isThorough ? [small, large] : [small] {
      // Without loop devices there is no such disk to be had.
      guard let disk = try Disk(kind, megabytes: megabytes, in: scratch) else {
        #expect(kind == "ext4", "no \(kind)")
        continue
      }
      for lock in Self.locks {
        let ledger = disk.path + "/ledger"
        _ = try Program.shell(
          "rm -rf '\(ledger)' '\(disk.path)/fill'; mkdir '\(ledger)'; cp -r '\(try Sample.ledger)/log' '\(ledger)/'")
        let rows = (1...3000).map { "Sản phẩm \($0),Chủ thể \($0),3,2020-05-01" }.joined(separator: "\n")
        let list = try scratch.file("many.csv", "product,producer,stars,decided_on\n\(rows)\n")
        switch lock {
        case "missing": _ = try Program.shell("rm '\(ledger)/log/lock.mdb'")
        case "sparse": _ = try Program.shell("rm '\(ledger)/log/lock.mdb'; truncate -s 8192 '\(ledger)/log/lock.mdb'")
        case "short": _ = try Program.shell("truncate -s 0 '\(ledger)/log/lock.mdb'")
        default: break
        }
        let well = try Program.run(
          ["stats", "stars", "--as-of", "2020-12-31", "--format", "json"], ledger: try Sample.ledger)
        _ = try Program.shell("cat /dev/zero > '\(disk.path)/fill'")
        let place: Comment = "\(kind) of \(megabytes) MB, lock file \(lock)"
        for question in [
          ["log", "count"], ["verify"], ["stats", "stars", "--as-of", "2020-12-31", "--format", "json"],
        ] {
          let run = try Program.run(question, ledger: ledger)
          #expect(run.status == 0, "\(place): \(question) \(run.errors)")
          #expect(!run.errors.contains("damaged"), "\(place): \(run.errors)")
          if question.first == "stats" { #expect(run.output == well.output, "\(place)") }
        }
        let refused = try Program.run(["import", "recognitions", list], ledger: ledger)
        #expect(refused.status == 2 && refused.errors.contains("ledger.diskFull"), "\(place): \(refused.errors)")
        _ = try Program.shell("rm '\(disk.path)/fill'")
        #expect(try Program.run(["verify"], ledger: ledger).status == 0, "\(place)")
        let one = try scratch.file("one.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
        let recorded = try Program.run(["import", "recognitions", one], ledger: ledger)
        #expect(recorded.status == 0, "\(place): \(recorded.errors)")
      }
    }
  }

  @Test("little address space, little stack: answered, or told as what it is")
  func poor() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    for limit in [1_000_000, 2_000_000, 8_000_000] {
      let run = try Program.shell("ulimit -v \(limit); ocop log count", ledger: ledger)
      #expect(run.status == 0, "\(limit): \(run.errors)")
    }
    for limit in [150_000, 200_000, 300_000] {
      let run = try Program.shell("ulimit -v \(limit); ocop verify", ledger: ledger)
      #expect(!run.errors.contains("ledger.damaged") && !run.errors.contains("backup"), "\(limit): \(run.errors)")
    }
    let shallow = try Program.shell("ulimit -s 64; ocop product list --as-of 2020-12-31", ledger: ledger)
    #expect(!shallow.errors.contains("ledger.damaged"), "\(shallow.errors)")
    #expect(try Program.run(["verify"], ledger: ledger).status == 0)
  }
}
