"""Two refunds of 60 on an order of 100, at the same time, through retry.py."""
from psql import DatabaseError, Session
from retry import in_transaction


class Refused(Exception):
    """The business rule says no. It has no SQLSTATE, so it is never retried."""


class Connection:
    """A psql session with the one method that retry.py needs."""

    def __init__(self, name):
        self.session = Session(name)

    def execute(self, statement):
        try:
            return self.session.execute(f"{statement};")
        except DatabaseError as error:
            print(f"{self.session.name}: SQLSTATE {error.sqlstate} from {statement.split()[0]}")
            raise

    def number(self, statement):
        return int(self.execute(statement)[0])


def refund(connection, order_id, amount, meanwhile=lambda: None):
    """Refund, unless it would be more than the order's total."""
    name = connection.session.name
    total = connection.number(f"SELECT total FROM orders WHERE id = {order_id:d}")
    done = connection.number(
        f"SELECT coalesce(sum(amount), 0) FROM refund WHERE order_id = {order_id:d}")
    print(f"{name}: refunded so far {done} of {total}")
    if done + amount > total:
        raise Refused(f"{amount} more would exceed {total}")
    meanwhile()
    connection.execute(
        f"INSERT INTO refund (order_id, amount) VALUES ({order_id:d}, {amount:d})")


def main():
    a, b = Connection("A"), Connection("B")
    disturbances = [lambda: in_transaction(b, lambda tx: refund(tx, 1, 60))]

    def work(connection):
        meanwhile = disturbances.pop() if disturbances else lambda: None
        refund(connection, 1, 60, meanwhile)

    try:
        in_transaction(a, work)
    except Refused as reason:
        print(f"A: refused, {reason}")
    print("on the books:", a.number("SELECT sum(amount) FROM refund WHERE order_id = 1"))
    a.session.close()
    b.session.close()
