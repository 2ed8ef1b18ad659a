internal import EventLog
package import OCOP
internal import ProjectionKit

extension ProjectionDescriptor {
  /// What makes the rows: the projection and its version, the layout of a record and of each event that it takes in, and the
  /// rulebooks in the log (`rules`, the digest of their records). Rows that something else made lie elsewhere, and cannot be used
  /// by mistake; how things are worded makes no rows.
  func fingerprint(rules: Digest) -> String {
    var text = "ocop.view.v6\n\(id)\n\(version)\n\(Record.layoutNumber)\n"
    for type in EventType.allCases where events.contains(type) { text += "\(type.rawValue) \(type.layoutDigest)\n" }
    text += rules.description
    return Self.mark + Digest.sha256(Array(text.utf8).span.bytes).description.prefix(16)
  }

  /// Stands before fingerprints made in this way. Those of the first release have none: they hashed the schema's whole text.
  private static let mark = "v6"

  /// Whether the rows that `attested` speaks of were made as this program makes them, of the same log.
  ///
  /// The first release's fingerprint hashed a text that is no more; what it wrote is known by the version. The rulebooks are
  /// those of the same records either way.
  func made(_ attested: ViewAttested, fingerprint: String) -> Bool {
    if attested.fingerprint.hasPrefix(Self.mark) { return attested.fingerprint == fingerprint }
    return attested.fingerprint.utf8.count == 16 && attested.fingerprint.allSatisfy(\.isHexDigit)
      && attested.version == UInt32(version)
  }
}

extension EventType {
  /// A digest of ``layout``, FNV-1a, as a constant: describing every payload takes as long as answering a small question. The
  /// test "layouts" works it out.
  var layoutDigest: String {
    Self.layoutDigests[self] ?? Self.digest(of: layout.text)
  }

  /// The digest of the text of a layout, FNV-1a with 64 bits.
  package static func digest(of text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  package static let layoutDigests: [EventType: String] = [
    .producerRegistered: "d38fe35b65d0a8e4",
    .producerRenamed: "2a8fbf36aac65861",
    .producerFormChanged: "f30746aa91f84c92",
    .producerMoved: "600b9631c6f63c43",
    .producerClosed: "f80dd1e316ca210a",
    .exportOpened: "f174542d39c312a7",
    .exportReported: "4201382956ace1ba",
    .exportClosed: "4ecdefa303bf1949",
    .qualityCertificateGranted: "2b3bff1899769a6c",
    .qualityCertificateEnded: "9e6802e4c946162c",
    .supplyAgreementSigned: "cd325a1fb564b0b9",
    .supplyAgreementEnded: "4ecdefa303bf1949",
    .supportGranted: "8fb36b98c3db4edc",
    .propertyRecorded: "2a968dfb140b3102",
    .productRegistered: "401adce8897aefa7",
    .productRenamed: "2a8fbf36aac65861",
    .productTransferred: "b573ed407e314739",
    .productMoved: "600b9631c6f63c43",
    .productRegrouped: "f30042aa91f22718",
    .productCoded: "2a8fbf36aac65861",
    .dossierFiled: "d97d374a45c41f6c",
    .evaluated: "79393a0841b377c5",
    .proposed: "92ab13c4360d6d52",
    .proposalRefused: "54db5e729a617a35",
    .proposalWithdrawn: "b573ed407e314739",
    .recognised: "40ba1a67a8d91d9e",
    .upgraded: "9957496abbb431a1",
    .renewed: "40ba1a67a8d91d9e",
    .lowered: "9957496abbb431a1",
    .reevaluationFailed: "7884c3b68afbabd6",
    .certificateExtended: "64ab57fd3d0752ab",
    .revoked: "505571f1a7c43f81",
    .removedFromList: "3ebb1527579da982",
    .annulled: "f1268a2c9b2177b5",
    .certificateHandedOver: "d4cf799509a72516",
    .productAwarded: "b2a6d25456bc834d",
    .granted: "f81e6cc5b46d514c",
    .recognitionWithdrawn: "f26eac79e3f5ccea",
    .reportedLapsed: "d4cf799509a72516",
    .certificateContinues: "64ab57fd3d0752ab",
    .inspected: "385ec58a53f7fb85",
    .penalised: "ae1f3292d6c2a50c",
    .markUseSuspended: "09e1f74eb8abb507",
    .markUseRestored: "8729f4e064d53451",
    .sessionOpened: "2dbf4ca929bcd3ae",
    .sessionClosed: "c2981096e85bff36",
    .disputeOpened: "6a08ea7a61610e39",
    .disputeSettled: "9d57676f0afca3ff",
    .listImported: "d4b2aa8a7ca287d9",
    .ledgerOpened: "8729f4e064d53451",
    .awardGiven: "7c2ca8cd98a95512",
    .fairHeld: "a6008890da41f108",
    .salesPointOpened: "a0b1d33ea22ee855",
    .salesPointClosed: "195aa274d9780138",
    .figureReported: "45ce3d743d06cf8d",
    .viewAttested: "2c6d26df79e35962",
    .rollbackAccepted: "910e659cf7a4f32d",
    .termRuleSet: "fb57af25d83df04f",
    .decisionRecorded: "8746c091bcc2e7b4",
    .targetSet: "c740697c3bc5a581",
    .areaEstablished: "2e0d93228e8d72e6",
    .areaAbolished: "36e0675de0e7a867",
    .areaSucceeded: "8a4b09c2414cc7e0",
    .decisionChanged: "913c704f41f3f8af",
    .rulebookAdopted: "cab28af18b2146e7",
    .rulebookLapsed: "2a8fbf36aac65861",
    .registerHandedOver: "8fc8740a8573ad2b",
    .powerDelegated: "e1314c4fbdb0c92a",
    .streamsCommitted: "b7f00cc2ce151c86",
    .voided: "08f44b07b5901a25",
  ]
}

extension Record {
  /// Raised when a field is added to the envelope that a fold looks at.
  static let layoutNumber = 1
}
