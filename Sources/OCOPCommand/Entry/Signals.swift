internal import Foundation

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
    // A file that may not grow is a full disk to us, not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
  }
}
