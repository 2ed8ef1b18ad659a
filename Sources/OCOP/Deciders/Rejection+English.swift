extension Rejection {
  /// What is refused and why, in English. Every case has its text: there is no other.
  var english: String {
    switch self {
    case .unknown(let stream):
      "There is no \(stream.kind.name(.en)) \(stream.shown) in the ledger."
    case .alreadyRegistered(let stream):
      "\(stream.shown) is registered already; to change it, record a correction."
    case .notNextNumber(let stream, let next):
      "\(stream.description) is not the ledger's next number, which is \(next). Leave it out: the ledger gives it."
    case .noNumberLeft(let kind):
      "The ledger has no number left for a new \(kind.name(.en))."
    case .notRegistered(let stream):
      "A new \(stream.kind.name(.en)) must be registered before anything else is recorded about it."
    case .wrongStream(let type, let stream):
      "An event \(type.code) does not belong to a stream of kind \(stream.kind.rawValue)."
    case .continuesTooLate(let date, let start):
      "A certificate goes on by law from \(start.text), and not from \(date.text): record it with that day."
    case .noDigest(let field):
      "\(field) has to be a SHA-256: 64 lower-case hexadecimal digits."
    case .emptyText(let field):
      "\(field) is empty: it must say something."
    case .controlCharacter(let field, let scalar):
      "\(field) holds the control character U+\(codePoint(scalar)). Leave it out."
    case .badIdentifier(let field, let text):
      "\(field) \"\(text)\" is no id: it has letters without marks, digits, - + _ and dots, and does not begin with a dot."
    case .outOfRange(let field, let value, let from, let to):
      "\(field) is \(value), it must be from \(from) to \(to)."
    case .noDate(let type):
      "An event \(type.code) needs its legal date."
    case .dateInFuture(let date, let today):
      "The date \(date.text) has not begun (today is \(today)); only what has happened is recorded."
    case .tooLarge(let bytes, let limit):
      "The record has \(bytes) bytes, at most \(limit) are taken; shorten its note or source."
    case .commandReused(let command, let position):
      "The command id \(command) stands for something else, recorded at position \(position)."
    case .rulebookDiffers(let id, let field):
      "The rulebook \(id) is in the ledger already and says something else at \(field)."
    case .sheetNotCheckable(let id):
      "The criteria of \(id) are not in the ledger, so no sheet can be checked; adopt them first, or record the total only."
    case .unknownSet(let id, let set):
      "\(id) has no set \(set), or its content is not known."
    case .sheetRefused(let problems):
      problems.map(\.text.en).joined(separator: " ")
    case .totalDiffers(let given, let sum):
      "The total says \(given.sum) / \(given.count) sheets, the sheet adds up to \(sum)."
    case .noRulebook(let date):
      "No rulebook is in force on \(date.text)."
    case .rulebookNotKnown(let among, let date):
      "On \(date.text) it is not known which rulebook applied: \(among.map(\.text).joined(separator: ", ")). Say what the decision cites, or when the dossier was filed."
    case .unknownRulebook(let id):
      "There is no rulebook \(id) in the ledger."
    case .rulebookExists(let id):
      "The rulebook \(id) is in the ledger already."
    case .noAuthority(let stars, let rulebook):
      "Under \(rulebook) no decision recognises \(stars.number) stars."
    case .authorityNotKnown(let stars, let date):
      "On \(date.text) it is not known which level recognised \(stars.number) stars. Say which level decided."
    case .notOnMap(let area, let day):
      "The map of \(day) has no unit \(area.shown)."
    case .succeedsItself(let area):
      "The unit \(area.shown) does not go into itself."
    case .issuerOfOtherLevel(let issuer, let level, let said):
      "\(issuer) is of the \(level.names.en) level; the level that decided is told as \(said.names.en). Say one of them."
    case .filedLater(let filed, let date):
      "The dossier is told as filed on \(filed.text), after the day of the decision, \(date.text)."
    case .toldOfNoField(let field, let type):
      "told names \(field): a record of \(type.names.en) has no such field. It has effectiveOn, \(type.payload.fieldNames.joined(separator: ", "))."
    case .toldNoValue(let field, let value):
      "told: \"\(value)\" is no value of \(field)."
    case .decisionKnown(let number, let date, let position):
      "The decision \(number) of that authority and year, of \(date.text), is recorded, at position \(position)."
    case .changedBeforeDecided(let date, let decided):
      "A paper of \(date.text) cannot change a decision of \(decided.text)."
    case .partNotNamed(let change):
      change == .partlyWithdrawn
        ? "What is withdrawn in part names the rows (from 1) or the products."
        : "What is withdrawn wholly names no rows and no products; in part it is partlyWithdrawn."
    case .changesItself(let number):
      "The decision \(number) cannot replace itself."
    case .breaksLaw(let breaches):
      "Not in keeping with the law: \(breaches.map(\.cited.en).joined(separator: " ")) If it was done so, say why it is recorded in irregular."
    case .emptyIrregularity:
      "irregular must say why."
    case .wrongAuthority(let stars, let level, let rulebook, let rightful):
      "Under \(rulebook), \(stars.number) stars are recognised at \(rightful.name(.en)) level, not at \(level.name(.en)) level."
    case .holdsNothing(let product, let date):
      "On \(date.text) the product \(product) holds no stars."
    case .decisionDiffers(let decision, let stars, let date, let position):
      "Decision \(decision) is recorded for this product: \(stars.number) stars, \(date.text) (position \(position)). If it was copied wrongly, correct that record."
    case .recognisedThatDay(let stars, let date, let position):
      "\(stars.number) stars of \(date.text) are recorded for this product (position \(position)). To add the decision's number, or to mend it, correct that record."
    case .decisionRecorded(let decision, let position):
      "The decision \(decision) is recorded for the product at position \(position), with the same stars and of the same day."
    case .effectOfNoDecision:
      "Only the withdrawal of a recognition decision (thing: recognitionDecision) has an effect from the start or from a day; from goes with effect fromDay only."
    case .endsBeforeStart(let from, let until):
      "The term ends on \(until.text), before it begins on \(from.text)."
    case .endsTooLate(let from, let until, let months):
      "The term from \(from.text) to \(until.text) is longer than twice the rulebook's \(months) months: check the year."
    case .notAGrant(let position):
      "The record at position \(position) is no recognition of this product."
    case .alreadyAnnulled(let position):
      "The decision at position \(position) was annulled already."
    case .proposalNotHigher(let held, let asked):
      "A proposal asks for more than the \(held.number) stars held, not for \(asked.number)."
    case .alreadyProposed(let stars, let date):
      "On \(date.text) a proposal for \(stars.number) stars is pending already."
    case .notProposed(let stars):
      "No proposal for \(stars.number) stars is pending."
    case .alreadyOpened(let name, let position):
      "The beginning of the \(name.names.en) on that day is recorded at position \(position)."
    case .notOpen(let name, let date):
      "On \(date.text) there is no \(name.names.en) open or in force."
    case .closedAlready(let name, let date, let position):
      "The end of the \(name.names.en) is recorded: \(date.text), position \(position). If that day is wrong, correct that record."
    case .notItsProduct(let producer, let product):
      "The product \(product) is not the producer \(producer)'s."
    case .personalNumber(let field):
      "\(field) is a personal number (12 digits); a ledger never takes one in. Leave it out."
    case .noTaxCode(let code):
      "\"\(code)\" is no tax code: it has 10 digits, or 10 and the 3 of a branch."
    case .producerClosed(let producer):
      "The producer \(producer) has ended."
    case .sessionClosed(let session):
      "The session \(session) has ended."
    case .commitsToOthers:
      "Only signing a checkpoint commits to streams; these are not the streams of this log."
    case .personNamed:
      "An award to persons gives their number, never a name."
    case .unknownArea(let area):
      "The map has no unit \(area.shown)."
    case .areaExists(let code, let name):
      "The unit \(code) \(name) is on the map already."
    case .areaEnded(let area):
      "The unit \(area.shown) has ended already."
    case .successionKnown(let from, let to):
      "That \(from) passed to \(to?.text ?? "(none)") is recorded already."
    case .nothingToCorrect(let position, let stream):
      "There is no record of \(stream.shown) at position \(position)."
    case .correctsOtherType(let position, let old, let new):
      "Position \(position) holds \(old.code); it cannot be corrected by \(new.code)."
    case .alreadyCorrected(let position, let correction):
      "Position \(position) was corrected at position \(correction); what stands is there."
    case .cannotStrikeOut(let position):
      "Position \(position) cannot be struck out: other records stand on it."
    case .stillNamed(let stream, let position):
      "\(stream.shown) cannot be struck out: the record at position \(position) names it. Correct or strike out position \(position) first."
    case .beginsTooLate(let date, let from, let months):
      "The certificate begins on \(from.text), more than \(months) months after the decision of \(date.text)."
    case .termDiffers(let stated, let computed):
      "The term says that \(stated.text) was computed, but its rule gives \(computed.text). A term that a decision states has the termBasis decided."
    case .leavesIdle(let position):
      "With that, what position \(position) ends would not be there on its day. Correct or strike out position \(position) first."
    case .struckOut(let position):
      "Position \(position) was struck out, and nothing stands in its place. If it did happen, record it again."
    case .noImport(let position):
      "Position \(position) records no import of a list, or the records before it are of something else."
    case .noReason:
      "A reason is missing: a correction, or going on with a log unlike its checkpoint, says why."
    case .noActor:
      "Who records is missing: name an account."
    }
  }
}
