/// An export market (thị trường xuất khẩu): an ISO 3166-1 alpha-2 code, `EU`, or a UN M49 region of three digits.
public struct Market: TextFieldValue, Comparable, CustomStringConvertible {
  /// The code.
  public let text: String

  /// Reads a code; `nil` where there is no such country or region. Small letters are taken too.
  public init?(text: String) {
    let code = text.uppercased()
    guard code.isEmpty || Self.codes.contains(code) else { return nil }
    self.text = code
  }

  /// Reads a Vietnamese or English name, or a code. A name may be written without accents; with other accents it is another name.
  ///
  /// A name comes before a code: *My*, *Ao*, *Bi* are what people write for Mỹ, Áo, Bỉ. Two capital letters are a code.
  public init?(named name: String) {
    let isCode = name.utf8.count <= 3 && name == name.uppercased()
    if !isCode, let code = Self.code(named: name) {
      text = code
      return
    }
    if let market = Market(text: name), !market.text.isEmpty {
      self = market
      return
    }
    guard let code = Self.code(named: name) else { return nil }
    text = code
  }

  /// The market that `name` names in words, whatever it is as a code; `nil`: none.
  public init?(wordOf name: String) {
    guard let code = Self.code(named: name) else { return nil }
    text = code
  }

  /// The name in `language`; the code where we know no name.
  public func name(_ language: Language) -> String { Self.names[text]?(language) ?? text }

  /// Names none.
  public static var zero: Market { Market(text: "")! }
  /// Codes and names.
  public static var expected: Text {
    Text("mã ISO 3166 (US, JP) hoặc tên nước", "an ISO 3166 code (US, JP) or a country's name")
  }
  /// The code.
  public var description: String { text }
  /// By code.
  public static func < (a: Market, b: Market) -> Bool { a.text < b.text }

  /// ISO 3166-1 alpha-2 as of 2024, `EU`, and the M49 regions that exporters name.
  private static let codes = Set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
    UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW EU 002 009 019 021 035 142 145 150
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  private static let names: [String: Text] = [
    "AE": Text("UAE", "United Arab Emirates"), "AR": Text("Argentina", "Argentina"), "AT": Text("Áo", "Austria"),
    "AU": Text("Úc", "Australia"), "BD": Text("Bangladesh", "Bangladesh"), "BE": Text("Bỉ", "Belgium"),
    "BR": Text("Brazil", "Brazil"), "CA": Text("Canada", "Canada"), "CH": Text("Thụy Sĩ", "Switzerland"),
    "CL": Text("Chile", "Chile"), "CN": Text("Trung Quốc", "China"), "CZ": Text("Séc", "Czechia"),
    "DE": Text("Đức", "Germany"), "DK": Text("Đan Mạch", "Denmark"), "EG": Text("Ai Cập", "Egypt"),
    "ES": Text("Tây Ban Nha", "Spain"), "EU": Text("Liên minh châu Âu", "European Union"),
    "FI": Text("Phần Lan", "Finland"), "FR": Text("Pháp", "France"), "GB": Text("Anh", "United Kingdom"),
    "HK": Text("Hồng Kông", "Hong Kong"), "HU": Text("Hungary", "Hungary"), "ID": Text("Indonesia", "Indonesia"),
    "IE": Text("Ireland", "Ireland"), "IL": Text("Israel", "Israel"), "IN": Text("Ấn Độ", "India"),
    "IT": Text("Ý", "Italy"), "JP": Text("Nhật Bản", "Japan"), "KH": Text("Campuchia", "Cambodia"),
    "KR": Text("Hàn Quốc", "South Korea"), "KW": Text("Kuwait", "Kuwait"), "LA": Text("Lào", "Laos"),
    "MM": Text("Myanmar", "Myanmar"), "MN": Text("Mông Cổ", "Mongolia"), "MX": Text("Mexico", "Mexico"),
    "MY": Text("Malaysia", "Malaysia"), "NL": Text("Hà Lan", "Netherlands"), "NO": Text("Na Uy", "Norway"),
    "NZ": Text("New Zealand", "New Zealand"), "PH": Text("Philippines", "Philippines"), "PL": Text("Ba Lan", "Poland"),
    "PT": Text("Bồ Đào Nha", "Portugal"), "RU": Text("Nga", "Russia"), "SA": Text("Ả Rập Xê Út", "Saudi Arabia"),
    "SE": Text("Thụy Điển", "Sweden"), "SG": Text("Singapore", "Singapore"), "TH": Text("Thái Lan", "Thailand"),
    "TR": Text("Thổ Nhĩ Kỳ", "Turkey"), "TW": Text("Đài Loan", "Taiwan"), "UA": Text("Ukraina", "Ukraine"),
    "US": Text("Hoa Kỳ", "United States"), "VN": Text("Việt Nam", "Vietnam"), "ZA": Text("Nam Phi", "South Africa"),
    "002": Text("Châu Phi", "Africa"), "009": Text("Châu Đại Dương", "Oceania"), "019": Text("Châu Mỹ", "Americas"),
    "021": Text("Bắc Mỹ", "Northern America"), "035": Text("Đông Nam Á", "South-East Asia"),
    "142": Text("Châu Á", "Asia"), "145": Text("Trung Đông", "Western Asia"), "150": Text("Châu Âu", "Europe"),
  ]

  private static func code(named name: String) -> String? {
    let spelling = Spelling(name)
    let found = (byName[spelling.folded] ?? []).first { !spelling.isAccented || $0.exact == spelling.exact }
    return found?.code
  }

  /// Names by their letters, whatever the accents; Mỹ and Hoa Kỳ are one market.
  private static let byName: [String: [(exact: String, code: String)]] = {
    var codes: [String: [(exact: String, code: String)]] = [:]
    func add(_ name: String, _ code: String) {
      let spelling = Spelling(name)
      codes[spelling.folded, default: []].append((spelling.exact, code))
    }
    for (code, name) in names.sorted(by: { $0.key < $1.key }) {
      add(name.vi, code)
      add(name.en, code)
    }
    let others = [
      "Mỹ": "US", "Hợp chúng quốc Hoa Kỳ": "US", "Australia": "AU", "Nhật": "JP", "Hàn": "KR", "Vương quốc Anh": "GB",
      "Liên bang Nga": "RU", "Thụy Sỹ": "CH", "Italia": "IT", "Các tiểu vương quốc Ả Rập thống nhất": "AE",
      "Cộng hòa Nam Phi": "ZA", "North America": "021", "USA": "US", "Mĩ": "US", "Hoa Kì": "US", "UK": "GB",
      "Anh Quốc": "GB", "Hongkong": "HK", "Hồng Công": "HK", "Singapo": "SG", "Xin-ga-po": "SG", "Ca-na-đa": "CA",
      "Nauy": "NO", "Na-uy": "NO", "Đại Hàn": "KR", "Nam Triều Tiên": "KR", "Đại Hàn Dân Quốc": "KR", "Úc châu": "AU",
      "Nước Úc": "AU", "Ô-xtrây-li-a": "AU", "Ma-lai-xi-a": "MY", "Malaixia": "MY", "Thái": "TH", "Cam-pu-chia": "KH",
      "Cộng hòa Pháp": "FR", "Cộng hòa Liên bang Đức": "DE", "Trung Hoa": "CN", "Đài Bắc Trung Hoa": "TW",
      "Mi-an-ma": "MM", "Miến Điện": "MM", "In-đô-nê-xi-a": "ID", "Phi-líp-pin": "PH", "Philippin": "PH",
      "Ấn-độ": "IN", "Liên minh Châu Âu": "EU", "Cộng hòa Séc": "CZ", "Tiệp Khắc": "CZ", "Brasil": "BR",
      "Mê-hi-cô": "MX", "Nhật Bổn": "JP", "Hà Lan (Netherlands)": "NL",
    ]
    for (name, code) in others.sorted(by: { $0.key < $1.key }) { add(name, code) }
    return codes
  }()
}
