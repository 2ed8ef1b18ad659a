extension History {
  /// What the records of a product that stand break of the law, as they all stand now, each record with what it breaks; those that
  /// break nothing are left out. Which set is for which group is not looked at: that stands in the rulebooks' content.
  ///
  /// Costs the square of how many records there are.
  public func breaches(under rulebooks: RulebookShelf) -> [(entry: Entry, breaches: [Breach])] {
    let standing = standing
    return standing.compactMap { entry in
      let check = LawCheck(rulebooks: rulebooks, others: standing.filter { $0.position != entry.position })
      let found = check.breaches(
        of: entry.record.event, on: entry.record.effectiveOn, under: entry.record.rulebook,
        oneOf: entry.record.details?.rulebooks ?? [])
      return found.isEmpty ? nil : (entry, found)
    }
  }
}
