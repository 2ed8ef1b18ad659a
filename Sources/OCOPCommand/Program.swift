internal import OCOPCommandLine

/// The program `ocop` with the projections of this package.
@main
enum Program {
  static func main() async { await OCOP.main() }
}
