"""Run a transaction again when the database asks for it."""
# ANCHOR: retry
import contextlib
import random
import time

RETRYABLE = {"40001", "40P01"}  # serialization_failure, deadlock_detected


def in_transaction(connection, work, attempts=5, base=0.01, cap=0.5):
    """Run work(connection) in a SERIALIZABLE transaction, again if need be.

    work reads everything it decides on inside the transaction, lets database
    errors through, and does nothing that ROLLBACK cannot undo.
    """
    for attempt in range(1, attempts + 1):
        connection.execute("BEGIN ISOLATION LEVEL SERIALIZABLE")
        try:
            result = work(connection)
            connection.execute("COMMIT")  # can fail with 40001, too
            return result
        except BaseException as error:
            with contextlib.suppress(Exception):  # the connection may be gone
                connection.execute("ROLLBACK")
            state = getattr(error, "sqlstate", None)
            if state not in RETRYABLE or attempt == attempts:
                raise
        # Full jitter, so that two losers do not meet again.
        time.sleep(random.uniform(0, min(cap, base * 2**attempt)))
# ANCHOR_END: retry
