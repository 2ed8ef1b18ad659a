/// What the domain says no to. Every case has a code and a message in both languages: ``code``, ``text``.
public enum Rejection: Error, Hashable, Sendable {
  /// There is no such thing in the register.
  case unknown(StreamID)
  /// The thing is registered already.
  case alreadyRegistered(StreamID)
  /// A new thing gets the ledger's next number of its kind.
  case notNextNumber(StreamID, next: UInt32)
  /// The last number that there is has been given out.
  case noNumberLeft(StreamKind)
  /// The first event of a thing must register it.
  case notRegistered(StreamID)
  /// Events of that type belong to another kind of stream.
  case wrongStream(EventType, StreamID)
  /// A text that must say something is empty.
  case emptyText(field: String)
  /// A certificate goes on by law from the day after its end, and not from a later one.
  case continuesTooLate(LegalDate, from: LegalDate)
  /// What should be a SHA-256 is none.
  case noDigest(field: String)
  /// A text holds a control character, which a screen would obey: the log keeps it for ever.
  case controlCharacter(field: String, UInt32)
  /// A short name has letters or signs that names of its kind do not have.
  case badIdentifier(field: String, String)
  /// A number lies outside what is possible.
  case outOfRange(field: String, value: Int64, from: Int64, to: Int64)
  /// The event needs a legal date.
  case noDate(EventType)
  /// The date has not begun yet: only what has happened is recorded.
  case dateInFuture(LegalDate, today: Day)
  /// The record would be larger than the log takes.
  case tooLarge(bytes: Int, limit: Int)
  /// The command id stands for something else.
  case commandReused(CommandID, at: Position)

  /// No rulebook is in force on that day.
  case noRulebook(on: LegalDate)
  /// Which of several rulebooks applied is not known, and what is recorded needs one.
  case rulebookNotKnown([RulebookID], on: LegalDate)
  /// There is no rulebook of that name.
  case unknownRulebook(RulebookID)
  /// A rulebook of that name was adopted already.
  case rulebookExists(RulebookID)
  /// The rulebook was adopted already, and said something else there.
  case rulebookDiffers(RulebookID, field: String)
  /// The rulebook's criteria are not in the ledger, or not known at all: no sheet can be checked.
  case sheetNotCheckable(RulebookID)
  /// The rulebook has no such criteria set.
  case unknownSet(RulebookID, String)
  /// The sheet is not one of its criteria set; everything that is wrong with it.
  case sheetRefused([SheetProblem])
  /// The total is not what the sheet adds up to.
  case totalDiffers(given: Score, sum: Points)
  /// The rulebook has no decision for these stars.
  case noAuthority(Stars, RulebookID)
  /// No source tells which level decided these stars on that day: the command must say it.
  case authorityNotKnown(Stars, on: LegalDate)
  /// The rulebook gives these stars to another level.
  case wrongAuthority(Stars, Level, RulebookID, rightful: Level)

  /// The unit is not on the map of that day.
  case notOnMap(AreaRef, on: Day)
  /// A unit does not go into itself.
  case succeedsItself(AreaRef)
  /// The authority's name tells another level than the one that is said to have decided.
  case issuerOfOtherLevel(String, Level, said: Level)
  /// What the decision rests on was filed after it.
  case filedLater(LegalDate, than: LegalDate)
  /// What is told otherwise is told of a field that such a record does not have.
  case toldOfNoField(String, EventType)
  /// What is told otherwise is no value of the field.
  case toldNoValue(String, String)
  /// A decision of that number, authority and year is recorded.
  case decisionKnown(String, on: LegalDate, at: Position)
  /// A paper changes only what was decided by its day.
  case changedBeforeDecided(LegalDate, decidedOn: LegalDate)
  /// What is withdrawn in part names the rows or the products; what is withdrawn wholly names none.
  case partNotNamed(DecisionChange)
  /// A decision does not replace itself.
  case changesItself(String)

  /// The law forbids what was done; everything that it breaks. It can be recorded as known to be so.
  case breaksLaw([Breach])
  /// Why a record is irregular says nothing.
  case emptyIrregularity

  /// The same decision is recorded for the product with other stars or another date.
  case decisionDiffers(String, Stars, on: LegalDate, at: Position)
  /// The same decision is recorded for the product already, with the same stars and of the same day.
  case decisionRecorded(String, at: Position)
  /// The same stars of that day are recorded already, and not both with the number of a decision.
  case recognisedThatDay(Stars, on: LegalDate, at: Position)
  /// The product holds no stars on that day.
  case holdsNothing(ProductID, on: LegalDate)
  /// A certificate cannot end before it begins.
  case endsBeforeStart(from: LegalDate, until: LegalDate)
  /// A term is at most twice the rulebook's: a year was typed wrongly.
  case endsTooLate(from: LegalDate, until: LegalDate, months: Int)
  /// A certificate begins at most a term after its decision: a year was typed wrongly.
  case beginsTooLate(on: LegalDate, from: LegalDate, months: Int)
  /// A term that says it was computed is another than its rule gives.
  case termDiffers(LegalDate, computed: LegalDate)
  /// The record at that position grants no stars, or not to this product.
  case notAGrant(Position)
  /// The decision was annulled already.
  case alreadyAnnulled(Position)
  /// Only the withdrawal of a recognition decision has an effect from the start or from a day.
  case effectOfNoDecision
  /// A proposal asks for more stars than are held.
  case proposalNotHigher(held: Stars, asked: Stars)
  /// The same proposal is pending already.
  case alreadyProposed(Stars, on: LegalDate)
  /// No such proposal is pending.
  case notProposed(Stars)

  /// It was opened on that very day already.
  case alreadyOpened(SpellName, at: Position)
  /// Nothing of that name goes on on that day.
  case notOpen(SpellName, on: LegalDate)
  /// A later closing is recorded already.
  case closedAlready(SpellName, on: LegalDate, at: Position)
  /// The product belongs to another producer.
  case notItsProduct(ProducerID, ProductID)
  /// The producer has ended.
  case producerClosed(ProducerID)

  /// The session has ended.
  case sessionClosed(SessionID)
  /// A personal number (số định danh cá nhân) is never recorded; it is also the tax code of a household.
  case personalNumber(field: String)
  /// The text is no tax code.
  case noTaxCode(String)
  /// An award to persons gives their number, never a name.
  case personNamed
  /// A commitment to streams that are not those of the log.
  case commitsToOthers

  /// The map has no such unit on that day.
  case unknownArea(AreaRef)
  /// The map has that unit already.
  case areaExists(AreaCode, name: String)
  /// The unit has ended already.
  case areaEnded(AreaRef)
  /// The same succession is recorded already.
  case successionKnown(from: AreaCode, to: AreaCode?)

  /// There is no record at that position of the stream.
  case nothingToCorrect(Position, StreamID)
  /// A correction replaces an event by one of the same type.
  case correctsOtherType(Position, EventType, EventType)
  /// The record was corrected already; what stands in its place is at the other position.
  case alreadyCorrected(Position, by: Position)
  /// With the correction, the act or closing at that position would end nothing any more.
  case leavesIdle(Position)
  /// The record was struck out: nothing stands in its place.
  case struckOut(Position)
  /// No list was imported there, or the records before are not what it recorded.
  case noImport(Position)
  /// What registers a thing cannot be struck out while other records stand on it.
  case cannotStrikeOut(Position)
  /// What registers a producer or a product cannot be struck out while a product names the producer, or its producer the product.
  case stillNamed(StreamID, at: Position)
  /// A correction says why.
  case noReason
  /// A record says who recorded it.
  case noActor
}
