// Another reader of checkpoints and proofs, with Go's own packages of the checksum database.
// Build: GO111MODULE=off GOPATH=/usr/share/gocode go build -o tlog tlog.go
//
//	tlog record VKEY FILE LEAFHEX      a .tlog-proof file, for the entry with that leaf hash
//	tlog consistency VKEY FILE ROOTHEX a consistency file, from the tree with that root
//	tlog stream VKEY FILE ROOTHEX LEAFHEX  a .stream-proof file: the committing record by its leaf hash, the entries by the committed root
//	tlog root                          standard input: an entry in hex a line; prints the root after each
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(err error) {
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

func hash(text string, decode func(string) ([]byte, error)) tlog.Hash {
	bytes, err := decode(text)
	fail(err)
	if len(bytes) != tlog.HashSize {
		fail(fmt.Errorf("a hash has %d bytes", tlog.HashSize))
	}
	var hash tlog.Hash
	copy(hash[:], bytes)
	return hash
}

// open checks the note and answers size and root.
func open(vkey, text string) tlog.Tree {
	verifier, err := note.NewVerifier(vkey)
	fail(err)
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	fail(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	fail(err)
	return tlog.Tree{N: size, Hash: hash(lines[2], base64.StdEncoding.DecodeString)}
}

type store []tlog.Hash

func (s store) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, index := range indexes {
		hashes = append(hashes, s[index])
	}
	return hashes, nil
}

func roots() {
	var stored store
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for count := int64(0); lines.Scan(); count++ {
		entry, err := hex.DecodeString(lines.Text())
		fail(err)
		hashes, err := tlog.StoredHashes(count, entry, stored)
		fail(err)
		stored = append(stored, hashes...)
		root, err := tlog.TreeHash(count+1, stored)
		fail(err)
		fmt.Println(hex.EncodeToString(root[:]))
	}
}

// stream checks that the committing record stands in the signed tree, and every entry that is shown in the tree over the streams.
func stream(vkey, file string, root, leaf tlog.Hash) {
	bytes, err := os.ReadFile(file)
	fail(err)
	parts := strings.SplitN(string(bytes), "\n\n", 3)
	tree := open(vkey, parts[2])
	index, hashes := proof(strings.Split(parts[1], "\n"))
	fail(tlog.CheckRecord(hashes, tree.N, tree.Hash, index, leaf))
	head := strings.Split(parts[0], "\n")
	count, err := strconv.ParseInt(strings.Fields(head[2])[1], 10, 64)
	fail(err)
	for place := 3; place < len(head); {
		shown := strings.Fields(head[place])
		entry, err := hex.DecodeString(shown[1])
		fail(err)
		for _, word := range shown[2:4] {
			number, err := strconv.ParseUint(word, 10, 64)
			fail(err)
			entry = binary.BigEndian.AppendUint64(entry, number)
		}
		index, err := strconv.ParseInt(shown[4], 10, 64)
		fail(err)
		var path []tlog.Hash
		for place++; place < len(head) && !strings.HasPrefix(head[place], "shown "); place++ {
			path = append(path, hash(head[place], base64.StdEncoding.DecodeString))
		}
		fail(tlog.CheckRecord(path, count, root, index, tlog.RecordHash(entry)))
	}
	fmt.Println("holds")
}

// proof reads the lines of a proof: its number, and its hashes.
func proof(head []string) (number int64, hashes []tlog.Hash) {
	for _, line := range head {
		switch {
		case strings.HasPrefix(line, "index "), strings.HasPrefix(line, "old "):
			var err error
			number, err = strconv.ParseInt(strings.Fields(line)[1], 10, 64)
			fail(err)
		case strings.HasPrefix(line, "extra "), strings.HasPrefix(line, "c2sp.org/"):
		default:
			hashes = append(hashes, hash(line, base64.StdEncoding.DecodeString))
		}
	}
	return number, hashes
}

func main() {
	if os.Args[1] == "root" {
		roots()
		return
	}
	if os.Args[1] == "stream" {
		stream(os.Args[2], os.Args[3], hash(os.Args[4], hex.DecodeString), hash(os.Args[5], hex.DecodeString))
		return
	}
	bytes, err := os.ReadFile(os.Args[3])
	fail(err)
	parts := strings.SplitN(string(bytes), "\n\n", 2)
	tree := open(os.Args[2], parts[1])
	known := hash(os.Args[4], hex.DecodeString)
	number, hashes := proof(strings.Split(parts[0], "\n"))
	if os.Args[1] == "record" {
		fail(tlog.CheckRecord(hashes, tree.N, tree.Hash, number, known))
	} else {
		fail(tlog.CheckTree(hashes, tree.N, tree.Hash, number, known))
	}
	fmt.Println("holds")
}
