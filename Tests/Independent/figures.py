#!/usr/bin/env python3
"""Star counts from records alone, written from docs/definitions.md.

figures.py EVENTS.jsonl QUESTIONS.jsonl: a line of counts for each question {"asOf", "by", "counting"}, or for the figure.json of an archive
that proves one, whose records `check.py KEY FIGURE.zip --events` prints. Ends with 1 where a figure is another one.
"""
import calendar
import datetime
import json
import sys

FIRST, LAST, EPOCH = -(10**9), 10**9, datetime.date(1970, 1, 1).toordinal()
GRANTS = ("granted", "recognised", "upgraded", "renewed", "lowered")
TOLD = {"producer": ("productRegistered", "productTransferred"), "group": ("productRegistered", "productRegrouped"),
        "form": ("producerRegistered", "producerFormChanged"),
        "place": ("productRegistered", "productMoved", "producerRegistered", "producerMoved")}

def end_of(text):
    """The last day of a day, a month or a year."""
    year, month, day = ([int(part) for part in text.split("-")] + [None, None])[:3]
    month = month or 12
    return datetime.date(year, month, day or calendar.monthrange(year, month)[1]).toordinal()
def day_of(text):
    """The day from which a date counts."""
    return end_of(text[1:-1].split("..")[1] if text.startswith("[") else text)

class Event:
    def __init__(self, members):
        self.position, self.stream, self.type = members["position"], members["stream"], members["type"]
        self.payload, self.corrects = members["payload"], members.get("corrects")
        self.day = day_of(members["effectiveOn"]) if members.get("effectiveOn") else FIRST
class Stream:
    """The records of one thing, and which of them stand."""
    def __init__(self, events):
        self.events = {event.position: event for event in events}
        self.first, replaced, undone, struck = {}, {}, set(), []  # replaced: by which record, -1 where by none
        for event in events:
            self.first[event.position] = event.position if event.corrects is None else self.first[event.corrects]
        for event in reversed(events):
            if event.corrects is None or event.position in undone:
                continue
            if event.type == "voided" and self.events[event.corrects].corrects is None:
                struck.append(event.corrects)
            else:
                replaced[event.corrects] = event.position
                undone |= {event.corrects} if event.type == "voided" else set()
        for last in struck:
            while last in replaced:
                last = replaced[last]
            replaced[last] = -1
        self.standing = sorted((e for e in events if e.type != "voided" and e.position not in replaced),
                               key=lambda e: (e.day, self.first[e.position]))
    def occupant(self, position):
        """What stands in the place of the record at that position."""
        return next((e.position for e in self.standing if self.first[e.position] == self.first[position]), None)
class Term:
    def __init__(self, event):
        grant = event.payload["grant"]
        self.position, self.stars, self.level = event.position, grant["stars"], grant["level"]
        self.begins = day_of(event.payload["validFrom"]) if event.payload.get("validFrom") else event.day
        self.own_end = self.extended_end = day_of(grant["validUntil"])
        self.replaced, self.taken, self.extended_from, self.was_cut = None, None, LAST, False
    def cut(self):
        """The first day without it, where something ended it."""
        return min([day for day in (self.replaced, self.taken) if day is not None], default=LAST)
    def last(self):
        return min(self.extended_end, self.cut() - 1)
    def covers(self, day):
        return self.begins <= day < self.cut() and (day <= self.own_end or self.extended_from <= day <= self.extended_end)
class Product:
    def __init__(self, stream):
        self.stream, self.never, self.spent, self.terms = stream, set(), set(), []
        self.order = sorted((e for e in stream.standing if e.type in GRANTS), key=self.deciding)
        self.find_never()
        for day in sorted({e.day for e in stream.standing}):
            self.take([e for e in stream.standing if e.day == day], day)
        self.proposals = self.find_proposals()
    def deciding(self, event):
        grant = event.payload["grant"]
        return (event.day, grant["stars"], grant.get("decision") or "", self.stream.first[event.position])
    def decided_last(self, day):
        return next((e.position for e in reversed(self.order) if e.day <= day and e.position not in self.never), None)
    def find_never(self):
        """Grants that never took effect."""
        named, unnamed, dated = [], [], []
        for event in self.stream.standing:
            p = event.payload
            withdrawn = p.get("effect") if p.get("thing") == "recognitionDecision" else None
            if event.type == "annulled" or withdrawn == "fromStart" and p.get("granted") is not None:
                named.append(p["granted"])
            elif withdrawn == "fromStart":
                unnamed.append(event.day)
            dated += [event] if withdrawn == "fromDay" and p.get("from") else []
        self.never |= {self.stream.occupant(position) for position in named} - {None}
        for day in unnamed:
            self.never |= {self.decided_last(day)} - {None}
        for event in dated:
            granted = event.payload.get("granted")
            meant = self.decided_last(event.day) if granted is None else self.stream.occupant(granted)
            gone = {grant.position for grant in self.order if grant.position == meant
                    and day_of(event.payload["from"]) <= Term(grant).begins}
            self.never, self.spent = self.never | gone, self.spent | ({event.position} if gone else set())
    @staticmethod
    def act(event):
        """What tells apart the acts of one day that take stars away."""
        p, ranks = event.payload, {"revoked": 0, "reevaluationFailed": 3, "removedFromList": 4}
        if event.type == "recognitionWithdrawn":
            if p.get("thing") == "recognitionDecision" and p.get("effect") == "fromStart":
                return None
            return ({"certificate": 0, None: 2}.get(p.get("thing"), 1), p.get("decision") or "")
        return (ranks[event.type], p.get("decision") or "") if event.type in ranks else None
    def take(self, today, day):
        acts = sorted((e for e in today if self.act(e) and e.position not in self.spent), key=self.act)
        late = [e for e in acts if not self.end(e, False)]
        grants = [e for e in today if e.type in GRANTS and e.position not in self.never]
        for term in map(Term, sorted(grants, key=self.deciding)):
            for other in self.terms:
                if other.last() >= term.begins:
                    other.replaced = term.begins
            self.terms = sorted(self.terms + [term], key=lambda t: t.begins)
        for event in late:
            self.end(event, True)
        for event in (e for e in today if e.type in ("certificateExtended", "certificateContinues")):
            for term in [t for t in self.terms if t.begins <= day and t.cut() >= t.begins][-1:]:
                if term.replaced is None and term.taken is None:
                    term.extended_end = max(term.extended_end, day_of(event.payload["until"]))
                    term.extended_from = min(day, term.extended_from)
    def end(self, event, is_last_try):
        day, meant, p = event.day, None, event.payload
        if event.type == "recognitionWithdrawn":
            if p.get("effect") == "fromDay" and p.get("from"):
                day = day_of(p["from"])
            if p.get("granted") is not None:
                meant = self.stream.occupant(p["granted"]) or -1
            elif p.get("thing") != "certificate":
                meant = self.decided_last(event.day)
        terms = [t for t in self.terms if meant is None or t.position == meant]
        running = [t for t in terms if t.last() >= day]
        for term in running:
            term.taken, term.was_cut, term.replaced = day, True, None
        if running or not is_last_try:
            return bool(running) or any(t.was_cut and t.taken == day for t in terms)
        for term in [t for t in terms if t.begins <= day and (meant is not None or t.cut() >= t.begins)][-1:]:
            term.taken = day if term.taken is None else min(term.taken, day)
    def counted(self, day, counting):
        in_force = counting.startswith("in-force")
        terms = [t for t in self.terms if (t.covers(day) if in_force else t.begins <= day and t.cut() >= t.begins)][-1:]
        lapsed = [t for t in terms if counting == "in-force" and day > t.own_end
                  or counting == "latest-known" and t.taken is not None and t.taken <= day]
        return terms[0] if terms and not lapsed else None
    def find_proposals(self):
        """Stretches on which five stars are asked for."""
        steps, found = {"proposed": 0, "proposalRefused": 4, "proposalWithdrawn": 4}, []
        relevant = [e for e in self.stream.standing
                    if e.type in steps or (e.type in GRANTS and e.position not in self.never)]
        for event in sorted(relevant, key=lambda e: (e.day, steps.get(e.type, 2), self.stream.first[e.position])):
            stars = event.payload["grant"]["stars"] if event.type in GRANTS else event.payload["stars"]
            asked = self.asked(event, stars) if steps.get(event.type) == 4 else {stars}
            for proposal in found:
                settles = proposal[0] <= stars if event.type in GRANTS else proposal[0] in asked
                proposal[2] = event.day if settles and proposal[2] == LAST else proposal[2]
            found += [[stars, event.day, LAST]] if event.type == "proposed" else []
        return [(begin, end) for stars, begin, end in found if stars == 5]
    def asked(self, answer, stars):
        """A proposal that was corrected to other stars is still the one that was answered."""
        first = self.stream.first
        known = Stream([e for e in self.stream.events.values() if e.position < first[answer.position]]).standing
        places = {first[e.position] for e in known if e.type == "proposed" and e.payload["stars"] == stars}
        return {e.payload["stars"] for e in self.stream.standing if first[e.position] in places} or {stars}
def value(stream, day, field):
    """What the last record by the day tells, or else the first one after it."""
    told = [(e.day, e.payload[field]) for e in stream.standing
            if e.type in TOLD[field] and e.payload.get(field) is not None]
    by_then = [v for when, v in told if when <= day]
    return by_then[-1] if by_then else told[0][1] if told else None
class Unit:
    def __init__(self, event):
        self.code, self.level, self.parent = (event.payload.get(name) for name in ("code", "level", "parent"))
        self.begin, self.until, self.key = event.day, LAST, (self.code, None if event.day == FIRST else event.day)
    def exists(self, day):
        return self.begin <= day < self.until
class Areas:
    def __init__(self, streams):
        self.units, self.after, self.before = {}, {}, {}
        for event in sorted((e for s in streams for e in s.standing), key=lambda e: e.day):
            p = event.payload
            if event.type == "areaEstablished":
                self.units[Unit(event).key] = Unit(event)
            elif event.type == "areaAbolished" and self.key(p["unit"]) in self.units:
                self.units[self.key(p["unit"])].until = event.day
            elif event.type == "areaSucceeded" and p.get("to"):
                step = (event.day, self.key(p["from"]), self.key(p["to"]), p["part"] == "full")
                self.after.setdefault(step[1], []).append(step)
                self.before.setdefault(step[2], []).append(step)
    def key(self, area):
        return (area["code"], None if area.get("edition") is None else area["edition"] + EPOCH)
    def named(self, code):
        return [unit for unit in self.units.values() if unit.code == code]
    def find(self, area):
        only = self.named(area["code"])
        return self.units.get(self.key(area)) or (only[0] if len(only) == 1 else None)
    def ends(self, start, day):
        """Where the ways from a unit lead, and whether it is sure."""
        ends, seen, ways, sure = set(), {start}, [(start, FIRST)], True
        while ways:
            unit, arrival = ways.pop()
            if start.begin > day:
                steps = self.before.get(unit.key, []) if unit.begin > day else []
                found = [(self.units[f], FIRST, True) for _, f, _, _ in steps
                         if f in self.units and self.units[f].begin < unit.begin]
            else:
                steps = [s for s in self.after.get(unit.key, []) if arrival <= s[0] <= day and s[2] != unit.key]
                found = [(self.units[t], on, full) for on, _, t, full in steps if t in self.units]
                if found and unit.exists(day) and not any(full for _, _, full in found):
                    found.append((unit, day, True))
            ends |= {unit} if not found or any(u == unit for u, _, _ in found) else set()
            sure = sure and not (len(found) == 1 and not found[0][2])
            ways += [(u, on) for u, on, _ in {id(w[0]): w for w in reversed(found)}.values() if u not in seen]
            seen |= {u for u, _, _ in found}
        return ends or {start}, sure and len(ends or {start}) == 1
    def above(self, unit, level, day):
        while unit is not None and unit.level != level:
            when = max(min(day, unit.until - 1), unit.begin)
            parent = next((u for u in self.named(unit.parent) if u.exists(when)), None)
            unit = None if parent is None or parent.level == unit.level else parent
        return unit
    def raised(self, area, level, day):
        """Whether it is sure where a place counts, and where."""
        start = self.find(area) if area else None
        if start is None:
            return None
        (ends, sure), above = self.ends(start, day), set()
        for unit in ends:
            top = self.above(unit, level, day)
            above |= {None} if top is None else {top} if top == unit or top.exists(day) else self.ends(top, day)[0]
        return None if None in above else (len(above) == 1 and (sure or start.level != level), above)
    def cell(self, place, level, day):
        """The row of a table in which a place counts."""
        place = place or {}
        levels = [u for u in self.units.values() if u.level == level]
        if levels and not any(u.exists(day) for u in levels):
            day = max([u.until - 1 for u in levels if u.until - 1 < day], default=day)
        found, district = self.raised(place.get("commune"), level, day), place.get("district")
        if found is None:
            found = self.raised(district, level, day)
        elif not found[0] and level == "district" and district:
            own = self.ends(self.find(district), day) if self.find(district) else (set(), False)
            found = (True, own[0]) if own[1] and own[0] <= found[1] else found
        if found is None:
            return (place.get("commune" if level == "commune" else "district") or {"code": "unknown"})["code"]
        unit = next(iter(found[1]))
        if not found[0] or unit.exists(day):
            return unit.code if found[0] else "toBeAssigned"
        return f"{unit.code}@{'initial' if unit.begin == FIRST else datetime.date.fromordinal(unit.begin).isoformat()}"

class Ledger:
    def __init__(self, lines):
        streams = {}
        for event in (Event(json.loads(line)) for line in lines):
            streams.setdefault(event.stream, []).append(event)
        self.streams = {name: Stream(events) for name, events in streams.items()}
        self.areas = Areas([s for name, s in self.streams.items() if name.startswith("area/")])
        self.products = [Product(s) for name, s in self.streams.items() if name.startswith("product/")
                         and any(e.type == "productRegistered" for e in s.standing)]
    def key(self, product, maker, by, day, map_day):
        if by in ("group", "form"):
            return value(product if by == "group" else maker, day, by) or "unknown"
        return self.areas.cell(value(product, day, "place") or value(maker, day, "place"), by, map_day)
    def answer(self, question):
        day, by, cells = end_of(question["asOf"]), question["by"], {}
        edition = question.get("areas", question["asOf"])
        map_day = FIRST if edition == "initial" else end_of(edition)
        for product in self.products:
            term = product.counted(day, question["counting"])
            proposed = not (term and term.stars == 5) and any(b <= day < e for b, e in product.proposals)
            if term is None and not proposed:
                continue
            owner = value(product.stream, day, "producer")
            maker = self.streams.get("producer/%d" % int((owner or "-0").split("-")[1]), Stream([]))
            key = (term.level if term else "unknown") if by == "level" else self.key(product.stream, maker, by, day, map_day)
            row = cells.setdefault(key, [set(), [0] * 6])
            row[1][5] += proposed
            if term:
                row[1][term.stars - 1] += 1
                row[0] |= {owner} - {None}
        return {key: [sum(counts[:5]), len(makers)] + counts for key, (makers, counts) in sorted(cells.items())}
def main():
    is_right = True
    with open(sys.argv[1], encoding="utf-8") as events, open(sys.argv[2], encoding="utf-8") as questions:
        ledger = Ledger(events)
        for figure in map(json.loads, questions):
            asked = figure.get("question", figure)
            cells = ledger.answer({"by": "district", **asked, **asked.get("parameters", {})})
            cells = {key: row for key, row in cells.items() if asked.get("cell") in (None, key)}
            told = {row["key"]: [row["products"], row["producers"], *row["stars"].values(), row["proposed5"]]
                    for row in figure.get("rows", [])}
            is_right = is_right and ("rows" not in figure or told == cells)
            print(json.dumps(cells, sort_keys=True))
    return 0 if is_right else 1
sys.exit(main())
