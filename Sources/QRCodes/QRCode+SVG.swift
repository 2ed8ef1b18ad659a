extension QRCode {
  /// What a drawing holds whose `viewBox` is ``viewBox``: the dark runs of each line, for a stroke one unit wide. Two to three thousand letters
  /// for an address.
  public var path: String {
    var path = ""
    for y in 0..<width {
      // Where the pen is; a line begins left of its first run.
      var pen: Int?
      var x = 0
      while x < width {
        let begin = x
        while self[x, y] { x += 1 }
        if x > begin {
          path += pen.map { "m\(begin - $0) 0" } ?? "M\(begin + Self.quietZone) \(y + Self.quietZone).5"
          path += "h\(x - begin)"
          pen = x
        }
        x += 1
      }
    }
    return path
  }

  /// A unit is a module, the quiet zone is part of it.
  public var viewBox: String { "0 0 \(whole) \(whole)" }

  /// A file of its own, `side` millimetres wide with the quiet zone.
  public func svg(side: Int) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(side)mm" height="\(side)mm" viewBox="\(viewBox)">\
    <path fill="#fff" d="M0 0h\(whole)v\(whole)h-\(whole)z"/>\
    <path stroke="#000" d="\(path)" shape-rendering="crispEdges"/></svg>

    """
  }
}
