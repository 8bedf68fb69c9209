-- One million orders of ten thousand customers: the table that phase 1 measures.
-- Load it into an empty scratch database: psql -d scratch -f orders.sql
CREATE TABLE orders (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id  integer     NOT NULL,
  warehouse_id integer     NOT NULL,
  country_id   integer     NOT NULL,
  total_cents  integer     NOT NULL CHECK (total_cents > 0),
  created_at   timestamptz NOT NULL
);

CREATE TABLE order_lines (
  order_id bigint  NOT NULL REFERENCES orders,
  line_no  integer NOT NULL,
  sku      text    NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (order_id, line_no)
);

-- A customer's orders lie scattered over the table, as they do in life.
-- Each of the 100 warehouses belongs to exactly one of 10 countries.
INSERT INTO orders (customer_id, warehouse_id, country_id, total_cents, created_at)
SELECT n * 7919 % 10000,
       n * 31 % 100,
       n * 31 % 100 / 10,
       500 + n % 20000,
       timestamptz '2026-01-01 00:00:00+00' + n * interval '10 seconds'
FROM generate_series(1::bigint, 1000000) AS n;

INSERT INTO order_lines (order_id, line_no, sku, quantity)
SELECT o, l, 'SKU-' || (o * 3 + l) % 500, 1 + l % 3
FROM generate_series(1::bigint, 1000000) AS o, generate_series(1, 3) AS l;

VACUUM ANALYZE orders;
VACUUM ANALYZE order_lines;
