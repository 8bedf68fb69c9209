"""How late does a 10 ms timer fire while 20 handlers each wait 100 ms?"""

import asyncio
import time


async def blocking_handler() -> None:
    time.sleep(0.1)  # a driver without async support, an SDK call, a big json.loads


async def awaiting_handler() -> None:
    await asyncio.sleep(0.1)


async def threaded_handler() -> None:
    await asyncio.to_thread(time.sleep, 0.1)


async def worst_lag(handler) -> float:
    """Run 20 handlers beside a timer and return the longest lateness in seconds."""
    work = asyncio.gather(*(handler() for _ in range(20)))
    worst = 0.0
    while not work.done():
        before = time.perf_counter()
        await asyncio.sleep(0.010)
        worst = max(worst, time.perf_counter() - before - 0.010)
    await work
    return worst


async def main() -> None:
    for handler in (blocking_handler, awaiting_handler, threaded_handler):
        lag = await worst_lag(handler)
        print(f"{handler.__name__:17} timer late by up to {lag * 1000:6.1f} ms")


if __name__ == "__main__":
    asyncio.run(main())
