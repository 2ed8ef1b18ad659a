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
    // Memory that cannot be read is the ledger's file: the only memory here that another hand can spoil.
    for fault in [SIGSEGV, SIGBUS, SIGABRT] { signal(fault) { _ in Signals.unreadable() } }
    // A file that may not grow is a full disk to us, not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    _ = unreadableBytes.count
  }

  private static func unreadable() {
    // Only calls that are safe in a handler.
    _ = unreadableBytes.withUnsafeBufferPointer { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    _exit(ExitStatus.unfinished.rawValue)
  }

  /// Made ready beforehand: nothing can be made in a handler.
  private static let unreadableBytes: [UInt8] = {
    // It is not known which file it is. Views are made anew from the log, so that they are the first to go.
    let failure = Problem(
      code: LedgerFailure(.damaged, path: "").code, status: .unfinished,
      title: Text("Sổ cái không dùng được", "The ledger cannot be used"),
      detail: Text(
        "Một tệp của sổ cái bị hỏng: nhật ký (log/data.mdb), hoặc một bảng dựng từ nhật ký (views/).",
        "A file of the ledger is damaged: the log (log/data.mdb), or a view made from it (views/)."),
      hint: Text(
        "Xóa thư mục views trong sổ cái (bảng được dựng lại) rồi chạy ocop verify; nếu vẫn hỏng, khôi phục bản sao lưu.",
        "Remove the ledger's folder views (they are made anew), then run ocop verify; if it fails again, restore a backup."
      ))
    let settings = Settings.current
    let lines = settings.format.hasObjects ? [failure.json(settings.language).text] : failure.lines(settings.language)
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }()
}
