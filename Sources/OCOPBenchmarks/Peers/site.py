"""The same products as a site of Datasette (datasette.io): an SQLite file with its tables, keys and indexes, served on loopback.

    site.py make PRODUCTS.csv GRANTS.csv FILE.db      the file, and its settings beside it
    site.py serve FILE.db PORT                        until the process ends
"""
import csv
import json
import os
import sqlite3
import sys

STARS = """
select level, sum(stars = 1) as s1, sum(stars = 2) as s2, sum(stars = 3) as s3, sum(stars = 4) as s4, sum(stars = 5) as s5,
  count(*) as products from grants where from_day <= :day and through_day >= :day group by level order by level
"""


def make(products, grants, path):
    if os.path.exists(path):
        os.remove(path)
    db = sqlite3.connect(path)
    db.executescript("""
        create table products (id integer primary key, name text, producer text, district text, commune text, stars integer,
            since text, valid_until text, status text);
        create table grants (id integer primary key, product integer references products (id), state text, stars integer,
            from_day text, through_day text, act text, decision text, level text, position integer);
    """)
    with open(products, encoding="utf-8", newline="") as rows:
        db.executemany("insert into products values (?,?,?,?,?,?,?,?,?)", csv.reader(rows))
    with open(grants, encoding="utf-8", newline="") as rows:
        db.executemany(
            "insert into grants (product, state, stars, from_day, through_day, act, decision, level, position)"
            " values (?,?,?,?,?,?,?,?,?)", csv.reader(rows))
    # What each question needs, so that none goes through more than it must.
    db.executescript("""
        create index grants_product on grants (product);
        create index grants_days on grants (from_day, through_day, level, stars);
        analyze;
    """)
    db.commit()
    db.execute("vacuum")
    db.close()
    product = "select * from grants where product = :id order by from_day"
    settings = {"databases": {"site": {"queries": {"stars": {"sql": STARS}, "history": {"sql": product}}}}}
    with open(path + ".json", "w", encoding="utf-8") as file:
        json.dump(settings, file)


def serve(path, port):
    sys.argv = ["datasette", "serve", "-i", path, "--metadata", path + ".json", "--port", port, "--setting",
                "sql_time_limit_ms", "60000", "--setting", "suggest_facets", "off", "--setting", "default_facet_size", "3"]
    from datasette.cli import cli
    cli()


if sys.argv[1] == "make":
    make(*sys.argv[2:5])
else:
    serve(*sys.argv[2:4])
