"""Roots and proofs of small trees by pymerkle, one a line, for the tests to compare with ours.

merkle.py LIMIT      of trees of "record 0", "record 1" …, up to so many entries
merkle.py HEX,HEX    of the tree of these entries
"""
import sys

from pymerkle import InmemoryTree

given = sys.argv[1].split(",") if not sys.argv[1].isdigit() else None
limit = int(sys.argv[1]) if given is None else len(given)
tree = InmemoryTree(algorithm="sha256")
for size in range(1, limit + 1):
    tree.append_entry(b"record %d" % (size - 1) if given is None else bytes.fromhex(given[size - 1]))
    if given is not None and size < limit:
        continue
    print("root", size, tree.get_root(size).hex())
    for index in range(size):
        # Its path carries the entry's own hash as well; the order is its own.
        path = tree.prove_inclusion(index + 1, size).serialize()["path"]
        print("inclusion", index, size, *sorted(path))
