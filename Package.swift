// swift-tools-version: 6.2
import PackageDescription

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let csv: Target.Dependency = .product(name: "SwiftCSV", package: "SwiftCSV")

/// One word per installed plugin; `Plugins/<Name>` holds its sources, tests and README.
let plugins = [
  "Register", "StarCounts", "RatingHistory", "Exporters", "AwardHistory", "Targets", "QualityCertificates", "Promotion",
  "Support", "Councils", "ScoreSheets", "Breaches", "Decisions", "Contradictions",
]

let package = Package(
  name: "ocop-ledger",
  products: [
    .executable(name: "ocop", targets: ["OCOPCommand"]),
    .executable(name: "ocop-bench", targets: ["OCOPBenchmarks"]),
    .library(name: "OCOPKit", targets: ["OCOPKit"]),
    .library(name: "ProjectionKit", targets: ["ProjectionKit"]),
    .library(name: "ProjectionTesting", targets: ["ProjectionTesting"]),
    .library(name: "OCOPCommandLine", targets: ["OCOPCommandLine"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CLMDB", providers: [.apt(["liblmdb-dev"])]),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CNational", exclude: ["README.md", "LICENSE-dvhcvn", "data"]),
    .target(name: "CStandardStreams"),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CQREncode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "QRCodes", dependencies: ["CQREncode", "CPNG"]),
    .target(name: "OfficeFiles", dependencies: ["CExpat", "CZlib", "CXLSXWriter"]),
    .target(name: "LMDB", dependencies: ["CLMDB"]),
    .target(name: "EventLog", dependencies: ["LMDB", "CCrypto"]),
    .target(name: "Wire"),
    .target(name: "OCOP", dependencies: ["Wire"]),
    .target(name: "ProjectionKit", dependencies: ["OCOP"]),
    .target(name: "CTestClock"),
    .target(name: "ProjectionTesting", dependencies: ["CTestClock", "ProjectionKit", "OCOP"]),
    .target(name: "ScoreAnalytics", dependencies: ["ProjectionKit", "OCOP", "Wire"]),
    .target(name: "Ledger", dependencies: ["EventLog", "OCOP", "ProjectionKit", "ScoreAnalytics"]),
    .target(
      name: "Exchange",
      dependencies: ["CNational", "Ledger", "OCOP", "OfficeFiles", "ProjectionKit", "QRCodes", csv, yams],
      resources: [.embedInCode("Bundle/check.py")]),
    .target(name: "Sync", dependencies: ["CCurl", "EventLog", "Ledger", "OCOP", "ProjectionKit"]),
    .target(
      name: "OCOPKit",
      dependencies: ["Ledger", "OCOP", "ProjectionKit", "ScoreAnalytics"] + plugins.map { .byName(name: $0) }),
    .target(
      name: "OCOPCommandLine",
      dependencies: [
        "CStandardStreams", "OCOPKit", "Exchange", "Ledger", "OCOP", "ProjectionKit", "QRCodes", "Sync", argumentParser,
      ]),
    .executableTarget(name: "OCOPCommand", dependencies: ["OCOPCommandLine"]),
    .executableTarget(name: "BareLoop", dependencies: ["CLMDB"], linkerSettings: [.linkedLibrary("lmdb")]),
    .executableTarget(
      name: "OCOPBenchmarks",
      dependencies: [
        "OCOPKit", "Exchange", "OfficeFiles", "ProjectionTesting", "Ledger", "OCOP", "ProjectionKit", "Sync",
        argumentParser,
      ],
      exclude: ["Peers", "RESULTS.md", "chart.svg"]),
    .target(name: "Fuzzing", dependencies: ["OCOPKit", "Exchange", "Ledger", "OCOP"]),
    .testTarget(
      name: "SyncTests",
      dependencies: ["Sync", "Ledger", "OCOP", "OCOPKit", "ProjectionKit", "ProjectionTesting", "TestSupport"]),
    .testTarget(name: "QRCodesTests", dependencies: ["QRCodes"]),
    .testTarget(name: "OfficeFilesTests", dependencies: ["OfficeFiles", "TestSupport"]),
    .testTarget(name: "FuzzTests", dependencies: ["Fuzzing", "ProjectionTesting", "TestSupport"]),
    .testTarget(name: "LMDBTests", dependencies: ["LMDB", "ProjectionTesting", "TestSupport"]),
    .target(name: "CFaults", path: "Tests/CFaults"),
    .target(
      name: "TestSupport", dependencies: ["Ledger", "OCOP", "OCOPKit", "ProjectionKit", "ProjectionTesting"],
      path: "Tests/TestSupport"),
    .testTarget(name: "EventLogTests", dependencies: ["EventLog", "CFaults", "TestSupport"]),
    .testTarget(name: "OCOPTests", dependencies: ["OCOP", "Wire", "ProjectionTesting", "TestSupport"]),
    .testTarget(
      name: "ScoreAnalyticsTests",
      dependencies: ["ScoreAnalytics", "OCOP", "ProjectionTesting", "TestSupport"]),
    .testTarget(
      name: "ProjectionKitTests",
      dependencies: ["ProjectionKit", "ProjectionTesting", "ScoreAnalytics", "OCOP", "TestSupport"]),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "Ledger", "EventLog", "OCOPKit", "ProjectionTesting", "ProjectionKit", "OCOP", "CFaults", "TestSupport",
      ]),
    .testTarget(
      name: "ExchangeTests",
      dependencies: [
        "Exchange", "EventLog", "Ledger", "OfficeFiles", "OCOPKit", "ProjectionTesting", "ProjectionKit", "OCOP",
        "TestSupport",
      ]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "OCOPCommand", "EventLog", "LMDB", "OCOP", "OCOPKit", "Exchange", "Ledger", "OfficeFiles", "ProjectionKit",
        "ProjectionTesting", "TestSupport",
      ]),
    .testTarget(name: "HouseTests", dependencies: ["OCOP"]),
  ]
    + plugins.flatMap { name -> [Target] in
      [
        .target(
          name: name,
          // Score sheets are many: the plugin that keeps them is the one that may know how.
          dependencies: ["ProjectionKit", "OCOP"] + (name == "ScoreSheets" ? ["ScoreAnalytics"] : []),
          path: "Plugins/\(name)/Sources"),
        .testTarget(
          name: "\(name)Tests",
          dependencies: [.byName(name: name), "ProjectionTesting", "ProjectionKit", "OCOP", "TestSupport"],
          path: "Plugins/\(name)/Tests"),
      ]
    },
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)

// The web server is heavy (hummingbird): only where somebody asks for it.
if Context.environment["OCOP_WEB"] != nil {
  package.dependencies += [
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
    // What hummingbird stands on, where its types show.
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.83.0"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.0.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.4.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.0.0"),
  ]
  package.products.append(.executable(name: "ocop-web", targets: ["OCOPWebCommand"]))
  package.targets += [
    .target(
      name: "OCOPWeb",
      dependencies: [
        "OCOPKit", "Exchange", "Ledger", "OCOP", "ProjectionKit", "QRCodes",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(name: "OCOPWebCommand", dependencies: ["OCOPWeb", "OCOPKit", "Ledger", "OCOP", argumentParser]),
    .testTarget(
      name: "OCOPWebTests",
      dependencies: [
        "OCOPWeb", "OCOPWebCommand", "OCOPCommand", "OCOPKit", "Exchange", "Ledger", "OCOP", "ProjectionKit",
        "ProjectionTesting", "TestSupport",
      ], exclude: ["browser.py", "slow.py"]),
  ]
}

// libFuzzer takes a main of its own and instrumented code: only where somebody asks for it.
let fuzzes = Context.environment["OCOP_FUZZ"] != nil
if fuzzes { package.targets.append(.executableTarget(name: "OCOPFuzz", dependencies: ["Fuzzing", "Ledger"])) }

for target in package.targets where target.type != .system {
  if fuzzes { target.swiftSettings = [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])] }
  if target.name == "OCOPFuzz" { target.linkerSettings = [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])] }
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableExperimentalFeature("Lifetimes"),
      .treatAllWarnings(as: .error),
    ]
}
