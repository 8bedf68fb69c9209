//! Hashes as they stand in names and lists: [`digits`].

/// The first `bytes` bytes of a hash, in hexadecimal digits.
pub(crate) fn digits(hash: &[u8], bytes: usize) -> String {
    let bytes = hash.iter().take(bytes);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn a_byte_is_two_digits() {
        assert_eq!(digits(&[0, 10, 255], 2), "000a");
        assert_eq!(digits(&[0, 10, 255], 9), "000aff");
    }
}
