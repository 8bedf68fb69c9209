//! Character references in author text. Entry point: [`decode`].
//!
//! Invariant: a reference is decoded once; what is no reference stays as it is.

/// Puts back what the parser encoded: HTML entities, and the parser's own spelling of `#35;`.
pub(crate) fn decode(raw: &str) -> String {
    let raw = raw
        .replace("ﬂ°°", "&#")
        .replace("ﬂ°", "&")
        .replace("¶ß", ";");
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw.as_str();
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let entity = after
            .split_once(';')
            .and_then(|(name, tail)| Some((entity(name)?, tail)));
        rest = match entity {
            Some((c, tail)) => {
                text.push(c);
                tail
            }
            None => {
                text.push('&');
                after
            }
        };
    }
    text + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        return code.and_then(char::from_u32).filter(|c| !c.is_control());
    }
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "semi" => ';',
        "colon" => ':',
        "num" => '#',
        "hearts" => '♥',
        "infin" => '∞',
        "le" => '≤',
        "ge" => '≥',
        "ne" => '≠',
        "rarr" => '→',
        "larr" => '←',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(
            decode("a &amp;lt; b &lt;i&gt; #35 & c &nosuch; &#0;"),
            "a &lt; b <i> #35 & c &nosuch; &#0;"
        );
        assert_eq!(decode("ﬂ°°35¶ß ﬂ°quot¶ß &#x41;"), "# \" A");
    }
}
