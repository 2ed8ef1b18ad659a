internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// What programs may ask, by OpenAPI 3.1: made of the descriptions that the answers are made of.
struct OpenAPI {
  fileprivate struct Route {
    var path: String
    let title: String
    var parameters: [String] = []
    var columns: [Column]?
    /// Whether the answer is an object with its question, and not a bare list.
    var isFigure = false
    var needsAccess = false
    var mediaType = "application/json"
    /// What else it may be refused with.
    var problems: [(status: String, meaning: String)] = []
  }

  private static let question = ["asOf", "knownAt"]
  private static let counted = question + ["areas", "counting"]

  // In the order of the menu.
  private static let routes: [Route] = [
    Route(
      path: "/san-pham.json", title: "Products", parameters: question + ["search"], columns: Register.Product.columns),
    Route(
      path: "/chu-the.json", title: "Producers", parameters: question + ["search"], columns: Register.Producer.columns),
    Route(
      path: "/san-pham/{product}.json", title: "A product's stars over time, and its records", parameters: question,
      columns: RatingHistory.Entry.columns, isFigure: true),
    Route(
      path: "/san-pham/{product}/so-sanh.json", title: "How a product differs between two points",
      parameters: ["aAsOf", "aKnownAt", "bAsOf", "bKnownAt"]),
    Route(path: "/chu-the/{producer}.json", title: "A producer, its products and markets", parameters: question),
    Route(
      path: "/thong-ke.json", title: "Products and producers by stars", parameters: counted + ["by"],
      columns: StarCounts.Row.columns, isFigure: true),
    Route(
      path: "/thong-ke/san-pham.json", title: "The products behind a number",
      parameters: counted + ["by", "cell", "stars", "proposed5"], isFigure: true),
    Route(
      path: "/so-sanh.json", title: "Two questions, product by product",
      parameters: ["a", "b"].flatMap { side in ["AsOf", "KnownAt", "Areas", "Counting"].map { side + $0 } } + ["by"]),
    Route(
      path: "/phat-lai.json", title: "What happened, step by step",
      parameters: question + ["from", "to", "order", "product", "producer"]),
    Route(path: "/quyet-dinh.json", title: "Decisions", parameters: question + ["so"]),
    Route(
      path: "/giay-chung-nhan.json", title: "Certificates in force", parameters: question + ["days", "commune"],
      columns: Certificate.columns),
    Route(
      path: "/san-pham/{product}/ban-ket-xuat.json", title: "A product's extract, with the code of its certificate",
      parameters: question, columns: RatingHistory.Entry.columns, isFigure: true),
    Route(
      path: "/san-pham/{product}/phieu-cham.json", title: "A product's score sheets, criterion by criterion",
      parameters: ["knownAt"]),
    Route(path: "/xuat-khau.json", title: "Exporters", parameters: counted, isFigure: true),
    Route(path: "/khen-thuong.json", title: "Awards", parameters: counted, isFigure: true),
    Route(path: "/ke-hoach.json", title: "Targets and what was reached", parameters: counted),
    Route(path: "/so-lieu-cong-bo.json", title: "Published figures beside the ledger's", parameters: question),
    Route(path: "/bang.json", title: "The projections that can be asked"),
    Route(
      path: "/bang/{projection}.json", title: "A projection", parameters: counted, isFigure: true,
      problems: [("401", "Needs access")]),
    Route(
      path: "/dia-ban/{area}.json", title: "A unit of the map, and what became of it", parameters: ["asOf", "counting"]),
    Route(path: "/kiem-tra/{code}.json", title: "How a certificate stands"),
    Route(path: "/kiem-chung.json", title: "Head, last checkpoint, verifier key"),
    Route(path: "/nhat-ky.json", title: "Records, the last first", parameters: ["before"], needsAccess: true),
    Route(path: "/nhat-ky/{position}.json", title: "A record", needsAccess: true),
    Route(path: "/doi-chieu.json", title: "Irregular acts", parameters: counted, isFigure: true, needsAccess: true),
    Route(
      path: "/api/records", title: "Records after a position, a line each; as server-sent events they go on",
      parameters: ["after"], needsAccess: true, mediaType: "application/x-ndjson",
      problems: [("409", "This log has no such record: the ledger was replaced or restored")]),
    Route(
      path: "/tile/{level}/{tile}",
      title: "A tile of hashes (C2SP tlog-tiles); more than 1,000 by x001/234, part ones by .p/N",
      mediaType: "application/octet-stream"),
    Route(
      path: "/tile/entries/{tile}", title: "A bundle of records (C2SP tlog-tiles)", needsAccess: true,
      mediaType: "application/octet-stream"),
    Route(
      path: "/bang-chung/ban-ghi/{position}", title: "The proof of a record (C2SP tlog-proof)", needsAccess: true,
      mediaType: "text/plain"),
    Route(
      path: "/bang-chung/san-pham/{product}", title: "A product's bundle, to be checked without this program",
      needsAccess: true, mediaType: "application/zip"),
    Route(
      path: "/bang-chung/con-so", title: "Statistics by stars with their proof",
      parameters: ["asOf", "areas", "counting", "by"],
      needsAccess: true, mediaType: "application/zip"),
    Route(
      path: "/bang-chung/nhat-quan", title: "The proof that the last checkpoint goes on from a tree of so many records",
      parameters: ["from"], mediaType: "text/plain"),
    Route(
      path: "/bang-chung/diem-kiem/{position}", title: "The checkpoint of so many records that was kept",
      mediaType: "text/plain"),
    Route(path: "/checkpoint", title: "The last signed checkpoint (C2SP tlog-checkpoint)", mediaType: "text/plain"),
  ]

  static var document: JSONValue {
    let paths = routes.flatMap(\.forms).map { JSONValue.Member($0.path, ["get": operation($0)]) }
    return [
      "openapi": "3.1.0",
      "info": ["title": "ocop-ledger", "version": .string(programVersion), "description": "Reads only."],
      "paths": .object(paths),
      "components": [
        "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
        "schemas": [
          "Problem": [
            "type": "object", "required": .array(["type", "title", "status", "code"].map { .string($0) }),
            "properties": [
              "type": text, "title": text, "status": ["type": "integer"], "code": text, "detail": text,
            ],
          ]
        ],
      ],
    ]
  }

  private static let text: JSONValue = ["type": "string"]

  private static func operation(_ route: Route) -> JSONValue {
    let inPath = route.path.matches(of: #/\{(\w+)\}/#).map { String($0.output.1) }
    let parameters =
      inPath.map { parameter($0, "path") } + (route.parameters + ["lang"]).map { parameter($0, "query") }
    var answers: [JSONValue.Member] = [
      .init(
        "200",
        [
          "description": "The answer",
          "content": .object(route.mediaTypes.map { .init($0, ["schema": schema(route)]) }),
        ]),
      .init("304", ["description": "As it was known"]),
    ]
    for (status, meaning) in [
      ("400", "A value is not taken"), ("404", "Not there"), ("422", "Refused"), ("429", "Too often"),
      ("503", "Not now"),
    ] {
      answers.append(problem(status, meaning))
    }
    for (status, meaning) in route.problems { answers.append(problem(status, meaning)) }
    if route.needsAccess { answers.append(problem("401", "Needs access")) }
    var members: [JSONValue.Member] = [
      .init("summary", .string(route.title)),
      .init("operationId", .string(route.path.filter { $0.isLetter || $0.isNumber })),
      .init("parameters", .array(parameters)), .init("responses", .object(answers)),
    ]
    if route.needsAccess { members.append(.init("security", .array([["token": .array([])]]))) }
    return .object(members)
  }

  private static func problem(_ status: String, _ meaning: String) -> JSONValue.Member {
    .init(
      status,
      [
        "description": .string(meaning),
        "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
      ])
  }

  private static func parameter(_ name: String, _ place: JSONValue) -> JSONValue {
    ["name": .string(name), "in": place, "required": .bool(place == "path"), "schema": schema(ofParameter: name)]
  }

  private static func schema(ofParameter name: String) -> JSONValue {
    func oneOf(_ values: [String]) -> JSONValue { ["type": "string", "enum": .array(values.map { .string($0) })] }
    let side = ["a", "b"].contains(name.first.map(String.init)) && name.dropFirst().first?.isUppercase == true
    switch side ? name.dropFirst().prefix(1).lowercased() + name.dropFirst(2) : name {
    case "asOf", "areas", "from", "to": return ["type": "string", "format": "date"]
    case "knownAt", "after", "before", "position":
      return ["type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991]
    case "counting": return oneOf(Counting.allCases.map(\.rawValue))
    case "by": return oneOf(StarDimension.allCases.map(\.rawValue))
    case "order": return oneOf(ReplayQuestion.Order.allCases.map(\.rawValue))
    case "lang": return oneOf(Language.allCases.map(\.rawValue))
    case "days": return ["type": "integer", "minimum": 0, "maximum": 100_000]
    case "level": return ["type": "integer", "minimum": 0, "maximum": 5]
    case "tile": return ["type": "string", "pattern": "^[0-9]{3}$"]
    case "stars": return ["type": "integer", "minimum": 1, "maximum": 5]
    case "proposed5": return oneOf(["yes", "no"])
    case "product": return ["type": "string", "pattern": "^SP-[0-9]{4,9}$"]
    case "producer": return ["type": "string", "pattern": "^CT-[0-9]{4,9}$"]
    case "area": return ["type": "string", "pattern": "^[0-9]{2,5}$"]
    case "code": return ["type": "string", "pattern": "^[0-9A-HJKMNP-TV-Z]{18}$"]
    default: return text
    }
  }

  private static func schema(_ route: Route) -> JSONValue {
    guard route.mediaType == "application/json" else { return text }
    guard let columns = route.columns else { return route.isFigure ? figure(["type": "object"]) : [:] }
    let row: JSONValue = [
      "type": "object", "properties": .object(columns.map { .init($0.name, type(of: $0)) }),
    ]
    return route.isFigure ? figure(row) : ["type": "array", "items": row]
  }

  private static func figure(_ row: JSONValue) -> JSONValue {
    [
      "type": "object", "required": .array(["question", "position", "root", "rows"].map { .string($0) }),
      "properties": [
        "question": ["type": "object"], "position": ["type": .array(["integer", "null"])], "root": text,
        "verified": ["type": .array(["integer", "boolean"])], "rows": ["type": "array", "items": row],
      ],
    ]
  }

  private static func type(of column: Column) -> JSONValue {
    switch column.kind {
    case .number, .share: ["type": .array(["integer", "null"])]
    case .numbers: ["type": .array(["object", "null"])]
    case .flag: ["type": .array(["boolean", "null"])]
    default: [:]
    }
  }
}

extension OpenAPI.Route {
  /// The same answer in every form that it has.
  fileprivate var forms: [Self] {
    guard path.hasSuffix(".json"), columns != nil else { return [self] }
    return [self]
      + [("csv", "text/csv"), ("xlsx", WebRequest.Form.xlsx.mediaType)].map { ending, mediaType in
        var other = self
        (other.path, other.mediaType) = (String(path.dropLast(4)) + ending, mediaType)
        return other
      }
  }

  /// In which forms an answer comes: records also as events, for who asks for those.
  fileprivate var mediaTypes: [String] {
    mediaType == "application/x-ndjson" ? [mediaType, "text/event-stream"] : [mediaType]
  }
}
