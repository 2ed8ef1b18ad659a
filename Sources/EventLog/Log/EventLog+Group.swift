internal import Foundation

extension EventLog {
  /// Gives the files to a group, whose members may read the log and write its lock file. The folder bears the mark (setgid) by which a
  /// lock file that is made anew is the group's, too.
  package func giveReaders(toGroup group: UInt32) throws(LogFailure) {
    for (name, mode) in [("", mode_t(0o2755)), ("/data.mdb", 0o644), ("/lock.mdb", 0o664), ("/writer.lock", 0o644)] {
      guard chown(path + name, uid_t.max, group) == 0, chmod(path + name, mode) == 0 else {
        throw LogFailure(system: errno, path: path + name)
      }
    }
  }
}
