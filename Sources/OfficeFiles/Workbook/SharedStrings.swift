/// The texts that cells share.
final class SharedStrings: XMLReader {
  private(set) var texts: [String] = []
  private var text = XMLText()
  private var bytes = 0
  private var isInText = false
  /// How texts are read aloud stands between them, and is no part of them.
  private var isReading = false

  init() {}

  func begins(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    switch name {
    case "si": text.clear()
    case "t": isInText = !isReading
    case "rPh": isReading = true
    default: break
    }
  }

  func ends(_ name: XMLName, _ stream: XMLStream) {
    switch name {
    case "si":
      // A text takes room, even where it is empty.
      bytes += 32
      guard bytes <= WorkbookLimits.sharedTextBytes else { return stream.fail(.tooComplex) }
      texts.append(text.unescaped)
    case "t": isInText = false
    case "rPh": isReading = false
    default: break
    }
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {
    guard isInText else { return }
    bytes += piece.count
    guard bytes <= WorkbookLimits.sharedTextBytes, text.count <= WorkbookLimits.cellBytes else {
      return stream.fail(.tooLarge)
    }
    text.add(piece)
  }
}
