/// What is asked before an append is on disk, and acknowledged: a place that tells the one writer of a log from all others.
package protocol CommitFence: AnyObject, Sendable {
  /// Lets a commit go on that leaves the log as `view`, and that was decided over the log with the tree `before`. May wait for other machines; readers
  /// of the log go on meanwhile. It must not append itself.
  ///
  /// Throws where the commit is not to be: then nothing of it is in the log, and every caller gets the error. ``LogFailure/Kind/mustReopen``: the log goes no further.
  func admit(_ view: borrowing LogView, after before: MerkleTree) throws
}
