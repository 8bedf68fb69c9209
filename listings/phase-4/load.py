"""100 calls at once of each handler of blocking_app.py, and one of /health 20 ms later.

Speaks HTTP/1.1 over plain sockets, so that the client costs less than what it measures.
"""

import asyncio
import time

HOST, PORT = "127.0.0.1", 8011
CLIENTS = 100


class Client:
    """One keep-alive connection."""

    @classmethod
    async def connect(cls) -> "Client":
        client = cls()
        client.reader, client.writer = await asyncio.open_connection(HOST, PORT)
        await client.get("/health")
        return client

    async def get(self, path: str) -> float:
        """Return the seconds until the whole answer is here."""
        start = time.perf_counter()
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        await self.writer.drain()
        status, *fields = (await self.reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
        if b" 200 " not in status:
            raise RuntimeError(f"{path}: {status.decode()}")
        length = next(int(f.split(b":")[1]) for f in fields if f.startswith(b"content-length:"))
        await self.reader.readexactly(length)
        return time.perf_counter() - start

    async def close(self) -> None:
        self.writer.close()
        await self.writer.wait_closed()


async def measure(path: str) -> None:
    clients = [await Client.connect() for _ in range(CLIENTS)]
    prober = await Client.connect()
    calls = asyncio.gather(*(client.get(path) for client in clients))
    await asyncio.sleep(0.02)
    health = await prober.get("/health")
    last = max(await calls)
    print(f"{path:8} last answer {last:5.2f} s   /health meanwhile {health * 1000:8.1f} ms")
    for client in [*clients, prober]:
        await client.close()


async def main() -> None:
    for path in ("/awaits", "/thread", "/blocks"):
        await measure(path)


if __name__ == "__main__":
    asyncio.run(main())
