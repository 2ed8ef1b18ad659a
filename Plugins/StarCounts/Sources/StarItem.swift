internal import OCOP
internal import ProjectionKit

/// A product as it counts on the day asked about.
struct CountedProduct {
  let number: UInt32
  /// Which of the cells it counts in.
  let cell: Int
  /// What it counts with; `nil` where it is only put forward.
  let held: ProductRow.Held?
  let isProposed: Bool
  let isPlaceholder: Bool
  let producer: UInt32?
  /// Where its producer's row stands; `nil` for one that was never registered.
  let producerSlot: Int?

  /// 1 to 5; 0 where it is only put forward.
  var stars: Int { held?.stars ?? 0 }
}

/// A product as it stands on the day asked about, with what explains it.
struct StarItem {
  let stream: StreamID
  let product: EntityState
  let producerName: String?
  /// The row of the table in which it counts.
  let cell: Cell
  /// The units that its place may lie in, where the map leaves it open.
  let among: String?
  /// What its certificate is on the day asked about.
  let status: CertificateStatus
  /// What it is counted with.
  let held: RatingInterval?
  /// What it is put forward for, where that is five stars.
  let pending: ProposalInterval?
}
