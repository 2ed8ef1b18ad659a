// expect: lifetime-dependent
// A value is a place in the memory map, and the map is only held still by the transaction.
import LMDB

@_lifetime(immortal)
func wrong(_ environment: Environment, _ table: Database) throws -> RawSpan {
  let reading = try ReadTransaction(environment)
  let value = try reading.access.value(for: [2].span.bytes, in: table)
  return value!
}
