public import OCOP

/// How many products hold one star, two, … five.
public struct StarNumbers: Message {
  private var one: Int64 = 0
  private var two: Int64 = 0
  private var three: Int64 = 0
  private var four: Int64 = 0
  private var five: Int64 = 0

  /// None.
  public init() {}

  /// The numbers of those with one star to those with five. Traps unless there are five.
  public init(_ numbers: [Int64]) {
    precondition(numbers.count == 5, "one to five stars")
    (one, two, three, four, five) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
  }

  /// How many hold `stars`.
  public subscript(stars: Stars) -> Int64 { [one, two, three, four, five][Int(stars.number) - 1] }

  /// Describes a field for each number of stars.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "1", &one, "1★")
    try coder.field(2, "2", &two, "2★")
    try coder.field(3, "3", &three, "3★")
    try coder.field(4, "4", &four, "4★")
    try coder.field(5, "5", &five, "5★")
  }
}
