internal import OCOP

/// The names of columns however lists head them: by our own names, or as Vietnamese offices write them.
struct Headings {
  private let columns: [String: String]

  /// For columns of these names.
  init(_ known: [String]) {
    var columns: [String: String] = [:]
    for (column, wordings) in Self.wordings where known.contains(column) {
      for wording in wordings { columns[wording] = column }
    }
    for column in known { columns[Self.key(column)] = column }
    self.columns = columns
  }

  /// The column that a heading names; the heading itself in small letters where it names none, and nothing for a column that only
  /// counts the rows.
  func column(_ heading: String) -> String {
    let key = Self.key(heading)
    if ["stt", "tt", "so tt", "no"].contains(key) { return "" }
    return columns[key] ?? normalized(heading).lowercased()
  }

  /// How many of `cells` name a column.
  func count(in cells: [String]) -> Int { cells.count { columns[Self.key($0)] != nil } }

  private static func key(_ heading: String) -> String {
    var key = folded(heading)
    // What stands in brackets explains the heading.
    if let bracket = key.firstIndex(of: "("), bracket > key.startIndex { key = String(key[..<bracket]) }
    return key.replacing("_", with: " ").split(separator: " ").joined(separator: " ")
  }

  private static let wordings: [String: [String]] = [
    "product": ["san pham", "ten san pham", "ten sp"],
    "producer": ["chu the", "ten chu the", "chu the san xuat", "don vi san xuat", "co so san xuat", "nha san xuat"],
    "legal_form": ["loai hinh", "loai hinh chu the", "loai hinh to chuc"],
    "district": ["huyen", "quan huyen", "huyen, thi xa, thanh pho", "cap huyen"],
    "commune": ["xa", "xa phuong", "xa, phuong", "xa, phuong, thi tran", "cap xa"],
    "group": ["nhom", "nhom san pham", "nganh hang", "nganh"],
    "stars": ["sao", "so sao", "hang sao", "xep hang", "phan hang", "hang"],
    "decision": ["quyet dinh", "so quyet dinh", "qd", "so qd", "quyet dinh cong nhan"],
    "decided_on": ["ngay quyet dinh", "ngay cong nhan", "ngay cap", "ngay ky", "ngay"],
    "valid_until": ["hieu luc den", "het han", "ngay het han", "thoi han den", "co hieu luc den"],
    "valid_from": ["hieu luc tu", "co hieu luc tu"], "note": ["ghi chu"],
    "issuer": ["co quan ban hanh", "co quan cap", "co quan cong nhan"], "act": ["hinh thuc", "loai cong nhan"],
    "producer_id": ["ma chu the"], "product_id": ["ma san pham", "ma sp"], "confirmed": ["xac nhan"],
    "tax_code": ["ma so thue", "mst"],
    "market": ["thi truong", "thi truong xuat khau", "nuoc nhap khau"], "since": ["tu", "tu ngay"],
    "until": ["den", "den ngay", "den het ngay"], "channel": ["kenh", "kenh ban"],
    "outlets": ["so diem ban", "diem ban"],
    "recipient_kind": ["doi tuong", "loai doi tuong"], "recipient": ["nguoi nhan", "don vi nhan"],
    "title": ["danh hieu", "hinh thuc khen thuong", "khen thuong"],
    "awarded_by": ["cap khen thuong", "co quan khen thuong"], "awarded_on": ["ngay khen thuong"],
    "count": ["so luong"], "scope": ["pham vi"], "period": ["giai doan"], "metric": ["chi tieu"],
    "value": ["gia tri"], "set_by": ["noi dat", "van ban"], "set_on": ["ngay dat"],
  ]
}
