package import Ledger
package import OCOP
internal import ProjectionKit
package import RatingHistory

/// A certificate as it was handed out on paper, and how it stands.
package struct PaperCertificate: Sendable {
  /// The row of the history that granted it.
  package let grant: RatingHistory.Entry
  /// How it stands: the same row, or that of its last extension.
  package let state: RatingHistory.Entry
  /// The record that granted it first: what its code is made of, whatever corrected it since.
  package let position: Position

  /// Whether it holds on the day asked about.
  package var holds: Bool { [.inForce, .extended].contains(state.ending) }

  /// Those that the rows of one product tell of, in legal order. An extension stands in a row of its own where days lay between; the
  /// paper is the same.
  static func all(_ rows: some Sequence<RatingHistory.Entry>, _ first: (Position) throws -> Position) rethrows -> [Self]
  {
    var grants: [(grant: RatingHistory.Entry, state: RatingHistory.Entry)] = []
    for row in rows where row.state != .proposed && row.state != .afterwards {
      if row.act == .extended, let last = grants.indices.last, grants[last].grant.product == row.product {
        grants[last].state = row
      } else {
        grants.append((row, row))
      }
    }
    return try grants.map { try Self(grant: $0.grant, state: $0.state, position: first($0.grant.position)) }
  }
}

extension Ledger {
  /// The certificates of a product, or of all, up to the question's day. Throws ``LedgerError``.
  package func paperCertificates(of product: ProductID? = nil, _ question: Question) throws -> [PaperCertificate] {
    let query = product.map { RatingHistory.Query(product: $0) } ?? RatingHistory.Query()
    return try PaperCertificate.all(ask(query, question).answer.rows) { position in
      var first = position
      while let corrected = try record(at: first)?.record.corrects { first = corrected }
      return first
    }
  }
}
