internal import EventLog
public import OCOP

/// What the world did to a ledger: disk, damage, another writer. Open: new kinds may come.
public struct LedgerFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure.
  public let kind: Kind
  /// The folder or file.
  public let path: String
  /// What failed, for a log file; ``text`` is for people.
  public let detail: String
  /// Which program has what is waited for, as far as the system tells; part of ``text``.
  public let holder: Text?

  /// A failure.
  public init(_ kind: Kind, path: String, detail: String = "", holder: Text? = nil) {
    self.kind = kind
    self.path = path
    self.detail = detail
    self.holder = holder
  }

  init(_ failure: LogFailure, at path: String?) {
    self.init(
      Kind(name: failure.kind.name), path: path ?? failure.path, detail: failure.description,
      holder: failure.holder.map(Self.name))
  }

  private static func name(_ holder: LockHolder) -> Text {
    guard holder.process > 0 else {
      return Text("một chương trình của container khác", "a program of another container")
    }
    let since = holder.startedAt.map { Timestamp(microseconds: $0 * 1_000_000) }
    let vi = [holder.command, since.map { "chạy từ \($0)" }].compactMap(\.self).joined(separator: "; ")
    let en = [holder.command, since.map { "running since \($0)" }].compactMap(\.self).joined(separator: "; ")
    return Text(
      "tiến trình \(holder.process)" + (vi.isEmpty ? "" : " (\(vi))"),
      "process \(holder.process)" + (en.isEmpty ? "" : " (\(en))"))
  }

  /// For a log file.
  public var description: String { "\(kind.name): \(path) \(detail)" }

  /// A kind of failure. Unknown ones are kept.
  public struct Kind: Hashable, Sendable {
    /// Its name; part of the stable code `ledger.<name>`.
    public let name: String

    /// A kind.
    public init(name: String) { self.name = name }

    /// There is no ledger at the path.
    public static let missing = Kind(name: "missing")
    /// There is a ledger at the path already.
    public static let exists = Kind(name: "exists")
    /// Something else is in the folder.
    public static let notEmpty = Kind(name: "notEmpty")
    /// The path is a file.
    public static let notFolder = Kind(name: "notFolder")
    /// The ledger was written by a newer version.
    public static let newerFormat = Kind(name: "newerFormat")
    /// A newer version wrote a record that this one does not know: nothing is damaged.
    public static let newerEvent = Kind(name: "newerEvent")
    /// Another program is writing.
    public static let writerBusy = Kind(name: "writerBusy")
    /// The disk or the quota is full.
    public static let diskFull = Kind(name: "diskFull")
    /// The files are not what was written.
    public static let damaged = Kind(name: "damaged")
    /// Something in the log is not as it was written, so that nothing is signed or handed out under its root.
    public static let altered = Kind(name: "altered")
    /// A commit ended in an unknown state.
    public static let mustReopen = Kind(name: "mustReopen")
    /// A write was begun within a write: it would wait for itself. Use the draft.
    public static let writesWithin = Kind(name: "writesWithin")
    /// The log is shorter than its last checkpoint says: a restored backup, or a tail that was cut off.
    public static let rolledBack = Kind(name: "rolledBack")
    /// The log has another history than the one its last checkpoint was signed for.
    public static let forked = Kind(name: "forked")
    /// The checkpoint kept beside the log is none.
    public static let checkpointBroken = Kind(name: "checkpointBroken")
    /// There is something in the place of the checkpoint kept beside the log, and it cannot be read: that is not none.
    public static let checkpointUnreadable = Kind(name: "checkpointUnreadable")
    /// Another file was put into the place of the log's while it was being written to.
    public static let replaced = Kind(name: "replaced")
    /// As many programs read the ledger as it has places for readers.
    public static let readersFull = Kind(name: "readersFull")
    /// A program of another container that has the same process number has the ledger open.
    public static let sameProcessNumber = Kind(name: "sameProcessNumber")
    /// The machine has not enough memory for it. Nothing is damaged.
    public static let outOfMemory = Kind(name: "outOfMemory")
    /// The full text of a rulebook that was adopted is not in the ledger any more, or is not what was adopted.
    public static let contentLost = Kind(name: "contentLost")
    /// Records that are to be taken over as they were recorded do not follow one another.
    public static let notAsRecorded = Kind(name: "notAsRecorded")
    /// The ledger is another one's replica: nothing else is recorded in it.
    public static let isReplica = Kind(name: "isReplica")
    /// The ledger is kept in a store, which says who may write: it was opened without asking there.
    public static let inStore = Kind(name: "inStore")
    /// The store in which the ledger is kept names another machine as its writer. Nothing was recorded.
    public static let deposed = Kind(name: "deposed")
    /// The store in which the ledger is kept did not take it. Nothing was recorded.
    public static let notTaken = Kind(name: "notTaken")
    /// It is not known whether the store in which the ledger is kept took it: nothing was acknowledged.
    public static let uncertain = Kind(name: "uncertain")
    /// The clock is behind the last record.
    public static let clockBehind = Kind(name: "clockBehind")
    /// The clock is more than 400 days past the last record.
    public static let clockAhead = Kind(name: "clockAhead")
    /// The ledger was opened for reading.
    public static let readOnly = Kind(name: "readOnly")
    /// Standard input, output or error is closed: what goes there would go into the ledger's files.
    public static let standardClosed = Kind(name: "standardClosed")
    /// Access was refused.
    public static let accessDenied = Kind(name: "accessDenied")
    /// Another failure of input or output.
    public static let io = Kind(name: "io")
  }

  /// The stable code.
  public var code: String { "ledger.\(kind.name)" }

  /// What happened and what to do, in both languages.
  public var text: Text {
    switch kind {
    case .missing:
      Text(
        "Không có sổ cái ở \(path).", "There is no ledger at \(path).")
    case .exists: Text("Ở \(path) đã có sổ cái.", "There is a ledger at \(path) already.")
    case .notEmpty:
      Text("Thư mục \(path) không trống. Hãy chọn thư mục mới.", "The folder \(path) is not empty. Choose a new one.")
    case .notFolder:
      Text("\(path) là một tệp, không phải thư mục sổ cái.", "\(path) is a file, not a ledger's folder.")
    case .newerFormat:
      Text(
        "Sổ cái ở \(path) do phiên bản mới hơn ghi. Hãy cập nhật chương trình.",
        "The ledger at \(path) was written by a newer version. Update the program.")
    case .newerEvent:
      Text(
        "Bản ghi ở vị trí \(detail) của sổ cái \(path) do phiên bản mới hơn ghi; phiên bản này không biết hết nội dung. Không có gì "
          + "hỏng. Hãy cập nhật chương trình.",
        "The record at position \(detail) of the ledger at \(path) was written by a newer version; this one does not know all "
          + "that it says. Nothing is damaged. Update the program.")
    case .writerBusy:
      Text(
        "Chương trình khác đang dùng sổ cái ở \(path): \(holder?.vi ?? "hệ điều hành không cho biết là chương trình nào"). Thử lại sau.",
        "Another program has the ledger at \(path): \(holder?.en ?? "the system does not tell which"). Try again later."
      )
    case .diskFull:
      Text(
        "Đĩa đã đầy (\(path)). Chưa ghi gì; dữ liệu cũ còn nguyên. Giải phóng chỗ rồi thử lại.",
        "The disk is full (\(path)). Nothing was recorded; what was there is whole. Free some space and try again.")
    case .damaged:
      Text(
        "Tệp của sổ cái ở \(path) bị hỏng hoặc không phải sổ cái. Kiểm chứng để biết chỗ hỏng; sau đó hãy khôi phục bản sao lưu.",
        "The files of the ledger at \(path) are damaged, or no ledger. Verifying tells what is; then restore a backup."
      )
    case .altered:
      Text(
        "Nhật ký ở \(path) không còn như đã ghi (\(detail)); không ký, không sao lưu, không ghi nhận số liệu từ đó. Kiểm chứng để biết "
          + "chỗ bị sửa, rồi khôi phục một bản sao lưu.",
        "The log at \(path) is not as it was written (\(detail)); nothing is signed, backed up or attested from it. "
          + "Verifying tells what was altered; then restore a backup.")
    case .mustReopen:
      Text(
        "Không rõ lần ghi cuối đã xuống đĩa chưa (\(path)). Mở lại và kiểm chứng trước khi ghi tiếp.",
        "It is not known whether the last write reached the disk (\(path)). Open it again and verify it first.")
    case .writesWithin:
      Text(
        "Đang ghi mà lại ghi tiếp từ bên trong (\(path)): hãy dùng bản nháp đã có. Chưa ghi gì.",
        "A write was begun within a write (\(path)): record by the draft at hand. Nothing was recorded.")
    case .rolledBack:
      Text(
        "Nhật ký ở \(path) ngắn hơn điểm kiểm đã ký: bản sao lưu cũ, hoặc bị cắt đuôi (\(detail)). Tìm bản đầy đủ.",
        "The log at \(path) is shorter than its signed checkpoint: an old backup, or a tail cut off (\(detail)). Find the whole one."
      )
    case .forked:
      Text(
        "Nhật ký ở \(path) có lịch sử khác với điểm kiểm đã ký (\(detail)). Một trong hai đã bị thay đổi.",
        "The log at \(path) has another history than its signed checkpoint (\(detail)). One of the two was changed.")
    case .checkpointBroken:
      Text(
        "Tệp điểm kiểm ở \(path) không đọc được. Hãy lấy lại từ nơi đã gửi.",
        "The checkpoint file at \(path) cannot be read. Take it again from where it was sent.")
    case .checkpointUnreadable:
      Text(
        "Có tệp điểm kiểm ở \(path) nhưng không đọc được (\(detail)); không coi là chưa có. Sửa quyền hoặc đĩa rồi thử lại; nếu mất hẳn, "
          + "lấy lại từ nơi đã gửi.",
        "There is a checkpoint at \(path), and it cannot be read (\(detail)): that is not taken for none. Mend its mode or the disk and "
          + "try again; where it is lost, take it again from where it was sent.")
    case .replaced:
      Text(
        "Trong lúc ghi, tệp \(path) đã bị thay bằng tệp khác. Những gì chưa được xác nhận không nằm trong tệp hiện tại. Dừng mọi "
          + "chương trình đang dùng sổ, xác định tệp nào đúng, kiểm chứng, rồi ghi lại.",
        "While it was being written to, the file \(path) was replaced by another one. What was not acknowledged is not in the file that "
          + "is there now. Stop every program that uses it, find out which file is the right one, verify it, then record again."
      )
    case .readersFull:
      Text(
        "Quá nhiều chương trình đang đọc sổ cái ở \(path) cùng lúc. Đóng bớt (hoặc đợi chúng xong) rồi thử lại. Không có gì hỏng.",
        "Too many programs read the ledger at \(path) at once. Close some, or wait for them, and try again. Nothing is damaged."
      )
    case .sameProcessNumber:
      Text(
        "Một chương trình của container khác, có cùng số tiến trình, đang mở sổ cái ở \(path). Cho các container dùng chung không gian "
          + "tiến trình của máy (pid=host), hoặc chạy từng cái một.",
        "A program of another container that has the same process number has the ledger at \(path) open. Let the containers share the "
          + "machine's process numbers (pid=host), or run one at a time.")
    case .outOfMemory:
      Text(
        "Máy không đủ bộ nhớ (hoặc không gian địa chỉ bị giới hạn, xem ulimit -v) để mở sổ cái ở \(path). Không có gì hỏng; chưa ghi gì.",
        "There is not enough memory, or address space (see ulimit -v), to open the ledger at \(path). Nothing is damaged; nothing was "
          + "recorded.")
    case .contentLost:
      Text(
        "Sổ cái ở \(path) không còn toàn văn của bộ tiêu chí \(detail), hoặc nó đã bị sửa. Các bản ghi còn nguyên. Ban hành lại "
          + "đúng bộ tiêu chí ấy để đưa lại.",
        "The ledger at \(path) has not got the full text of the rulebook \(detail) any more, or it was altered. The records are whole. Adopt "
          + "that very rulebook again to put it back.")
    case .notAsRecorded:
      Text(
        "Các bản ghi không nối tiếp nhau như đã ghi (\(detail)): tệp phải là bản xuất trọn vẹn, từ bản ghi đầu.",
        "The records do not follow one another as they were recorded (\(detail)): the file must be a whole export, from the first record "
          + "on.")
    case .isReplica:
      Text(
        "Sổ cái ở \(path) là bản sao của \(detail): chỉ đọc và theo, không ghi. Ghi ở nơi gốc.",
        "The ledger at \(path) is a replica of \(detail): it is read and follows, and nothing else is recorded in it. Record where it comes from."
      )
    case .inStore:
      Text(
        "Sổ cái ở \(path) được giữ trong kho \(detail): chỉ ghi qua kho ấy.",
        "The ledger at \(path) is kept in the store \(detail): it is written to by way of that store only.")
    case .deposed:
      Text(
        "Máy khác đang ghi sổ cái này (\(path): \(detail)). Chưa ghi gì.",
        "Another machine writes this ledger (\(path): \(detail)). Nothing was recorded.")
    case .notTaken:
      Text(
        "Kho \(path) không nhận (\(detail)). Chưa ghi gì.",
        "The store \(path) did not take it (\(detail)). Nothing was recorded.")
    case .uncertain:
      Text(
        "Không rõ kho \(path) đã nhận hay chưa (\(detail)); chưa xác nhận gì. Mở lại: điều đã nhận sẽ có ở đó.",
        "It is not known whether the store \(path) took it (\(detail)); nothing was acknowledged. Opened again, it shows what was taken."
      )
    case .clockBehind:
      Text(
        "Đồng hồ máy đi sau bản ghi cuối (\(detail)); thời điểm ghi không được lùi. Chưa ghi gì. Chỉnh đồng hồ.",
        "The machine's clock is behind the last record (\(detail)), and times of recording do not go back. Nothing was recorded. Set the clock."
      )
    case .clockAhead:
      Text(
        "Đồng hồ máy đi trước bản ghi cuối hơn 400 ngày (\(detail)). Nếu sai, mọi bản ghi sau sẽ mang ngày ấy. Chưa ghi gì. Chỉnh đồng hồ.",
        "The machine's clock is more than 400 days past the last record (\(detail)). Were it wrong, every later record would bear that "
          + "day. Nothing was recorded. Set the clock.")
    case .readOnly:
      Text("Sổ cái ở \(path) được mở để đọc.", "The ledger at \(path) was opened for reading.")
    case .standardClosed:
      Text(
        "Đầu vào, đầu ra hoặc luồng báo lỗi chuẩn đang đóng; thông báo sẽ ghi đè lên tệp của sổ cái ở \(path). Không mở. "
          + "Chạy lại với: </dev/null >/dev/null 2>&1",
        "Standard input, output or error is closed; messages would be written over the files of the ledger at \(path). It is "
          + "not opened. Run again with: </dev/null >/dev/null 2>&1")
    case .accessDenied:
      Text("Hệ điều hành không cho truy cập \(path).", "The operating system refused access to \(path).")
    default: Text("Lỗi đọc ghi ở \(path): \(detail)", "Input or output failed at \(path): \(detail)")
    }
  }
}

extension LedgerFailure {
  /// What is said before a program waits for another one.
  public var waiting: Text {
    Text(
      "Đang chờ \(holder?.vi ?? "chương trình khác") ghi xong sổ cái ở \(path) …",
      "Waiting for \(holder?.en ?? "another program") to finish with the ledger at \(path) …")
  }
}
