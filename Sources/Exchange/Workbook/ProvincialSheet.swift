internal import OCOP
internal import OfficeFiles

/// The 22 columns of a provincial list.
struct ProvincialSheet {
  private struct Line {
    let product: ListedProduct
    /// Its number in the list; `nil`: the line goes on with the product above.
    let number: Int?
    let evaluations: ArraySlice<ListedProduct.Evaluation>
  }

  private var lines: [Line] = []
  private var merged: [(rows: ClosedRange<Int>, columns: ClosedRange<Int>)] = []

  private static let first = [
    "TT", "Tên sản phẩm", "Nhóm sản phẩm", "Loại hình", "Chủ thể", "Xã, phường", "Địa chỉ", "Người đại diện",
    "Điện thoại",
    "Hạng sao hiện tại", "Ngày hết hạn",
  ]
  private static let evaluation = ["Hạng sao", "Ngày", "Năm", "Số quyết định", "Cơ quan"]
  private static let groups = ["Đánh giá lần đầu", "Đánh giá lần 2 hoặc nâng hạng"]

  init(_ products: [ListedProduct]) {
    let count = Self.first.count
    merged += (Array(0..<count) + [21]).map { (0...1, $0...$0) }
    merged += [(0...0, count...count + 4), (0...0, count + 5...count + 9)]
    for (index, product) in products.enumerated() {
      let start = lines.count + 2
      var rest = product.evaluations[...]
      repeat {
        lines.append(
          Line(product: product, number: rest.startIndex == 0 ? index + 1 : nil, evaluations: rest.prefix(2)))
        rest = rest.dropFirst(2)
      } while !rest.isEmpty
      let end = lines.count + 1
      if end > start { merged += (Array(0..<count) + [21]).map { (start...end, $0...$0) } }
    }
  }

  var sheet: FreshSheet {
    let upper = Self.first + Self.groups.flatMap { [$0, "", "", "", ""] } + ["Ghi chú"]
    let lower = Self.first.map { _ in "" } + Self.evaluation + Self.evaluation + [""]
    let widths = [6, 36, 16, 16, 36, 20, 14, 16, 12, 10, 12, 9, 12, 8, 18, 20, 9, 12, 8, 18, 20, 40]
    let lines = lines
    var sheet = FreshSheet(name: "Danh sách", headings: [upper, lower], widths: widths, count: lines.count) {
      Self.cells(lines[$0])
    }
    sheet.merged = merged
    return sheet
  }

  private static func cells(_ line: Line) -> [FreshCell] {
    let product = line.product
    func text(_ text: String?) -> FreshCell { text.map(FreshCell.text) ?? .empty }
    var cells = [FreshCell](repeating: .empty, count: first.count)
    if let number = line.number {
      cells = [
        .number(Double(number)), .text(product.product), text(product.group?.names.vi), text(product.form?.names.vi),
        text(product.producerName), text(product.commune), .empty, .empty, .empty,
        product.stars.map { .number(Double($0.number)) } ?? .empty,
        product.evaluations.last.map { date($0.grant.validUntil) } ?? .empty,
      ]
    }
    for evaluation in line.evaluations { cells += Self.cells(evaluation) }
    cells += [FreshCell](repeating: .empty, count: 21 - cells.count)
    return cells + [line.number == nil ? .empty : text(product.note)]
  }

  private static func cells(_ evaluation: ListedProduct.Evaluation) -> [FreshCell] {
    let (date, grant) = (evaluation.date, evaluation.grant)
    let year = date.firstDay.date.year == date.day.date.year ? FreshCell.number(Double(date.day.date.year)) : .empty
    return [
      .number(Double(grant.stars.number)), Self.date(date), year, grant.decision.map(FreshCell.text) ?? .empty,
      .text(grant.issuer ?? grant.level.names.vi),
    ]
  }

  private static func date(_ date: LegalDate) -> FreshCell {
    guard date.precision == .day, date.firstDay == date.day else { return .text(date.vietnamese) }
    let day = date.day.date
    return .day(year: day.year, month: day.month, day: day.day)
  }
}
