/// How much of a workbook is taken, in absolute numbers: a limit on how far a file may grow refuses honest ones.
public enum WorkbookLimits {
  /// Bytes of all parts once they are unpacked.
  public static let unpackedBytes = 256 << 20
  /// Bytes of the texts that cells share.
  public static let sharedTextBytes = 64 << 20
  /// Elements within each other: a sheet has some ten.
  public static let depth = 100
  /// What a list of a part may have of one kind: number formats, relations, sheets.
  static let entries = 20_000
  /// Letters of a number format, as Excel has them.
  static let formatLetters = 255
  /// Parts of the file.
  public static let parts = 10_000
  /// Rows of a sheet, as Excel has them.
  public static let rows = 1_048_576
  /// Columns of a sheet, as Excel has them: the last is XFD.
  public static let columns = 16_384
  /// Bytes of a cell's text: a cell of Excel holds 32,767 letters.
  public static let cellBytes = 100_000
  /// Ranges of merged cells.
  public static let mergedRanges = 100_000
  /// Styles of cells, as Excel has them.
  public static let styles = 64_000
}
