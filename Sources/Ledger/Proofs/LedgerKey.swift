internal import EventLog
public import OCOP

/// A key that signs checkpoints of a ledger. Its text is a secret; it never lies in the ledger's folder.
public struct LedgerKey: Sendable {
  let signer: NoteSigner

  /// A key under `origin`, from 32 random bytes. Throws ``ProofFailure``.
  public init(origin: String, seed: [UInt8]) throws(LedgerError) {
    signer = try proving { () throws(NoteError) in try NoteSigner(name: origin, seed: seed) }
  }

  /// Reads the text of a key file. Throws ``ProofFailure``.
  public init(text: String) throws(LedgerError) {
    signer = try proving { () throws(NoteError) in try NoteSigner(text) }
  }

  /// The name of the log it signs for.
  public var origin: String { signer.verifier.name }
  /// What others check signatures with: not a secret.
  public var verifier: String { signer.verifier.text }
  /// Whom records name that are made with the key, where nobody else is named.
  public var account: String { "key " + verifier.dropFirst(origin.count + 1).prefix(8) }
  /// The text of the key file: a secret.
  public var secretText: String { signer.secretText }
}

/// Why a key, a checkpoint or a proof does not hold.
public struct ProofFailure: Error, Hashable, Sendable {
  /// A stable word: `badKey`, `badNote`, `byteOrderMark`, `lineEnds`, `notCanonical`, `badSignature`, `noKnownSignature`, `badCheckpoint`, `badProof`, `proofFails`,
  /// `otherOrigin`, `lastUnsigned`, `newKey` and so on.
  public let kind: String
  /// What it concerns, for the text.
  public let detail: String?

  /// A failure.
  public init(kind: String, detail: String? = nil) { (self.kind, self.detail) = (kind, detail) }

  /// The stable code.
  public var code: String { "proof.\(kind)" }

  /// What is wrong, in both languages.
  public var text: Text {
    switch kind {
    case "badKey": Text("Đây không phải khóa.", "This is no key.")
    case "badNote": Text("Đây không phải điểm kiểm có chữ ký.", "This is no signed note.")
    case "byteOrderMark":
      Text(
        "Tệp bắt đầu bằng dấu thứ tự byte (BOM): trình soạn thảo đã thêm. Lấy lại bản gốc từng byte.",
        "The file begins with a byte-order mark, which an editor added. Take the original, byte for byte.")
    case "lineEnds":
      Text(
        "Dòng kết thúc bằng CR (CRLF): thư hoặc trình soạn thảo đã đổi. Lấy lại bản gốc từng byte, hoặc đổi về LF.",
        "Its lines end with CR (CRLF), which mail or an editor made of them. Take the original byte for byte, or make them LF."
      )
    case "notCanonical":
      Text(
        "Base64 không như đã ghi: chữ cuối đã bị sửa.", "Its base64 is not as it was written: a last digit was changed."
      )
    case "badSignature": Text("Chữ ký không đúng.", "The signature does not verify.")
    case "noKnownSignature":
      Text("Không có chữ ký của khóa đã biết.", "No signature is by a known key.")
    case "badCheckpoint": Text("Nội dung đã ký không phải điểm kiểm.", "What was signed is no checkpoint.")
    case "badProof": Text("Đây không phải tệp bằng chứng.", "This is no proof file.")
    case "notConsistent":
      Text("Hai điểm kiểm không thuộc cùng một lịch sử.", "The two checkpoints are not of one history.")
    case "noCommitment":
      Text(
        "Điểm kiểm này do bản cũ ký, chưa niêm phong các hồ sơ: không chứng minh được rằng không thiếu gì. Hãy ký điểm kiểm mới.",
        "This checkpoint was signed by an earlier release and commits to no streams: that nothing is left out cannot be shown. Sign a new one."
      )
    case "needsOld":
      Text(
        "Đây là bằng chứng đi tiếp: cần cả điểm kiểm trước.",
        "It is a consistency proof, which needs the earlier checkpoint, too.")
    case "isBundle":
      Text(
        "Đây là bộ hồ sơ hoặc số liệu kèm bằng chứng.",
        "It is a bundle, or a figure with its proof.")
    case "badPolicy":
      Text(
        "Đây không phải chính sách người làm chứng (C2SP tlog-policy).",
        "This is no policy of witnesses (C2SP tlog-policy).")
    case "noQuorum":
      Text(
        "Chưa đủ người làm chứng ký theo chính sách đã cho.", "Not as many witnesses cosigned it as the policy demands."
      )
    case "otherStamp":
      Text(
        "Tệp không phải dấu thời gian (RFC 3161) của một điểm kiểm đang giữ.",
        "The file is no time stamp (RFC 3161) of a checkpoint that is kept."
      )
    case "notStamped":
      Text(
        "Không giữ dấu thời gian nào của điểm kiểm này do tổ chức ấy cấp.",
        "No time stamp of this checkpoint by that authority is kept.")
    case "unknownLog":
      Text(
        "Điểm kiểm không do nhật ký nào trong các khóa đã cho ký.",
        "The checkpoint is of none of the logs whose keys are given.")
    case "seenOtherwise":
      Text(
        "Bằng chứng không bắt đầu từ điểm kiểm mà người làm chứng đã ký lần trước (\(detail ?? "0") bản ghi). Hãy làm lại.",
        "The proof does not begin at the checkpoint that the witness cosigned last (of \(detail ?? "0") records). Make it again."
      )
    case "seenFork":
      Text(
        "Nhật ký không đi tiếp từ điểm kiểm \(detail ?? "") bản ghi mà người làm chứng đã ký: lịch sử đã bị sửa. Giữ cả hai điểm kiểm làm chứng cứ.",
        "The log does not go on from the checkpoint of \(detail ?? "") records that the witness cosigned: its history was changed. Keep both "
          + "checkpoints as evidence.")
    case "witnessMemory":
      Text(
        "Cạnh khóa người làm chứng không có thư mục .seen ghi những gì đã ký: không ký gì cho đến khi có lại.",
        "There is no folder .seen beside the witness's key that tells what it cosigned: nothing is cosigned without it."
      )
    case "leftOut": Text("Có bản ghi đã bị bỏ bớt.", "Records were left out.")
    case "otherFigure":
      Text(
        "Các bản ghi đã chứng minh cho ra số liệu khác số liệu ghi trong tệp.",
        "The proven records give another figure than the file tells.")
    case "keyInLedger":
      Text("Khóa không được nằm trong thư mục sổ cái.", "A key must not lie in the ledger's folder.")
    case "keyExposed":
      Text(
        "Người khác đọc được tệp khóa; hãy đặt quyền: chmod 600.",
        "Others can read the key file; set its mode: chmod 600.")
    case "lastUnsigned":
      Text(
        "Điểm kiểm lưu cạnh nhật ký không có chữ ký của khóa này: có người đã sửa nó, và có thể đã cắt nhật ký. Hãy đối chiếu với "
          + "điểm kiểm đã gửi đi trước khi xóa tệp checkpoint.",
        "The checkpoint beside the log bears no signature of this key: somebody changed it, and may have cut the log to fit. Hold "
          + "the log against a note handed out earlier before removing the file "
          + "checkpoint.")
    case "newKey":
      Text(
        "Điểm kiểm trước do khóa khác ký. Nếu đổi khóa là chủ ý, gửi khóa kiểm mới cho người kiểm tra.",
        "Another key signed the last checkpoint. If the change is meant, hand the new verifier out.")
    case "memoryMissing":
      Text(
        "Cạnh khóa không có tệp .signed ghi lần ký gần nhất, và cạnh nhật ký không có điểm kiểm của khóa này: không biết đã ký gì. Đặt tệp "
          + ".signed cạnh khóa.",
        "There is no file .signed beside the key that tells what it signed last, and no checkpoint of it beside the log. Put the file beside "
          + "the key.")
    case "memoryBroken":
      Text(
        "Tệp .signed cạnh khóa không phải điểm kiểm do khóa này ký. Lấy lại tệp đúng; không ký gì cho đến khi đó.",
        "The file .signed beside the key is no checkpoint that this key signed. Put the right one there; nothing is signed before."
      )
    case "otherOrigin":
      Text("Khóa này ký cho một sổ cái khác.", "This key signs for another ledger.")
    default: Text("Bằng chứng không dẫn tới gốc đã ký.", "The proof does not lead to the signed root.")
    }
  }
}

/// Runs `body`, errors of notes turned into failures for people.
func proving<R>(_ body: () throws(NoteError) -> R) throws(LedgerError) -> R {
  do throws(NoteError) {
    return try body()
  } catch {
    throw .proof(ProofFailure(kind: error.kind.rawValue))
  }
}
