public import OCOP

/// A read model: rows folded from the records of the log, and the answers they give.
///
/// A projection knows nothing but the records it is shown, in order, and its own tables. It reads no clock and no file,
/// and it never looks at another projection. The same records always give the same rows, however they are dealt out:
/// one by one, in batches, or all at once after a restart (see the laws in ProjectionTesting).
public protocol Projection: SendableMetatype {
  /// What it is called and which events it looks at.
  static var descriptor: ProjectionDescriptor { get }

  /// The questions it answers. The first is the one that a question in words means where it says nothing else.
  static var queries: [any Query<Self>.Type] { get }

  /// A projection over `tables`: empty ones, or those that it filled before.
  init(tables: TableStore)

  /// Takes in one record whose type is among ``ProjectionDescriptor/events``.
  mutating func apply(_ record: borrowing RecordView) throws

  /// Works out what rows say only as a whole. Called before rows are written and before a question; must be repeatable.
  mutating func prepareToRead() throws
}

extension Projection {
  /// Nothing is put off.
  public mutating func prepareToRead() throws {}
}

/// What a projection is called and what it looks at.
public struct ProjectionDescriptor: Sendable {
  /// Its stable name.
  public let id: ProjectionID
  /// Raised whenever the same records would give other rows.
  public let version: Int
  /// Its title.
  public let title: Text
  /// What it answers, in one sentence.
  public let summary: Text
  /// The events it takes in. All others are passed over without a call.
  public let events: EventTypes

  /// A descriptor.
  public init(id: ProjectionID, version: Int, title: Text, summary: Text, events: EventTypes) {
    self.id = id
    self.version = version
    self.title = title
    self.summary = summary
    self.events = events
  }
}
