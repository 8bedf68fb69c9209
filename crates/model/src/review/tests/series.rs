//! The series hold what they name.

use proptest::prelude::*;

use super::super::math::{exp, ln};

proptest! {
    #[test]
    fn powers_of_e_are_right_to_twelve_digits(x in -700.0..700.0_f64) {
        prop_assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn logarithms_are_right_to_twelve_digits(exponent in -1000..1000_i32, mantissa in 1.0..2.0_f64) {
        let x = mantissa * f64::from(exponent).exp2();
        let error = (ln(x) - x.ln()).abs();
        prop_assert!(error < 1e-12 * x.ln().abs().max(1.0));
    }

    #[test]
    fn no_argument_makes_them_panic(bits: u64) {
        let x = f64::from_bits(bits);
        let _ = (exp(x), ln(x));
    }
}
