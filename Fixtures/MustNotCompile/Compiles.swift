// The sample that must compile: what the others do wrong, done right. It shows that they fail for their own reason.
import LMDB

func right(_ environment: Environment, _ table: Database) throws -> Int {
  var writing = try WriteTransaction(environment)
  try writing.put([1].span.bytes, for: [2].span.bytes, in: table)
  try writing.commit()
  let reading = try ReadTransaction(environment)
  let value = try reading.access.value(for: [2].span.bytes, in: table)
  guard let value else { return 0 }
  return value.byteCount
}
