"""Reads tiles and bundles of records over HTTP with tlog-scales, and verifies by them.

    tiles.py ADDRESS SIZE ROOTHEX TOKEN     every record's inclusion, and the consistency with every tenth earlier tree
"""
import sys
import urllib.request

from tlog_scales.reader import TilesReader
from tlog_scales.tiles import leaf_hash

address, size, root, token = sys.argv[1], int(sys.argv[2]), bytes.fromhex(sys.argv[3]), sys.argv[4]


class Backend:
    read = 0

    def get(self, *path):
        request = urllib.request.Request(address + "/" + "/".join(path), headers={"Authorization": "Bearer " + token})
        with urllib.request.urlopen(request) as answer:
            Backend.read += 1
            return answer.read()


reader = TilesReader(Backend())
reader.set_size(size)
for place in range(size):
    reader.get_inclusion_proof(place, size).check(leaf_hash(reader.get_entry(place)), root)
trees = range(1, size, 10)
for old in trees:
    reader.get_consistency_proof(old, size).check(reader.mth(0, old), root)
print(f"ok {size} records {len(trees)} trees {Backend.read} files")
