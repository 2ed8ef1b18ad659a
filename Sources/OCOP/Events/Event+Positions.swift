extension Event {
  /// The event with every record that it names by its position named by what `map` makes of that.
  public func mappingPositions(_ map: (Position) -> Position) -> Event {
    switch self {
    case .annulled(var e):
      e.granted = map(e.granted)
      return .annulled(e)
    case .recognitionWithdrawn(var e):
      e.granted = e.granted.map(map)
      return .recognitionWithdrawn(e)
    default: return self
    }
  }
}
