"""Roots and proofs of small trees by pymerkle, one a line, for the tests to compare with ours. Usage: merkle.py LIMIT"""
import sys

from pymerkle import InmemoryTree

limit = int(sys.argv[1])
tree = InmemoryTree(algorithm="sha256")
for size in range(1, limit + 1):
    tree.append_entry(b"record %d" % (size - 1))
    print("root", size, tree.get_root(size).hex())
    for index in range(size):
        # Its path carries the entry's own hash as well; the order is its own.
        path = tree.prove_inclusion(index + 1, size).serialize()["path"]
        print("inclusion", index, size, *sorted(path))
