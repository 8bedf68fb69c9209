"""Drive psql over pipes. Python standard library only."""
import os
import re
import select
import subprocess
import time

DONE = "@@done"
ERROR = re.compile(r"^(?:ERROR|FATAL):\s+(?P<state>[0-9A-Z]{5}):\s+(?P<text>.*)$")
# A verbose error goes on after its first line: DETAIL, HINT and the like, with process
# ids and source lines in them, until LOCATION. None of that is kept.
MORE = re.compile(r"^(?:DETAIL|HINT|CONTEXT|LINE \d+|LOCATION|[A-Z ]+ NAME):")


class DatabaseError(Exception):
    def __init__(self, sqlstate, message):
        super().__init__(f"{sqlstate}: {message}")
        self.sqlstate = sqlstate


class Session:
    """One psql process: one connection to the server."""

    def __init__(self, name):
        self.name = name
        self.buffer = ""
        self.waiting = False
        self.process = subprocess.Popen(
            ["psql", "-X", "-A", "-t", "-v", "VERBOSITY=verbose", "-P", "pager=off"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self.pid = int(self.ask("SELECT pg_backend_pid();")[0])

    def send(self, statement):
        """Hand one statement to psql and do not wait for it."""
        self.process.stdin.write(f"{statement}\n\\echo {DONE}\n".encode())
        self.process.stdin.flush()
        self.waiting = True

    def poll(self, seconds):
        """What the statement printed, as lines; None while it is not finished."""
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        if ready:
            chunk = os.read(self.process.stdout.fileno(), 65536)
            if not chunk:
                raise RuntimeError(f"psql of session {self.name} ended: {self.buffer}")
            self.buffer += chunk.decode()
        if f"{DONE}\n" not in self.buffer:
            return None
        text, self.buffer = self.buffer.split(f"{DONE}\n", 1)
        self.waiting = False
        kept, more = [], False
        for line in text.splitlines():
            more = more or MORE.match(line) is not None
            if not more:
                kept.append(line)
            more = more and not line.startswith("LOCATION:")
        return kept

    def ask(self, statement, seconds=30):
        """Run a statement to its end; raise if it takes too long."""
        self.send(statement)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            lines = self.poll(0.1)
            if lines is not None:
                return lines
        raise TimeoutError(f"session {self.name} still runs after {seconds} s: {statement}")

    def execute(self, statement):
        """Like `ask`, for programs: errors are raised, with their SQLSTATE."""
        lines = self.ask(statement)
        for line in lines:
            match = ERROR.match(line)
            if match:
                raise DatabaseError(match["state"], match["text"])
        return lines

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)
