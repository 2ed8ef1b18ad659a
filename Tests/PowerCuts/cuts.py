#!/usr/bin/env python3
"""Cuts the power under one command, at every point where it waits for the disk.

    cuts.py OCOP FOLDER WHAT SEED STATES

FOLDER holds a ledger, a key and whatever the command needs. The command is traced (strace); of its calls a model of the file system is
made in which only that survives what was synced: bytes of a file by an fsync of the file, names in a folder by an fsync of the folder.
At each sync point the disk holds what was synced, and maybe more: nothing else, each unsynced write alone, all but it, all of them.
STATES of these are drawn by SEED, made, and looked at: what was acknowledged (written to standard output) is there; what was not is there
whole or not at all; and the command can be given again.
"""
import os, random, re, shutil, subprocess, sys, tempfile

OCOP, FOLDER, WHAT, SEED, STATES = sys.argv[1], os.path.realpath(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
CALLS = "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,fallocate,rename,renameat,renameat2,link,linkat,unlink," \
        "unlinkat,mkdir,mkdirat,rmdir,lseek,fsync,fdatasync,sync_file_range,copy_file_range,sendfile"
COMMANDS = {
    "import": ["import", "recognitions", "{f}/list.csv"],
    "checkpoint": ["checkpoint", "create", "--key", "{f}/key"],
    "key": ["key", "create", "--key", "{f}/new/key"],
    "backup": ["backup", "create", "{f}/copy"],
    "bundle": ["bundle", "create", "--product", "SP-0002", "--output", "{f}/new/b.zip"],
    "rules": ["rules", "adopt", "{f}/rules"],
    "attest": ["projection", "attest"],
    "rebuild": ["rebuild", "--apply"],
    "export": ["replay", "--product", "SP-0002", "--output", "{f}/new/out.json"],
}


def run(folder, *words):
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "en_US.UTF-8", "OCOP_ACTOR": "test", "OCOP_LEDGER": folder + "/ledger"}
    done = subprocess.run([OCOP] + [w.replace("{f}", folder) for w in words], env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


class Disk:
    """Files by number, and names in folders: what a path means is found as the kernel finds it."""

    def __init__(self, root):
        self.files, self.names, self.next = {}, {}, 1
        self.root = self.load(root)

    def load(self, path):
        number, self.next = self.next, self.next + 1
        if os.path.isdir(path):
            self.names[number] = {n: self.load(os.path.join(path, n)) for n in os.listdir(path)}
        else:
            with open(path, "rb") as f:
                self.files[number] = bytearray(f.read())
        return number

    def copy(self):
        other = Disk.__new__(Disk)
        other.files = {n: bytearray(b) for n, b in self.files.items()}
        other.names = {n: dict(d) for n, d in self.names.items()}
        other.root, other.next = self.root, self.next
        return other

    def find(self, path):
        number = self.root
        for part in [p for p in os.path.relpath(path, FOLDER).split("/") if p != "."]:
            number = self.names.get(number, {}).get(part)
            if number is None:
                return None
        return number

    def apply(self, op):
        kind = op[0]
        if kind == "write":
            _, number, offset, data = op
            file = self.files.setdefault(number, bytearray())
            if len(file) < offset + len(data):
                file.extend(bytes(offset + len(data) - len(file)))
            file[offset:offset + len(data)] = data
        elif kind == "size":
            file = self.files.setdefault(op[1], bytearray())
            if op[2] < len(file):
                del file[op[2]:]
            else:
                file.extend(bytes(op[2] - len(file)))
        elif kind == "names":
            for folder, name, number in op[1]:
                if number is None:
                    self.names.setdefault(folder, {}).pop(name, None)
                else:
                    self.names.setdefault(folder, {})[name] = number

    def store(self, path, number=None, seen=()):
        number = number or self.root
        if number in self.names or (number not in self.files and number in FOLDERS):
            os.makedirs(path, exist_ok=True)
            for name, child in self.names.get(number, {}).items():
                if child not in seen:
                    self.store(os.path.join(path, name), child, seen + (number,))
        else:
            with open(path, "wb") as f:
                f.write(self.files.get(number, b""))
            os.chmod(path, 0o600)


FOLDERS = set()
unhex = lambda text: re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), text)
STRING = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')


class Trace:
    """The calls of one run, as operations on a disk, each with the sync after which it is there for good."""

    def __init__(self, disk):
        self.disk, self.ops, self.syncs, self.acknowledged, self.handles, self.offsets = disk, [], [], None, {}, {}

    def path(self, text):
        """Of a descriptor `3<path>` or a string."""
        found = re.match(rb"(?:AT_FDCWD|-?\d+)<(.*?)>$", text)
        return unhex(found[1]).decode() if found else None

    def ours(self, path):
        return path is not None and (path + "/").startswith(FOLDER + "/") and not path.endswith(("lock.mdb", "writer.lock"))

    def add(self, op, waits):
        self.disk.apply(op)
        self.ops.append([op, waits, None])

    def name(self, changes):
        self.add(("names", changes), {("names", folder) for folder, _, _ in changes})

    def place(self, path):
        return self.disk.find(os.path.dirname(path)), os.path.basename(path)

    def sync(self, key):
        for entry in self.ops:
            if entry[2] is None:
                entry[1].discard(key)
                if not entry[1]:
                    entry[2] = len(self.syncs)
        self.syncs.append((len(self.ops), self.acknowledged is not None))

    def take(self, call, text, result):
        strings = [unhex(s).decode(errors="surrogateescape") for s in STRING.findall(text)] if call not in ("write", "pwrite64", "writev", "pwritev") else []
        if call in ("openat", "open", "creat"):
            where = self.path(result) if b"<" in result else None
            if not self.ours(where):
                return
            number = self.disk.find(where)
            if number is None and b"O_CREAT" in text:
                number, self.disk.next = self.disk.next, self.disk.next + 1
                self.disk.files[number] = bytearray()
                folder, name = self.place(where)
                self.name([(folder, name, number)])
            elif number is not None and b"O_TRUNC" in text:
                self.add(("size", number, 0), {("data", number)})
            self.handles[int(result.split(b"<")[0])] = (number, b"O_DSYNC" in text or b"O_SYNC" in text)
            self.offsets[int(result.split(b"<")[0])] = 0
            return
        if call in ("mkdir", "mkdirat"):
            path = os.path.join(os.getcwd(), strings[0])
            if self.ours(path):
                number, self.disk.next = self.disk.next, self.disk.next + 1
                FOLDERS.add(number)
                self.disk.names[number] = {}
                folder, name = self.place(path)
                self.name([(folder, name, number)])
            return
        if call in ("unlink", "unlinkat", "rmdir"):
            base = self.path(text.split(b",")[0].strip()) if call == "unlinkat" else None
            path = os.path.join(base or "/", strings[0])
            if self.ours(path) and self.disk.find(path):
                folder, name = self.place(path)
                self.name([(folder, name, None)])
            return
        if call.startswith("rename") or call.startswith("link"):
            old, new = strings[0], strings[1]
            if self.ours(old) and self.disk.find(old):
                number, (folder, name) = self.disk.find(old), self.place(new)
                change = [(folder, name, number)]
                if call.startswith("rename"):
                    change.append((*self.place(old), None))
                self.name(change)
            return
        handle = int(re.match(rb"\d+", text)[0]) if re.match(rb"\d+", text) else -1
        if handle == 1 and call in ("write", "writev"):
            self.acknowledged = self.acknowledged or len(self.ops)
            return
        path = self.path(text.split(b",")[0].rstrip(b")").strip())
        if not self.ours(path):
            return
        number, direct = self.handles.get(handle, (None, False))
        if call in ("fsync", "fdatasync"):
            number = self.disk.find(path) or number
            self.sync(("names", number) if number in self.disk.names else ("data", number))
        elif call in ("write", "pwrite64", "writev", "pwritev", "pwritev2"):
            data = b"".join(unhex(s) for s in STRING.findall(text))
            data = data[:int(result.split()[0])]
            offset = self.offsets.get(handle, 0)
            if call.startswith("p"):
                offset = int(text.rstrip(b")").split(b",")[-1])
            else:
                self.offsets[handle] = offset + len(data)
            self.add(("write", number, offset, data), {("data", number)})
            if direct:
                self.sync(("data", number))
        elif call == "lseek":
            self.offsets[handle] = int(result.split()[0])
        elif call == "ftruncate":
            self.add(("size", number, int(text.rstrip(b")").split(b",")[-1])), {("data", number)})
        elif call in ("copy_file_range", "sendfile"):
            raise SystemExit(f"{call}: the model does not know it")


def traced():
    trace = Trace(Disk(FOLDER))
    with tempfile.TemporaryDirectory() as scratch:
        words = [w.replace("{f}", FOLDER) for w in COMMANDS[WHAT]]
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "en_US.UTF-8", "OCOP_ACTOR": "test", "OCOP_LEDGER": FOLDER + "/ledger"}
        done = subprocess.run(["strace", "-f", "-qq", "-y", "-xx", "-s", "100000000", "-o", scratch + "/trace", "-e", "trace=" + CALLS, OCOP] + words,
                              env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"the command itself: {done.returncode} {done.stderr}")
        begun = {}
        for line in open(scratch + "/trace", "rb"):
            thread, _, rest = line.rstrip(b"\n").partition(b" ")
            rest = rest.strip()
            if rest.endswith(b"<unfinished ...>"):
                begun[thread] = rest[:-len(b"<unfinished ...>")]
                continue
            resumed = re.match(rb"<\.\.\. \w+ resumed>", rest)
            if resumed:
                rest = begun.pop(thread, b"") + rest[resumed.end():]
            found = re.match(rb"(\w+)\((.*)\)\s+= (-?\d+.*)$", rest, re.S)
            if found and not found[3].startswith(b"-"):
                trace.take(found[1].decode(), found[2], found[3])
    return trace, run(FOLDER, "log", "count", "--format", "json")[1]


def states(trace):
    """(how, is acknowledged, the operations that are on the disk)"""
    for index, (count, acknowledged) in enumerate(trace.syncs):
        # Just before this sync point: what earlier ones covered is there.
        sure = [i for i in range(count) if trace.ops[i][2] is not None and trace.ops[i][2] < index]
        maybe = [i for i in range(count) if i not in set(sure)]
        yield f"sync {index}, nothing more", acknowledged, sure
        yield f"sync {index}, everything", acknowledged, list(range(count))
        for one in maybe:
            yield f"sync {index}, and {describe(trace.ops[one][0])}", acknowledged, sorted(sure + [one])
            yield f"sync {index}, all but {describe(trace.ops[one][0])}", acknowledged, [i for i in range(count) if i != one]
    last = [i for i, entry in enumerate(trace.ops) if entry[2] is not None]
    rest = [i for i in range(len(trace.ops)) if i not in set(last)]
    yield "the end, nothing more", True, last
    for one in rest:
        yield f"the end, and {describe(trace.ops[one][0])}", True, sorted(last + [one])


def describe(op):
    return f"{op[0]} {op[1]}" if op[0] != "write" else f"write to {op[1]} at {op[2]}, {len(op[3])} bytes"


def look(folder, acknowledged, before, after):
    """What is wrong with a state; `None`: nothing."""
    code, out, err = run(folder, "verify")
    if code != 0:
        return f"verify {code}: {out} {err}"
    count = run(folder, "log", "count", "--format", "json")[1]
    if count not in (before, after):
        return f"{count}"
    if acknowledged and count != after:
        return f"acknowledged, and not there: {count}"
    there = {"key": folder + "/new/key", "bundle": folder + "/new/b.zip", "export": folder + "/new/out.json",
             "backup": folder + "/copy/log/data.mdb"}.get(WHAT)
    if WHAT == "checkpoint":
        code, out, _ = run(folder, "checkpoint", "show")
        if acknowledged and code != 0:
            return "acknowledged, and no checkpoint is there"
    elif there:
        if acknowledged and not os.path.exists(there):
            return f"acknowledged, and {there} is not there"
        if os.path.exists(there):
            if WHAT == "backup":
                code, out, err = run(folder, "verify", "--ledger", "{f}/copy")
                if code == 0 and os.path.exists(folder + "/ledger/checkpoint"):
                    code, out, err = run(folder, "checkpoint", "verify", "--ledger", "{f}/copy")
            elif WHAT == "bundle":
                key = run(folder, "key", "show", "--key", "{f}/key", "--format", "json")[1]
                verifier = re.search(r'"verifier":"([^"]+)"', key)
                code, out, err = run(folder, "bundle", "verify", "{f}/new/b.zip", "--verifier", verifier[1])
            elif WHAT == "key":
                code, out, err = run(folder, "checkpoint", "create", "--key", "{f}/new/key", "--new-key")
                if code != 0 and not acknowledged and "memory" in err:
                    code = 0  # It says what happened, and what to do.
            else:
                code, out, err = run(folder, "replay", "--check", "{f}/new/out.json")
            if code != 0:
                return f"{there} is there and does not hold: {code} {out[:300]} {err}"
    if WHAT == "rebuild":
        code, out, err = run(folder, "verify", "--views")
        if code != 0:
            return f"views: {out} {err}"
    # The command can be given again; what is whole is not made anew.
    code, out, err = run(folder, *COMMANDS[WHAT])
    if code not in (0, 5) or (code == 5 and not (there and os.path.exists(there))):
        return f"given again: {code} {out[:300]} {err}"
    return None


def main():
    before = run(FOLDER, "log", "count", "--format", "json")[1]
    os.makedirs(FOLDER + "/new", exist_ok=True)
    first = Disk(FOLDER)
    trace, after = traced()
    all_states = list(states(trace))
    random.seed(SEED)
    must = [s for s in all_states if s[0].startswith("the end") or s[0].endswith("nothing more")]
    rest = [s for s in all_states if s not in must]
    chosen = random.sample(must, min(len(must), max(STATES // 2, STATES - len(rest))))
    chosen += random.sample(rest, min(len(rest), STATES - len(chosen)))
    failed = 0
    for how, acknowledged, ops in chosen:
        disk = first.copy()
        for index in ops:
            disk.apply(trace.ops[index][0])
        with tempfile.TemporaryDirectory() as scratch:
            disk.store(scratch + "/f")
            wrong = look(scratch + "/f", acknowledged, before, after)
        if wrong:
            failed += 1
            print(f"{WHAT}, {how}{', acknowledged' if acknowledged else ''}: {wrong}")
    print(f"{WHAT}: {len(trace.syncs)} sync points, {len(trace.ops)} operations, {len(chosen)} of {len(all_states)} states, {failed} do not hold; seed {SEED}")
    sys.exit(1 if failed or not trace.syncs else 0)


main()
