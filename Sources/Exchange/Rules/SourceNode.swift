internal import OCOP

/// A value in a rulebook file, with the place where it stands.
struct SourceNode {
  enum Value {
    case scalar(JSONValue)
    case list([SourceNode])
    case object([(name: String, value: SourceNode)])
  }

  var value: Value
  let place: SourcePlace

  subscript(name: String) -> SourceNode? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.name == name }?.value
  }

  var text: String? {
    guard case .scalar(.string(let text)) = value else { return nil }
    return text
  }

  var json: JSONValue {
    switch value {
    case .scalar(let value): value
    case .list(let nodes): .array(nodes.map(\.json))
    case .object(let members): .object(members.map { JSONValue.Member($0.name, $0.value.json) })
    }
  }

  /// Where `path` stands (`sets[2].criteria[14].floors`): the last part of it that there is.
  func place(of path: String) -> SourcePlace {
    var node = self
    for step in path.split(whereSeparator: { ".[]".contains($0) }) {
      switch node.value {
      case .list(let nodes):
        guard let index = Int(step), nodes.indices.contains(index) else { return node.place }
        node = nodes[index]
      case .object(let members):
        guard let member = members.first(where: { $0.name == step }) else { return node.place }
        node = member.value
      case .scalar: return node.place
      }
    }
    return node.place
  }
}

/// A line of a file.
struct SourcePlace: Hashable, Sendable {
  let file: String
  let line: Int
}

extension SourceNode {
  /// What an amended text becomes: members of objects are taken over one by one, lists whose elements have a `code` (or
  /// stand for `stars`) element by element, everything else whole. An element with `remove: true` is taken out.
  func amended(by change: SourceNode) -> SourceNode {
    switch (value, change.value) {
    case (.object(let mine), .object(let changes)):
      var members = mine
      for (name, new) in changes {
        if let index = members.firstIndex(where: { $0.name == name }) {
          members[index].value = members[index].value.amended(by: new)
        } else {
          members.append((name, new.withoutRemovals))
        }
      }
      return SourceNode(value: .object(members), place: change.place)
    case (.list(let mine), .list(let changes)):
      guard let key = Self.key(of: mine + changes) else { return change }
      var nodes = mine
      for new in changes {
        func isSame(_ other: SourceNode) -> Bool { other[key]?.json == new[key]?.json }
        let index = nodes.firstIndex(where: isSame)
        // Several of one name, such as an authority's periods, are changed as a whole.
        if let index, mine.count(where: isSame) > 1 || changes.count(where: isSame) > 1 {
          guard changes.first(where: isSame)?.place == new.place else { continue }
          nodes.removeAll(where: isSame)
          nodes.insert(contentsOf: changes.filter { isSame($0) && !$0.isRemoval }.map(\.withoutRemovals), at: index)
          continue
        }
        switch (index, new.isRemoval) {
        case (let index?, true): nodes.remove(at: index)
        case (let index?, false): nodes[index] = nodes[index].amended(by: new)
        case (nil, true): break
        case (nil, false): nodes.append(new.withoutRemovals)
        }
      }
      return SourceNode(value: .list(nodes), place: change.place)
    default: return change
    }
  }

  private var isRemoval: Bool { self["remove"]?.json == true }

  /// What is new has nothing to remove from.
  private var withoutRemovals: SourceNode {
    guard case .list(let nodes) = value else { return self }
    return SourceNode(value: .list(nodes.filter { !$0.isRemoval }), place: place)
  }

  private static func key(of nodes: [SourceNode]) -> String? {
    // What stands for several stars at once has no name by them.
    ["code", "stars"].first { key in
      !nodes.isEmpty
        && nodes.allSatisfy { node in if case .scalar? = node[key]?.value { true } else { false } }
    }
  }
}
