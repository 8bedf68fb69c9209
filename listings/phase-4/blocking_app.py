"""Three handlers that wait 100 ms, and one that does nothing.

pip install fastapi uvicorn
uvicorn blocking_app:app --port 8011 --log-level warning
"""

import asyncio
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/awaits")
async def awaits() -> dict[str, str]:
    await asyncio.sleep(0.1)
    return {"status": "done"}


@app.get("/thread")
def thread() -> dict[str, str]:
    time.sleep(0.1)
    return {"status": "done"}


@app.get("/blocks")
async def blocks() -> dict[str, str]:
    time.sleep(0.1)  # the fault under test
    return {"status": "done"}


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
