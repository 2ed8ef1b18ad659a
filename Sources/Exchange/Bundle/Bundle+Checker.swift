internal import OCOP

extension Bundle {
  /// The checker that goes with every bundle. It shares nothing with this program but the published formats: C2SP
  /// signed-note, tlog-checkpoint and tlog-proof, RFC 6962.
  static let checker = checker(
    kinds: StreamKind.allCases.map { "\($0.wireInteger): \"\($0.rawValue)\"" }.joined(separator: ", "))

  private static func checker(kinds: String) -> String {
    #"""
    #!/usr/bin/env python3
    """Checks this folder's records against its signed checkpoint. Needs Python 3 and the library cryptography.

    Usage: check.py VERIFIER_KEY      the key as it was handed to you, NAME+HASH+KEY
    Ends with 0 where everything holds, 1 where something does not, 2 where it cannot be checked.
    """
    import base64, hashlib, json, pathlib, sys


    class Bad(Exception):
        pass


    class Unusable(Exception):
        pass


    # What a record says of itself: its streams' kinds, and the numbers of fields (schema.proto).
    KINDS = {\#(kinds)}
    KIND, NUMBER, VERSION = 1, 2, 3
    ADOPTED, ADOPTED_ID, ADOPTED_CONTENT = \#(RulebookAdopted.number), 1, 10


    def varint(data, place):
        value = shift = 0
        while True:
            byte = data[place]
            value, place, shift = value | (byte & 127) << shift, place + 1, shift + 7
            if byte < 128:
                return value, place


    def fields(data):
        """The fields of a protobuf message, the last one of each number; integers and bytes, as records have them."""
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
                raise Bad("a record is none")
            found[tag >> 3] = value
        return found


    def sha(data):
        return hashlib.sha256(data).digest()


    def decoded(text):
        """The bytes of base64; the same bytes have one text only, as they were written."""
        raw = base64.b64decode(text, validate=True)
        if base64.b64encode(raw).decode() != text:
            raise Bad("base64 is not as it was written: a last digit was changed")
        return raw


    def text_of(file):
        """The text of a note or a proof, which editors and mail change without being asked."""
        data = file.read_bytes()
        if data.startswith(b"\xef\xbb\xbf"):
            raise Bad(f"{file.name}: a byte-order mark stands in front")
        if b"\r" in data:
            raise Bad(f"{file.name}: lines end with CR; take the original, byte for byte")
        return data.decode()


    def key(text):
        """A C2SP verifier key: name+hash+base64(1 || Ed25519 key); the hash binds name and key."""
        try:
            name, tag, body = text.strip().split("+", 2)
            raw = decoded(body)
        except ValueError:
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
        for line in signatures.splitlines():
            dash, who, body = line.split(" ", 2)
            raw = decoded(body)
            if dash == "\u2014" and who == name and raw[:4] == tag:
                try:
                    Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], text.encode())
                    return text
                except InvalidSignature:
                    raise Bad("the signature does not hold") from None
        raise Bad("no signature is by this key")


    def root_of(leaf, index, size, proof):
        """RFC 9162, 2.1.3.2: the root that a leaf and its audit path lead to."""
        if index >= size:
            raise Bad("the record lies beyond the checkpoint")
        fn, sn, node = index, size - 1, leaf
        for sibling in proof:
            if sn == 0:
                raise Bad("the proof is too long")
            if fn & 1 or fn == sn:
                node = sha(b"\x01" + sibling + node)
                while fn & 1 == 0 and fn != 0:
                    fn, sn = fn >> 1, sn >> 1
            else:
                node = sha(b"\x01" + node + sibling)
            fn, sn = fn >> 1, sn >> 1
        if sn != 0:
            raise Bad("the proof is too short")
        return node


    def check(folder, verifier):
        note = text_of(folder / "checkpoint")
        origin, size, root = opened(note, verifier).splitlines()[:3]
        try:
            opened(note, key((folder / "verifier").read_text(encoding="utf-8")))
        except (Bad, Unusable):
            raise Bad("verifier: not the key that signed the checkpoint") from None
        records, rulebooks = {}, {}
        for file in sorted((folder / "proofs").glob("*.tlog-proof")):
            head, _, own = text_of(file).partition("\n\n")
            lines = head.split("\n")
            if own != note:
                raise Bad(f"{file.name}: under another checkpoint")
            if not (lines[1].startswith("extra ") and lines[2].startswith("index ")):
                raise Bad(f"{file.name}: no proof with its record")
            record = decoded(lines[1][6:])
            index = int(lines[2][6:])
            leaf = sha(b"\x00" + record)
            path = [decoded(line) for line in lines[3:]]
            if root_of(leaf, index, int(size), path) != decoded(root):
                raise Bad(f"{file.name}: the record does not lead to the signed root")
            own = fields(record)
            records[index] = (leaf.hex(), f"{KINDS[own[KIND]]}/{own[NUMBER]}", own[VERSION])
            if ADOPTED in own:
                adopted = fields(own[ADOPTED])
                if ADOPTED_CONTENT in adopted:
                    rulebooks[adopted[ADOPTED_ID].decode() + ".bin"] = adopted[ADOPTED_CONTENT].decode()
        events = [json.loads(line) for line in (folder / "events.jsonl").read_text(encoding="utf-8").splitlines()]
        if len(events) != len(records) or {event["position"]: (event["hash"], event["stream"], event["version"]) for event in events} != records:
            raise Bad("events.jsonl names other records than proofs/")
        product = [event for event in events if event["stream"].startswith("product/")]
        if [event["version"] for event in product] != list(range(1, len(product) + 1)):
            raise Bad("records of the product were left out")
        for name, content in rulebooks.items():
            if sha((folder / "rulebooks" / name).read_bytes()).hex() != content:
                raise Bad(f"rulebooks/{name}: not the rulebook that was adopted")
        print(f"OK: {len(records)} records, {len(product)} of the product, under {size} records of {origin}")
        print("Checked: checkpoint, verifier, proofs/, rulebooks/, and which records events.jsonl lists. Not checked: how")
        print("events.jsonl and report.*.md put them into words; ocop bundle verify checks that on the archive.")


    def main():
        if len(sys.argv) != 2:
            print(__doc__)
            return 2
        try:
            check(pathlib.Path(__file__).resolve().parent, key(sys.argv[1]))
            return 0
        except Unusable as fault:
            print(f"CANNOT BE CHECKED: {fault}")
            return 2
        except Bad as fault:
            print(f"DOES NOT HOLD: {fault}")
            return 1
        except (ValueError, KeyError, IndexError, TypeError, OSError) as fault:
            print(f"DOES NOT HOLD: cannot be read: {fault}")
            return 1
        except ImportError:
            print("The library cryptography is missing: pip install cryptography")
            return 2


    sys.exit(main())

    """#
  }
}
