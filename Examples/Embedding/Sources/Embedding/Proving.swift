import OCOPKit

/// Signs the log, proves its last record, and checks the proof as somebody would who has the file and the verifier only.
func prove(_ ledger: Ledger, key path: String) throws {
  var random = SystemRandomNumberGenerator()
  let seed = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
  let key = try LedgerKey(origin: ledger.origin, seed: seed)
  let memory = KeyMemory(besideKey: path)
  try memory.create(key)
  let checkpoint = try ledger.signCheckpoint(key, memory, by: "example")

  let proof = try ledger.proof(of: Position(checkpoint.head.size - 1), under: checkpoint)
  let checked = try ProofFile.check(proof, by: [key.verifier], from: nil)
  print("proved: record \(checked.entry?.position.description ?? "") of \(checked.checkpoint.head.size)")

  let result = try ledger.verify()
  print(result.findings.isEmpty ? "verified \(result.head.size) records" : "\(result.findings)")
}
