// swift-tools-version: 6.2
import PackageDescription

let ledger = "ocop-ledger"

let package = Package(
  name: "ocop-women",
  dependencies: [.package(name: ledger, path: "../..")],
  targets: [
    .target(name: "WomenLed", dependencies: [.product(name: "ProjectionKit", package: ledger)]),
    .executableTarget(
      name: "ocop-women", dependencies: ["WomenLed", .product(name: "OCOPCommandLine", package: ledger)]),
    .testTarget(
      name: "WomenLedTests", dependencies: ["WomenLed", .product(name: "ProjectionTesting", package: ledger)],
      exclude: ["women-led.golden.txt"]),
  ],
  swiftLanguageModes: [.v6]
)
