/// How much of a workbook is taken, in absolute numbers: a limit on how far a file may grow refuses honest ones.
public enum WorkbookLimits {
  /// Bytes of all parts once they are unpacked.
  public static let unpackedBytes = 256 << 20
  /// Bytes of the texts that cells share.
  public static let sharedTextBytes = 96 << 20
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
