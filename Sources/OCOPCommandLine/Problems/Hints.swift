internal import Ledger
internal import OCOP
internal import Sync

/// The commands by which somebody gets on: the core says what is, and no word of any command line.
enum Hints {
  private static let goOn = Text(
    "Nếu phải đi tiếp: ocop checkpoint create --accept-rollback --reason \"…\"",
    "To go on all the same: ocop checkpoint create --accept-rollback --reason \"…\"")
  private static let verify = Text("Kiểm chứng: ocop verify", "To verify: ocop verify")
  private static let adopt = Text("Ban hành lại: ocop rules adopt THƯ_MỤC", "To adopt it: ocop rules adopt DIR")
  private static let takeOver = Text(
    "Tiếp quản, nếu máy kia đã dừng: ocop store takeover", "To take over, once it is down: ocop store takeover")
  private static let acceptClock = Text(
    "Nếu đồng hồ đúng: thêm --accept-clock.", "If the clock is right: add --accept-clock.")

  static func of(_ failure: LedgerFailure) -> Text? {
    switch failure.kind {
    case .missing:
      Text("Tạo mới: ocop init --ledger \(failure.path)", "To make one: ocop init --ledger \(failure.path)")
    case .damaged, .altered, .mustReopen, .replaced: verify
    case .deposed: takeOver
    case .rolledBack, .forked: goOn
    case .contentLost: adopt
    case .notAsRecorded: Text("Bản xuất trọn vẹn: ocop export events", "A whole export: ocop export events")
    case .clockBehind, .clockAhead: acceptClock
    default: nil
    }
  }

  static func of(_ failure: StoreFailure) -> Text? {
    switch failure.kind {
    case .badAddress:
      Text(
        "Được nhận: file:///thư-mục, s3://bucket/tiền-tố?endpoint=https://…, https://… (chỉ đọc)",
        "Accepted: file:///folder, s3://bucket/prefix?endpoint=https://…, https://… (to read)")
    case .denied:
      Text(
        "Đặt AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY, hoặc kiểm quyền của khóa ấy.",
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or look at what that key may do.")
    case .deposed:
      takeOver
    case .otherKey: Text("Nếu đổi khóa là chủ ý: thêm --new-key", "If the key was changed on purpose: add --new-key")
    case .ahead: Text("Ký điểm kiểm mới trước.", "Sign a new checkpoint first.")
    case .differs: verify
    case .contended: Text("Chạy lại khi chương trình kia xong.", "Run it again when the other is done.")
    default: nil
    }
  }

  static func of(_ failure: ProofFailure) -> Text? {
    switch failure.kind {
    case "noCommitment": Text("ocop checkpoint create --key TỆP", "ocop checkpoint create --key FILE")
    case "needsOld": Text("Thêm: --old TỆP", "Add: --old FILE")
    case "isBundle":
      Text("Kiểm: ocop bundle verify TỆP --verifier KHÓA", "To check it: ocop bundle verify FILE --verifier KEY")
    case "otherStamp":
      Text("Dữ liệu cần đóng dấu: ocop checkpoint show --text", "What is to be stamped: ocop checkpoint show --text")
    case "notStamped": Text("Gắn: ocop checkpoint attach TỆP.tsr", "Attach one: ocop checkpoint attach FILE.tsr")
    case "seenOtherwise":
      Text(
        "ocop prove consistency --from \(failure.detail ?? "0")",
        "ocop prove consistency --from \(failure.detail ?? "0")")
    case "lastUnsigned":
      Text(
        "Đối chiếu: ocop checkpoint verify TỆP --verifier KHÓA",
        "To compare: ocop checkpoint verify NOTE --verifier KEY")
    case "newKey": Text("Nếu là chủ ý: thêm --new-key", "If it is meant: add --new-key")
    case "memoryMissing": goOn
    default: nil
    }
  }

  static func of(_ rejection: Rejection) -> Text? {
    switch rejection {
    case .sheetNotCheckable: Text("Ghi: ocop rules adopt THƯ_MỤC", "To adopt them: ocop rules adopt DIR")
    case .decisionDiffers(_, _, _, let position), .recognisedThatDay(_, _, let position): correct(position)
    case .commitsToOthers: Text("ocop checkpoint create")
    default: nil
    }
  }

  static func of(_ finding: VerifyFinding.Kind) -> Text? {
    switch finding {
    case .viewDiffers: Text("Dựng lại: ocop rebuild --apply", "To build it again: ocop rebuild --apply")
    case .blobMissing: adopt
    default: nil
    }
  }

  static func correct(_ position: Position) -> Text {
    Text("Sửa: ocop correct \(position)", "To correct it: ocop correct \(position)")
  }
}
