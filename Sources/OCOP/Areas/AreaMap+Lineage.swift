extension AreaMap {
  /// The units that `unit` came from and those that it became, as far back and on as is recorded, with how they hang together: in the
  /// order of days. Costs a look at every succession met.
  public func lineage(of unit: AreaUnit) -> (units: [AreaUnit], successions: [AreaSuccession]) {
    var units: Set<AreaUnit> = [unit]
    var steps: Set<AreaSuccession> = []
    follow(unit, &units, &steps) { (successors[$0.ref] ?? []).map { ($0, $0.to) } }
    follow(unit, &units, &steps) { (predecessors[$0.ref] ?? []).map { ($0, $0.from) } }
    return (
      units.sorted { ($0.from ?? .distantPast, $0.code) < ($1.from ?? .distantPast, $1.code) },
      steps.sorted { ($0.on, $0.from.code, $0.to?.code ?? .zero) < ($1.on, $1.from.code, $1.to?.code ?? .zero) }
    )
  }

  private func follow(
    _ start: AreaUnit, _ units: inout Set<AreaUnit>, _ steps: inout Set<AreaSuccession>,
    _ next: (AreaUnit) -> [(AreaSuccession, AreaRef?)]
  ) {
    var open = [start]
    var seen: Set<AreaUnit> = [start]
    while let unit = open.popLast() {
      for (step, ref) in next(unit) {
        steps.insert(step)
        guard let other = ref.flatMap({ self.unit($0) }), seen.insert(other).inserted else { continue }
        units.insert(other)
        open.append(other)
      }
    }
  }
}
