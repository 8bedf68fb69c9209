"""A thousand clients lose their server at the same moment. How do they come back?

The server takes 20 calls in each 10 ms and refuses the others at once.
A refused client waits, as its policy says, and calls again.
"""

import random
from collections import Counter
from typing import Callable

CLIENTS = 1_000
CAPACITY = 20  # calls served in one tick
TICK_MS = 10
BASE_MS, CAP_MS = 100, 3_200
RANDOM = random.Random(1)  # a fixed seed: the same storm at every run


def fixed(attempt: int) -> float:
    return BASE_MS


def exponential(attempt: int) -> float:
    return min(CAP_MS, BASE_MS * 2**attempt)


def full_jitter(attempt: int) -> float:
    return RANDOM.random() * exponential(attempt)


def simulate(delay_ms: Callable[[int], float]) -> tuple[int, int, float]:
    """Return all calls made, the most calls in one tick, and the seconds until all are served."""
    due: dict[int, list[int]] = {0: [0] * CLIENTS}  # tick -> attempts made by the clients that call then
    calls: Counter[int] = Counter()
    tick = 0
    while due:
        callers = due.pop(tick, [])
        calls[tick] = len(callers)
        for attempt in callers[CAPACITY:]:
            later = tick + max(1, round(delay_ms(attempt) / TICK_MS))
            due.setdefault(later, []).append(attempt + 1)
        tick += 1
    return calls.total(), max(list(calls.values())[1:]), tick * TICK_MS / 1000


if __name__ == "__main__":
    print("policy        calls made   most in one later tick   all served after")
    for policy in (fixed, exponential, full_jitter):
        calls, peak, seconds = simulate(policy)
        print(f"{policy.__name__:12} {calls:11,} {peak:24,} {seconds:16.1f} s")
