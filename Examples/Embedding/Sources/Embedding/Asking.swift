import OCOPKit

/// Five questions, each a type with an answer of its own.
func ask(_ ledger: Ledger) throws {
  guard let day = LegalDate("2020-12-31")?.day else { return }

  let stars = try ledger.ask(StarCounts.Query(by: .district), asOf: day)
  print("\(stars.answer.total.products) products in \(stars.answer.rows.count) districts on \(stars.question.asOf)")
  print("computed from \(stars.head.size) records under \(stars.head.root.prefix(8))…")

  var fours = Register.Products()
  fours.stars = .four
  let products = try ledger.ask(fours, asOf: day).answer.rows
  print("\(products.count) products with four stars")

  let exports = try ledger.ask(Exporters.Query(), asOf: day).answer.rows
  print("\(exports.count) exports, the first by \(exports.first?.producerName ?? "nobody")")

  let awards = try ledger.ask(AwardHistory.Query(), asOf: day).answer.rows
  print("\(awards.count) awards")

  guard let product = products.first else { return }
  let ratings = try ledger.ask(RatingHistory.Query(product: product.id), asOf: day)
  print("\(product.name): \(ratings.answer.rows.count) ratings")
}
