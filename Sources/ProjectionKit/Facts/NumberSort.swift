/// `items` in the order of their numbers, and of where they stood among equal ones. A pass over all of them for every eight bits in
/// which the numbers differ, so that many are sorted in a time that grows with their count.
func sortedByNumber<Item>(_ items: [Item], _ number: (Item) -> UInt64) -> [Item] {
  var differing: UInt64 = 0
  let first = items.first.map(number) ?? 0
  for item in items { differing |= number(item) ^ first }
  var (sorted, room) = (items, items)
  for shift in stride(from: UInt64(0), to: 64, by: 8) where differing >> shift & 0xff != 0 {
    var ends = [Int](repeating: 0, count: 257)
    for item in sorted { ends[Int(number(item) >> shift & 0xff) + 1] += 1 }
    for digit in 1...256 { ends[digit] += ends[digit - 1] }
    for item in sorted {
      let digit = Int(number(item) >> shift & 0xff)
      room[ends[digit]] = item
      ends[digit] += 1
    }
    swap(&sorted, &room)
  }
  return sorted
}
