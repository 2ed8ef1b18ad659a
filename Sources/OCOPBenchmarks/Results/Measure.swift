/// Times of one case, in microseconds.
struct Samples: Sendable {
  private(set) var micros: [Double] = []

  mutating func add(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    micros.append(Double(seconds) * 1e6 + Double(attoseconds) / 1e12)
  }

  var sorted: [Double] { micros.sorted() }
  var least: Double { sorted.first ?? 0 }
  var most: Double { sorted.last ?? 0 }
  var median: Double { micros.isEmpty ? 0 : sorted[micros.count / 2] }
}

/// Runs `body` and says how long it took.
func timed<R>(_ samples: inout Samples, _ body: () throws -> R) rethrows -> R {
  let start = ContinuousClock.now
  let result = try body()
  samples.add(ContinuousClock.now - start)
  return result
}
