package import Ledger
package import OCOP

extension Answered {
  /// The question and the proof of an answer, in a line for people.
  package func caption(_ language: Language) -> String {
    func text(_ vi: String, _ en: String) -> String { Text(vi, en)(language) }
    let cells = CellText(language: language)
    let day = LegalDate(question.asOf).shown(language)
    let areas =
      switch areas {
      case .initial: text("ban đầu", "initial")
      case .from(let day): LegalDate(day).shown(language)
      }
    let counting = question.counting.name(language)
    let known = head.position.map(\.description) ?? "–"
    let root = head.root.prefix(16)
    let size = cells.number(Int64(clamping: self.verified))
    let checked =
      self.verified == 0
      ? text("chưa kiểm chứng", "not verified")
      : text("kiểm chứng đến \(size) bản ghi", "verified up to \(size) records")
    return text(
      "Tính đến \(day) · theo dữ liệu nhập đến vị trí \(known) · địa bàn: \(areas) · cách đếm: \(counting) · gốc \(root)… · \(checked)",
      "As of \(day) · known at position \(known) · areas: \(areas) · counting: \(counting) · root \(root)… · \(checked)"
    )
  }
}
