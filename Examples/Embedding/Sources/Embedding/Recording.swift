import OCOPKit

/// Registers, recognises, is refused, corrects.
func record(in ledger: Ledger) throws {
  let by = Provenance(actor: "example", source: "Decision 5445/QĐ-UBND")
  guard let day = LegalDate("2019-12-23") else { return }

  let producer = try ledger.register(ProducerRegistered(name: "Lê Gia"), on: nil, by).result
  let registered = try ledger.register(ProductRegistered(name: "Mắm tôn", producer: producer), on: nil, by)
  let product = registered.result
  _ = try ledger.recognise(product, RecognitionRequest(stars: .four, decision: "5445/QĐ-UBND"), on: day, by)

  do {
    _ = try ledger.register(ProductRegistered(name: "", producer: producer), on: nil, by)
  } catch .refused(let rejection) {
    print("refused (\(rejection.code)): \(rejection.text.en)")
  } catch {
    throw error
  }

  let at = Position(registered.positions.lowerBound)
  let right = Event.productRegistered(ProductRegistered(name: "Mắm tôm", producer: producer))
  _ = try ledger.correct(product.stream, at: at, to: right, on: nil, because: "a typing mistake", by)
}

/// Reads along: prints `count` records after `position`, as they are recorded.
func follow(_ ledger: Ledger, after position: Position, count: Int) async throws {
  var left = count
  for try await entry in ledger.records(after: position) {
    print("\(entry.position): \(entry.event?.record.event.type.names.en ?? "of a newer program")")
    left -= 1
    if left == 0 { break }
  }
}
