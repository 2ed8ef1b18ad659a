/// The page of results, as Markdown: where the ledger stands, and plainly where it is behind.
struct ResultsPage {
  private let results: Results

  init(_ results: Results) { self.results = results }

  var text: String { "" }
}
