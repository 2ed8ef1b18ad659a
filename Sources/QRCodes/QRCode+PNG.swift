internal import CPNG

extension QRCode {
  /// A picture in grey with so many pixels a module; the same bytes for the same text. `nil`: libpng says no.
  public func png(pixels: Int) -> [UInt8]? {
    precondition((1...64).contains(pixels), "so many pixels a module are none")
    let side = whole * pixels
    let rows = (0..<side * side).map { place -> UInt8 in
      self[place % side / pixels - Self.quietZone, place / side / pixels - Self.quietZone] ? 0 : 255
    }
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    (image.width, image.height, image.format) = (png_uint_32(side), png_uint_32(side), png_uint_32(PNG_FORMAT_GRAY))
    defer { png_image_free(&image) }
    // What comes out is never longer than what goes in and its frame.
    var file = [UInt8](repeating: 0, count: side * side + side + 4_096)
    var count = png_alloc_size_t(file.count)
    guard png_image_write_to_memory(&image, &file, &count, 0, rows, 0, nil) != 0 else { return nil }
    return Array(file.prefix(count))
  }
}
