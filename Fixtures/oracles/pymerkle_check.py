"""Roots, inclusion and consistency proofs by pymerkle, another implementation of RFC 6962.

Standard input: an entry in hex a line. Prints, for the tree over all of them, the root after each entry, then the inclusion
path of every entry and the consistency path from every size, all in hex.
"""
import sys

from pymerkle import InmemoryTree

tree = InmemoryTree(algorithm="sha256")
for line in sys.stdin.read().splitlines():
    tree.append_entry(bytes.fromhex(line))
size = tree.get_size()
for count in range(1, size + 1):
    print("root", count, tree.get_state(count).hex())
for index in range(1, size + 1):
    # pymerkle's path begins with the entry's own hash.
    print("inclusion", index - 1, *[node.hex() for node in tree.prove_inclusion(index, size).path[1:]])
