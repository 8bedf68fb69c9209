"""Paging, loading and reading a million rows: what the naive versions cost.

pip install "psycopg[binary]"
python3 million_rows.py "host=... dbname=..."   # (re)creates the schema course_phase_4 and leaves it there
python3 million_rows.py "host=... dbname=..." memory fetchall|cursor|server
"""

import json
import resource
import sys
import time
from collections.abc import Callable

import psycopg

ROWS = 1_000_000
PAGE = "SELECT id, placed_at, total_cents FROM orders"
ORDER = "ORDER BY placed_at, id LIMIT 100"
INSERT = "INSERT INTO loaded (customer_id, total_cents, placed_at, note) VALUES (%s, %s, %s, %s)"


def fill(db: psycopg.Connection) -> None:
    db.execute("DROP SCHEMA IF EXISTS course_phase_4 CASCADE")
    db.execute("CREATE SCHEMA course_phase_4")
    db.execute("SET search_path TO course_phase_4")
    db.execute(
        """CREATE TABLE orders (
               id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
               customer_id bigint NOT NULL,
               total_cents bigint NOT NULL,
               placed_at timestamptz NOT NULL,
               note text NOT NULL)"""
    )
    db.execute(
        """INSERT INTO orders (customer_id, total_cents, placed_at, note)
           SELECT mod(i, 100000), mod(i, 10000), timestamptz '2026-01-01' + i * interval '1 second', repeat('n', 60)
           FROM generate_series(1, %s) AS i""",
        (ROWS,),
    )
    db.execute("CREATE INDEX ON orders (placed_at, id)")
    db.execute("VACUUM ANALYZE orders")


def best_ms(run: Callable[[], object], times: int = 5) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def pages(db: psycopg.Connection) -> None:
    for depth in (1_000, 100_000, 900_000):
        last_seen = db.execute(
            "SELECT placed_at, id FROM orders ORDER BY placed_at, id OFFSET %s LIMIT 1", (depth - 1,)
        ).fetchone()

        def by_offset() -> list[tuple]:
            return db.execute(f"{PAGE} {ORDER} OFFSET %s", (depth,)).fetchall()

        def by_key() -> list[tuple]:
            return db.execute(f"{PAGE} WHERE (placed_at, id) > (%s, %s) {ORDER}", last_seen).fetchall()

        if by_offset() != by_key():
            raise AssertionError(f"the two pages after {depth} rows differ")
        print(f"{depth:9,} rows before the page: OFFSET {best_ms(by_offset):6.1f} ms, keyset {best_ms(by_key):4.1f} ms")


def loads(db: psycopg.Connection) -> None:
    row = (1, 999, "2026-01-01T00:00:00Z", "n" * 60)

    def each_commits(n: int) -> None:
        for _ in range(n):
            db.execute(INSERT, row)

    def one_transaction(n: int) -> None:
        with db.transaction():
            each_commits(n)

    def pipelined(n: int) -> None:
        with db.transaction(), db.cursor() as cursor:
            cursor.executemany(INSERT, [row] * n)

    def copy(n: int) -> None:
        with db.cursor() as cursor, cursor.copy(
            "COPY loaded (customer_id, total_cents, placed_at, note) FROM STDIN"
        ) as stream:
            for _ in range(n):
                stream.write_row(row)

    for load, n in ((each_commits, 2_000), (one_transaction, 20_000), (pipelined, 20_000), (copy, 200_000)):
        db.execute("DROP TABLE IF EXISTS loaded")
        db.execute("CREATE TABLE loaded (LIKE orders INCLUDING ALL)")
        start = time.perf_counter()
        load(n)
        print(f"{load.__name__:16} {n / (time.perf_counter() - start):10,.0f} rows a second")


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB


def memory(conninfo: str, how: str) -> None:
    with psycopg.connect(conninfo) as db:
        idle, size = peak_mib(), 0
        query = "SELECT id, customer_id, total_cents, placed_at, note FROM course_phase_4.orders"
        if how == "server":
            cursor = db.cursor(name="export")
            cursor.itersize = 1_000
            rows = cursor.execute(query)
        else:
            rows = db.execute(query)
            if how == "fetchall":
                rows = rows.fetchall()
        for id_, customer, cents, placed_at, note in rows:
            size += len(json.dumps([id_, customer, cents, placed_at.isoformat(), note]))
        print(f"{how:8} idle {idle:4.0f} MiB, peak {peak_mib():4.0f} MiB, {size / 1e6:.0f} MB of JSON")


if __name__ == "__main__":
    if sys.argv[2:3] == ["memory"]:
        memory(sys.argv[1], sys.argv[3])
    else:
        with psycopg.connect(sys.argv[1], autocommit=True) as connection:
            fill(connection)
            pages(connection)
            loads(connection)
