/// Places in bytes where others are put. What is not named stays byte for byte.
struct ByteEdits {
  private var edits: [(range: Range<Int>, bytes: [UInt8])] = []

  var isEmpty: Bool { edits.isEmpty }

  /// Puts `text` in the place of what stands in `range`; at an empty range, in front of what begins there, in the order in which it is said.
  mutating func put(_ text: String, at range: Range<Int>) { edits.append((range, Array(text.utf8))) }

  mutating func insert(_ text: String, at place: Int) { put(text, at: place..<place) }

  /// The bytes with all of it. Throws ``OfficeFileError`` where two places overlap: elements stand where none may.
  func applied(to bytes: [UInt8], _ part: String) throws(OfficeFileError) -> [UInt8] {
    // A stable order: what is inserted at one place stays in the order in which it was said.
    func order(_ edit: (offset: Int, element: (range: Range<Int>, bytes: [UInt8]))) -> (Int, Int, Int) {
      (edit.element.range.lowerBound, edit.element.range.isEmpty ? 0 : 1, edit.offset)
    }
    let inOrder = edits.enumerated().sorted { order($0) < order($1) }
    var (out, place) = ([UInt8](), 0)
    out.reserveCapacity(bytes.count + edits.count * 32)
    for (_, edit) in inOrder {
      guard edit.range.lowerBound >= place, edit.range.upperBound <= bytes.count else {
        throw OfficeFileError(.damaged, in: part)
      }
      out += bytes[place..<edit.range.lowerBound]
      out += edit.bytes
      place = edit.range.upperBound
    }
    return out + bytes[place...]
  }
}
