// expect: overlapping accesses
// A write may move the page that a value lies on: LMDB's own rule, kept by the compiler.
import LMDB

func wrong(_ environment: Environment, _ table: Database) throws -> Int {
  var writing = try WriteTransaction(environment)
  let value = try writing.access.value(for: [2].span.bytes, in: table)
  try writing.put([1].span.bytes, for: [2].span.bytes, in: table)
  return value!.byteCount
}
