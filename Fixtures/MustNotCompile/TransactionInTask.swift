// expect: unavailable from asynchronous contexts
// A task may change its thread at every await; a transaction may not.
import LMDB

func wrong(_ environment: Environment) async throws {
  let writing = try WriteTransaction(environment)
  try writing.commit()
}
