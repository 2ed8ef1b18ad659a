/// The store that an address names.
public enum StoreAddress {
  /// `file:///folder`, or a folder's path that begins with `/`, `./` or `../`. Throws ``StoreFailure``.
  public static func open(_ text: String) throws(StoreFailure) -> any ObjectStore {
    if text.hasPrefix("file:///") { return FolderStore(String(text.dropFirst("file://".count))) }
    guard ["/", "./", "../"].contains(where: text.hasPrefix) else { throw StoreFailure(.badAddress, text) }
    return FolderStore(text)
  }
}
