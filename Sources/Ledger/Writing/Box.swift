/// Carries an answer from whoever wrote to its caller.
final class Box<Value>: @unchecked Sendable {
  // Unchecked because the writer sets the value before it wakes the caller, who alone reads it.
  var value: Value?
}
