/// Something that is not as the log wrote it.
package struct Finding: Hashable, Sendable {
  package let kind: Kind
  /// The record it concerns, where it concerns one.
  package let position: LogPosition?
  package let detail: String

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The record's bytes do not hash to its leaf, and the tree disagrees with them.
    case recordAltered
    /// The leaf hash kept beside the record is not the record's, while the tree agrees with the record.
    case leafAltered
    /// A position has no record, or a record stands where none can be.
    case recordMissing
    /// An inner node kept beside the leaves is not what the records make.
    case nodeAltered
    /// The records do not make the root that was committed.
    case rootDiffers
    /// A record cannot be read.
    case recordUnreadable
    /// A stream's index and its records disagree.
    case streamIndex
    /// A command id and its records disagree.
    case commandIndex
    /// The keys by which records are looked up and the records disagree.
    case keyIndex
    /// A record commits to streams that stood otherwise before it.
    case commitmentDiffers
    /// A record is older than the one before it.
    case timeGoesBack
    /// A blob is not what its hash says.
    case blobAltered
    /// A record names a blob that is not there.
    case blobMissing
    /// The time that is kept of the last record is not that record's.
    case headTime
    /// The log's own name is none.
    case identity
    /// An entry stands in its table, and looking it up does not lead there.
    case lookUpFails
    /// A table of the log is gone.
    case tableMissing
    /// Something stands in the file that no log writes.
    case foreignEntry
  }
}

/// What ``EventLog/verify(header:pieceLevel:jump:allCommitments:progress:finding:)`` went through.
package struct VerifyReport: Hashable, Sendable {
  package let records: UInt64
  package let findings: Int
  /// How many of the records say something that whoever reads them does not know.
  package let partlyKnown: UInt64
  /// Records that were recorded so long after the one before that the clock may have been wrong.
  package let jumps: [LogPosition]
  /// The root of the tree that the log committed.
  package let root: Digest
}
