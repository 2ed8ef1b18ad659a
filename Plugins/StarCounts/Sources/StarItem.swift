internal import OCOP
internal import ProjectionKit

/// A product as it stands on the day asked about.
struct StarItem {
  let stream: StreamID
  let product: Details
  let producerName: String?
  /// The row of the table in which it counts.
  let cell: Cell
  /// What it is counted with.
  let held: RatingInterval?
  /// What it is put forward for, where that is five stars.
  let pending: ProposalInterval?
}
