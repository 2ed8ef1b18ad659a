internal import OCOP

/// How the program ends. The numbers are for scripts and never change; an unknown one means failure.
enum ExitStatus: Int32, CaseIterable, Sendable {
  case done = 0
  case no = 1
  case unfinished = 2
  case rowsRejected = 3
  case refused = 5
  case noLedger = 10
  case writerBusy = 11
  case newerFormat = 12
  case usage = 64
  case interrupted = 130
  case terminated = 143

  var meaning: Text {
    switch self {
    case .done:
      Text(
        "xong · đã kiểm chứng · không có gì khác · đã ghi từ trước",
        "done · verified · nothing differs · already recorded")
    case .no:
      Text("câu trả lời là không: khác, bị sửa, không đạt", "the answer is no: differs, altered, a check failed")
    case .unfinished:
      Text(
        "không làm xong: lỗi đọc ghi, hư hỏng, lỗi bên trong",
        "could not finish: input or output, damage, an internal fault")
    case .rowsRejected: Text("có dòng bị từ chối; báo cáo nói dòng nào", "rows were rejected; the report says which")
    case .refused:
      Text(
        "bị từ chối, không ghi gì: quy tắc nghiệp vụ, mã không có",
        "refused, nothing written: a domain rule, an unknown id")
    case .noLedger: Text("không có sổ cái ở đó", "no ledger there")
    case .writerBusy: Text("chương trình khác đang ghi", "another writer holds it")
    case .newerFormat: Text("do phiên bản mới hơn ghi", "written by a newer version")
    case .usage: Text("dùng sai lệnh", "wrong use")
    case .interrupted:
      Text("bị ngắt; những gì đã xác nhận vẫn còn trên đĩa", "interrupted; what was acknowledged is on disk")
    case .terminated:
      Text("bị dừng; những gì đã xác nhận vẫn còn trên đĩa", "terminated; what was acknowledged is on disk")
    }
  }
}

/// The answer was given and it is no, or rows were rejected: nothing more is to be said.
struct Verdict: Error {
  let status: ExitStatus
}
