// Reads hash tiles over HTTP with Go's own package of the checksum database, which holds each against the root, and proves by them.
// Build: GO111MODULE=off GOPATH=/usr/share/gocode go build -o tiles tiles.go
//
//	tiles ADDRESS SIZE ROOTHEX  every record's inclusion and the consistency with every tenth earlier tree
package main

import (
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

func fail(err error) {
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

type reader struct {
	address string
	read    int
}

func (r *reader) Height() int { return 8 }

func (r *reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		// The paths of C2SP leave the height out, which is always 8.
		answer, err := http.Get(r.address + "/tile/" + strings.TrimPrefix(tile.Path(), "tile/8/"))
		if err != nil {
			return nil, err
		}
		bytes, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			return nil, err
		}
		if answer.StatusCode != 200 {
			return nil, fmt.Errorf("%s: %s", tile.Path(), answer.Status)
		}
		r.read++
		all = append(all, bytes)
	}
	return all, nil
}

func (r *reader) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func main() {
	size, err := strconv.ParseInt(os.Args[2], 10, 64)
	fail(err)
	bytes, err := hex.DecodeString(os.Args[3])
	fail(err)
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], bytes)
	tiles := &reader{address: os.Args[1]}
	hashes := tlog.TileHashReader(tree, tiles)
	step := size/40 + 1
	for record := int64(0); record < size; record += step {
		proof, err := tlog.ProveRecord(size, record, hashes)
		fail(err)
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, record)})
		fail(err)
		fail(tlog.CheckRecord(proof, size, tree.Hash, record, leaf[0]))
	}
	for old := int64(1); old < size; old += size/10 + 1 {
		proof, err := tlog.ProveTree(size, old, hashes)
		fail(err)
		root, err := tlog.TreeHash(old, hashes)
		fail(err)
		fail(tlog.CheckTree(proof, size, tree.Hash, old, root))
	}
	fmt.Printf("ok %d records, %d tiles read\n", size, tiles.read)
}
