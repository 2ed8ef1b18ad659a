/// The chart of the README, as SVG.
struct Chart {
  private let results: Results

  init(_ results: Results) { self.results = results }

  var svg: String { "" }
}
