extension Rejection {
  /// The rejection's stable, dotted code.
  public var code: String {
    switch self {
    case .unknown(let stream): "\(stream.kind.rawValue).unknown"
    case .alreadyRegistered(let stream): "\(stream.kind.rawValue).exists"
    case .notNextNumber(let stream, _): "\(stream.kind.rawValue).notNextNumber"
    case .noNumberLeft(let kind): "\(kind.rawValue).noNumberLeft"
    case .notRegistered(let stream): "\(stream.kind.rawValue).notRegistered"
    case .wrongStream: "event.wrongStream"
    case .emptyText: "field.empty"
    case .noDigest: "digest.unreadable"
    case .continuesTooLate: "certificate.continuesTooLate"
    case .controlCharacter: "field.controlCharacter"
    case .badIdentifier: "id.alphabet"
    case .outOfRange: "field.outOfRange"
    case .noDate: "date.missing"
    case .dateInFuture: "date.inFuture"
    case .tooLarge: "event.tooLarge"
    case .commandReused: "command.reused"
    case .noRulebook: "rulebook.noneInForce"
    case .rulebookNotKnown: "rulebook.notKnown"
    case .unknownRulebook: "rulebook.unknown"
    case .rulebookExists: "rulebook.exists"
    case .rulebookDiffers: "rulebook.differs"
    case .sheetNotCheckable: "sheet.notCheckable"
    case .unknownSet: "sheet.unknownSet"
    case .sheetRefused: "sheet.refused"
    case .totalDiffers: "sheet.totalDiffers"
    case .noAuthority: "authority.none"
    case .authorityNotKnown: "authority.notKnown"
    case .notOnMap: "area.notOnMap"
    case .succeedsItself: "area.succeedsItself"
    case .issuerOfOtherLevel: "authority.contradicts"
    case .filedLater: "grounds.filedLater"
    case .toldOfNoField: "told.unknownField"
    case .toldNoValue: "told.unreadable"
    case .decisionKnown: "decision.known"
    case .changedBeforeDecided: "decision.changedBefore"
    case .partNotNamed: "decision.part"
    case .changesItself: "decision.changesItself"
    case .wrongAuthority: "authority.wrong"
    case .breaksLaw(let breaches): breaches.first?.rule.code ?? "law"
    case .emptyIrregularity: "irregular.empty"
    case .decisionDiffers: "decision.differs"
    case .decisionRecorded: "decision.recorded"
    case .recognisedThatDay: "rating.thatDay"
    case .effectOfNoDecision: "withdrawal.effectOfNoDecision"
    case .holdsNothing: "rating.holdsNothing"
    case .endsBeforeStart: "certificate.endsBeforeStart"
    case .endsTooLate: "certificate.endsTooLate"
    case .notAGrant: "rating.notAGrant"
    case .alreadyAnnulled: "rating.alreadyAnnulled"
    case .proposalNotHigher: "proposal.notHigher"
    case .alreadyProposed: "proposal.pending"
    case .notProposed: "proposal.none"
    case .alreadyOpened(let name, _): "\(name.code).alreadyOpen"
    case .notOpen(let name, _): "\(name.code).notOpen"
    case .closedAlready(let name, _, _): "\(name.code).closedAlready"
    case .notItsProduct: "product.otherProducer"
    case .producerClosed: "producer.closed"
    case .sessionClosed: "session.closed"
    case .personalNumber: "person.number"
    case .noTaxCode: "taxCode.unreadable"
    case .personNamed: "person.named"
    case .commitsToOthers: "streams.others"
    case .unknownArea: "area.unknown"
    case .areaExists: "area.exists"
    case .areaEnded: "area.ended"
    case .successionKnown: "area.successionKnown"
    case .nothingToCorrect: "correction.nothingThere"
    case .correctsOtherType: "correction.otherType"
    case .alreadyCorrected: "correction.alreadyCorrected"
    case .leavesIdle: "correction.leavesIdle"
    case .struckOut: "correction.struckOut"
    case .termDiffers: "term.differs"
    case .beginsTooLate: "certificate.beginsTooLate"
    case .cannotStrikeOut: "correction.cannotStrikeOut"
    case .stillNamed: "correction.stillNamed"
    case .noReason: "correction.noReason"
    case .noActor: "actor.missing"
    }
  }

  /// What is wrong and what to do, in both languages.
  public var text: Text {
    switch self {
    case .unknown(let stream):
      Text(
        "Không có \(stream.kind.name(.vi)) \(stream.shown) trong sổ.",
        "There is no \(stream.kind.name(.en)) \(stream.shown) in the ledger.")
    case .alreadyRegistered(let stream):
      Text(
        "\(stream.shown) đã được đăng ký; muốn sửa thì sửa ghi chép.",
        "\(stream.shown) is registered already; to change it, record a correction.")
    case .notNextNumber(let stream, let next):
      Text(
        "\(stream.description) không phải số kế tiếp của sổ (số kế tiếp là \(next)). Bỏ số đi, sổ sẽ tự cấp.",
        "\(stream.description) is not the ledger's next number, which is \(next). Leave it out: the ledger gives it.")
    case .noNumberLeft(let kind):
      Text(
        "Sổ không còn số nào cho \(kind.name(.vi)) mới.", "The ledger has no number left for a new \(kind.name(.en)).")
    case .notRegistered(let stream):
      Text(
        "\(stream.kind.name(.vi)) mới phải được đăng ký trước khi ghi việc khác.",
        "A new \(stream.kind.name(.en)) must be registered before anything else is recorded about it.")
    case .wrongStream(let type, let stream):
      Text(
        "Sự kiện \(type.code) không thuộc về \(stream.kind.name(.vi)).",
        "An event \(type.code) does not belong to a stream of kind \(stream.kind.rawValue).")
    case .continuesTooLate(let date, let start):
      Text(
        "Giấy chứng nhận kéo dài hiệu lực theo luật ngay từ \(start.vietnamese), không phải từ \(date.vietnamese): ghi ngày ấy làm ngày có hiệu lực.",
        "A certificate goes on by law from \(start.text), and not from \(date.text): record it with that day.")
    case .noDigest(let field):
      Text(
        "\(field) phải là băm SHA-256: 64 chữ số thập lục phân thường.",
        "\(field) has to be a SHA-256: 64 lower-case hexadecimal digits.")
    case .emptyText(let field):
      Text("Thiếu \(field): phải có nội dung.", "\(field) is empty: it must say something.")
    case .controlCharacter(let field, let scalar):
      Text(
        "\(field) có ký tự điều khiển U+\(codePoint(scalar)). Bỏ ký tự đó đi.",
        "\(field) holds the control character U+\(codePoint(scalar)). Leave it out.")
    case .badIdentifier(let field, let text):
      Text(
        "\(field) \"\(text)\" không phải mã: chỉ gồm chữ cái không dấu, chữ số, - + _ và dấu chấm, không bắt đầu bằng dấu chấm.",
        "\(field) \"\(text)\" is no id: it has letters without marks, digits, - + _ and dots, and does not begin with a dot."
      )
    case .outOfRange(let field, let value, let from, let to):
      Text(
        "\(field) là \(value), phải từ \(from) đến \(to).", "\(field) is \(value), it must be from \(from) to \(to).")
    case .noDate(let type):
      Text("Sự kiện \(type.code) cần ngày hiệu lực.", "An event \(type.code) needs its legal date.")
    case .dateInFuture(let date, let today):
      Text(
        "Ngày \(date.vietnamese) chưa đến (hôm nay là \(today.vietnamese)); chỉ ghi việc đã xảy ra.",
        "The date \(date.text) has not begun (today is \(today)); only what has happened is recorded.")
    case .tooLarge(let bytes, let limit):
      Text(
        "Bản ghi dài \(bytes) byte, tối đa \(limit); hãy rút ngắn ghi chú hoặc nguồn.",
        "The record has \(bytes) bytes, at most \(limit) are taken; shorten its note or source.")
    case .commandReused(let command, let position):
      Text(
        "Mã lệnh \(command) đã dùng cho một việc khác, ở vị trí \(position).",
        "The command id \(command) stands for something else, recorded at position \(position).")
    default: sheetText ?? ratingText ?? partnerText ?? mapText ?? correctionText
    }
  }

  private var sheetText: Text? {
    switch self {
    case .rulebookDiffers(let id, let field):
      Text(
        "Bộ tiêu chí \(id) đã có trong sổ và ghi khác ở \(field).",
        "The rulebook \(id) is in the ledger already and says something else at \(field).")
    case .sheetNotCheckable(let id):
      Text(
        "Sổ chưa có nội dung tiêu chí của \(id), không kiểm được phiếu chấm; hãy ghi bằng ocop rules adopt, hoặc chỉ ghi tổng "
          + "điểm.",
        "The criteria of \(id) are not in the ledger, so no sheet can be checked; adopt them with ocop rules adopt, or "
          + "record the total only.")
    case .unknownSet(let id, let set):
      Text(
        "\(id) không có bộ \(set), hoặc chưa biết nội dung.", "\(id) has no set \(set), or its content is not known.")
    case .sheetRefused(let problems):
      Text(
        problems.map(\.text.vi).joined(separator: " "), problems.map(\.text.en).joined(separator: " "))
    case .totalDiffers(let given, let sum):
      Text(
        "Tổng điểm ghi \(given.sum) / \(given.count) phiếu, phiếu cộng lại \(sum).",
        "The total says \(given.sum) / \(given.count) sheets, the sheet adds up to \(sum).")
    default: nil
    }
  }

  private var ratingText: Text? {
    switch self {
    case .noRulebook(let date):
      Text(
        "Ngày \(date.vietnamese) không có bộ tiêu chí nào có hiệu lực.", "No rulebook is in force on \(date.text).")
    case .rulebookNotKnown(let among, let date):
      Text(
        "Ngày \(date.vietnamese) không rõ áp dụng bộ tiêu chí nào: \(among.map(\.text).joined(separator: ", ")). "
          + "Ghi căn cứ của quyết định, hoặc ngày nộp hồ sơ.",
        "On \(date.text) it is not known which rulebook applied: \(among.map(\.text).joined(separator: ", ")). "
          + "Say what the decision cites, or when the dossier was filed.")
    case .unknownRulebook(let id):
      Text("Không có bộ tiêu chí \(id) trong sổ.", "There is no rulebook \(id) in the ledger.")
    case .rulebookExists(let id):
      Text("Bộ tiêu chí \(id) đã có trong sổ.", "The rulebook \(id) is in the ledger already.")
    case .noAuthority(let stars, let rulebook):
      Text(
        "Theo \(rulebook), không có quyết định công nhận hạng \(stars.number) sao.",
        "Under \(rulebook) no decision recognises \(stars.number) stars.")
    case .authorityNotKnown(let stars, let date):
      Text(
        "Ngày \(date.vietnamese) không rõ cấp nào công nhận \(stars.number) sao. Ghi cấp đã quyết định.",
        "On \(date.text) it is not known which level recognised \(stars.number) stars. Say which level decided.")
    case .notOnMap(let area, let day):
      Text(
        "Ngày \(day.vietnamese) bản đồ không có đơn vị \(area.shown).",
        "The map of \(day) has no unit \(area.shown).")
    case .succeedsItself(let area):
      Text("Đơn vị \(area.shown) không nhập vào chính nó.", "The unit \(area.shown) does not go into itself.")
    case .issuerOfOtherLevel(let issuer, let level, let said):
      Text(
        "\(issuer) là \(level.names.vi); ở đây ghi cấp quyết định là \(said.names.vi). Ghi một trong hai.",
        "\(issuer) is of the \(level.names.en) level; the level that decided is told as \(said.names.en). Say one of them."
      )
    case .filedLater(let filed, let date):
      Text(
        "Hồ sơ nộp \(filed.vietnamese), sau ngày quyết định, \(date.vietnamese).",
        "The dossier is told as filed on \(filed.text), after the day of the decision, \(date.text).")
    case .toldOfNoField(let field, let type):
      Text(
        "told nêu \(field): \(type.names.vi) không có trường ấy. Có: effectiveOn, \(type.payload.fieldNames.joined(separator: ", ")).",
        "told names \(field): a record of \(type.names.en) has no such field. It has effectiveOn, \(type.payload.fieldNames.joined(separator: ", "))."
      )
    case .toldNoValue(let field, let value):
      Text("told: \"\(value)\" không phải giá trị của \(field).", "told: \"\(value)\" is no value of \(field).")
    case .decisionKnown(let number, let date, let position):
      Text(
        "Quyết định \(number) của cơ quan này, cùng năm, ngày \(date.vietnamese), đã có trong sổ, ở vị trí \(position).",
        "The decision \(number) of that authority and year, of \(date.text), is recorded, at position \(position).")
    case .changedBeforeDecided(let date, let decided):
      Text(
        "Văn bản ngày \(date.vietnamese) không sửa đổi được quyết định ngày \(decided.vietnamese).",
        "A paper of \(date.text) cannot change a decision of \(decided.text).")
    case .partNotNamed(let change):
      change == .partlyWithdrawn
        ? Text(
          "Thu hồi một phần phải ghi dòng (rows, từ 1) hoặc sản phẩm (products).",
          "What is withdrawn in part names the rows (from 1) or the products.")
        : Text(
          "Thu hồi toàn bộ thì không ghi dòng hay sản phẩm; thu hồi một phần là partlyWithdrawn.",
          "What is withdrawn wholly names no rows and no products; in part it is partlyWithdrawn.")
    case .changesItself(let number):
      Text("Quyết định \(number) không thể thay thế chính nó.", "The decision \(number) cannot replace itself.")
    case .breaksLaw(let breaches):
      Text(
        "Chưa phù hợp quy định (đối chiếu tự động): \(breaches.map(\.cited.vi).joined(separator: " ")) "
          + "Nếu việc đã diễn ra như vậy, ghi lý do vào irregular.",
        "Not in keeping with the law: \(breaches.map(\.cited.en).joined(separator: " ")) "
          + "If it was done so, say why it is recorded in irregular.")
    case .emptyIrregularity:
      Text("irregular phải nói lý do.", "irregular must say why.")
    case .wrongAuthority(let stars, let level, let rulebook, let rightful):
      Text(
        "Theo \(rulebook), \(stars.number) sao do \(rightful.name(.vi)) công nhận, không phải \(level.name(.vi)).",
        "Under \(rulebook), \(stars.number) stars are recognised at \(rightful.name(.en)) level, not at "
          + "\(level.name(.en)) level.")
    case .holdsNothing(let product, let date):
      Text(
        "Ngày \(date.vietnamese) sản phẩm \(product) không giữ hạng sao nào.",
        "On \(date.text) the product \(product) holds no stars.")
    case .decisionDiffers(let decision, let stars, let date, let position):
      Text(
        "Quyết định \(decision) đã được ghi cho sản phẩm này: \(stars.number) sao, ngày \(date.vietnamese) "
          + "(vị trí \(position)). Nếu đã chép sai, hãy sửa ghi chép: ocop correct \(position).",
        "Decision \(decision) is recorded for this product: \(stars.number) stars, \(date.text) (position \(position)). "
          + "If it was copied wrongly, correct it: ocop correct \(position).")
    case .recognisedThatDay(let stars, let date, let position):
      Text(
        "\(stars.number) sao ngày \(date.vietnamese) đã được ghi cho sản phẩm này (vị trí \(position)). Muốn bổ sung số "
          + "quyết định hay sửa thì sửa ghi chép: ocop correct \(position).",
        "\(stars.number) stars of \(date.text) are recorded for this product (position \(position)). To add the "
          + "decision's number, or to mend it, correct it: ocop correct \(position).")
    case .decisionRecorded(let decision, let position):
      Text(
        "Quyết định \(decision) đã được ghi cho sản phẩm ở vị trí \(position), cùng hạng sao và cùng ngày.",
        "The decision \(decision) is recorded for the product at position \(position), with the same stars and of the same "
          + "day.")
    case .effectOfNoDecision:
      Text(
        "Chỉ việc thu hồi quyết định công nhận (thing: recognitionDecision) mới có hiệu lực từ đầu hay từ một ngày (effect); "
          + "from chỉ đi với effect fromDay.",
        "Only the withdrawal of a recognition decision (thing: recognitionDecision) has an effect from the start or from a "
          + "day; from goes with effect fromDay only.")
    case .endsBeforeStart(let from, let until):
      Text(
        "Thời hạn kết thúc \(until.vietnamese), trước khi bắt đầu \(from.vietnamese).",
        "The term ends on \(until.text), before it begins on \(from.text).")
    case .endsTooLate(let from, let until, let months):
      Text(
        "Thời hạn từ \(from.vietnamese) đến \(until.vietnamese) dài hơn hai lần \(months) tháng của bộ tiêu chí: hãy xem lại năm.",
        "The term from \(from.text) to \(until.text) is longer than twice the rulebook's \(months) months: check the year."
      )
    case .notAGrant(let position):
      Text(
        "Bản ghi ở vị trí \(position) không phải quyết định công nhận của sản phẩm này.",
        "The record at position \(position) is no recognition of this product.")
    case .alreadyAnnulled(let position):
      Text(
        "Quyết định ở vị trí \(position) đã bị hủy.", "The decision at position \(position) was annulled already.")
    case .proposalNotHigher(let held, let asked):
      Text(
        "Đề xuất phải nhiều sao hơn \(held.number) sao đang giữ, không phải \(asked.number).",
        "A proposal asks for more than the \(held.number) stars held, not for \(asked.number).")
    case .alreadyProposed(let stars, let date):
      Text(
        "Ngày \(date.vietnamese) đề xuất \(stars.number) sao vẫn đang chờ.",
        "On \(date.text) a proposal for \(stars.number) stars is pending already.")
    case .notProposed(let stars):
      Text("Không có đề xuất \(stars.number) sao đang chờ.", "No proposal for \(stars.number) stars is pending.")
    default: nil
    }
  }

  private var partnerText: Text? {
    switch self {
    case .alreadyOpened(let name, let position):
      Text(
        "Việc mở \(name.names.vi) vào ngày đó đã được ghi ở vị trí \(position).",
        "The beginning of the \(name.names.en) on that day is recorded at position \(position).")
    case .notOpen(let name, let date):
      Text(
        "Ngày \(date.vietnamese) không có \(name.names.vi) nào đang mở hay còn hiệu lực.",
        "On \(date.text) there is no \(name.names.en) open or in force.")
    case .closedAlready(let name, let date, let position):
      Text(
        "Việc kết thúc \(name.names.vi) đã được ghi: ngày \(date.vietnamese), vị trí \(position). Nếu ngày ấy sai, hãy sửa "
          + "ghi chép đó.",
        "The end of the \(name.names.en) is recorded: \(date.text), position \(position). If that day is wrong, correct that "
          + "record.")
    case .notItsProduct(let producer, let product):
      Text(
        "Sản phẩm \(product) không phải của chủ thể \(producer).",
        "The product \(product) is not the producer \(producer)'s.")
    case .personalNumber(let field):
      Text(
        "\(field) là số định danh cá nhân (12 số); sổ không bao giờ ghi số của cá nhân. Bỏ số đó đi.",
        "\(field) is a personal number (12 digits); a ledger never takes one in. Leave it out.")
    case .noTaxCode(let code):
      Text(
        "\"\(code)\" không phải mã số thuế: cần 10 số, hoặc 10 số và 3 số của chi nhánh.",
        "\"\(code)\" is no tax code: it has 10 digits, or 10 and the 3 of a branch.")
    case .producerClosed(let producer):
      Text("Chủ thể \(producer) đã ngừng hoạt động.", "The producer \(producer) has ended.")
    case .sessionClosed(let session):
      Text("Kỳ họp \(session) đã kết thúc.", "The session \(session) has ended.")
    case .commitsToOthers:
      Text(
        "Chỉ ocop checkpoint create niêm phong các hồ sơ; đây không phải các hồ sơ của nhật ký này.",
        "Only ocop checkpoint create commits to streams; these are not the streams of this log.")
    case .personNamed:
      Text(
        "Khen thưởng cá nhân chỉ ghi số người, không ghi tên.",
        "An award to persons gives their number, never a name.")
    default: nil
    }
  }

  private var mapText: Text? {
    switch self {
    case .unknownArea(let area):
      Text("Bản đồ không có đơn vị \(area.shown).", "The map has no unit \(area.shown).")
    case .areaExists(let code, let name):
      Text("Đơn vị \(code) \(name) đã có trên bản đồ.", "The unit \(code) \(name) is on the map already.")
    case .areaEnded(let area): Text("Đơn vị \(area.shown) đã kết thúc.", "The unit \(area.shown) has ended already.")
    case .successionKnown(let from, let to):
      Text(
        "Việc chuyển \(from) sang \(to?.text ?? "(không có)") đã được ghi.",
        "That \(from) passed to \(to?.text ?? "(none)") is recorded already.")
    default: nil
    }
  }

  private var correctionText: Text {
    switch self {
    case .nothingToCorrect(let position, let stream):
      Text(
        "Vị trí \(position) không có bản ghi nào của \(stream.shown).",
        "There is no record of \(stream.shown) at position \(position).")
    case .correctsOtherType(let position, let old, let new):
      Text(
        "Vị trí \(position) là \(old.code), không thể sửa thành \(new.code).",
        "Position \(position) holds \(old.code); it cannot be corrected by \(new.code).")
    case .alreadyCorrected(let position, let correction):
      Text(
        "Vị trí \(position) đã được sửa ở vị trí \(correction); bản đang đứng ở đó.",
        "Position \(position) was corrected at position \(correction); what stands is there.")
    case .cannotStrikeOut(let position):
      Text(
        "Không thể xóa bỏ vị trí \(position): các bản ghi khác dựa vào đó.",
        "Position \(position) cannot be struck out: other records stand on it.")
    case .stillNamed(let stream, let position):
      Text(
        "Không thể xóa bỏ \(stream.shown): bản ghi ở vị trí \(position) còn nhắc đến. Hãy sửa hoặc xóa bỏ vị trí \(position) trước.",
        "\(stream.shown) cannot be struck out: the record at position \(position) names it. Correct or strike out position \(position) first."
      )
    case .beginsTooLate(let date, let from, let months):
      Text(
        "Giấy bắt đầu ngày \(from.vietnamese), quá \(months) tháng sau quyết định ngày \(date.vietnamese).",
        "The certificate begins on \(from.text), more than \(months) months after the decision of \(date.text).")
    case .termDiffers(let stated, let computed):
      Text(
        "Thời hạn ghi là tính ra \(stated.vietnamese), nhưng theo quy tắc phải là \(computed.vietnamese). Thời hạn do quyết định nêu: "
          + "termBasis là decided.",
        "The term says that \(stated.text) was computed, but its rule gives \(computed.text). A term that a decision states has the "
          + "termBasis decided.")
    case .leavesIdle(let position):
      Text(
        "Sửa như vậy thì việc ở vị trí \(position) không còn gì để chấm dứt. Hãy sửa hoặc xóa bỏ vị trí \(position) trước.",
        "With that, what position \(position) ends would not be there on its day. Correct or strike out position \(position) first."
      )
    case .struckOut(let position):
      Text(
        "Vị trí \(position) đã bị xóa bỏ, không có gì đứng ở chỗ đó. Nếu việc ấy có thật, hãy ghi lại.",
        "Position \(position) was struck out, and nothing stands in its place. If it did happen, record it again.")
    case .noReason:
      Text(
        "Thiếu lý do: sửa ghi chép, hay đi tiếp với nhật ký khác điểm kiểm, phải nói vì sao.",
        "A reason is missing: a correction, or going on with a log unlike its checkpoint, says why.")
    default: Text("Thiếu người ghi: hãy nêu tài khoản.", "Who records is missing: name an account.")
    }
  }
}

extension StreamID {
  /// As people name the thing: `SP-0012`, or the stream itself where it has no number of its own.
  public var shown: String {
    switch kind {
    case .product: ProductID(number).description
    case .producer: ProducerID(number).description
    case .session: SessionID(number).description
    case .target: TargetID(number).description
    default: description
    }
  }
}

extension AreaRef {
  /// The code, and the edition where it has one: `399`, `15658 (2025-07-01)`.
  public var shown: String {
    guard let edition else { return code.text }
    return "\(code.text) (\(Day(number: Int32(clamping: edition))))"
  }
}
