internal import CExpat

/// What somebody who reads a part of a workbook does with its elements.
protocol XMLReader: AnyObject {
  func begins(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream)
  func ends(_ name: XMLName, _ stream: XMLStream)
  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream)
}

/// Reads XML piece by piece (expat). A part that declares types is refused: no workbook needs that, and it is how little bytes are made to
/// grow without end.
final class XMLStream {
  private let parser: XML_Parser
  private unowned let reader: any XMLReader
  private let part: String
  /// What a reader, or the part itself, was refused for.
  private var failure: OfficeFileError?
  private var isStopped = false
  private var depth = 0
  /// How deep the reading is in what is not for it.
  private var passedOver = 0

  init(_ part: String, _ reader: any XMLReader) {
    guard let parser = XML_ParserCreate(nil) else { preconditionFailure("expat has no memory") }
    (self.parser, self.part, self.reader) = (parser, part, reader)
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { user, name, attributes in
        guard let user, let name else { return }
        Unmanaged<XMLStream>.fromOpaque(user).takeUnretainedValue().begins(XMLName(name), attributes)
      },
      { user, name in
        guard let user, let name else { return }
        Unmanaged<XMLStream>.fromOpaque(user).takeUnretainedValue().ends(XMLName(name))
      })
    XML_SetCharacterDataHandler(parser) { user, bytes, count in
      guard let user, let bytes else { return }
      let stream = Unmanaged<XMLStream>.fromOpaque(user).takeUnretainedValue()
      guard stream.passedOver == 0 else { return }
      bytes.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        stream.reader.text(UnsafeBufferPointer(start: $0, count: Int(count)), stream)
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
      guard let user else { return }
      Unmanaged<XMLStream>.fromOpaque(user).takeUnretainedValue().fail(.declaresTypes)
    }
  }

  deinit { XML_ParserFree(parser) }

  private func begins(_ name: XMLName, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
    depth += 1
    guard depth <= WorkbookLimits.depth else { return fail(.tooComplex) }
    // Of two ways to say a thing, the one for programs that know an extension is not ours (ISO 29500-3, 7.6).
    if passedOver > 0 || name == "Choice" { passedOver += 1 }
    if passedOver == 0 { reader.begins(name, XMLAttributes(list: attributes), self) }
  }

  private func ends(_ name: XMLName) {
    depth -= 1
    if passedOver == 0 { return reader.ends(name, self) }
    passedOver -= 1
  }

  /// Where the event that is told begins, in bytes of the part.
  var place: Int { Int(XML_GetCurrentByteIndex(parser)) }
  /// How many bytes the event that is told has; 0 where an element has no end of its own.
  var length: Int { Int(XML_GetCurrentByteCount(parser)) }

  /// Ends the reading: the rest is not wanted.
  func stop() {
    isStopped = true
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  /// Ends the reading with a failure.
  func fail(_ fault: OfficeFileError.Fault, at cell: CellReference? = nil) {
    if failure == nil { failure = OfficeFileError(fault, in: part, at: cell) }
    stop()
  }

  /// Reads the next bytes; answers whether more are wanted.
  func take(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool = false) throws(OfficeFileError) -> Bool {
    guard !isStopped else { return false }
    let status = bytes.withMemoryRebound(to: CChar.self) {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
    }
    if let failure { throw failure }
    if isStopped { return false }
    guard status != XML_STATUS_ERROR else { throw OfficeFileError(.damaged, in: part) }
    return true
  }

  func finish() throws(OfficeFileError) { _ = try take(UnsafeBufferPointer(start: nil, count: 0), isLast: true) }

  /// Has `reader` read all of a member.
  static func read(
    _ member: ArchiveMember, of archive: ArchiveDirectory, by reader: any XMLReader
  ) throws(OfficeFileError) {
    let bytes = try MemberReader(member, of: archive)
    let stream = XMLStream(member.name, reader)
    var (wantsMore, failure) = (true, nil as OfficeFileError?)
    while wantsMore {
      let isThere = try bytes.next { piece in
        do throws(OfficeFileError) { wantsMore = try stream.take(piece) } catch {
          (failure, wantsMore) = (error, false)
        }
      }
      if let failure { throw failure }
      guard isThere else { return try stream.finish() }
    }
  }
}

/// The text of an element, in bytes: it may come in several pieces.
struct XMLText {
  private(set) var bytes: [UInt8] = []

  var isEmpty: Bool { bytes.isEmpty }
  var count: Int { bytes.count }

  mutating func add(_ piece: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: piece) }

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// The text with `_x000D_` read as the character that it stands for (ISO 29500-1, 22.9.2.19).
  var unescaped: String {
    guard bytes.contains(UInt8(ascii: "_")) else { return string }
    var (out, at) = ([UInt8](), 0)
    while at < bytes.count {
      if at + 7 <= bytes.count, bytes[at] == UInt8(ascii: "_"), bytes[at + 1] == UInt8(ascii: "x"),
        bytes[at + 6] == UInt8(ascii: "_"),
        let code = UInt32(String(decoding: bytes[at + 2..<at + 6], as: UTF8.self), radix: 16),
        bytes[at + 2] != UInt8(ascii: "+"), let scalar = UnicodeScalar(code)
      {
        out += Array(String(Character(scalar)).utf8)
        at += 7
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
