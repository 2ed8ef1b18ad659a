internal import OCOP

extension RecognitionImport {
  /// What a row says.
  struct Values {
    let product: String
    let producer: String?
    let form: LegalForm?
    let place: Place?
    let group: ProductGroup?
    let stars: Stars
    let decision: String?
    let date: LegalDate
    let until: LegalDate?
    let note: String?
    let issuer: String?
    let from: LegalDate?
    let word: String?
    let level: Level?
    let grounds: Grounds
    let told: [Telling]
    let row: UInt32?

    /// Rows that stand in for products without a name say so in their note.
    var isPlaceholder: Bool { NoteFlags(note).isPlaceholder }
  }
}
