"""Play the histories, in order, against the server that PGHOST names.

A history is a text file. A line `A> statement` is typed in session A; a line that
begins with two blanks continues the statement; a line `-- ...` is a remark. The
transcript shows each statement, and after `A|` what psql printed for it. A session
that has to wait for another one says so, and its output follows when it goes on.
"""
import pathlib
import re
import textwrap
import time

import refund
from psql import Session

HERE = pathlib.Path(__file__).resolve().parent
INDENT = {"A": "", "B": "    ", "C": "        "}
ECHO = {"BEGIN", "COMMIT", "ROLLBACK"}   # tags that say nothing when the command said it
PATIENCE = 30                            # seconds before a history is given up


def read_history(path):
    """The title and the steps of a history: (session or None, [lines])."""
    lines = path.read_text().splitlines()
    title = lines[0].removeprefix("# ")
    steps = []
    for line in lines[1:]:
        typed = re.match(r"^([ABC])> (.+)$", line)
        if typed:
            steps.append((typed[1], [typed[2]]))
        elif line.startswith("  ") and steps and steps[-1][0]:
            steps[-1][1].append(line)
        elif line.startswith("--"):
            steps.append((None, [line]))
        elif line.strip():
            raise ValueError(f"{path.name}: not a step: {line}")
    return title, steps


def show(name, statement, lines):
    first = statement.split(";")[0].split()[0].upper()
    for line in lines:
        if line in ECHO and line == first:
            continue
        for part in textwrap.wrap(line, 70, subsequent_indent="  ", break_on_hyphens=False):
            print(f"{INDENT[name]}{name}| {part}")


def finish(session, observer):
    """Wait until the statement is done, or waits for a lock. Its lines, or None."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        lines = session.poll(0.02)
        if lines is not None:
            return lines
        blocked_by = blockers(session.pid, observer)
        if blocked_by and not any(str(session.pid) in blockers(pid, observer) for pid in blocked_by):
            return None                  # it waits; in a circle, the server ends the wait
    raise TimeoutError(f"session {session.name} neither finished nor waited for a lock")


def blockers(pid, observer):
    """The process ids, as text, that the process waits for."""
    return observer.ask(f"SELECT DISTINCT unnest(pg_blocking_pids({pid}));")


def play(path):
    title, steps = read_history(path)
    observer = Session("observer")
    observer.ask("SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
    observer.execute((HERE / "schema.sql").read_text())
    sessions, running = {}, {}
    name_of = {}
    print(f"== {title}")
    anchor = path.stem.split("-", 1)[1]               # 04-lost-update -> lost-update
    print(f"# ANCHOR: {anchor}")
    for name, lines in steps:
        if name is None:
            print(*lines, sep="\n")
            continue
        if name not in sessions:
            sessions[name] = Session(name)
            name_of[str(sessions[name].pid)] = name
        session, statement = sessions[name], "\n".join(lines)
        if session.waiting:
            raise RuntimeError(f"{path.name}: session {name} still waits, it cannot run: {statement}")
        print(f"{INDENT[name]}{name}> {lines[0]}")
        for line in lines[1:]:
            print(f"{INDENT[name]}{line}")
        session.send(statement)
        running[name] = statement
        output = finish(session, observer)
        if output is None:
            names = sorted({name_of[pid] for pid in blockers(session.pid, observer)})
            print(f"{INDENT[name]}-- {name} waits for {' and '.join(names)}")
        else:
            show(name, running.pop(name), output)
        for other in sorted(running):                 # who goes on because of this step?
            if other == name:
                continue
            output = finish(sessions[other], observer)
            if output is not None:
                show(other, running.pop(other), output)
    print(f"# ANCHOR_END: {anchor}")
    print()
    if running:
        raise RuntimeError(f"{path.name}: ended while {sorted(running)} waited")
    for session in [*sessions.values(), observer]:
        session.close()


def main():
    for path in sorted((HERE / "histories").glob("*.txt")):
        play(path)
    observer = Session("observer")
    observer.ask("SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
    observer.execute((HERE / "schema.sql").read_text())
    observer.close()
    print("== The retry loop of retry.py, disturbed once")
    print("# ANCHOR: retry-run")
    refund.main()
    print("# ANCHOR_END: retry-run")


if __name__ == "__main__":
    main()
