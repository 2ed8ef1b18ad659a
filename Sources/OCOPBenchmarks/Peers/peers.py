"""What people would pick instead, each as a side of ocop-bench: answers a line of JSON to each line, timed by itself.

    python3 peers.py sqlite|eventsourcing|duckdb|postgres
"""

import csv
import json
import os
import random
import sys
import time


def timed(work):
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1e6, result


def answer(micros, items, check="", p99=None):
    figure = {"nanos": int(micros * 1000), "items": items, "check": str(check)}
    if p99 is not None:
        figure["p99Nanos"] = int(p99 * 1000)
    return figure


def events(path, most=None):
    """The events as rows: position, stream, version, type, recorded, effective day, data."""
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if most is not None and number >= most:
                return
            event = json.loads(line)
            yield (event["position"], event["stream"], event["version"], event["type"], event["recordedAt"],
                   event.get("effectiveOn"), line.rstrip("\n"))


def singles(rows, write):
    """Each row on its own: the whole time, and the 99th of a hundred."""
    times = []
    for row in rows:
        times.append(timed(lambda: write(row))[0])
    return answer(sum(times), len(times), len(times), sorted(times)[len(times) * 99 // 100])


def batches(rows, size):
    for start in range(0, len(rows), size):
        yield rows[start:start + size]


class SQLite:
    """An events table in WAL mode with full sync; statistics by SQL over its JSON."""

    table = """create table events (position integer primary key, stream text not null, version integer not null,
        type text not null, recorded text not null, effective text, data text not null, unique (stream, version))"""

    def __init__(self):
        import sqlite3
        self.module = sqlite3
        self.open = {}

    def new(self, path):
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(path + suffix):
                os.remove(path + suffix)
        self.open.pop(path, None)
        connection = self.connect(path)
        connection.execute(self.table)
        return connection

    def connect(self, path):
        if path not in self.open:
            connection = self.module.connect(path, isolation_level=None)
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            self.open[path] = connection
        return self.open[path]

    def append(self, path, file, size):
        rows = list(events(file))
        connection = self.new(path)

        def write():
            for batch in batches(rows, int(size)):
                connection.execute("begin immediate")
                connection.executemany("insert into events values (?,?,?,?,?,?,?)", batch)
                connection.execute("commit")
        return answer(timed(write)[0], len(rows), len(rows))

    def single(self, path, file, count):
        connection = self.new(path)
        return singles(list(events(file, int(count))),
                       lambda row: connection.execute("insert into events values (?,?,?,?,?,?,?)", row))

    query = """
        with corrected as (select json_extract(data, '$.corrects') as position from events
                           where json_extract(data, '$.corrects') is not null),
        grants as (select stream, position, effective as day, json_extract(data, '$.payload.grant.stars') as stars,
                          json_extract(data, '$.payload.grant.level') as level,
                          json_extract(data, '$.payload.grant.validUntil') as until
                   from events where type in ('recognised', 'renewed', 'upgraded') and effective <= :day
                   and position not in corrected),
        latest as (select *, row_number() over (partition by stream order by day desc, position desc) as place
                   from grants)
        select level, stars, count(*) from latest where place = 1 and until >= :day group by level, stars"""

    def fold(self, path):
        """The statistics as somebody without a view asks for them: through every event."""
        connection = self.connect(path)
        count = connection.execute("select count(*) from events").fetchone()[0]
        micros, rows = timed(lambda: connection.execute(self.query, {"day": "9999-12-31"}).fetchall())
        return answer(micros, count, len(rows))

    def stats(self, path, count, day):
        connection = self.connect(path)
        whole = sum(row[2] for row in connection.execute(self.query, {"day": day}))
        days = [f"{random.randint(2020, 2026)}-{random.randint(1, 12):02}-01" for _ in range(int(count))]
        micros, _ = timed(lambda: [connection.execute(self.query, {"day": one}).fetchall() for one in days])
        return answer(micros, int(count), whole)

    def history(self, path, count, products):
        connection = self.connect(path)
        streams = [f"product/{random.randint(1, int(products))}" for _ in range(int(count))]

        def read():
            for stream in streams:
                for row in connection.execute("select data from events where stream = ? order by version", (stream,)):
                    json.loads(row[0])
        return answer(timed(read)[0], int(count))


class EventSourcing:
    """The Python library on SQLite: an aggregate for each stream, an event for each record."""

    def __init__(self):
        from eventsourcing.persistence import StoredEvent
        from eventsourcing.sqlite import SQLiteAggregateRecorder, SQLiteApplicationRecorder, SQLiteDatastore
        import uuid
        self.event, self.uuid = StoredEvent, uuid
        self.store, self.recorder = SQLiteDatastore, SQLiteApplicationRecorder
        self.recorders = {}

    def new(self, path):
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(path + suffix):
                os.remove(path + suffix)
        recorder = self.recorder(self.store(path))
        recorder.create_table()
        self.recorders[path] = recorder
        return recorder

    def stored(self, file, most=None):
        space = self.uuid.NAMESPACE_URL
        return [self.event(self.uuid.uuid5(space, row[1]), row[2], row[3], row[6].encode())
                for row in events(file, most)]

    def append(self, path, file, size):
        rows = self.stored(file)
        recorder = self.new(path)

        def write():
            for batch in batches(rows, int(size)):
                recorder.insert_events(batch)
        return answer(timed(write)[0], len(rows), len(rows))

    def single(self, path, file, count):
        recorder = self.new(path)
        return singles(self.stored(file, int(count)), lambda row: recorder.insert_events([row]))

    def fold(self, path):
        recorder = self.recorders[path]

        def read():
            start, seen, held = 1, 0, {}
            while True:
                found = recorder.select_notifications(start, 10_000)
                if not found:
                    return seen, held
                for notification in found:
                    event = json.loads(notification.state)
                    grant = event.get("payload", {}).get("grant")
                    if grant:
                        held[event["stream"]] = grant["stars"]
                    seen += 1
                start = found[-1].id + 1
        micros, (seen, held) = timed(read)
        return answer(micros, seen, len(held))


class DuckDB:
    """The evaluations as columns; statistics and what-if by SQL."""

    def __init__(self):
        import duckdb
        self.module = duckdb
        self.open = {}

    def connect(self, path):
        if path not in self.open:
            connection = self.module.connect()
            connection.execute("set threads to 2")
            if os.path.exists(path + "/grants.csv"):
                connection.execute(f"create table grants as select * from read_csv('{path}/grants.csv')")
            if os.path.exists(path + "/sheets.csv"):
                connection.execute(f"create table sheets as select * from read_csv('{path}/sheets.csv')")
            self.open[path] = connection
        return self.open[path]

    def stats(self, path, count, day):
        connection = self.connect(path)
        query = """select level, stars, count(*) from (
            select arg_max(level, (day, position)) as level, arg_max(stars, (day, position)) as stars,
                   arg_max(until, (day, position)) as until
            from grants where day <= ? group by product) where until >= ? group by level, stars"""
        whole = sum(row[2] for row in connection.execute(query, [int(day), int(day)]).fetchall())
        days = [random.randint(18_200, 20_700) for _ in range(int(count))]
        micros, _ = timed(lambda: [connection.execute(query, [one, one]).fetchall() for one in days])
        return answer(micros, int(count), whole)

    def whatif(self, path):
        connection = self.connect(path)
        with open(path + "/rules.json", encoding="utf-8") as file:
            rules = json.load(file)
        criteria = range(rules["criteria"])

        def stars(floors):
            """The highest rank whose band the mean reaches and whose floors, and those below, are all kept."""
            kept = []
            for rank in range(1, 6):
                band = f"total >= {rules['bands'][rank - 1]}"
                floor = [f"m{one} >= {points}" for one, least, points in floors if least <= rank]
                kept.append(" and ".join([band] + floor))
            cases = " ".join(f"when {kept[rank - 1]} then {rank}" for rank in range(5, 0, -1))
            return f"case {cases} else 0 end"

        means = ", ".join(f"avg(c{one}) as m{one}" for one in criteria)
        total = " + ".join(f"c{one}" for one in criteria)
        query = f"""select before, after, count(*) from (
            select {stars(rules['before'])} as before, {stars(rules['after'])} as after from (
              select avg({total}) as total, {means} from sheets group by product)) group by all"""
        sheets = connection.execute("select count(*) from sheets").fetchone()[0]
        micros, rows = timed(lambda: connection.execute(query).fetchall())
        moved = sorted((f"{before}>{after}", count) for before, after, count in rows)
        return answer(micros, sheets, ",".join(f"{move}:{count}" for move, count in moved))


class Postgres:
    """An events table in PostgreSQL, where it is installed and OCOP_BENCH_POSTGRES names a database."""

    def __init__(self):
        import psycopg2
        self.connection = psycopg2.connect(os.environ["OCOP_BENCH_POSTGRES"])

    def new(self):
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute("drop table if exists events")
            cursor.execute("""create table events (position bigint primary key, stream text not null,
                version bigint not null, type text not null, recorded text not null, effective text,
                data jsonb not null, unique (stream, version))""")

    def append(self, path, file, size):
        from psycopg2.extras import execute_values
        rows = list(events(file))
        self.new()

        def write():
            for batch in batches(rows, int(size)):
                with self.connection, self.connection.cursor() as cursor:
                    execute_values(cursor, "insert into events values %s", batch, page_size=1000)
        return answer(timed(write)[0], len(rows), len(rows))

    def single(self, path, file, count):
        self.new()

        def write(row):
            with self.connection, self.connection.cursor() as cursor:
                cursor.execute("insert into events values (%s,%s,%s,%s,%s,%s,%s)", row)
        return singles(list(events(file, int(count))), write)


SIDES = {"sqlite": SQLite, "eventsourcing": EventSourcing, "duckdb": DuckDB, "postgres": Postgres}
HELP = {"duckdb": "not installed: Sources/OCOPBenchmarks/Peers/setup",
        "eventsourcing": "not installed: Sources/OCOPBenchmarks/Peers/setup",
        "postgres": "not installed, or OCOP_BENCH_POSTGRES names no database"}


def main():
    random.seed(1)
    name = sys.argv[1]
    side, missing = None, None
    try:
        side = SIDES[name]()
    except Exception as error:  # whatever stands in the way of a peer, it is missing
        missing = f"{HELP.get(name, 'not installed')} ({type(error).__name__})"
    for line in sys.stdin:
        words = line.split()
        if words[0] == "hello":
            reply = {"missing": missing} if missing else {"ready": True}
        else:
            reply = getattr(side, words[0])(*words[1:])
        print(json.dumps(reply), flush=True)


main()
