#!/usr/bin/env python3
"""Star counts from `ocop export events` alone, written from docs/definitions.md.

figures.py EVENTS.jsonl QUESTIONS.jsonl: a line of counts for each question {"asOf", "by", "counting"}.
"""
import calendar
import datetime
import json
import sys

FIRST, LAST = -(10**9), 10**9
GRANTS = ("granted", "recognised", "upgraded", "renewed", "lowered")


def number(text):
    return datetime.date.fromisoformat(text).toordinal()


def end_of(text):
    """The last day of a day, a month or a year."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return datetime.date(year, month, day).toordinal()


def day_of(text):
    """The day from which a date counts."""
    return end_of(text[1:-1].split("..")[1] if text.startswith("[") else text)


class Event:
    def __init__(self, json_object):
        self.position = json_object["position"]
        self.stream = json_object["stream"]
        self.type = json_object["type"]
        date = json_object.get("effectiveOn")
        self.day = day_of(date) if date else FIRST
        self.corrects = json_object.get("corrects")
        self.payload = json_object["payload"]


class Stream:
    """The records of one thing, and which of them stand."""

    def __init__(self, events):
        self.events = {event.position: event for event in events}
        self.first = {}
        for event in events:
            self.first[event.position] = event.position if event.corrects is None else self.first[event.corrects]
        replaced, undone, struck = {}, set(), []
        for event in reversed(events):
            if event.corrects is None or event.position in undone:
                continue
            if event.type == "voided" and self.events[event.corrects].corrects is None:
                struck.append((event.corrects, event.position))
                continue
            replaced[event.corrects] = event.position
            if event.type == "voided":
                undone.add(event.corrects)
        for place, _ in struck:
            last = place
            while last in replaced:
                last = replaced[last]
            replaced[last] = -1
        standing = [e for e in events if e.type != "voided" and e.position not in replaced]
        self.standing = sorted(standing, key=lambda e: (e.day, self.first[e.position]))

    def occupant(self, position):
        """What stands in the place of the record at that position."""
        place = self.first[position]
        return next((e.position for e in self.standing if self.first[e.position] == place), None)


class Term:
    def __init__(self, event):
        grant = event.payload["grant"]
        self.position, self.stars, self.level = event.position, grant["stars"], grant["level"]
        self.decided = event.day
        self.begins = day_of(event.payload["validFrom"]) if event.payload.get("validFrom") else event.day
        self.own_end = self.extended_end = day_of(grant["validUntil"])
        self.extended_from = self.replaced = self.taken = None
        self.was_cut = False

    def has_begun(self):
        return all(day is None or day >= self.begins for day in (self.replaced, self.taken))

    def last(self):
        return min([self.extended_end] + [day - 1 for day in (self.replaced, self.taken) if day is not None])

    def covers(self, day):
        if day < self.begins or any(end is not None and end <= day for end in (self.replaced, self.taken)):
            return False
        if day <= self.own_end:
            return True
        return day <= self.extended_end and self.extended_from is not None and self.extended_from <= day


class Product:
    def __init__(self, stream):
        self.stream = stream
        grants = [e for e in stream.standing if e.type in GRANTS]
        self.order = sorted(grants, key=self.deciding)
        self.never = self.find_never()
        self.terms = []
        for day in sorted({e.day for e in stream.standing}):
            self.take([e for e in stream.standing if e.day == day], day)
        self.proposals = self.find_proposals()

    def deciding(self, event):
        grant = event.payload["grant"]
        return (event.day, grant["stars"], grant.get("decision") or "", self.stream.first[event.position])

    def decided_last(self, day):
        left = [e for e in self.order if e.day <= day and e.position not in self.never]
        return left[-1].position if left else None

    def find_never(self):
        self.never = set()
        named, unnamed, dated = [], [], []
        for event in self.stream.standing:
            p = event.payload
            if event.type == "annulled":
                named.append(p["granted"])
            elif event.type == "recognitionWithdrawn" and p.get("thing") == "recognitionDecision":
                if p.get("effect") == "fromStart":
                    (unnamed if p.get("granted") is None else named).append(
                        event.day if p.get("granted") is None else p["granted"])
                elif p.get("effect") == "fromDay" and p.get("from"):
                    dated.append(event)
        self.never |= {self.stream.occupant(position) for position in named} - {None}
        for day in unnamed:
            self.never |= {self.decided_last(day)} - {None}
        for event in dated:
            granted = event.payload.get("granted")
            meant = self.decided_last(event.day) if granted is None else self.stream.occupant(granted)
            for grant in self.order:
                if grant.position == meant and day_of(event.payload["from"]) <= Term(grant).begins:
                    self.never.add(meant)
        return self.never

    @staticmethod
    def act(event):
        """What tells apart the acts of one day that take stars away."""
        p = event.payload
        decision = p.get("decision") or ""
        if event.type == "revoked":
            return (0, decision)
        if event.type == "recognitionWithdrawn":
            if p.get("thing") == "certificate":
                return (0, decision)
            if p.get("thing") is None:
                return (2, decision)
            return None if p.get("effect") == "fromStart" else (1, decision)
        return {"reevaluationFailed": (3, decision), "removedFromList": (4, decision)}.get(event.type)

    def take(self, today, day):
        acts = sorted((e for e in today if self.act(e)), key=self.act)
        late = [e for e in acts if not self.end(e, False)]
        grants = [e for e in today if e.type in GRANTS and e.position not in self.never]
        for event in sorted(grants, key=self.deciding):
            term = Term(event)
            for other in self.terms:
                if other.last() >= term.begins:
                    other.replaced = term.begins
            index = next((i for i, t in enumerate(self.terms) if t.begins > term.begins), len(self.terms))
            self.terms.insert(index, term)
        for event in late:
            self.end(event, True)
        for event in today:
            if event.type not in ("certificateExtended", "certificateContinues"):
                continue
            begun = [t for t in self.terms if t.begins <= day and t.has_begun()]
            if begun and begun[-1].replaced is None and begun[-1].taken is None:
                term = begun[-1]
                term.extended_end = max(term.extended_end, day_of(event.payload["until"]))
                term.extended_from = min(day, term.extended_from if term.extended_from is not None else day)

    def end(self, event, is_last_try):
        day, meant, is_named = event.day, None, False
        p = event.payload
        if event.type == "recognitionWithdrawn":
            if p.get("effect") == "fromDay" and p.get("from"):
                day = day_of(p["from"])
            if p.get("granted") is not None:
                meant, is_named = self.stream.occupant(p["granted"]), True
            elif p.get("thing") != "certificate" and self.decided_last(event.day) is not None:
                meant, is_named = self.decided_last(event.day), True
        terms = [t for t in self.terms if not is_named or t.position == meant]
        running = [t for t in terms if t.last() >= day]
        for term in running:
            term.taken, term.was_cut, term.replaced = day, True, None
        if running:
            return True
        if not is_last_try:
            return any(t.was_cut and t.taken == day for t in terms)
        left = [t for t in terms if t.begins <= day and (is_named or t.has_begun())]
        if left:
            left[-1].taken = day if left[-1].taken is None else min(left[-1].taken, day)
        return True

    def counted(self, day, counting):
        covering = [t for t in self.terms if t.covers(day)]
        begun = [t for t in self.terms if t.begins <= day and t.has_begun()]
        if counting == "in-force-including-grace":
            return covering[-1] if covering else None
        if counting == "in-force":
            return covering[-1] if covering and day <= covering[-1].own_end else None
        if not begun:
            return None
        if counting == "latest-known" and begun[-1].taken is not None and begun[-1].taken <= day:
            return None
        return begun[-1]

    def find_proposals(self):
        """Stretches on which five stars are asked for."""
        steps = {"proposed": 0, "proposalRefused": 4, "proposalWithdrawn": 4}
        found = []
        relevant = [
            e for e in self.stream.standing
            if e.type in steps or (e.type in GRANTS and e.position not in self.never)]
        for event in sorted(relevant, key=lambda e: (e.day, steps.get(e.type, 2), self.stream.first[e.position])):
            stars = event.payload["grant"]["stars"] if event.type in GRANTS else event.payload["stars"]
            asked = self.asked(event, stars) if steps.get(event.type) == 4 else {stars}
            for proposal in found:
                settles = proposal[0] <= stars if event.type in GRANTS else proposal[0] in asked
                if proposal[2] is None and settles:
                    proposal[2] = event.day
            if event.type == "proposed":
                found.append([stars, event.day, None])
        return [(begin, end) for stars, begin, end in found if stars == 5]

    def asked(self, answer, stars):
        """A proposal that was corrected to other stars is still the one that was answered."""
        before = [e for e in self.stream.events.values() if e.position < self.stream.first[answer.position]]
        known = Stream([e for e in before]).standing
        places = {self.stream.first[e.position] for e in known if e.type == "proposed" and e.payload["stars"] == stars}
        now = {e.payload["stars"] for e in self.stream.standing if self.stream.first[e.position] in places}
        return now or {stars}

    def is_proposed(self, day):
        return any(begin <= day and (end is None or day < end) for begin, end in self.proposals)


def value(stream, day, fields):
    """What the last record by the day tells, or else the first one after it."""
    told = [(e.day, e.payload[fields[e.type]]) for e in stream.standing
            if e.type in fields and e.payload.get(fields[e.type]) is not None]
    by_then = [v for when, v in told if when <= day]
    return by_then[-1] if by_then else told[0][1] if told else None


class Unit:
    def __init__(self, event):
        p = event.payload
        self.code, self.level, self.parent = p["code"], p["level"], p.get("parent")
        self.begin, self.until = event.day, LAST
        self.key = (self.code, None if event.day == FIRST else event.day)

    def exists(self, day):
        return self.begin <= day < self.until


class Areas:
    def __init__(self, streams):
        self.units, self.after, self.before = {}, {}, {}
        self.by_code = {}
        for event in sorted((e for s in streams for e in s.standing), key=lambda e: e.day):
            p = event.payload
            if event.type == "areaEstablished":
                unit = Unit(event)
                self.units[unit.key] = unit
                self.by_code.setdefault(unit.code, []).append(unit)
            elif event.type == "areaAbolished" and self.key(p["unit"]) in self.units:
                self.units[self.key(p["unit"])].until = event.day
            elif event.type == "areaSucceeded" and p.get("to"):
                step = (event.day, self.key(p["from"]), self.key(p["to"]), p["part"] == "full")
                self.after.setdefault(step[1], []).append(step)
                self.before.setdefault(step[2], []).append(step)

    EPOCH = datetime.date(1970, 1, 1).toordinal()

    def key(self, area):
        edition = area.get("edition")
        return (area["code"], None if edition is None else edition + self.EPOCH)

    def find(self, area):
        unit = self.units.get(self.key(area))
        only = self.by_code.get(area["code"], [])
        return unit or (only[0] if len(only) == 1 else None)

    def on(self, code, day):
        return next((u for u in self.by_code.get(code, []) if u.exists(day)), None)

    def ends(self, start, day):
        """Where the ways from a unit lead, and whether it is sure."""
        is_back = start.begin > day
        ends, seen, open_units, sure = set(), {start}, [(start, FIRST)], True
        while open_units:
            unit, arrival = open_units.pop()
            if is_back:
                steps = self.before.get(unit.key, []) if unit.begin > day else []
                found = [(self.units[f], FIRST, True) for _, f, _, _ in steps
                         if f in self.units and self.units[f].begin < unit.begin]
            else:
                steps = [s for s in self.after.get(unit.key, []) if arrival <= s[0] <= day and s[2] != unit.key]
                found = [(self.units[t], on, full) for on, _, t, full in steps if t in self.units]
                if found and unit.exists(day) and not any(full for _, _, full in found):
                    found.append((unit, day, True))
            if not found or any(u == unit for u, _, _ in found):
                ends.add(unit)
            if len(found) == 1 and not found[0][2]:
                sure = False
            for next_unit, on, _ in found:
                if next_unit not in seen:
                    seen.add(next_unit)
                    open_units.append((next_unit, on))
        ends = ends or {start}
        return ends, sure and len(ends) == 1

    def above(self, unit, level, day):
        while unit.level != level:
            if unit.parent is None:
                return None
            parent = self.on(unit.parent, max(min(day, unit.until - 1), unit.begin))
            if parent is None or parent.level == unit.level:
                return None
            unit = parent
        return unit

    def cell(self, place, level, day):
        """The row of a table in which a place counts."""
        place = place or {}
        named = place.get("commune" if level == "commune" else "district")
        levels = [u for u in self.units.values() if u.level == level]
        if levels and not any(u.exists(day) for u in levels):
            earlier = [u.until - 1 for u in levels if u.until - 1 < day]
            day = max(earlier) if earlier else day

        def raised(area):
            start = self.find(area) if area else None
            if start is None:
                return None
            ends, sure = self.ends(start, day)
            above = set()
            for unit in ends:
                top = self.above(unit, level, day)
                if top is None:
                    return None
                above |= {top} if top == unit or top.exists(day) else self.ends(top, day)[0]
            if not sure and (len(above) > 1 or start.level == level):
                return ("open", above)
            return ("in", above) if len(above) == 1 else ("open", above)

        found = raised(place.get("commune"))
        if found is None:
            found = raised(place.get("district"))
        elif found[0] == "open" and level == "district" and place.get("district"):
            start = self.find(place["district"])
            own = self.ends(start, day) if start else (set(), False)
            if own[1] and own[0] <= found[1]:
                found = ("in", own[0])
        if found is None:
            return named["code"] if named else "unknown"
        if found[0] == "open":
            return "toBeAssigned"
        unit = next(iter(found[1]))
        if unit.exists(day):
            return unit.code
        begin = "initial" if unit.begin == FIRST else datetime.date.fromordinal(unit.begin).isoformat()
        return f"{unit.code}@{begin}"


PRODUCT = {
    "producer": {"productRegistered": "producer", "productTransferred": "producer"},
    "group": {"productRegistered": "group", "productRegrouped": "group"},
    "place": {"productRegistered": "place", "productMoved": "place"},
}
PRODUCER = {
    "form": {"producerRegistered": "form", "producerFormChanged": "form"},
    "place": {"producerRegistered": "place", "producerMoved": "place"},
}


class Ledger:
    def __init__(self, lines):
        streams = {}
        for line in lines:
            event = Event(json.loads(line))
            streams.setdefault(event.stream, []).append(event)
        self.streams = {name: Stream(events) for name, events in streams.items()}
        self.areas = Areas([s for name, s in self.streams.items() if name.startswith("area/")])
        self.products = {
            name: Product(stream) for name, stream in self.streams.items()
            if name.startswith("product/") and any(e.type == "productRegistered" for e in stream.standing)}

    def answer(self, question):
        day, by = number(question["asOf"]), question["by"]
        cells = {}
        for product in self.products.values():
            term = product.counted(day, question["counting"])
            proposed = not (term and term.stars == 5) and product.is_proposed(day)
            if term is None and not proposed:
                continue
            stream = product.stream
            owner = value(stream, day, PRODUCT["producer"])
            maker = self.streams.get("producer/%d" % int(owner.split("-")[1])) if owner else None
            if by in ("group", "level"):
                key = value(stream, day, PRODUCT["group"]) if by == "group" else term and term.level
                key = key or "unknown"
            elif by == "form":
                key = (maker and value(maker, day, PRODUCER["form"])) or "unknown"
            else:
                place = value(stream, day, PRODUCT["place"])
                if place is None and maker:
                    place = value(maker, day, PRODUCER["place"])
                key = self.areas.cell(place, by, day)
            row = cells.setdefault(key, {"stars": [0] * 5, "producers": set(), "proposed5": 0})
            row["proposed5"] += 1 if proposed else 0
            if term:
                row["stars"][term.stars - 1] += 1
                if owner:
                    row["producers"].add(owner)
        return {
            key: [sum(row["stars"]), len(row["producers"])] + row["stars"] + [row["proposed5"]]
            for key, row in sorted(cells.items())}


def main():
    with open(sys.argv[1], encoding="utf-8") as events:
        ledger = Ledger(line for line in events if line.strip())
    with open(sys.argv[2], encoding="utf-8") as questions:
        for line in questions:
            print(json.dumps(ledger.answer(json.loads(line)), sort_keys=True))


main()
