//! MathML that can stand in a Markdown text and obeys the pages' policy.
//!
//! [`for_markdown`] is the entry point.

/// Declarations that the converter writes, and the classes that stand for them here; others are
/// left out, which costs a colour or a line and never the formula.
const CLASSES: [(&str, &str); 8] = [
    ("text-align: left", "math-l"),
    ("text-align: right", "math-r"),
    ("padding-left: 0", "math-pl"),
    ("padding-right: 0", "math-pr"),
    ("padding-top: 0", "math-pv"),
    ("padding-left:1em", "math-gap"),
    ("width: 50%", "math-half"),
    ("width: 100%", "math-full"),
];

/// The MathML on one line, without `style` attributes, and with every sign of its text that
/// Markdown could read as a reference.
pub(super) fn for_markdown(mathml: &str) -> String {
    let mut markup = String::with_capacity(mathml.len() * 2);
    let mut rest = mathml;
    while let Some(open) = rest.find('<') {
        push_text(&mut markup, &rest[..open]);
        let end = rest[open..]
            .find('>')
            .map_or(rest.len(), |end| open + end + 1);
        push_tag(&mut markup, &rest[open..end]);
        rest = &rest[end..];
    }
    push_text(&mut markup, rest);
    markup
}

fn push_tag(markup: &mut String, tag: &str) {
    let Some((before, style)) = tag.split_once(" style=\"") else {
        markup.push_str(tag);
        return;
    };
    let (style, after) = style.split_once('"').unwrap_or((style, ">"));
    let classes = CLASSES
        .iter()
        .filter(|(declaration, _)| style.split(';').any(|own| own.trim() == *declaration));
    let classes: Vec<_> = classes.map(|(_, class)| *class).collect();
    markup.push_str(before);
    if !classes.is_empty() {
        markup.push_str(&format!(" class=\"{}\"", classes.join(" ")));
    }
    markup.push_str(after);
}

fn push_text(markup: &mut String, text: &str) {
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            // A reference already.
            '&' => {
                markup.push('&');
                for c in characters.by_ref() {
                    markup.push(c);
                    if c == ';' {
                        break;
                    }
                }
            }
            '\n' | '\r' => markup.push(' '),
            c if c.is_ascii_punctuation() => markup.push_str(&format!("&#{};", u32::from(c))),
            c => markup.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::for_markdown;

    #[test]
    fn styles_become_classes_and_signs_references() {
        let mathml = "<math><mtd style=\"text-align: left;color:#fff;\"><mo>*</mo><mo>&lt;</mo></mtd><mrow style=\"color:#f00;\"><mi>x</mi></mrow></math>";
        assert_eq!(
            for_markdown(mathml),
            "<math><mtd class=\"math-l\"><mo>&#42;</mo><mo>&lt;</mo></mtd><mrow><mi>x</mi></mrow></math>"
        );
    }
}
