internal import EventLog
internal import OCOP

/// A producer's name with all that it is looked up by. Making it costs more than most of what is asked with it, and needs no ledger:
/// a list's names are made ready while earlier rows are decided.
public struct SoughtProducer: Sendable {
  let naming: Naming
  let key: LookUpKey
  let near: [LookUpKey]

  /// The name `name`.
  public init(_ name: String) {
    naming = Naming(producer: name)
    key = LookUpKey(NameKey.producer(naming))
    near = NameKey.nearProducer(naming).map { LookUpKey($0) }
  }
}

/// The same, of a product.
public struct SoughtProduct: Sendable {
  let naming: Naming
  let key: LookUpKey

  /// The name `name`.
  public init(_ name: String) {
    naming = Naming(product: name)
    key = LookUpKey(NameKey.product(naming))
  }
}
