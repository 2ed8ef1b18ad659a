public import OCOP

/// How many of the products behind a figure rest on something that its reader must know.
public struct Basis: Hashable, Sendable {
  /// Stand-ins for products of which sources give only the number.
  public let placeholders: Int
  /// Products that count by a record which breaks the law, as its recorder knew.
  public let irregular: Int
  /// Products that count by a term of which the first or the last day is not known to the day.
  public let imprecise: Int
  /// Products of which nothing tells whether they count on the day asked about: it lies in a stretch on some day of which their term
  /// began, or ended.
  public let undecided: Int

  /// A basis of these numbers.
  public init(placeholders: Int, irregular: Int, imprecise: Int, undecided: Int) {
    self.placeholders = placeholders
    self.irregular = irregular
    self.imprecise = imprecise
    self.undecided = undecided
  }

  /// The numbers in words; none for those that are zero.
  public var notes: [Text] {
    var notes: [Text] = []
    // Nobody is to take a stand-in for a product with a name.
    if placeholders > 0 {
      notes.append(
        Text(
          "Trong đó \(placeholders) sản phẩm là dòng giữ chỗ: nguồn chỉ cho số lượng, không cho tên.",
          "Of these, \(placeholders) products are placeholders: sources give their number, not their names."))
    }
    if irregular > 0 {
      notes.append(
        Text(
          "Trong đó \(irregular) sản phẩm dựa vào ghi chép mà người ghi biết là chưa phù hợp quy định.",
          "Of these, \(irregular) products rest on records known to be irregular."))
    }
    if imprecise > 0 {
      notes.append(
        Text(
          "Trong đó \(imprecise) sản phẩm có thời hạn không rõ đến ngày: tính từ ngày cuối của khoảng.",
          "Of these, \(imprecise) products have a term that is not known to the day: it counts from the last day it may be."
        ))
    }
    if undecided > 0 {
      notes.append(
        Text(
          "Ngày này nằm trong khoảng chưa rõ của \(undecided) sản phẩm: có thể đã tính, có thể chưa.",
          "The day lies in a stretch that leaves open whether \(undecided) products count."))
    }
    return notes
  }
}
