import Testing

@testable import OCOP

@Suite("Vocabulary and Vietnamese text")
struct VocabularyTests {
  @Test(
    "legal dates are read as they are written, and never guessed",
    arguments: [
      ("2020-02-29", "2020-02-29", "2020-02-29"), ("29/02/2020", "2020-02-29", "2020-02-29"),
      ("1/7/2025", "2025-07-01", "2025-07-01"),
      ("2020-02", "2020-02", "2020-02-29"), ("02/2020", "2020-02", "2020-02-29"), ("2020", "2020", "2020-12-31"),
    ])
  func dates(text: String, shown: String, day: String) throws {
    let date = try #require(LegalDate(text))
    #expect(date.text == shown)
    #expect(date.day.description == day)
  }

  @Test(
    "what is no date",
    arguments: [
      "", "2020-02-30", "04/13/2025", "1/7/25", "cuối 2020", "2020-13", "20200229", "2020-2-9x", "0000", "29.02.2020",
      "-2020",
    ])
  func noDates(text: String) { #expect(LegalDate(text) == nil) }

  @Test("days and dates agree over four centuries")
  func days() {
    var number = Day(year: 1899, month: 12, day: 31)!.number
    for year in 1900...2300 {
      for month in 1...12 {
        for day in 1...Day.length(of: month, in: year) {
          number += 1
          let date = Day(year: year, month: month, day: day)
          #expect(date?.number == number)
          if day == 1, let date { #expect(date.date == (year, month, 1)) }
        }
      }
    }
  }

  @Test("times are read as they are shown")
  func times() throws {
    let time = try #require(Timestamp("2026-11-24T17:14:39.000001Z"))
    #expect(time.description == "2026-11-24T17:14:39.000001Z")
    #expect(time.dayInVietnam == Day(year: 2026, month: 11, day: 25))
    #expect(Timestamp("2026-11-24T17:14:39Z") == Timestamp(microseconds: time.microseconds - 1))
    #expect(Timestamp("2026-11-24") == nil)
  }

  @Test("Vietnamese order: letters of the whole, then tones, then case")
  func order() {
    let names = """
      An Giang · Bắc Ninh · Cà Mau · Cao Bằng · Cần Thơ · Đà Nẵng · Đắk Lắk · Điện Biên · Đồng Nai · Đồng Tháp · Gia Lai · \
      Hà Nội · Hà Tĩnh · Hải Phòng · Hồ Chí Minh · Huế · Hưng Yên · Khánh Hòa · Lai Châu · Lạng Sơn · Lào Cai · Lâm Đồng · \
      Nghệ An · Ninh Bình · Phú Thọ · Quảng Ngãi · Quảng Ninh · Quảng Trị · Sơn La · Tây Ninh · Thái Nguyên · Thanh Hóa · \
      Tuyên Quang · Vĩnh Long
      """.split(separator: " · ").map(String.init)
    #expect(names.shuffled().sorted(by: vietnameseOrder) == names)
    let tones = ["Hoa Bình", "Hoà Bình", "Hòa Bình", "Hoạ Bình"]
    #expect(tones.reversed().sorted(by: vietnameseOrder) == tones)
    let words = ["má ta", "ma tr", "mạ tr", "ma tra", "mà tu"]
    #expect(words.reversed().sorted(by: vietnameseOrder) == words)
  }

  @Test("every event type has its place in a set of types, and no other's")
  func eventTypes() {
    let all = EventType.allCases.reduce(into: EventTypes()) { $0.insert($1) }
    for type in EventType.allCases {
      let only: EventTypes = [type]
      #expect(all.contains(type) && only.contains(type))
      #expect(EventType.allCases.filter(only.contains) == [type])
      #expect(!all.symmetricDifference(only).contains(type))
    }
  }

  @Test("the quick way to fold and Unicode's own agree, on every Latin letter and between others")
  func foldedQuickly() {
    for value in UInt32(0x20)...0x1eff {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for text in [String(scalar), "A\(scalar)b", "\(scalar) \(scalar)", " \(scalar)", "e\(scalar)\u{301}"] {
        #expect(normalized(text) == normalizedByTables(text), "U+\(String(value, radix: 16)) in “\(text)”")
        #expect(folded(text) == foldedByTables(text), "U+\(String(value, radix: 16)) in “\(text)”")
      }
    }
  }

  @Test("folding finds, comparing keeps apart")
  func folding() {
    #expect(folded("Đà  Nẵng") == "da nang")
    #expect(folded("Nước mắm") == folded("nuoc MAM"))
    #expect(comparisonKey("Hoằng Hoá") == comparisonKey("Hoằng Hóa"))
    #expect(comparisonKey("Đồng Tiến") != comparisonKey("Đông Tiến"))
    #expect(comparisonKey("Lý") != comparisonKey("Lí"))
    #expect(normalized("Mắm \u{200b}\u{a0} tôm ") == "Mắm tôm")
    #expect(normalized("Ma\u{306}\u{301}m") == "Mắm")
  }

  @Test("a form is read from a name only where its first words mean nothing else")
  func formsOfNames() {
    let names: [(String, LegalForm?)] = [
      ("Công ty TNHH Lê Gia", .enterprise), ("CÔNG TY CP Mía đường", .enterprise), ("Cong ty TNHH Le Gia", .enterprise),
      ("HTX Nông nghiệp Tân Lập", .cooperative), ("Hợp tác xã Đông Tiến", .cooperative),
      ("Hop tac xa Dong Tien", .cooperative), ("Hộ ông Nguyễn Văn A", .household), ("Hộ kinh doanh Bình", .household),
      ("Cơ sở sản xuất Hoa Mai", .establishment), ("Hội Nông dân xã Yên Thọ", .association),
      ("Trang trại Đồi Xanh", .farm), ("Hồ Xuân Mai", nil), ("Ho Xuan Mai", nil), ("Hổ Phách", nil),
      ("Hội Xuân Trading", nil), ("Cổ Sở Foods", nil), ("Co So Foods", nil), ("ĐN Foods", nil), ("Dn Foods", nil),
      ("Hộp quà Tết", nil), ("Lê Gia", nil), ("", nil),
    ]
    for (name, form) in names { #expect(LegalForm(beginning: name) == form, "\(name)") }
  }

  @Test(
    "a country's name comes before a code; without accents it meets, with others it does not; two capitals are a code")
  func countries() {
    let names: [(String, String?)] = [
      ("Mỹ", "US"), ("My", "US"), ("my", "US"), ("MY", "MY"), ("Áo", "AT"), ("ao", "AT"), ("AO", "AO"), ("Bỉ", "BE"),
      ("Bi", "BE"), ("BI", "BI"), ("Y", "IT"), ("jp", "JP"), ("Nhat Ban", "JP"), ("145", "145"), ("xx", nil),
      ("Bí", nil), ("Mỷ", nil), ("Nhật Bàn", nil), ("Thuỵ Sĩ", "CH"),
    ]
    for (name, code) in names { #expect(Market(named: name)?.text == code, "\(name)") }
  }

  @Test("legal forms and groups in the words that offices use")
  func wordings() {
    let forms: [(String, LegalForm)] = [
      ("công ty TNHH", .enterprise), ("Công ty cổ phần", .enterprise), ("HTX", .cooperative),
      ("hợp tác xã", .cooperative),
      ("Tổ hợp tác", .cooperativeGroup), ("hộ sản xuất", .household), ("Hộ kinh doanh", .household),
      ("cơ sở sản xuất", .establishment),
      ("Trang trại", .farm), ("enterprise", .enterprise),
    ]
    for (text, form) in forms { #expect(LegalForm(worded: text) == form, "\(text)") }
    #expect(LegalForm(worded: "hợp tác") == nil)
    #expect(LegalForm(worded: "moon") == nil)
    #expect(ProductGroup(worded: "thực phẩm") == .food)
    #expect(ProductGroup(worded: "Đồ uống") == .drinks)
    #expect(ProductGroup(worded: "crafts") == .crafts)
    #expect(ProductGroup(worded: "other") == nil)
  }

  @Test("every term of every vocabulary has names in both languages, and no two the same code")
  func names() {
    func check<V: Vocabulary>(_ type: V.Type) {
      #expect(Set(V.allCases.map(\.rawValue)).count == V.allCases.count)
      for term in V.allCases {
        #expect(!term.names.vi.isEmpty && !term.names.en.isEmpty, "\(term)")
        #expect(V(wireInteger: term.wireInteger) == term)
      }
    }
    check(LegalForm.self)
    check(ProductGroup.self)
    check(Level.self)
    check(RecipientKind.self)
    check(RevocationGround.self)
    check(StreamKind.self)
    check(AreaPart.self)
    check(AreaLevel.self)
    check(ApplicationKind.self)
    check(ScoreKind.self)
    check(AgreementKind.self)
    check(PropertyKind.self)
    check(SupportPurpose.self)
    check(FairScope.self)
    check(Comparison.self)
    check(TermBasis.self)
  }
}
