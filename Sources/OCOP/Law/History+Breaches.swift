extension History {
  /// What the records of a product that stand break of the law, as they all stand now, each record with what it breaks; those that
  /// break nothing are left out. Which set is for which group is not looked at: that stands in the rulebooks' content.
  ///
  /// Costs the square of how many records there are.
  public func breaches(under rulebooks: RulebookCatalogue) -> [(entry: RecordedEntry, breaches: [Breach])] {
    let effective = StandingHistory(self)
    return effective.entries.compactMap { entry in
      let check = LawCheck(rulebooks: rulebooks, history: effective, without: entry.position)
      let record = entry.record
      let found = check.breaches(
        of: LawCheck.Act(
          event: record.event, date: record.effectiveOn, rulebook: record.rulebook,
          candidates: record.details?.rulebooks ?? [], grounds: record.details?.grounds ?? Grounds()))
      return found.isEmpty ? nil : (entry, found)
    }
  }
}
