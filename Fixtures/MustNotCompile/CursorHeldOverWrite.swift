// expect: overlapping accesses
// A cursor stands on a page, too.
import LMDB

func wrong(_ environment: Environment, _ table: Database) throws -> Bool {
  var writing = try WriteTransaction(environment)
  var cursor = try writing.access.cursor(table)
  try writing.put([1].span.bytes, for: [2].span.bytes, in: table)
  return try cursor.next()
}
