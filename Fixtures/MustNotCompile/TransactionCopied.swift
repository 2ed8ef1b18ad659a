// expect: consumed
// There is one owner of a transaction, and it ends once.
import LMDB

func wrong(_ environment: Environment) throws {
  let writing = try WriteTransaction(environment)
  let other = writing
  try other.commit()
  try writing.commit()
}
