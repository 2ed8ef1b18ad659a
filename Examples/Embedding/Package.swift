// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Embedding",
  dependencies: [.package(name: "ocop-ledger", path: "../..")],
  targets: [.executableTarget(name: "Embedding", dependencies: [.product(name: "OCOPKit", package: "ocop-ledger")])],
  swiftLanguageModes: [.v6]
)
