public import OCOP

/// What is wrong with a rulebook's files, and at which line of which.
public struct RulebookFileError: Error, Hashable, Sendable {
  /// What kind of fault: the part of ``code`` after the dot where no check gave one.
  enum Kind: String {
    case unreadable
    case syntax
    case schema
    case unknownAmended
    case cycle
  }

  /// The stable code, `rules.` and the fault's name.
  public let code: String
  /// The file, as it lies in its folder.
  public let file: String
  /// The line, from 1; 0 where no line can be told.
  public let line: Int
  /// The place inside the rulebook; empty where the file itself is at fault.
  public let path: String
  /// What is wrong.
  public let text: Text
  /// Whether it is only to be known.
  public let isRemark: Bool

  init(_ kind: Kind, _ place: SourcePlace, _ text: Text, path: String = "") {
    self.init(code: kind.rawValue, place, text, path: path)
  }

  init(code: String, _ place: SourcePlace, _ text: Text, path: String, isRemark: Bool = false) {
    self.code = "rules.\(code)"
    (file, line) = (place.file, place.line)
    (self.path, self.text, self.isRemark) = (path, text, isRemark)
  }

  /// The fault as a JSON object, its text in `language`.
  public func json(_ language: Language) -> JSONValue {
    [
      "file": .string(file), "line": JSONValue(line), "path": .string(path), "code": .string(code),
      "detail": .string(text(language)), "remark": .bool(isRemark),
    ]
  }
}

/// Everything that is wrong with a rulebook's files.
public struct RulebookFileErrors: Error, Sendable {
  /// In the order of the files.
  public let errors: [RulebookFileError]
}
