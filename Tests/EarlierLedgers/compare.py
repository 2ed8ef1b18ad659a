#!/usr/bin/env python3
"""Asks two programs the same two hundred questions of copies of one ledger, and lists every answer that differs.

    compare.py LEDGER EARLIER-PROGRAM PROGRAM [EXPLAINED]

Each difference is put into a class by what of it differs: columns that are new, words that changed, terms, acts. What is in no
class is left over, and ends the program with 1. EXPLAINED gives questions of one ledger their cause, a pattern and a text a line. CHANGELOG.md tells each class, with an example.
"""
import difflib, json, os, re, shutil, subprocess, sys, tempfile

DAYS = ["2019-12-22", "2019-12-31", "2020-06-30", "2020-12-31", "2021-04-06", "2022-12-22", "2022-12-23", "2022-12-24",
        "2023-02-27", "2024-06-30", "2025-07-01", "2026-11-24"]
COUNTINGS = ["in-force", "ever-recognised", "in-force-including-grace", "latest-known"]


def questions():
    asked = []
    for day in DAYS:
        for counting in COUNTINGS:
            asked.append(["stats", "stars", "--as-of", day, "--counting", counting])
        for by in ["commune", "group", "form", "level"]:
            asked.append(["stats", "stars", "--as-of", day, "--by", by])
        asked += [["product", "list", "--as-of", day], ["producer", "list", "--as-of", day], ["cert", "list", "--as-of", day],
                  ["exporters", "list", "--as-of", day], ["award", "list", "--as-of", day]]
    for number in range(1, 31):
        asked.append(["product", "history", f"SP-{number:04}"])
        asked.append(["product", "blame", f"SP-{number:04}"])
    asked += [["target", "list"], ["rules", "list"], ["log", "corrections"], ["log", "count"]]
    asked += [["stats", "series", "--from", "2019", "--to", "2024", "--every", "quarter"]]
    return asked


def ask(program, ledger, question):
    run = subprocess.run([program, *question, "--ledger", ledger, "--format", "json"], capture_output=True,
                         env={**os.environ, "LC_ALL": "C.UTF-8"})
    try:
        return json.loads(run.stdout), run.returncode
    except ValueError:
        return run.stderr.decode(), run.returncode


ADDED = {"term", "word", "afterwards", "afterwardsOn", "ended", "act", "endedOn", "corrects", "reason",
         "correctedBy", "stands"}
STATUSES = {"ownEnd", "lapse", "status"}
ASKED = {"by", "cell", "product", "from", "to", "every", "toCome", "level"}
WHOLE = {"basis", "placeholders", "irregular", "imprecise", "undecided", "toCome"}
GROUNDS = {"legalBasis", "filedOn", "application", "decidedBy", "row", "irregularity", "told"}

QUESTION = "an answer carries its whole question, what of it rests on placeholders, irregular and imprecise records, and marks days to come"


def without(value, names):
    if isinstance(value, dict):
        return {k: without(v, names) for k, v in value.items() if k not in names}
    if isinstance(value, list):
        return [without(v, names) for v in value]
    return value


def classes(question, before, after):
    """The classes that explain the difference, or None where something is left over."""
    found = set()
    if isinstance(before, str) or isinstance(after, str):
        return None
    if isinstance(after, dict) and "question" in after and "question" in before:
        added = set(after["question"]) - set(before["question"])
        if added and added <= ASKED:
            found.add(QUESTION)
            after["question"] = {k: v for k, v in after["question"].items() if k not in added}
    new = names(after) - names(before)
    if new:
        if not new <= ADDED | STATUSES | WHOLE | GROUNDS:
            print("NEW", new - ADDED - STATUSES - WHOLE - GROUNDS)
            return None
        if new & ADDED:
            found.add("columns added: what a term was computed by, what was decided afterwards, the source's own word, what corrects and stands")
        if new & STATUSES:
            found.add("columns added: the status, how a lapse is known, the end of its own term")
        if new & WHOLE:
            found.add(QUESTION)
        if new & GROUNDS:
            found.add("columns added: what a decision rests on")
        after = without(after, new)
        before = without(before, new)
    if question[:2] == ["product", "blame"]:
        fields = {"act", "term", "status", "endedOn", "afterwards", "afterwardsOn"}
        rows = [row for row in after if row.get("field") not in fields]
        if len(rows) != len(after):
            found.add("fields added: act, term, status, last day, what was decided afterwards")
        after = [{k: v for k, v in row.items() if k not in ("title",)} for row in rows]
        before = [{k: v for k, v in row.items() if k not in ("title",)} for row in before]
    if question[:2] == ["cert", "list"]:
        for row, old in zip(after, before):
            if old["window"] is not None and row["window"] is None:
                found.add("a filing window is there only where the certificate's rulebook has one")
                for field in ["fileFrom", "fileUntil", "window"]:
                    row[field] = old[field] = None
    if question[:2] == ["product", "history"]:
        for row in after["rows"]:
            if row.get("state") == "proposed" and row.get("endedBy") is not None:
                found.add("the record that settled a proposal is named")
                row["endedBy"] = None
        for row, old in zip(after["rows"], before["rows"]):
            through = str(row.get("through"))
            if through.startswith("[") and through.endswith(f"..{old.get('through')}]"):
                found.add("an end that is not known to the day is shown so")
                row["through"] = old["through"]
        if any(row["state"] == "afterwards" for row in after["rows"]):
            found.add("what was decided after the end stands beside it")
            after["rows"] = [row for row in after["rows"] if row["state"] != "afterwards"]
        b, a = json.dumps(before), json.dumps(after)
        if re.sub(r'"act": "\w+"', "", b) == re.sub(r'"act": "\w+"', "", a) and a != b:
            found.add("what a decision was is derived from the whole timeline")
            after = before
    return found if before == after else None


def names(value):
    if isinstance(value, dict):
        return set(value).union(*[names(v) for v in value.values()])
    if isinstance(value, list):
        return set().union(*[names(v) for v in value])
    return set()


def main():
    ledger, earlier, program = sys.argv[1:4]
    explained = []
    for line in open(sys.argv[4], encoding="utf-8") if len(sys.argv) > 4 else []:
        pattern, name = line.rstrip("\n").split("\t")
        explained.append((re.compile(pattern), name))
    folder = tempfile.mkdtemp()
    copies = []
    for name in ["before", "after"]:
        copies.append(os.path.join(folder, name))
        shutil.copytree(ledger, copies[-1], ignore=shutil.ignore_patterns("views"))
    for copy, which in zip(copies, [earlier, program]):
        if subprocess.run([which, "verify", "--ledger", copy], capture_output=True).returncode != 0:
            sys.exit(f"{which} does not verify {ledger}")
    counts, left = {}, []
    for question in questions():
        before, status = ask(earlier, copies[0], question)
        after, other = ask(program, copies[1], question)
        if before == after and status == other:
            counts["the same"] = counts.get("the same", 0) + 1
            continue
        found = classes(question, before, after) if status == other else None
        if not found:
            found = {name for pattern, name in explained[:] if pattern.fullmatch(" ".join(question))}
            found = set(list(found)[:1]) if found else None
        if not found:
            left.append(" ".join(question))
            if len(left) <= 3:
                print("LEFT OVER", " ".join(question))
                told = [json.dumps(answer, ensure_ascii=False, indent=1).splitlines() for answer in [before, after]]
                print("\n".join(list(difflib.unified_diff(*told, lineterm="", n=2))[:60]))
        for name in found or []:
            counts[name] = counts.get(name, 0) + 1
    print(f"{len(questions())} questions of {ledger}")
    for name in sorted(counts):
        print(f"{counts[name]:5}  {name}")
    print(f"{len(left):5}  left over")
    for question in left:
        print("      ", question)
    shutil.rmtree(folder)
    sys.exit(1 if left else 0)


main()
