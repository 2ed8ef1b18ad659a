// expect: consumed more than once
// A transaction that was committed is gone.
import LMDB

func wrong(_ environment: Environment) throws {
  let writing = try WriteTransaction(environment)
  try writing.commit()
  try writing.commit()
}
