internal import OCOP
internal import ProjectionKit

extension Register {
  func producers(_ question: ViewQuestion) throws -> Sheet {
    let holdings = try holdings(on: question.asOf)
    let places = try PlaceColumns(gazetteer, on: question.mapDay)
    var rows = SheetRows()
    var hasPlaceholder = false
    for stream in try streams(question, ProducerID.self, .producer) {
      guard let producer = try directory.details(of: stream, on: question.asOf) else { continue }
      let held = holdings[ProducerID(stream.number)] ?? Holding()
      hasPlaceholder = hasPlaceholder || producer.placeholder
      rows.append(
        [.string(stream.shown), .string(producer.name), producer.form?.json ?? nil]
          + places.values(of: producer.place) + [
            JSONValue(held.products), JSONValue(held.inForce), held.best?.json ?? nil, .bool(producer.placeholder),
          ])
    }
    return Sheet(columns: Self.producerColumns, rows: rows, notes: hasPlaceholder ? [Self.placeholderNote] : [])
  }

  private static let producerColumns =
    [
      Column("id", Text("Mã", "Id")), Column("name", Text("Chủ thể", "Producer")),
      Column("form", Text("Loại hình", "Legal form"), of: LegalForm.self),
    ] + PlaceColumns.columns + [
      Column("products", Text("Sản phẩm", "Products"), .number),
      Column("inForce", Text("Còn hiệu lực", "In force"), .number),
      Column("best", Text("Sao cao nhất", "Most stars"), .number),
      Column("placeholder", Text("Giữ chỗ", "Placeholder"), .flag),
    ]

  private struct Holding {
    var products = 0
    var inForce = 0
    var best: Stars?
  }

  private func holdings(on day: Day) throws -> [ProducerID: Holding] {
    var holdings: [ProducerID: Holding] = [:]
    for stream in try directory.streams(.product) {
      guard let producer = try directory.details(of: stream, on: day)?.producer else { continue }
      holdings[producer, default: Holding()].products += 1
      guard let stars = try timeline(of: stream, on: day).interval(on: day, counting: .inForce)?.stars else { continue }
      holdings[producer, default: Holding()].inForce += 1
      holdings[producer, default: Holding()].best = max(stars, holdings[producer]?.best ?? stars)
    }
    return holdings
  }
}
