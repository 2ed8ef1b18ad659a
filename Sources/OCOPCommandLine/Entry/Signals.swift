internal import Foundation
internal import Ledger
internal import OCOP

/// What signals do: the documented exit codes, at once. What was acknowledged is on disk; what was not, is not there.
enum Signals {
  static func install() {
    // A parent's threads may have blocked signals, and what they block their children inherit.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_UNBLOCK, &all, nil)
    signal(SIGINT) { _ in _exit(ExitStatus.interrupted.rawValue) }
    signal(SIGTERM) { _ in _exit(ExitStatus.terminated.rawValue) }
    // A reader that goes away ends the program silently, as other tools do.
    signal(SIGPIPE, SIG_DFL)
    // Memory that cannot be read is the ledger's file, or it is not: that is told apart by the address.
    for fault in [SIGSEGV, SIGBUS] { onFault(fault) { _, info, _ in Signals.faulted(info) } }
    signal(SIGABRT) { _ in Signals.end(Signals.failedBytes) }
    // A file that may not grow is a full disk to us, not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    _ = (damagedBytes.count, failedBytes.count, fullBytes.count, Ledger.isData(at: 0))
  }

  /// A handler with a stack of its own: where the stack is used up there is none to handle that on.
  private static func onFault(
    _ fault: Int32,
    _ handler: @escaping @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void
  ) {
    var own = stack_t()
    own.ss_size = 1 << 16
    own.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: own.ss_size, alignment: 16)
    sigaltstack(&own, nil)
    var action = sigaction()
    action.__sigaction_handler.sa_sigaction = handler
    action.sa_flags = SA_SIGINFO | Int32(SA_ONSTACK)
    sigaction(fault, &action, nil)
  }

  private static func faulted(_ info: UnsafeMutablePointer<siginfo_t>?) {
    let address = info.map { UInt(bitPattern: $0.pointee._sifields._sigfault.si_addr) } ?? 0
    end(Ledger.isData(at: address) ? damagedBytes : Ledger.isLockFile(at: address) ? fullBytes : failedBytes)
  }

  private static func end(_ bytes: [UInt8]) {
    // Only calls that are safe in a handler.
    _ = bytes.withUnsafeBufferPointer { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    _exit(ExitStatus.unfinished.rawValue)
  }

  // Made ready beforehand: nothing can be made in a handler.

  /// It is not known which file it is. Views are made anew from the log, so that they are the first to go.
  private static let damagedBytes = bytes(
    LedgerFailure(.damaged, path: "").code,
    Text(
      "Một tệp của sổ cái bị hỏng: nhật ký (log/data.mdb), hoặc một bảng dựng từ nhật ký (views/).",
      "A file of the ledger is damaged: the log (log/data.mdb), or a view made from it (views/)."),
    hint: Text(
      "Xóa thư mục views trong sổ cái (bảng được dựng lại) rồi chạy ocop verify; nếu vẫn hỏng, khôi phục bản sao lưu.",
      "Remove the ledger's folder views (they are made anew), then run ocop verify; if it fails again, restore a backup."
    ))

  /// The lock file's blocks could not be had: a disk that filled up meanwhile.
  private static let fullBytes = bytes(
    LedgerFailure(.diskFull, path: "").code,
    Text(
      "Không truy cập được tệp khóa của sổ cái (lock.mdb): đĩa đầy, hoặc tệp bị cắt. Bản ghi không bị ảnh hưởng.",
      "The ledger's lock file (lock.mdb) cannot be had: the disk is full, or the file was cut. No record is touched."),
    hint: Text("Giải phóng chỗ rồi chạy lại.", "Free some space, and run it again."))

  private static let failedBytes = bytes(
    LedgerFailure(.outOfMemory, path: "").code,
    Text(
      "Chương trình hết bộ nhớ hoặc gặp lỗi bên trong. Tệp của sổ cái không phải là nguyên nhân; những gì đã xác nhận vẫn còn trên đĩa.",
      "The program ran out of memory, or has a fault of its own. The ledger's files are not the cause; what was acknowledged is on disk."
    ),
    hint: Text(
      "Chạy lại khi máy có nhiều bộ nhớ hơn (xem ulimit -a); nếu vẫn vậy, hãy báo lỗi.",
      "Run it again with more memory (see ulimit -a); if it happens again, report it."))

  private static func bytes(_ code: String, _ detail: Text, hint: Text) -> [UInt8] {
    let failure = Problem(
      code: code, status: .unfinished, title: Text("Không làm xong", "It could not finish"), detail: detail, hint: hint)
    let settings = Settings.current
    let lines = settings.format.hasObjects ? [failure.json(settings.language).text] : failure.lines(settings.language)
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
