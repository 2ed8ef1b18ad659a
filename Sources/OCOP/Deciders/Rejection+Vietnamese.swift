extension Rejection {
  /// What is refused and why, in Vietnamese. Every case has its text: there is no other.
  var vietnamese: String {
    switch self {
    case .unknown(let stream):
      "Không có \(stream.kind.name(.vi)) \(stream.shown) trong sổ."
    case .alreadyRegistered(let stream):
      "\(stream.shown) đã được đăng ký; muốn sửa thì sửa ghi chép."
    case .notNextNumber(let stream, let next):
      "\(stream.description) không phải số kế tiếp của sổ (số kế tiếp là \(next)). Bỏ số đi, sổ sẽ tự cấp."
    case .noNumberLeft(let kind):
      "Sổ không còn số nào cho \(kind.name(.vi)) mới."
    case .notRegistered(let stream):
      "\(stream.kind.name(.vi)) mới phải được đăng ký trước khi ghi việc khác."
    case .wrongStream(let type, let stream):
      "Sự kiện \(type.code) không thuộc về \(stream.kind.name(.vi))."
    case .continuesTooLate(let date, let start):
      "Giấy chứng nhận kéo dài hiệu lực theo luật ngay từ \(start.vietnamese), không phải từ \(date.vietnamese): ghi ngày ấy làm ngày có hiệu lực."
    case .noDigest(let field):
      "\(field) phải là băm SHA-256: 64 chữ số thập lục phân thường."
    case .emptyText(let field):
      "Thiếu \(field): phải có nội dung."
    case .controlCharacter(let field, let scalar):
      "\(field) có ký tự điều khiển U+\(codePoint(scalar)). Bỏ ký tự đó đi."
    case .badIdentifier(let field, let text):
      "\(field) \"\(text)\" không phải mã: chỉ gồm chữ cái không dấu, chữ số, - + _ và dấu chấm, không bắt đầu bằng dấu chấm."
    case .outOfRange(let field, let value, let from, let to):
      "\(field) là \(value), phải từ \(from) đến \(to)."
    case .noDate(let type):
      "Sự kiện \(type.code) cần ngày hiệu lực."
    case .dateInFuture(let date, let today):
      "Ngày \(date.vietnamese) chưa đến (hôm nay là \(today.vietnamese)); chỉ ghi việc đã xảy ra."
    case .tooLarge(let bytes, let limit):
      "Bản ghi dài \(bytes) byte, tối đa \(limit); hãy rút ngắn ghi chú hoặc nguồn."
    case .commandReused(let command, let position):
      "Mã lệnh \(command) đã dùng cho một việc khác, ở vị trí \(position)."
    case .rulebookDiffers(let id, let field):
      "Bộ tiêu chí \(id) đã có trong sổ và ghi khác ở \(field)."
    case .sheetNotCheckable(let id):
      "Sổ chưa có nội dung tiêu chí của \(id), không kiểm được phiếu chấm; hãy ghi nội dung ấy trước, hoặc chỉ ghi tổng điểm."
    case .unknownSet(let id, let set):
      "\(id) không có bộ \(set), hoặc chưa biết nội dung."
    case .sheetRefused(let problems):
      problems.map(\.text.vi).joined(separator: " ")
    case .totalDiffers(let given, let sum):
      "Tổng điểm ghi \(given.sum) / \(given.count) phiếu, phiếu cộng lại \(sum)."
    case .noRulebook(let date):
      "Ngày \(date.vietnamese) không có bộ tiêu chí nào có hiệu lực."
    case .rulebookNotKnown(let among, let date):
      "Ngày \(date.vietnamese) không rõ áp dụng bộ tiêu chí nào: \(among.map(\.text).joined(separator: ", ")). Ghi căn cứ của quyết định, hoặc ngày nộp hồ sơ."
    case .unknownRulebook(let id):
      "Không có bộ tiêu chí \(id) trong sổ."
    case .rulebookExists(let id):
      "Bộ tiêu chí \(id) đã có trong sổ."
    case .noAuthority(let stars, let rulebook):
      "Theo \(rulebook), không có quyết định công nhận hạng \(stars.number) sao."
    case .authorityNotKnown(let stars, let date):
      "Ngày \(date.vietnamese) không rõ cấp nào công nhận \(stars.number) sao. Ghi cấp đã quyết định."
    case .notOnMap(let area, let day):
      "Ngày \(day.vietnamese) bản đồ không có đơn vị \(area.shown)."
    case .succeedsItself(let area):
      "Đơn vị \(area.shown) không nhập vào chính nó."
    case .issuerOfOtherLevel(let issuer, let level, let said):
      "\(issuer) là \(level.names.vi); ở đây ghi cấp quyết định là \(said.names.vi). Ghi một trong hai."
    case .filedLater(let filed, let date):
      "Hồ sơ nộp \(filed.vietnamese), sau ngày quyết định, \(date.vietnamese)."
    case .toldOfNoField(let field, let type):
      "told nêu \(field): \(type.names.vi) không có trường ấy. Có: effectiveOn, \(type.payload.fieldNames.joined(separator: ", "))."
    case .toldNoValue(let field, let value):
      "told: \"\(value)\" không phải giá trị của \(field)."
    case .decisionKnown(let number, let date, let position):
      "Quyết định \(number) của cơ quan này, cùng năm, ngày \(date.vietnamese), đã có trong sổ, ở vị trí \(position)."
    case .changedBeforeDecided(let date, let decided):
      "Văn bản ngày \(date.vietnamese) không sửa đổi được quyết định ngày \(decided.vietnamese)."
    case .partNotNamed(let change):
      change == .partlyWithdrawn
        ? "Thu hồi một phần phải ghi dòng (rows, từ 1) hoặc sản phẩm (products)."
        : "Thu hồi toàn bộ thì không ghi dòng hay sản phẩm; thu hồi một phần là partlyWithdrawn."
    case .changesItself(let number):
      "Quyết định \(number) không thể thay thế chính nó."
    case .breaksLaw(let breaches):
      "Chưa phù hợp quy định (đối chiếu tự động): \(breaches.map(\.cited.vi).joined(separator: " ")) Nếu việc đã diễn ra như vậy, ghi lý do vào irregular."
    case .emptyIrregularity:
      "irregular phải nói lý do."
    case .wrongAuthority(let stars, let level, let rulebook, let rightful):
      "Theo \(rulebook), \(stars.number) sao do \(rightful.name(.vi)) công nhận, không phải \(level.name(.vi))."
    case .holdsNothing(let product, let date):
      "Ngày \(date.vietnamese) sản phẩm \(product) không giữ hạng sao nào."
    case .decisionDiffers(let decision, let stars, let date, let position):
      "Quyết định \(decision) đã được ghi cho sản phẩm này: \(stars.number) sao, ngày \(date.vietnamese) (vị trí \(position)). Nếu đã chép sai, hãy sửa ghi chép đó."
    case .recognisedThatDay(let stars, let date, let position):
      "\(stars.number) sao ngày \(date.vietnamese) đã được ghi cho sản phẩm này (vị trí \(position)). Muốn bổ sung số quyết định hay sửa thì sửa ghi chép đó."
    case .decisionRecorded(let decision, let position):
      "Quyết định \(decision) đã được ghi cho sản phẩm ở vị trí \(position), cùng hạng sao và cùng ngày."
    case .effectOfNoDecision:
      "Chỉ việc thu hồi quyết định công nhận (thing: recognitionDecision) mới có hiệu lực từ đầu hay từ một ngày (effect); from chỉ đi với effect fromDay."
    case .endsBeforeStart(let from, let until):
      "Thời hạn kết thúc \(until.vietnamese), trước khi bắt đầu \(from.vietnamese)."
    case .endsTooLate(let from, let until, let months):
      "Thời hạn từ \(from.vietnamese) đến \(until.vietnamese) dài hơn hai lần \(months) tháng của bộ tiêu chí: hãy xem lại năm."
    case .notAGrant(let position):
      "Bản ghi ở vị trí \(position) không phải quyết định công nhận của sản phẩm này."
    case .alreadyAnnulled(let position):
      "Quyết định ở vị trí \(position) đã bị hủy."
    case .proposalNotHigher(let held, let asked):
      "Đề xuất phải nhiều sao hơn \(held.number) sao đang giữ, không phải \(asked.number)."
    case .alreadyProposed(let stars, let date):
      "Ngày \(date.vietnamese) đề xuất \(stars.number) sao vẫn đang chờ."
    case .notProposed(let stars):
      "Không có đề xuất \(stars.number) sao đang chờ."
    case .alreadyOpened(let name, let position):
      "Việc mở \(name.names.vi) vào ngày đó đã được ghi ở vị trí \(position)."
    case .notOpen(let name, let date):
      "Ngày \(date.vietnamese) không có \(name.names.vi) nào đang mở hay còn hiệu lực."
    case .closedAlready(let name, let date, let position):
      "Việc kết thúc \(name.names.vi) đã được ghi: ngày \(date.vietnamese), vị trí \(position). Nếu ngày ấy sai, hãy sửa ghi chép đó."
    case .notItsProduct(let producer, let product):
      "Sản phẩm \(product) không phải của chủ thể \(producer)."
    case .personalNumber(let field):
      "\(field) là số định danh cá nhân (12 số); sổ không bao giờ ghi số của cá nhân. Bỏ số đó đi."
    case .noTaxCode(let code):
      "\"\(code)\" không phải mã số thuế: cần 10 số, hoặc 10 số và 3 số của chi nhánh."
    case .producerClosed(let producer):
      "Chủ thể \(producer) đã ngừng hoạt động."
    case .sessionClosed(let session):
      "Kỳ họp \(session) đã kết thúc."
    case .commitsToOthers:
      "Chỉ việc ký điểm kiểm mới niêm phong các hồ sơ; đây không phải các hồ sơ của nhật ký này."
    case .personNamed:
      "Khen thưởng cá nhân chỉ ghi số người, không ghi tên."
    case .unknownArea(let area):
      "Bản đồ không có đơn vị \(area.shown)."
    case .areaExists(let code, let name):
      "Đơn vị \(code) \(name) đã có trên bản đồ."
    case .areaEnded(let area):
      "Đơn vị \(area.shown) đã kết thúc."
    case .successionKnown(let from, let to):
      "Việc chuyển \(from) sang \(to?.text ?? "(không có)") đã được ghi."
    case .nothingToCorrect(let position, let stream):
      "Vị trí \(position) không có bản ghi nào của \(stream.shown)."
    case .correctsOtherType(let position, let old, let new):
      "Vị trí \(position) là \(old.code), không thể sửa thành \(new.code)."
    case .alreadyCorrected(let position, let correction):
      "Vị trí \(position) đã được sửa ở vị trí \(correction); bản đang đứng ở đó."
    case .cannotStrikeOut(let position):
      "Không thể xóa bỏ vị trí \(position): các bản ghi khác dựa vào đó."
    case .stillNamed(let stream, let position):
      "Không thể xóa bỏ \(stream.shown): bản ghi ở vị trí \(position) còn nhắc đến. Hãy sửa hoặc xóa bỏ vị trí \(position) trước."
    case .beginsTooLate(let date, let from, let months):
      "Giấy bắt đầu ngày \(from.vietnamese), quá \(months) tháng sau quyết định ngày \(date.vietnamese)."
    case .termDiffers(let stated, let computed):
      "Thời hạn ghi là tính ra \(stated.vietnamese), nhưng theo quy tắc phải là \(computed.vietnamese). Thời hạn do quyết định nêu: termBasis là decided."
    case .leavesIdle(let position):
      "Sửa như vậy thì việc ở vị trí \(position) không còn gì để chấm dứt. Hãy sửa hoặc xóa bỏ vị trí \(position) trước."
    case .struckOut(let position):
      "Vị trí \(position) đã bị xóa bỏ, không có gì đứng ở chỗ đó. Nếu việc ấy có thật, hãy ghi lại."
    case .noImport(let position):
      "Vị trí \(position) không ghi một lần nhập danh sách, hoặc các bản ghi trước đó là của việc khác."
    case .noReason:
      "Thiếu lý do: sửa ghi chép, hay đi tiếp với nhật ký khác điểm kiểm, phải nói vì sao."
    case .noActor:
      "Thiếu người ghi: hãy nêu tài khoản."
    }
  }
}
