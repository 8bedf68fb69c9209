//! Reads numbers as people type them.
//!
//! [`read_quantity`] is the entry point. It takes `1500`, `1,500`, `1 500`, `1.5e3`, `1,5`, `2^20`
//! and `5 × 10^6`, and leaves what follows as the unit. It stands in for the standard library's
//! reader, which is correct to the last bit and ten times as large. Invariant: the value is
//! finite, and between 10^-280 and 10^290 off by less than a part in 10^14.

use super::normalize::is_blank;

/// A number and the unit behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity<'a> {
    /// The number.
    pub value: f64,
    /// What follows it, without blanks at its ends.
    pub unit: &'a str,
}

/// Reads a number and what follows it; `None` if the text does not begin with a number.
pub fn read_quantity(text: &str) -> Option<Quantity<'_>> {
    let mut cursor = Cursor { rest: text };
    cursor.skip_blanks();
    let negative = cursor.take_sign();
    let mut value = cursor.power()?;
    while cursor.take_times() {
        value *= cursor.power()?;
    }
    cursor.skip_blanks();
    let value = if negative { -value } else { value };
    let unit = without_blanks_behind(cursor.rest);
    (value.abs() <= f64::MAX).then_some(Quantity { value, unit })
}

/// Reads a number with nothing behind it.
pub(super) fn read_number(text: &str) -> Option<f64> {
    let quantity = read_quantity(text)?;
    quantity.unit.is_empty().then_some(quantity.value)
}

fn without_blanks_behind(text: &str) -> &str {
    let mut letters = text.chars();
    let mut rest = text;
    while letters.next_back().is_some_and(is_blank) {
        rest = letters.as_str();
    }
    rest
}

/// Digits that count in a double; those behind them only say how large the number is.
const SIGNIFICANT: u32 = 17;

/// A decimal fraction in the making: `digits` times ten to the power of `exponent`.
#[derive(Default)]
struct Decimal {
    digits: f64,
    significant: u32,
    exponent: i32,
    any: bool,
}

impl Decimal {
    /// Takes a digit before the point.
    fn push(&mut self, digit: u8) {
        self.any = true;
        if self.significant >= SIGNIFICANT {
            self.exponent = self.exponent.saturating_add(1);
            return;
        }
        self.digits = self.digits * 10.0 + f64::from(digit);
        self.significant += u32::from(self.digits > 0.0);
    }

    /// Takes a digit behind the point.
    fn push_fraction(&mut self, digit: u8) {
        self.push(digit);
        self.exponent = self.exponent.saturating_sub(1);
    }

    fn value(&self) -> f64 {
        let scale = whole_power(10.0, self.exponent.unsigned_abs());
        // Dividing keeps short fractions exact; multiplying by 10^-n would not.
        if self.digits == 0.0 {
            0.0
        } else if self.exponent < 0 {
            self.digits / scale
        } else {
            self.digits * scale
        }
    }
}

/// By squaring: exact for ten up to 10^22.
fn whole_power(mut base: f64, mut exponent: u32) -> f64 {
    let mut result = 1.0;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result *= base;
        }
        base *= base;
        exponent >>= 1;
    }
    result
}

struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    /// The next character; a zero at the end.
    fn peek(&self) -> char {
        self.rest.chars().next().unwrap_or('\0')
    }

    /// The digit at a byte's index, as a number.
    fn digit(&self, index: usize) -> Option<u8> {
        let byte = self.rest.as_bytes().get(index)?;
        byte.is_ascii_digit().then(|| byte - b'0')
    }

    fn take_digit(&mut self) -> Option<u8> {
        let digit = self.digit(0)?;
        self.skip();
        Some(digit)
    }

    fn skip(&mut self) {
        let mut letters = self.rest.chars();
        letters.next();
        self.rest = letters.as_str();
    }

    fn skip_blanks(&mut self) {
        while is_blank(self.peek()) {
            self.skip();
        }
    }

    /// Takes a sign; true if it is a minus, also in the typesetters' writing.
    fn take_sign(&mut self) -> bool {
        let sign = self.peek();
        let minus = matches!(sign, '-' | '−' | '–');
        if minus || sign == '+' {
            self.skip();
        }
        minus
    }

    /// Takes a multiplication sign, if a number follows it.
    fn take_times(&mut self) -> bool {
        let before = self.rest;
        self.skip_blanks();
        if matches!(self.peek(), '×' | '*' | '·' | 'x') {
            self.skip();
            self.skip_blanks();
            if self.digit(0).is_some() {
                return true;
            }
        }
        self.rest = before;
        false
    }

    /// A decimal, raised to a whole power if one is written.
    fn power(&mut self) -> Option<f64> {
        let base = self.decimal()?;
        if self.peek() != '^' {
            return Some(base);
        }
        self.skip();
        let negative = self.take_sign();
        let power = whole_power(base, self.take_whole()?);
        Some(if negative { 1.0 / power } else { power })
    }

    fn decimal(&mut self) -> Option<f64> {
        let mut decimal = Decimal::default();
        self.whole_part(&mut decimal);
        if self.at_point(decimal.any) {
            self.skip();
            while let Some(digit) = self.take_digit() {
                decimal.push_fraction(digit);
            }
        }
        self.exponent(&mut decimal);
        decimal.any.then(|| decimal.value())
    }

    /// Digits, with separators of thousands if the first group has one to three and no zero first.
    fn whole_part(&mut self, decimal: &mut Decimal) {
        let mut digits = 0;
        loop {
            let grouped = (1..=3).contains(&digits) && decimal.digits > 0.0;
            if grouped && self.at_group() {
                self.skip();
                digits = 0;
            }
            let Some(digit) = self.take_digit() else {
                return;
            };
            decimal.push(digit);
            digits += 1;
        }
    }

    /// Whether a separator of thousands stands here: exactly three digits follow it.
    fn at_group(&self) -> bool {
        let separator = self.peek();
        let width = separator.len_utf8();
        matches!(
            separator,
            ',' | '_' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'
        ) && self.digit(width).is_some()
            && self.digit(width + 1).is_some()
            && self.digit(width + 2).is_some()
            && self.digit(width + 3).is_none()
    }

    /// Whether a decimal point, or a comma in its place, stands here.
    fn at_point(&self, digits_before: bool) -> bool {
        let digit_behind = self.digit(1).is_some();
        match self.peek() {
            '.' => digits_before || digit_behind,
            ',' => digits_before && digit_behind,
            _ => false,
        }
    }

    /// Takes `e6` or `e-6`; an `e` without digits is left for the unit.
    fn exponent(&mut self, decimal: &mut Decimal) {
        let before = self.rest;
        if !matches!(self.peek(), 'e' | 'E') {
            return;
        }
        self.skip();
        let negative = self.take_sign();
        match self.take_whole() {
            Some(digits) => {
                let change = digits.min(100_000).cast_signed();
                let change = if negative { -change } else { change };
                decimal.exponent = decimal.exponent.saturating_add(change);
            }
            None => self.rest = before,
        }
    }

    fn take_whole(&mut self) -> Option<u32> {
        let mut value = u32::from(self.take_digit()?);
        while let Some(digit) = self.take_digit() {
            value = value.saturating_mul(10).saturating_add(u32::from(digit));
        }
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(f64, &str)> {
        read_quantity(text).map(|quantity| (quantity.value, quantity.unit))
    }

    #[test]
    fn people_write_numbers_in_many_ways() {
        for (text, value) in [
            ("500", 500.0),
            (" 500.0 ", 500.0),
            ("5e2", 500.0),
            ("1,500", 1500.0),
            ("12 345 678", 12_345_678.0),
            ("1_000", 1000.0),
            ("1'000.5", 1000.5),
            ("0,5", 0.5),
            ("0,500", 0.5),
            ("1,5", 1.5),
            ("1234,567", 1234.567),
            (".25", 0.25),
            ("−5", -5.0),
            ("+5", 5.0),
            ("2^20", 1_048_576.0),
            ("5 × 10^6", 5e6),
            ("5*10^-3", 5e-3),
            ("4 x 1024", 4096.0),
            ("1E-3", 0.001),
        ] {
            assert_eq!(read(text), Some((value, "")), "{text}");
        }
    }

    #[test]
    fn what_follows_is_the_unit() {
        assert_eq!(read("500 kB"), Some((500.0, "kB")));
        assert_eq!(read("40ms"), Some((40.0, "ms")));
        assert_eq!(read("99.9 %"), Some((99.9, "%")));
        assert_eq!(read("3x"), Some((3.0, "x")));
        assert_eq!(read("5 events"), Some((5.0, "events")));
        assert_eq!(read("5e"), Some((5.0, "e")));
        assert_eq!(read("1.000.000"), Some((1.0, ".000")));
    }

    #[test]
    fn no_number_is_no_number() {
        for text in ["", "-", ".", "kB", "e5", ",5", "1e999", "9^999", "^2"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
