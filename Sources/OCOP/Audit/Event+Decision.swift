extension Event {
  /// The number of the decision that the event names, in its grant or by itself.
  public var decisionNumber: String? {
    let payload = payload.json
    for value in [payload["grant"]?["decision"], payload["decision"]] {
      if case .string(let text)? = value { return text }
    }
    return nil
  }
}
