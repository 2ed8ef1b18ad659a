#!/usr/bin/env python3
"""Judges a bundle, or a figure with its proof, of an OCOP ledger by its signed checkpoint. Needs Python 3.8 and the library cryptography.

    check.py VERIFIER_KEY [BUNDLE.zip | FOLDER] [--events] [--without-completeness]

VERIFIER_KEY, NAME+HASH+KEY, is the one that was handed to you, not one that lies in the bundle. Without a bundle: the folder
that this file lies in. --events prints the proven records as JSON and nothing else. --without-completeness takes a bundle of
release 0.1 for what it shows: that its records are genuine, not that they are all.

Ends with 0 where all holds, 1 where something does not, 2 where it cannot be judged.
"""
import sys

if __name__ == "__main__" and not sys.flags.isolated and not getattr(sys.flags, "safe_path", False):
    # What lies beside this file is what is judged, and none of its libraries.
    del sys.path[0]

import base64
import datetime
import hashlib
import json
import os
import pathlib
import re
import unicodedata
import zipfile

# Numbers, names and types of all fields: what is published as schema.proto.
SCHEMA = json.loads(r"""@SCHEMA@""")
KINDS, TYPES, WORDS, FIGURES = SCHEMA["kinds"], SCHEMA["types"], SCHEMA["words"], SCHEMA["figures"]
PLAIN = ("README.txt", "report.vi.md", "report.en.md", "schema.proto", "check.py")


class Bad(Exception):
    """It does not hold."""


class Unusable(Exception):
    """It cannot be judged."""


def sha(data):
    return hashlib.sha256(data).digest()


# Files


def files_of(path):
    """Every file of a bundle by its name: of an archive as it was made, or of a folder."""
    if path.is_dir():
        found = {file.relative_to(path).as_posix(): file for file in path.rglob("*") if file.is_symlink() or not file.is_dir()}
        if any(file.is_symlink() or not file.is_file() for file in found.values()):
            raise Bad("a link, or something else that is no file, lies in the folder")
        return {name: file.read_bytes() for name, file in found.items()}
    with zipfile.ZipFile(path) as archive:
        entries, place = archive.infolist(), 0
        for entry in entries:
            if (entry.header_offset != place or entry.compress_type or entry.flag_bits & ~0x800 or entry.comment
                    or entry.filename != entry.orig_filename or not re.fullmatch(r"[A-Za-z0-9+_.%/-]+", entry.filename)):
                raise Bad(f"{clean(entry.filename)}: the archive is not as it was written")
            place += 30 + len(entry.filename) + entry.file_size
        rest = 22 + sum(46 + len(entry.filename) + len(entry.extra) for entry in entries)
        size = path.stat().st_size
        if archive.comment or archive.start_dir != place or (len(entries) < 65535 and place < 1 << 31 and size != place + rest):
            raise Bad("the archive is not as it was written")
        if len({entry.filename for entry in entries}) != len(entries):
            raise Bad("the archive has a file twice")
        return {entry.filename: archive.read(entry) for entry in entries}


def clean(text):
    """Text for a terminal: what is not seen, or turns the direction of writing, is written out."""
    hidden = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return "".join(f"\\u{{{ord(c):x}}}" if unicodedata.category(c) in hidden else c for c in text)


def lines_of(text, name):
    """Whole lines: what stands behind the last of them is nothing."""
    *lines, last = text.split("\n")
    if last:
        raise Bad(f"{name}: its last line is cut short")
    return lines


def text_of(files, name):
    """The text of a note or a proof, which editors and mail change without being asked."""
    if name not in files:
        raise Bad(f"{name} is missing")
    data = files[name]
    if data.startswith(b"\xef\xbb\xbf"):
        raise Bad(f"{name}: a byte-order mark stands in front")
    if b"\r" in data:
        raise Bad(f"{name}: lines end with CR; take the original, byte for byte")
    return data.decode()


def decoded(text):
    """The bytes of base64; the same bytes have one text only, as they were written."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise Bad("base64 is not as it was written: a last digit was changed")
    return raw


def number(text):
    if not re.fullmatch("0|[1-9][0-9]{0,19}", text, re.ASCII):
        raise Bad(f"{text!r} is no number")
    return int(text)


# Signatures (C2SP signed-note, tlog-checkpoint)


def key(text):
    """A verifier key: name+hash+base64(1 || Ed25519 key); the hash binds name and key."""
    try:
        name, tag, body = text.strip().split("+", 2)
        raw = decoded(body)
    except (Bad, ValueError):
        raise Unusable("the verifier key is no NAME+HASH+KEY") from None
    if len(raw) != 33 or raw[0] != 1:
        raise Unusable("the verifier key is no Ed25519 key")
    if sha(name.encode() + b"\n" + raw)[:4].hex() != tag:
        raise Unusable("the verifier key does not fit its own hash")
    return name, bytes.fromhex(tag), raw[1:]


def opened(note, verifier):
    """The signed text of a note, once the signature by the key holds."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    name, tag, public = verifier
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    for line in lines_of(signatures, "a note"):
        dash, who, body = line.split(" ", 2)
        raw = decoded(body)
        if dash == "\u2014" and who == name and raw[:4] == tag:
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], text.encode())
                return text
            except InvalidSignature:
                raise Bad("the signature does not hold") from None
    raise Bad("no signature is by this key")


class Checkpoint:
    def __init__(self, note, verifier):
        origin, size, root = opened(note, verifier).split("\n")[:3]
        self.note, self.origin, self.size, self.root = note, origin, number(size), decoded(root)


# Trees (RFC 6962, checked as RFC 9162, 2.1.3.2)


def tree_root(leaves):
    """The root over all leaves: what is whole on the left is a power of two (RFC 6962, 2.1)."""
    edge = []
    for count, node in enumerate(leaves):
        while count & 1:
            node, count = sha(b"\x01" + edge.pop() + node), count >> 1
        edge.append(node)
    if not edge:
        return sha(b"")
    root = edge.pop()
    while edge:
        root = sha(b"\x01" + edge.pop() + root)
    return root


def root_of(leaf, index, size, path):
    """The root that a leaf and its audit path lead to."""
    if index >= size:
        raise Bad("a proof is of something beyond the end")
    fn, sn, node = index, size - 1, leaf
    for sibling in path:
        if sn == 0:
            raise Bad("a proof is too long")
        if fn & 1 or fn == sn:
            node = sha(b"\x01" + sibling + node)
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = sha(b"\x01" + node + sibling)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise Bad("a proof is too short")
    return node


def proven(text, checkpoint):
    """The place and the bytes of the record in a C2SP tlog-proof, once they lead to the signed root."""
    head, _, note = text.partition("\n\n")
    lines = head.split("\n")
    if note != checkpoint.note:
        raise Bad("it leads to another checkpoint")
    if lines[0] != "c2sp.org/tlog-proof@v1" or not (lines[1].startswith("extra ") and lines[2].startswith("index ")):
        raise Bad("it is no proof with its record")
    record, index = decoded(lines[1][6:]), number(lines[2][6:])
    if root_of(sha(b"\x00" + record), index, checkpoint.size, [decoded(line) for line in lines[3:]]) != checkpoint.root:
        raise Bad("the record does not lead to the signed root")
    return index, record


# Records (protobuf)


def varint(data, place):
    value = shift = 0
    while True:
        byte = data[place]
        value, place, shift = value | (byte & 127) << shift, place + 1, shift + 7
        if byte < 128:
            return value & (1 << 64) - 1, place
        if shift > 63:
            raise Bad("a record is no message")


def fields_of(data):
    """By number, the values of a message's fields: integers, or bytes."""
    found, place = {}, 0
    while place < len(data):
        tag, place = varint(data, place)
        value, place = varint(data, place)
        if tag & 7 == 2:
            place += value
            if place > len(data):
                raise Bad("a record is cut short")
            value = data[place - value:place]
        elif tag & 7 != 0:
            raise Bad("a record is no message")
        found.setdefault(tag >> 3, []).append(value)
    return found


def signed(value):
    return value >> 1 ^ -(value & 1)


def iso(day, precision):
    text = datetime.date.fromordinal(day + 719163).isoformat()
    return text[: {"day": 10, "month": 7, "year": 4}[precision]]


def bound(day, precision, last):
    """The first or the last day of the month or the year of a day."""
    date = datetime.date.fromordinal(day + 719163)
    year, month = date.year, date.month
    if precision == "day":
        return day
    if not last:
        return datetime.date(year, month if precision == "month" else 1, 1).toordinal() - 719163
    if precision == "year" or month == 12:
        return datetime.date(year, 12, 31).toordinal() - 719163
    return datetime.date(year, month + 1, 1).toordinal() - 1 - 719163


def date_text(day, precision, start):
    """A date as it was given (ISO 8601, EDTF): the last day of a period, and the first one of a stretch."""
    day = bound(day, precision, True)
    last = iso(day, precision)
    if start is None or start > day or start == bound(day, precision, False):
        return last
    if start == -(1 << 31):
        return f"[..{last}]"
    return f"[{iso(start, precision if bound(start, precision, False) == start else 'day')}..{last}]"


def is_bytes(kind):
    return isinstance(kind, str) and (kind in ("text", "date") or kind in SCHEMA["messages"])


def value_of(kind, raw):
    """A field's value as JSON has it."""
    if is_bytes(kind) != isinstance(raw, bytes):
        raise Bad("a field has another type")
    if kind == "text":
        return raw.decode()
    if kind == "date":
        own = fields_of(raw)
        precision = SCHEMA["precision"][own.get(2, [1])[-1] - 1]
        return date_text(signed(own.get(1, [0])[-1]), precision, signed(own[3][-1]) if 3 in own else None)
    if isinstance(raw, bytes):
        return object_of(kind, fields_of(raw))
    if isinstance(kind, list):
        if not 1 <= raw <= len(kind):
            raise Unusable("a term is not known here: a newer release wrote it")
        return kind[raw - 1]
    if kind.startswith("id:"):
        return f"{kind[3:]}-{raw:04}"
    if kind == "points":
        whole, rest = divmod(signed(raw), 100)
        return f"{whole}.{rest:02}".rstrip("0") if rest else whole
    return {"uint": raw, "sint": signed(raw), "bool": raw != 0}[kind]


def zero_of(kind):
    return value_of(kind, b"" if is_bytes(kind) else 1 if isinstance(kind, list) else 0)


def object_of(name, found):
    """A message as the members of a JSON object, in order."""
    members = []
    for place, label, count, kind in SCHEMA["messages"][name]:
        kind = SCHEMA["terms"].get(kind, kind)
        values = found.pop(place, [])
        if count == "*" and values:
            members.append((label, [value_of(kind, value) for value in values]))
        elif values:
            members.append((label, value_of(kind, values[-1])))
        elif count == "":
            members.append((label, zero_of(kind)))
    if found:
        raise Unusable("a field is not known here: a newer release wrote it")
    return Members(members)


class Members(list):
    """A JSON object: names and values in their order."""

    def __repr__(self):
        return "object" + super().__repr__()

    def get(self, name, otherwise=None):
        return next((value for label, value in self if label == name), otherwise)


class Record:
    """A proven record, decoded from its bytes."""

    def __init__(self, position, data):
        found = fields_of(data)
        self.position = position

        def take(number, otherwise=None, what=lambda value: value):
            return what(found.pop(number)[-1]) if number in found else otherwise

        kind, place = KINDS.get(str(take(1))), take(2, 0)
        if kind is None:
            raise Unusable(f"position {position}: the kind of stream is not known here: a newer release wrote it")
        self.stream, self.version = f"{kind}/{place}", take(3, 0)
        self.key = bytes([int(next(n for n, name in KINDS.items() if name == kind))]) + place.to_bytes(8, "big")
        moment, day, precision = take(4, 0), take(5, None, signed), take(6, 1)
        actor, command, corrects, reason, rulebook, note, source = (
            take(7, "", bytes.decode), take(8, None, bytes.hex), take(9), take(10, None, bytes.decode),
            take(11, None, bytes.decode), take(12, None, bytes.decode), take(13, None, bytes.decode))
        extension = take(14)
        details = object_of("RecordExtension", fields_of(extension)) if extension is not None else Members()
        if len(found) != 1 or str(*found) not in TYPES:
            raise Unusable(f"position {position}: the event is not known here: a newer release wrote it")
        (event, values), = found.items()
        self.type, message = TYPES[str(event)]
        self.payload = value_of(message, values[-1])
        self.corrects, self.rulebooks = corrects, [rulebook] if rulebook else details.get("rulebooks", [])
        self.rulebooks = self.rulebooks + [each for each in details.get("rulebooks", []) if each not in self.rulebooks]
        self.date = self.day = None
        if day is not None:
            self.day = bound(day, SCHEMA["precision"][precision - 1], True)
            self.date = date_text(day, SCHEMA["precision"][precision - 1], details.get("firstDay"))
        moment = moment - (1 << 64) if moment >> 63 else moment
        instant = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=moment)
        members = [
            ("position", position), ("stream", self.stream), ("version", self.version), ("type", self.type),
            ("recordedAt", instant.isoformat(timespec="microseconds") + "Z"), ("effectiveOn", self.date), ("actor", actor)]
        named = [
            ("command", command), ("corrects", corrects), ("reason", reason), ("rulebook", rulebook), ("note", note),
            ("source", source), ("irregular", details.get("irregular")), ("grounds", details.get("grounds")),
            ("rulebooks", details.get("rulebooks") or None), ("told", details.get("told") or None)]
        members += [member for member in named if member[1] is not None]
        self.json = Members(members + [("payload", self.payload), ("hash", sha(b"\x00" + data).hex())])


def plain(value):
    if isinstance(value, Members):
        return {name: plain(each) for name, each in value}
    return [plain(each) for each in value] if isinstance(value, list) else value


def whole(text):
    if text == "-0":
        raise Bad("a number is not as it was written")
    return int(text)


def refused(text):
    raise Bad(f"{text} is no number of ours")


def pairs(members):
    if len({name for name, _ in members}) != len(members):
        raise Bad("JSON has a name twice")
    return Members(members)


def members_of(text):
    return json.loads(text, object_pairs_hook=pairs, parse_int=whole, parse_float=refused, parse_constant=refused)


# What is judged


def committed(index, record, checkpoint):
    """The number of streams and the root over them that the last record under the checkpoint commits to."""
    record = Record(index, record)
    if record.type != "streamsCommitted" or index + 1 != checkpoint.size or record.payload.get("size") != index:
        raise Bad("the checkpoint does not stand right behind a record that commits to all streams")
    return record.payload.get("streams"), bytes.fromhex(record.payload.get("root"))


def stream_of(text, checkpoint):
    """The name of a stream, its key, last version and that record's position, once its receipt holds."""
    head, _, rest = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != "ocop-ledger/stream-proof@v1" or lines[1][:7] != "stream " or lines[2][:8] != "streams ":
        raise Bad("it is no receipt of a stream")
    count, root = committed(*proven(rest, checkpoint), checkpoint)
    shown = lines[3].split(" ")
    if number(lines[2][8:]) != count or len(shown) != 5 or shown[0] != "shown":
        raise Bad("it is no receipt of a stream that is there")
    stream, (version, position, index) = bytes.fromhex(shown[1]), map(number, shown[2:])
    if len(stream) != 9 or lines[1][7:] != f"{KINDS.get(str(stream[0]))}/{int.from_bytes(stream[1:], 'big')}":
        raise Bad("it is of another stream than it says")
    leaf = sha(b"\x00" + stream + version.to_bytes(8, "big") + position.to_bytes(8, "big"))
    if root_of(leaf, index, count, [decoded(line) for line in lines[4:]]) != root:
        raise Bad("the stream does not lead to the root that was committed to")
    return lines[1][7:], stream, version, position


def standing(records):
    """What stands of one stream's records, in legal order: a correction stands in the place of what it names, a strike-out takes a
    correction out again, or, where it names the first record of a place, the fact."""
    by_position, first, replaced, undone, struck = {r.position: r for r in records}, {}, {}, set(), []
    for record in records:
        first[record.position] = record.position if record.corrects is None else first[record.corrects]
    for record in reversed(records):
        if record.corrects is None or record.position in undone:
            continue
        if record.type == "voided" and by_position[record.corrects].corrects is None:
            struck.append(record.corrects)
        else:
            replaced[record.corrects] = record.position
            undone |= {record.corrects} if record.type == "voided" else set()
    for last in struck:
        while last in replaced:
            last = replaced[last]
        replaced[last] = -1
    left = [r for r in records if r.type != "voided" and r.position not in replaced]
    return sorted(left, key=lambda r: (-(1 << 40) if r.day is None else r.day, first[r.position]))


def require_whole(stream, version, last, records):
    own = [record for record in records if record.key == stream]
    if not own or [record.version for record in own] != list(range(1, version + 1)) or own[-1].position != last:
        raise Bad(f"records of {own[0].stream if own else stream.hex()} were left out")


def require_files(files, known):
    for file in sorted(known - set(files)):
        raise Bad(f"{file} is missing")
    for file in sorted(set(files) - known):
        raise Bad(f"{clean(file)}: a file that does not belong here")


def named(file, judge, *arguments):
    """What `judge` answers; where it does not hold, the file is named."""
    try:
        return judge(*arguments)
    except Bad as fault:
        raise Bad(f"{file}: {fault}") from None


class Bundle:
    """The history of a product, or of what a decision names: records with proofs, each stream of them whole."""

    def __init__(self, files, checkpoint, is_whole):
        self.checkpoint, self.is_whole, self.contents = checkpoint, is_whole, {}
        proofs = sorted(name for name in files if re.fullmatch(r"proofs/\d+\.tlog-proof", name, re.ASCII))
        receipts = sorted(name for name in files if re.fullmatch(r"streams/[a-z]+-\d+\.stream-proof", name, re.ASCII))
        self.records = []
        for name in proofs:
            position, data = named(name, proven, text_of(files, name), checkpoint)
            if name != f"proofs/{position}.tlog-proof":
                raise Bad(f"{name}: the record stands at {position}")
            self.records.append(named(name, Record, position, data))
        self.records.sort(key=lambda record: record.position)
        streams = {}
        for name in receipts:
            stream, *state = named(name, stream_of, text_of(files, name), checkpoint)
            if name != f"streams/{stream.replace('/', '-')}.stream-proof":
                raise Bad(f"{name}: it is of {stream}")
            streams[stream] = state
            require_whole(*state, self.records)
        if not receipts and is_whole:
            raise Bad("nothing shows that no record was left out (a bundle of release 0.1: --without-completeness)")
        if not is_whole and receipts:
            raise Bad("it shows that it is whole: check it without --without-completeness")
        there = {record.stream for record in self.records}
        if is_whole and there != set(streams):
            raise Bad(f"nothing shows that all of {sorted(there ^ set(streams))[0]} is there")
        self.products = sorted({record.stream for record in self.records if record.stream.startswith("product/")})
        if len(self.products) != 1:
            raise Bad("it is not the history of one product")
        own = [record for record in self.records if record.stream == self.products[0]]
        if [record.version for record in own] != list(range(1, len(own) + 1)):
            raise Bad("records of the product were left out")
        self.own = own
        self.judge_rulebooks(files)
        known = {"checkpoint", "verifier", "events.jsonl", *PLAIN, *proofs, *receipts, *self.contents}
        require_files(files, known)

    def judge_rulebooks(self, files):
        adopted = {}
        for record in self.records:
            if record.type == "rulebookAdopted":
                adopted.setdefault(record.payload.get("id"), []).append(record.payload.get("content"))
        for name in {name for record in self.own for name in record.rulebooks}:
            if self.is_whole and name not in adopted:
                raise Bad(f"the adoption of the rulebook {name} is missing")
        for name, contents in adopted.items():
            plain_name = "".join(chr(b) if chr(b) in SAFE and (i or b != 46) else f"%{b:02x}" for i, b in enumerate(name.encode()))
            several = [each for i, each in enumerate(contents) if each and each not in contents[:i]]
            for i, content in enumerate(several):
                file = f"rulebooks/{plain_name}{'' if i == 0 else '.' + content[:8]}.bin"
                if sha(files.get(file, b"")).hex() != content:
                    raise Bad(f"{file}: not the rulebook that was adopted")
                self.contents[file] = content

    def tell(self):
        corrected = {r.corrects: r.position for r in self.own if r.corrects is not None}
        told = [r for r in standing(self.own) if r.type in ("productRegistered", "productRenamed")]
        name = told[-1].payload.get("name") if told else "?"
        label = f"SP-{int(self.products[0][8:]):04}"
        print(f"HOLDS: {label} \"{clean(name)}\", {len(self.own)} records"
              + (", none left out," if self.is_whole else "") + f" up to record {self.checkpoint.size} of {self.checkpoint.origin}")
        for record in self.own:
            words = WORDS.get(record.type, record.type)
            more = f" [corrects {record.corrects}]" if record.corrects is not None else ""
            more += f" [corrected by {corrected[record.position]}]" if record.position in corrected else ""
            told = clean(json.dumps(plain(record.payload), ensure_ascii=False))
            print(f"  {record.position:>8}  {record.date or '-':<10}  {record.type} ({words}){more}  {told}")
        for file in sorted(self.contents):
            print(f"  rulebook {file[10:-4]}: {self.contents[file]}")
        left = "" if self.is_whole else "whether later records were left out; "
        print(f"Not shown: {left}whether what was recorded is true; when it was signed; how README.txt and report.*.md word it.")


class Figure:
    """An answer with every record of the kinds of streams that it is computed from."""

    def __init__(self, files, checkpoint):
        self.checkpoint, leaves = checkpoint, files.get("leaves.bin", b"")
        self.asked = plain(members_of(text_of(files, "figure.json")))
        hashes = [leaves[place:place + 32] for place in range(0, len(leaves), 32)]
        if len(leaves) != 32 * checkpoint.size or tree_root(hashes) != checkpoint.root:
            raise Bad("leaves.bin: it does not lead to the signed root")
        self.records = []
        for line in lines_of(text_of(files, "records.txt"), "records.txt"):
            place, text = line.split(" ")
            position, data = number(place), decoded(text)
            if self.records and position <= self.records[-1].position:
                raise Bad("records.txt: the records are not in order")
            if position >= len(hashes) or sha(b"\x00" + data) != hashes[position]:
                raise Bad(f"records.txt: the record at {position} is not the one of the log")
            self.records.append(named("records.txt", Record, position, data))
        if not self.records:
            raise Bad("records.txt: it is empty")
        count, root = committed(self.records[-1].position, data, checkpoint)
        heads = []
        for line in lines_of(text_of(files, "streams.txt"), "streams.txt"):
            stream, version, position = line.split(" ")
            heads.append((bytes.fromhex(stream), number(version), number(position)))
        if [head[0] for head in heads] != sorted({head[0] for head in heads}) or len(heads) != count:
            raise Bad("streams.txt: the streams are not those that were committed to")
        if tree_root(sha(b"\x00" + s + v.to_bytes(8, "big") + p.to_bytes(8, "big")) for s, v, p in heads) != root:
            raise Bad("streams.txt: it does not lead to the root that was committed to")
        figure, question = FIGURES.get(self.asked["projection"]), self.asked["question"]
        if figure is None:
            raise Unusable("figure.json: which records the figure is computed from is not known here")
        kinds = figure["kinds"]
        asked = {"asOf", "knownAt", "areas", "counting", "parameters", "cell", "itself"}
        if set(question) != asked or not set(question["parameters"]) | set(question["itself"] or {}) <= set(figure["parameters"]):
            raise Bad("figure.json: the question has parts that are not known here")
        if question["knownAt"] != checkpoint.size - 1:
            raise Bad("figure.json: it is known at another position than the checkpoint's")
        own = {}
        for record in self.records[:-1]:
            own.setdefault(record.key, []).append(record)
        for stream, version, position in heads:
            if KINDS.get(str(stream[0])) in kinds:
                require_whole(stream, version, position, own.pop(stream, []))
        if own:
            raise Bad("records.txt: records of other streams than the figure is computed from")
        self.kinds = kinds
        require_files(files, {
            "checkpoint", "verifier", "figure.json", "leaves.bin", "records.txt", "streams.txt", "events.jsonl", *PLAIN})

    def tell(self):
        print(f"HOLDS: {len(self.records)} records, all there are of {', '.join(self.kinds)}, up to record "
              f"{self.checkpoint.size} of {self.checkpoint.origin}")
        print(f"  asked: {self.asked['projection']} {clean(json.dumps(self.asked['question'], ensure_ascii=False))}")
        for row in self.asked["rows"]:
            print(f"  {clean(json.dumps(row, ensure_ascii=False))}")
        print("Not shown: that these records give this figure (compute it from --events); whether what was recorded is true; "
              "when it was signed; how README.txt and report.*.md word it.")


SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+"


def judge(files, verifier, is_whole):
    checkpoint = named("checkpoint", Checkpoint, text_of(files, "checkpoint"), verifier)
    try:
        opened(checkpoint.note, key(text_of(files, "verifier")))
    except (Bad, Unusable):
        raise Bad("verifier: not the key that signed the checkpoint") from None
    bundle = Figure(files, checkpoint) if "figure.json" in files else Bundle(files, checkpoint, is_whole)
    told = [members_of(line) for line in lines_of(text_of(files, "events.jsonl"), "events.jsonl")]
    if repr(told) != repr([record.json for record in bundle.records]):
        raise Bad("events.jsonl says something else than the proven records")
    return bundle


def main(arguments):
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n")
    options = [each for each in arguments if each.startswith("--")]
    rest = [each for each in arguments if not each.startswith("--")]
    if not 1 <= len(rest) <= 2 or not set(options) <= {"--events", "--without-completeness"}:
        print(__doc__)
        return 2
    try:
        path = pathlib.Path(rest[1]) if len(rest) == 2 else pathlib.Path(__file__).resolve().parent
        verifier = key(rest[0])
        try:
            files = files_of(path)
        except OSError as fault:
            raise Unusable(f"{path}: {fault!r}") from None
        bundle = judge(files, verifier, "--without-completeness" not in options)
        if "--events" in options:
            for record in bundle.records:
                print(json.dumps(plain(record.json), ensure_ascii=False, separators=(",", ":")))
        else:
            bundle.tell()
        sys.stdout.flush()
        return 0
    except BrokenPipeError:
        # Whoever reads has read enough; all held.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Unusable as fault:
        print(f"CANNOT BE JUDGED: {fault}", file=sys.stderr)
        return 2
    except Bad as fault:
        print(f"DOES NOT HOLD: {clean(str(fault))}", file=sys.stderr)
        return 1
    except ImportError:
        print("CANNOT BE JUDGED: the library cryptography is missing: pip install cryptography", file=sys.stderr)
        return 2
    except (MemoryError, OSError) as fault:
        print(f"CANNOT BE JUDGED: {fault!r}", file=sys.stderr)
        return 2
    except Exception as fault:  # Whatever a reader trips over was not written by the ledger.
        print(f"DOES NOT HOLD: cannot be read: {clean(repr(fault))}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
