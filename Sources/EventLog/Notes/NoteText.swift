internal import Foundation

/// What holds of the text of every note and proof, so that the same thing is never written in two ways.
enum NoteText {
  /// Throws unless `text` is as it is written: without a byte-order mark, its lines ended by line feeds alone.
  static func requireAsWritten(_ text: String) throws(NoteError) {
    if text.unicodeScalars.first == "\u{feff}" { throw NoteError(.byteOrderMark) }
    if text.utf8.contains(13) { throw NoteError(.lineEnds) }
  }

  /// The bytes of base64 with padding (RFC 4648 §4); `nil`: it is none. Throws ``NoteError/Kind/notCanonical`` where the bits behind the
  /// last byte are not zero, so that another text stands for the same bytes (§3.5).
  static func base64(_ text: some StringProtocol) throws(NoteError) -> [UInt8]? {
    guard let data = Data(base64Encoded: String(text)) else { return nil }
    guard data.base64EncodedString() == text else { throw NoteError(.notCanonical) }
    return Array(data)
  }

  /// Whether it is in Unicode's composed form (NFC): two such texts are equal only where their bytes are.
  static func isComposed(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x80 } || text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8)
  }
}
