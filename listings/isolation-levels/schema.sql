-- ANCHOR: tables
CREATE TABLE product (
    sku   text PRIMARY KEY,
    price int  NOT NULL CHECK (price >= 0),
    stock int  NOT NULL CHECK (stock >= 0)
);
CREATE TABLE orders (
    id     int  PRIMARY KEY,
    status text NOT NULL,
    total  int  NOT NULL CHECK (total >= 0)
);
CREATE TABLE refund (
    id       int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id int NOT NULL REFERENCES orders,
    amount   int NOT NULL CHECK (amount > 0)
);
CREATE TABLE payment (
    id     int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day    int NOT NULL,
    amount int NOT NULL CHECK (amount > 0)
);
CREATE TABLE book_day (day int NOT NULL);

INSERT INTO product VALUES ('lamp', 40, 10), ('desk', 300, 1);
INSERT INTO orders  VALUES (1, 'paid', 100), (2, 'pending', 40);
INSERT INTO payment (day, amount) VALUES (1, 100);
INSERT INTO book_day VALUES (1);
-- ANCHOR_END: tables
