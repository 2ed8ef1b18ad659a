/// What stands around the rows of every table: reached by keyboard, and scrolled where it is wider than the page.
struct TableFrame {
  /// What the rows are of.
  let caption: String
  /// Cells of the head: `th`.
  let heads: HTML
  /// Whole rows: `tr`.
  let rows: HTML
  /// `tfoot`, where there is a total.
  var foot: HTML?

  var html: HTML {
    """
    <div class="table" role="region" aria-label="\(caption)" tabindex="0"><table><caption>\(caption)</caption>
    <thead><tr>\(heads)</tr></thead>
    <tbody>
    \(rows)</tbody>\(foot)</table></div>
    """
  }
}
