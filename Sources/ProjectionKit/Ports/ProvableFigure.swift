/// A projection whose answers go out with all records that make them: whoever checks one knows which streams must be whole, and what a
/// question to it may say.
public protocol ProvableFigure: Projection {
  /// The parameters of the questions that can be proved.
  static var provableParameters: [String] { get }
}
