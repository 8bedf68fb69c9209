//! [`exp`] and [`ln`], to twelve digits.
//!
//! The standard library's are exact to the last bit, from tables, and together several times as
//! large in the browser; here they are series. Invariant: no argument makes them panic; between
//! the bounds that they name they are right.

use std::f64::consts::LN_2;

const MANTISSA_BITS: u32 = 52;
const EXPONENT_BIAS: i64 = 1023;

/// e to the power of `x`, for an `x` between -700 and 700.
pub(super) fn exp(x: f64) -> f64 {
    let doublings = (x / LN_2).floor();
    let rest = x - doublings * LN_2;
    let mut sum = 1.0;
    for term in (1..=15).rev() {
        sum = 1.0 + sum * rest / f64::from(term);
    }
    let exponent = doublings as i64 + EXPONENT_BIAS;
    sum * f64::from_bits((exponent << MANTISSA_BITS) as u64)
}

/// The natural logarithm of a positive number that is not denormal.
pub(super) fn ln(x: f64) -> f64 {
    let doublings = (x.to_bits() >> MANTISSA_BITS) as i64 - EXPONENT_BIAS;
    let mantissa = x * f64::from_bits(((EXPONENT_BIAS - doublings) << MANTISSA_BITS) as u64);
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let mut power = ratio;
    let mut sum = 0.0;
    for term in 0..13 {
        sum += power / f64::from(2 * term + 1);
        power *= ratio * ratio;
    }
    doublings as f64 * LN_2 + 2.0 * sum
}
