"""Consistent hashing against hash mod n: how evenly the keys lie, and how many move.

A node has POINTS places on a circle of 2**64; a key belongs to the next place after its hash.
"""
import bisect
import hashlib

NODES, KEYS, RINGS = 24, 20_000, 50


def place(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def ring(nodes: int, points: int, seed: int = 0) -> list[tuple[int, int]]:
    return sorted((place(f"{seed}/{node}/{i}"), node) for node in range(nodes) for i in range(points))


def owner(circle: list[tuple[int, int]], key: int) -> int:
    return circle[bisect.bisect_left(circle, (key, -1)) % len(circle)][1]


def largest_share(circle: list[tuple[int, int]], nodes: int) -> float:
    """The share of the fullest node, in multiples of the mean."""
    share = [0] * nodes
    before = circle[-1][0] - 2**64
    for at, node in circle:
        share[node] += at - before
        before = at
    return max(share) * nodes / 2**64


def main() -> None:
    print(f"fullest of {NODES} nodes, in multiples of the mean ({RINGS} rings)")
    for points in (1, 10, 100):
        shares = [largest_share(ring(NODES, points, seed), NODES) for seed in range(RINGS)]
        print(f"  {points:3} points a node: {sum(shares) / RINGS:.2f}")
    keys = [place(f"key {i}") for i in range(KEYS)]
    full, less = ring(NODES, 100), ring(NODES - 1, 100)
    by_ring = sum(owner(full, key) != owner(less, key) for key in keys)
    by_mod = sum(key % NODES != key % (NODES - 1) for key in keys)
    print(f"keys that move when node {NODES} of {NODES} is lost")
    print(f"  ring:  {by_ring / KEYS:.1%}")
    print(f"  mod n: {by_mod / KEYS:.1%}")


if __name__ == "__main__":
    main()
