//! Tells a slip of the finger from a wrong answer.
//!
//! [`one_slip`] is the entry point. Invariant: it is symmetric, and a text is never a slip away
//! from itself.

/// Whether one letter too many, too few, mistaken, or two neighbours swapped is all that lies
/// between two texts. A digit is never a slip: 502 is not a misspelt 503.
pub(super) fn one_slip(a: &str, b: &str) -> bool {
    let (a, b) = without_common_ends(a, b);
    let digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if digits(a) || digits(b) {
        return false;
    }
    let (mut left, mut right) = (a.chars(), b.chars());
    let ends = (left.next(), left.next(), right.next(), right.next());
    if left.next().is_some() || right.next().is_some() {
        return false;
    }
    match ends {
        (Some(_), None, None, None) | (None, None, Some(_), None) => true,
        (Some(_), None, Some(_), None) => true,
        (Some(first), Some(second), Some(third), Some(fourth)) => {
            first == fourth && second == third
        }
        _ => false,
    }
}

fn without_common_ends<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let (mut left, mut right) = (a.chars(), b.chars());
    let (mut rest_a, mut rest_b) = (a, b);
    while same(left.next(), right.next()) {
        (rest_a, rest_b) = (left.as_str(), right.as_str());
    }
    (left, right) = (rest_a.chars(), rest_b.chars());
    while same(left.next_back(), right.next_back()) {
        (rest_a, rest_b) = (left.as_str(), right.as_str());
    }
    (rest_a, rest_b)
}

fn same(a: Option<char>, b: Option<char>) -> bool {
    a.is_some() && a == b
}

#[cfg(test)]
mod tests {
    use super::one_slip;

    #[test]
    fn a_slip_is_one_letter_or_one_swap() {
        for slip in [
            "idempotet",
            "idempotentt",
            "idempotant",
            "idempotnet",
            "dempotent",
        ] {
            assert!(one_slip("idempotent", slip), "{slip}");
            assert!(one_slip(slip, "idempotent"), "{slip}");
        }
        for other in ["idempotent", "idemptnt", "impotent", "tnetopmedi", ""] {
            assert!(!one_slip("idempotent", other), "{other}");
        }
    }

    #[test]
    fn digits_are_never_a_slip() {
        assert!(!one_slip("10.0.0.1", "10.0.0.2"));
        assert!(!one_slip("HTTP/1.1", "HTTP/1."));
        assert!(!one_slip("12345", "13245"));
    }
}
