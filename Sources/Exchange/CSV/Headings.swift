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

  /// The column that a heading names; the heading itself in small letters where it names none, and `nil` for a column that only
  /// counts the rows.
  func column(_ heading: String) -> String? {
    let key = Self.key(heading)
    if ["stt", "tt", "so tt", "no"].contains(key) { return nil }
    return columns[key] ?? normalized(heading).lowercased()
  }

  /// The column that a heading names; `nil`: none.
  func known(_ heading: String) -> String? { columns[Self.key(heading)] }

  /// How many of `cells` name a column.
  func count(in cells: [String]) -> Int { cells.count { columns[Self.key($0)] != nil } }

  private static func key(_ heading: String) -> String {
    var key = folded(heading)
    // A former district is not a district.
    for word in ["(cu)", "(truoc 1/7/2025)", "(truoc sap nhap)", "(truoc day)"] where key.hasSuffix(word) {
      key = key.dropLast(word.count) + " cu"
    }
    // What stands in brackets explains the heading.
    if let bracket = key.firstIndex(of: "("), bracket > key.startIndex { key = String(key[..<bracket]) }
    return key.replacing("_", with: " ").split(separator: " ").joined(separator: " ")
  }

  private static let wordings: [String: [String]] = [
    "product": ["san pham", "ten san pham", "ten sp", "san pham ocop", "ten san pham ocop"],
    "producer": [
      "chu the ocop", "ten chu the ocop", "ten don vi", "don vi", "ten co so", "chu the san pham", "chu the",
      "ten chu the", "chu the san xuat", "don vi san xuat", "co so san xuat", "nha san xuat",
    ],
    "legal_form": ["loai hinh", "loai hinh chu the", "loai hinh to chuc", "hinh thuc to chuc"],
    "district": [
      "huyen", "quan huyen", "huyen, thi xa, thanh pho", "cap huyen", "huyen, thanh pho", "ten huyen", "dia ban huyen",
    ],
    "former_district": [
      "huyen cu", "quan huyen cu", "huyen truoc day", "huyen truoc sap nhap", "dia ban huyen cu", "cap huyen cu",
      "ten huyen cu",
    ],
    "commune": [
      "xa", "xa phuong", "xa, phuong", "xa, phuong, thi tran", "cap xa", "xa, thi tran", "ten xa", "dia ban xa",
    ],
    "group": ["nhom", "nhom san pham", "nganh hang", "nganh", "nganh san pham", "phan nhom"],
    "stars": [
      "sao", "so sao", "hang sao", "xep hang", "phan hang", "hang", "ket qua phan hang", "ket qua", "so sao dat",
      "hang san pham", "xep hang sao",
    ],
    "decision": [
      "quyet dinh", "so quyet dinh", "qd", "so qd", "quyet dinh cong nhan", "so qd cong nhan",
      "so quyet dinh cong nhan", "qd cong nhan",
    ],
    "decided_on": [
      "ngay quyet dinh", "ngay cong nhan", "ngay cap", "ngay ky", "ngay", "ngay qd", "ngay ban hanh", "ngay thang",
      "thoi gian cong nhan",
    ],
    "valid_until": [
      "hieu luc den", "het han", "ngay het han", "thoi han den", "co hieu luc den", "ngay het hieu luc", "thoi han",
      "gia tri den",
    ],
    "valid_from": ["hieu luc tu", "co hieu luc tu"], "note": ["ghi chu"],
    "issuer": [
      "co quan ban hanh", "co quan cap", "co quan cong nhan", "don vi ban hanh", "noi ban hanh",
    ], "decided_by": ["cap cong nhan", "cap quyet dinh", "cap ra quyet dinh"],
    "filed_on": ["ngay nop ho so", "ngay nop", "ngay tiep nhan ho so", "ngay nhan ho so"],
    "application": ["loai ho so", "lan dang ky", "hinh thuc dang ky", "loai dang ky"],
    "legal_basis": ["can cu", "can cu phap ly", "van ban can cu"], "told": ["nguon khac ghi"],
    "row": ["dong", "so thu tu trong quyet dinh", "stt trong quyet dinh"],
    "act": ["hinh thuc", "loai cong nhan"],
    "producer_id": ["ma chu the"], "product_id": ["ma san pham", "ma sp"], "confirmed": ["xac nhan"],
    "tax_code": ["ma so thue", "mst", "ma so thue/cccd"],
    "market": ["thi truong", "thi truong xuat khau", "nuoc nhap khau"], "since": ["tu", "tu ngay"],
    "until": ["den", "den ngay", "den het ngay"], "channel": ["kenh", "kenh ban"],
    "outlets": ["so diem ban", "diem ban"],
    "recipient_kind": ["doi tuong", "loai doi tuong"], "recipient": ["nguoi nhan", "don vi nhan"],
    "title": ["danh hieu", "hinh thuc khen thuong", "khen thuong"],
    "awarded_by": ["cap khen thuong", "co quan khen thuong", "co quan tang", "noi tang"],
    "awarded_on": ["ngay khen thuong", "ngay tang", "ngay"],
    "count": ["so luong"], "scope": ["pham vi"], "period": ["giai doan"], "metric": ["chi tieu"],
    "value": ["gia tri", "muc tieu"], "set_by": ["noi dat", "van ban", "co quan ban hanh"],
    "set_on": ["ngay dat", "ngay ban hanh"],
  ]
}
