internal import EventLog
public import OCOP
internal import ProjectionKit

extension Ledger {
  /// Scores the last sheets that every product had by `day` under `rulebook`, and hands over each that was scored, in the
  /// order of their numbers.
  ///
  /// Without a known-at, the kept sheets are added up, brought up to date first; with one, the log is folded up to there.
  /// Throws ``QuestionError`` where no projection that keeps sheets is installed.
  public func whatIf(
    _ rulebook: Rulebook, asOf day: Day, knownAt known: Position? = nil, _ body: (WhatIf.Product) throws -> Void
  ) throws -> WhatIf {
    guard let projection = views.projections.first(where: { $0 is any SheetKeeping.Type }) else {
      throw QuestionError(
        parameter: "projection", value: "sheets", accepted: Text("một bảng giữ phiếu chấm", "one that keeps sheets"))
    }
    try requireVerified()
    var contents: [RulebookID: Rulebook] = [:]
    for adopted in try rulebooks(knownAt: known ?? Position(.max)).rulebooks {
      contents[adopted.id] = try content(of: adopted)
    }
    return try failing {
      try log.read { view in
        let size = view.size(knownAt: known)
        let kept =
          size == view.size
          ? views.view(of: projection, views.fingerprint(of: projection, rules: try view.rulesDigest(size)))
          : views.scratch(of: projection)
        // Handed over only once all are scored: rows that cannot be read are folded again, and all is scored anew.
        let last = try view.lastStream(withPrefix: [UInt8(StreamKind.product.wireInteger)])
        let end = UInt64(last.flatMap { StreamID(key: $0) }?.number ?? 0) + 1
        let told = try kept.askInParts(view, upTo: size) { [contents] projection, part, parts in
          guard let keeping = projection as? any SheetKeeping else { preconditionFailure("it keeps sheets") }
          var scan = WhatIfScan(keeping.sheets, try keeping.sheets.forms(), rulebook, contents, asOf: day)
          // The last part has no end: what the kept rows hold is counted, whatever the index of streams says.
          let numbers = (0...1).map {
            part + $0 == parts ? UInt32.max : UInt32(clamping: end * UInt64(part + $0) / UInt64(parts))
          }
          try keeping.sheets.forEach(.product, in: numbers[0]..<numbers[1]) { try scan.take($0, $1) }
          return (products: scan.products, counts: scan.counts)
        }
        let parts = told.answer
        for part in parts {
          // Through the span no product is copied.
          let products = part.products.span
          for index in products.indices { try body(products[index]) }
        }
        var answer = parts.dropFirst().reduce(into: parts[0].counts) { $0.add($1.counts) }.answer
        answer.head = try view.head(ofSize: size)
        (answer.newer, answer.verified) = (told.newer, told.verified)
        return answer
      }
    }
  }
}
