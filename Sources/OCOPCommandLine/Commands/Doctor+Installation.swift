internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit

/// A fault of the installation, and its cure.
struct InstallationFault {
  let code: String
  let what: Text
  let cure: Text
}

extension Doctor {
  /// What is wrong around the ledger: variables, folders, permissions, the disk, other programs, keys.
  ///
  /// Each look stands by itself: what cannot be looked at is a fault, too, and hides no other.
  static func installation(_ path: String?) -> [InstallationFault] {
    var faults = environment()
    guard let path else {
      return faults + [
        InstallationFault(
          code: "ledger.unnamed", what: Text("Chưa nói sổ cái nào", "No ledger is named"),
          cure: Text("export OCOP_LEDGER=THƯ_MỤC", "export OCOP_LEDGER=DIR"))
      ]
    }
    faults += folder(path)
    guard !faults.contains(where: { ["ledger.missing", "ledger.none"].contains($0.code) }) else { return faults }
    return faults + disk(path) + log(path) + views(path) + key(path)
  }

  private static func fault(_ code: String, _ vi: String, _ en: String, _ cure: String, _ cureEn: String? = nil)
    -> InstallationFault
  {
    InstallationFault(code: code, what: Text(vi, en), cure: Text(cure, cureEn ?? cure))
  }

  private static func environment() -> [InstallationFault] {
    let environment = ProcessInfo.processInfo.environment
    var faults: [InstallationFault] = []
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    if !locale.isEmpty, !locale.lowercased().contains("utf") {
      faults.append(
        fault(
          "locale.notUTF8", "Ngôn ngữ hệ thống \(locale) không phải UTF-8: chữ có dấu có thể hiện sai",
          "The locale \(locale) is not UTF-8: letters with marks may show wrongly", "export LC_ALL=vi_VN.UTF-8"))
    }
    if (environment["OCOP_ACTOR"] ?? "").isEmpty {
      faults.append(
        fault(
          "actor.unset", "Chưa đặt người ghi", "Nobody is named who records", "export OCOP_ACTOR=TÊN",
          "export OCOP_ACTOR=NAME"))
    }
    let temporary = NSTemporaryDirectory()
    if access(temporary, W_OK) != 0 {
      faults.append(
        fault(
          "temporary.unwritable", "Không ghi được vào thư mục tạm \(temporary)",
          "The folder for temporary files, \(temporary), cannot be written to",
          "export TMPDIR=…"))
    }
    return faults
  }

  private static func folder(_ path: String) -> [InstallationFault] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return [
        fault("ledger.missing", "Không có \(path)", "There is no \(path)", "ocop init --ledger \(path)")
      ]
    }
    guard isFolder.boolValue, FileManager.default.fileExists(atPath: path + "/log/data.mdb") else {
      return [
        fault("ledger.none", "\(path) không phải sổ cái", "\(path) is no ledger", "ocop init --ledger …")
      ]
    }
    var faults: [InstallationFault] = []
    for part in ["", "/log", "/log/data.mdb"] {
      guard access(path + part, R_OK) == 0 else {
        faults.append(
          fault(
            "ledger.unreadable", "Không đọc được \(path + part)", "\(path + part) cannot be read",
            "sudo chown -R $USER \(path)"))
        continue
      }
      if access(path + part, W_OK) != 0 {
        faults.append(
          fault(
            "ledger.readOnly", "Tài khoản này không ghi được \(path + part)",
            "This account cannot write \(path + part)",
            "sudo chown -R $USER \(path)"))
      }
      var status = stat()
      if stat(path + part, &status) == 0, status.st_mode & S_IWOTH != 0 {
        faults.append(
          fault(
            "ledger.openToAll", "Ai cũng ghi được \(path + part)", "Everybody can write \(path + part)",
            "chmod o-w \(path + part)"))
      }
    }
    return faults
  }

  private static func disk(_ path: String) -> [InstallationFault] {
    var faults: [InstallationFault] = []
    var disk = statvfs()
    if statvfs(path, &disk) == 0 {
      let free = UInt64(disk.f_bavail) * UInt64(disk.f_frsize)
      let size =
        (try? FileManager.default.attributesOfItem(atPath: path + "/log/data.mdb")[.size] as? NSNumber)?.uint64Value
        ?? 0
      // An import, a rebuild and a backup need as much room as there is already.
      if free < max(100 << 20, size) {
        faults.append(
          fault(
            "disk.full", "Đĩa chỉ còn \(free >> 20) MB trống", "The disk has \(free >> 20) MB left",
            "df -h \(path); ocop rebuild --drop"))
      }
      if UInt64(disk.f_favail) < 100, disk.f_files > 0 {
        faults.append(fault("disk.noFiles", "Đĩa hết chỗ cho tệp mới", "The disk takes no new files", "df -i \(path)"))
      }
    }
    // Locks and maps of memory are not there what they are on a disk of one's own.
    if ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs"].contains(fileSystem(of: path)) {
      faults.append(
        fault(
          "disk.network", "Sổ cái nằm trên ổ mạng: khóa và bộ nhớ ánh xạ ở đó không đáng tin",
          "The ledger lies on a network disk, whose locks and maps of memory cannot be relied on",
          "ocop backup create /đĩa-trong-máy/…", "ocop backup create /local-disk/…"))
    }
    return faults
  }

  /// The kind of file system that holds `path`, by the table of mounts (proc(5)); nothing where there is no such table.
  private static func fileSystem(of path: String) -> String {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let table = (try? String(contentsOfFile: "/proc/mounts", encoding: .utf8)) ?? ""
    let mounts = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }.filter { mount in
      mount.count > 2 && (mount[1] == "/" || real == mount[1] || real.hasPrefix(mount[1] + "/"))
    }
    return mounts.max { $0[1].count < $1[1].count }?[2] ?? ""
  }

  private static func log(_ path: String) -> [InstallationFault] {
    var faults: [InstallationFault] = []
    do {
      let ledger = try Ledger(at: path, mode: .readingUntouched, adding: Installed.added)
      if let (jumps, last) = try? ledger.clockJumps(), jumps.isEmpty, let last, last > Timestamp.now() {
        faults.append(
          fault(
            "clock.behind", "Đồng hồ máy đi sau bản ghi cuối (\(last))",
            "The clock is behind the last record (\(last))", "timedatectl"))
      }
    } catch {
      let problem = Problem(error)
      faults.append(
        InstallationFault(
          code: problem.code, what: problem.detail,
          cure: problem.hint ?? Text("ocop backup drill BẢN_SAO", "ocop backup drill COPY")))
      return faults
    }
    if access(path, W_OK) == 0 {
      do {
        _ = try Ledger(at: path, mode: .writing(waiting: false), adding: Installed.added)
      } catch LedgerError.failed(let failure) where failure.kind == .writerBusy {
        faults.append(
          InstallationFault(
            code: "ledger.writerBusy", what: Text(failure.waiting(.vi), failure.waiting(.en)),
            cure: Text("Đợi, hoặc dừng chương trình ấy", "Wait, or stop that program")))
      } catch {
        let problem = Problem(error)
        faults.append(
          InstallationFault(code: problem.code, what: problem.detail, cure: problem.hint ?? Text("ocop verify")))
      }
    }
    return faults
  }

  private static func views(_ path: String) -> [InstallationFault] {
    let views = path + "/views"
    guard FileManager.default.fileExists(atPath: views), access(views, W_OK) != 0 else { return [] }
    return [
      fault(
        "views.unwritable", "Không ghi được \(views): mỗi câu hỏi phải tính lại từ đầu",
        "\(views) cannot be written to: every question is computed anew", "sudo chown -R $USER \(views)")
    ]
  }

  private static func key(_ path: String) -> [InstallationFault] {
    guard let key = ProcessInfo.processInfo.environment["OCOP_KEY"], !key.isEmpty else { return [] }
    guard FileManager.default.fileExists(atPath: key) else {
      return [
        fault("key.missing", "Không có tệp khóa \(key)", "There is no key file \(key)", "ocop key create --key \(key)")
      ]
    }
    do {
      _ = try KeyFile.read(key, outside: path)
      return []
    } catch {
      let problem = Problem(error)
      return [
        InstallationFault(code: problem.code, what: problem.detail, cure: problem.hint ?? Text("chmod 600 \(key)"))
      ]
    }
  }
}
