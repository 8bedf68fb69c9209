//! The contrast of every text colour on every ground, in each theme, computed from the style sheet.
//!
//! The formula is that of WCAG 2.2 (relative luminance, contrast ratio). Invariant: a colour that
//! the style sheet names and this test does not know fails it.

use std::collections::BTreeMap;

/// Colours of text, which need 4.5:1 (WCAG 1.4.3).
const TEXTS: [&str; 14] = [
    "color-text",
    "color-muted",
    "color-accent",
    "color-mark",
    "color-ok",
    "color-warn",
    "color-bad",
    "code-comment",
    "code-string",
    "code-number",
    "code-keyword",
    "code-function",
    "code-type",
    "code-variable",
];
/// What they stand on.
const GROUNDS: [&str; 3] = ["color-bg", "color-surface", "color-tint"];
/// Borders of controls, which need 3:1 (WCAG 1.4.11).
const CONTROLS: [&str; 1] = ["color-border-strong"];
/// Colours that nothing has to be told by, and those that are judged below.
const OTHERS: [&str; 3] = ["color-border", "color-glow", "color-on-accent"];

type Palette = BTreeMap<String, String>;

fn base() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../theme/css/base.css");
    std::fs::read_to_string(path).expect("the theme's base.css")
}

/// The declarations of colours in the first rule of this selector.
fn colours(css: &str, selector: &str) -> Palette {
    let (_, rule) = css
        .split_once(&format!("{selector} {{"))
        .expect("the rule is there");
    let (rule, _) = rule.split_once('}').expect("the rule ends");
    let declarations = rule.split(';').filter_map(|line| line.split_once(':'));
    let colours = declarations.filter_map(|(name, value)| {
        let name = name.trim().strip_prefix("--")?;
        let is_colour = name.starts_with("color-") || name.starts_with("code-");
        is_colour.then(|| (name.to_owned(), value.trim().to_owned()))
    });
    colours.collect()
}

/// Light, dark and sepia.
fn themes() -> [(&'static str, Palette); 3] {
    let css = base();
    let both = colours(&css, ":root");
    let pick = |place: usize| {
        let one = |(name, value): (&String, &String)| {
            let pair = value
                .strip_prefix("light-dark(")
                .and_then(|pair| pair.strip_suffix(')'));
            let pair = pair.expect("a colour for light and one for dark");
            let colour = pair.split(',').nth(place).expect("two colours");
            (name.clone(), colour.trim().to_owned())
        };
        both.iter().map(one).collect::<Palette>()
    };
    let mut sepia: Palette = pick(0);
    sepia.extend(colours(&css, ":root[data-theme=\"sepia\"]"));
    [("light", pick(0)), ("dark", pick(1)), ("sepia", sepia)]
}

fn luminance(colour: &str) -> f64 {
    let digits = colour.strip_prefix('#').expect("a colour in hexadecimal");
    let wide: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    let channel = |at: usize| {
        let value = u8::from_str_radix(&wide[at..at + 2], 16).expect("two digits");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_text_can_be_read_on_every_ground_in_every_theme() {
    let mut weak = Vec::new();
    for (theme, palette) in themes() {
        let mut need = |text: &str, ground: &str, least: f64| {
            let found = contrast(&palette[text], &palette[ground]);
            if found < least {
                weak.push(format!(
                    "{theme}: {text} on {ground}: {found:.2}, needed {least}"
                ));
            }
        };
        for ground in GROUNDS {
            TEXTS.iter().for_each(|text| need(text, ground, 4.5));
            CONTROLS
                .iter()
                .for_each(|control| need(control, ground, 3.0));
        }
        need("color-on-accent", "color-accent", 4.5);
        need("color-text", "color-glow", 4.5);
    }
    assert!(weak.is_empty(), "{}", weak.join("\n"));
}

#[test]
fn every_colour_of_the_style_sheet_is_known_here() {
    let known: Vec<&str> = TEXTS
        .into_iter()
        .chain(GROUNDS)
        .chain(CONTROLS)
        .chain(OTHERS)
        .collect();
    for (theme, palette) in themes() {
        let unknown: Vec<_> = palette
            .keys()
            .filter(|name| !known.contains(&name.as_str()))
            .collect();
        assert!(unknown.is_empty(), "{theme}: {unknown:?}");
        assert_eq!(palette.len(), known.len(), "{theme}");
    }
}

#[test]
fn the_formula_is_that_of_the_guidelines() {
    assert!((contrast("#000", "#fff") - 21.0).abs() < 0.001);
    assert!((contrast("#777777", "#fff") - 4.478).abs() < 0.01);
}
