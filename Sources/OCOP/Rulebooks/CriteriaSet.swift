/// The criteria for one kind of product.
///
/// Decision 26/2026/QĐ-TTg Art. 3.2 and Annex II; which sets earlier decisions have is told by the rulebook.
public struct CriteriaSet: Message {
  /// Its number
  public var code: String
  /// The products it is for
  public var name: String
  /// Their group
  public var group: ProductGroup
  /// Known to exist, its criteria are not
  public var contentUnknown: Bool
  /// Parts A, B, C
  public var parts: [RulePart]
  /// The sections
  public var sections: [RuleSection]
  /// The criteria, in order
  public var criteria: [Criterion]
  /// What ends an evaluation under this set
  public var knockouts: [Knockout]
  /// Why its sums are not what they should be
  public var doubt: String?
  /// What was repaired or is doubtful
  public var remarks: [String]
  /// Where it is said
  public var source: String?

  /// A value with these fields.
  public init(
    code: String,
    name: String,
    group: ProductGroup,
    contentUnknown: Bool = false,
    parts: [RulePart] = [],
    sections: [RuleSection] = [],
    criteria: [Criterion] = [],
    knockouts: [Knockout] = [],
    doubt: String? = nil,
    remarks: [String] = [],
    source: String? = nil
  ) {
    self.code = code
    self.name = name
    self.group = group
    self.contentUnknown = contentUnknown
    self.parts = parts
    self.sections = sections
    self.criteria = criteria
    self.knockouts = knockouts
    self.doubt = doubt
    self.remarks = remarks
    self.source = source
  }

  public init() { self.init(code: "", name: "", group: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "code", &code, "Its number")
    try coder.field(2, "name", &name, "The products it is for")
    try coder.field(3, "group", &group, "Their group")
    try coder.field(4, "contentUnknown", &contentUnknown, "Known to exist, its criteria are not")
    try coder.list(5, "parts", &parts, "Parts A, B, C")
    try coder.list(6, "sections", &sections, "The sections")
    try coder.list(7, "criteria", &criteria, "The criteria, in order")
    try coder.list(8, "knockouts", &knockouts, "What ends an evaluation under this set")
    try coder.optional(9, "doubt", &doubt, "Why its sums are not what they should be")
    try coder.list(10, "remarks", &remarks, "What was repaired or is doubtful")
    try coder.optional(11, "source", &source, "Where it is said")
  }
}

/// A part of a set with the most points it can give.
public struct RulePart: Message {
  /// A, B or C
  public var code: String
  /// The most points
  public var max: RulePoints

  /// A value with these fields.
  public init(code: String, max: RulePoints) {
    self.code = code
    self.max = max
  }

  public init() { self.init(code: "", max: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "code", &code, "A, B or C")
    try coder.field(2, "max", &max, "The most points")
  }
}

/// A section with the most points it can give.
public struct RuleSection: Message {
  /// Its number
  public var code: String
  /// The part it belongs to
  public var part: String
  /// What it is about
  public var title: String
  /// The most points
  public var max: RulePoints

  /// A value with these fields.
  public init(code: String, part: String, title: String, max: RulePoints) {
    self.code = code
    self.part = part
    self.title = title
    self.max = max
  }

  public init() { self.init(code: "", part: "", title: "", max: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "code", &code, "Its number")
    try coder.field(2, "part", &part, "The part it belongs to")
    try coder.field(3, "title", &title, "What it is about")
    try coder.field(4, "max", &max, "The most points")
  }
}

/// A criterion: exactly one option is chosen, whose points count as they are.
public struct Criterion: Message {
  /// Its number
  public var code: String
  /// The section it belongs to
  public var section: String
  /// What it is about
  public var title: String
  /// Only holds further criteria, and has no points
  public var container: Bool
  /// Points of the options, ascending
  public var options: [RulePoints]
  /// The least points that a rank accepts
  public var floors: Floors?
  /// Lists of options of which one is used
  public var either: [Alternative]
  /// Scored only where another criterion has points
  public var needs: Need?
  /// When it may be left out
  public var optionalWhere: String?
  /// At these points later criteria are not scored
  public var stopAt: RulePoints?
  /// What was repaired or is doubtful
  public var remark: String?
  /// Where it is said
  public var source: String?

  /// A value with these fields.
  public init(
    code: String,
    section: String,
    title: String,
    container: Bool = false,
    options: [RulePoints] = [],
    floors: Floors? = nil,
    either: [Alternative] = [],
    needs: Need? = nil,
    optionalWhere: String? = nil,
    stopAt: RulePoints? = nil,
    remark: String? = nil,
    source: String? = nil
  ) {
    self.code = code
    self.section = section
    self.title = title
    self.container = container
    self.options = options
    self.floors = floors
    self.either = either
    self.needs = needs
    self.optionalWhere = optionalWhere
    self.stopAt = stopAt
    self.remark = remark
    self.source = source
  }

  public init() { self.init(code: "", section: "", title: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "code", &code, "Its number")
    try coder.field(2, "section", &section, "The section it belongs to")
    try coder.field(3, "title", &title, "What it is about")
    try coder.field(4, "container", &container, "Only holds further criteria, and has no points")
    try coder.list(5, "options", &options, "Points of the options, ascending")
    try coder.optional(6, "floors", &floors, "The least points that a rank accepts")
    try coder.list(7, "either", &either, "Lists of options of which one is used")
    try coder.optional(8, "needs", &needs, "Scored only where another criterion has points")
    try coder.optional(9, "optionalWhere", &optionalWhere, "When it may be left out")
    try coder.optional(10, "stopAt", &stopAt, "At these points later criteria are not scored")
    try coder.optional(11, "remark", &remark, "What was repaired or is doubtful")
    try coder.optional(12, "source", &source, "Where it is said")
  }
}

/// One of the lists of options of an either/or criterion.
public struct Alternative: Message {
  /// What stands behind the criterion on a sheet
  public var code: String
  /// When it is used
  public var title: String
  /// Points of the options, ascending
  public var options: [RulePoints]
  /// The least points that a rank accepts
  public var floors: Floors?

  /// A value with these fields.
  public init(code: String, title: String, options: [RulePoints] = [], floors: Floors? = nil) {
    self.code = code
    self.title = title
    self.options = options
    self.floors = floors
  }

  public init() { self.init(code: "", title: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "code", &code, "What stands behind the criterion on a sheet")
    try coder.field(2, "title", &title, "When it is used")
    try coder.list(3, "options", &options, "Points of the options, ascending")
    try coder.optional(4, "floors", &floors, "The least points that a rank accepts")
  }
}

/// The points that another criterion must have.
public struct Need: Message {
  /// The other criterion
  public var criterion: String
  /// Its least points
  public var atLeast: RulePoints

  /// A value with these fields.
  public init(criterion: String, atLeast: RulePoints) {
    self.criterion = criterion
    self.atLeast = atLeast
  }

  public init() { self.init(criterion: "", atLeast: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "criterion", &criterion, "The other criterion")
    try coder.field(2, "atLeast", &atLeast, "Its least points")
  }
}
