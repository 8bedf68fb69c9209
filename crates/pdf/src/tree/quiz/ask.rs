//! What a question asks, and room for its answer.

use super::form::{Blank, Kind, Part, Question};
use super::{Maker, strong};
use crate::tree::{Block, BlockKind, Inline, Marks};

impl Maker<'_> {
    /// The prompt, what to do where the prompt alone does not say it, and room for the answer.
    pub(super) fn asked(&self, question: &Question) -> Vec<Block> {
        let mut blocks = match &question.kind {
            Kind::Cloze { blanks } => self.with_blanks(&question.prompt, blanks),
            _ => self.blocks(&question.prompt),
        };
        match &question.kind {
            Kind::Single { choices } | Kind::Multiple { choices } => {
                if matches!(question.kind, Kind::Multiple { .. }) {
                    blocks.push(self.help("quiz_choose_all"));
                }
                let choices = choices.iter().map(|choice| self.blocks(&choice.text));
                blocks.push(self.list(Marks::Letters, choices));
            }
            Kind::TrueFalse { .. } => {
                let both = ["quiz_true", "quiz_false"];
                let both =
                    both.map(|key| vec![self.paragraph(vec![Inline::Text(self.say(key, &[]))])]);
                blocks.push(self.list(Marks::Letters, both));
            }
            Kind::Text { .. } => blocks.push(self.line(None)),
            Kind::Numeric { unit, .. } => blocks.push(self.line(unit.as_deref())),
            Kind::Estimate { unit, .. } => {
                blocks.push(self.help("quiz_order_of_magnitude"));
                blocks.push(self.line(unit.as_deref()));
            }
            Kind::Output {
                code, lang, fails, ..
            } => {
                blocks.push(self.block(BlockKind::Code {
                    caption: String::new(),
                    language: lang.clone(),
                    text: code.trim_end_matches('\n').to_owned(),
                }));
                blocks.push(self.help(match fails {
                    Some(_) => "quiz_prints_or_fails",
                    None => "quiz_prints_what",
                }));
                blocks.push(self.line(None));
            }
            Kind::Order {
                items,
                distractors,
                shown,
                ..
            } => {
                blocks.push(self.help(match distractors.is_empty() {
                    true => "quiz_put_in_order",
                    false => "quiz_put_some_in_order",
                }));
                let part =
                    |id: &String| items.iter().chain(distractors).find(|part| part.id == *id);
                let parts: Vec<&Part> = shown.iter().filter_map(part).collect();
                blocks.push(self.lettered(&parts));
                blocks.push(self.line(None));
            }
            Kind::Match { pairs, shown } => {
                blocks.push(self.help("quiz_find_pairs"));
                let left = pairs.iter().map(|pair| self.blocks(&pair.left));
                blocks.push(self.list(Marks::Numbers(1), left));
                blocks.push(self.lettered(&shown.iter().collect::<Vec<_>>()));
                blocks.push(self.line(None));
            }
            Kind::Cloze { blanks } => {
                blocks.push(self.help("quiz_fill_in"));
                blocks.extend(self.picks(blanks));
            }
            Kind::Free { .. } => {
                blocks.push(self.help("quiz_in_own_words"));
                blocks.push(self.block(BlockKind::Ruled));
            }
        }
        blocks
    }

    /// A line to write on.
    fn line(&self, unit: Option<&str>) -> Block {
        let mut line = vec![
            Inline::Text(format!("{} ", self.say("quiz_your_answer", &[]))),
            Inline::Blank(String::new()),
        ];
        if let Some(unit) = unit {
            let unit = self.say("quiz_in", &[("unit", unit)]);
            line.push(Inline::Text(format!(" {unit}")));
        }
        self.paragraph(line)
    }

    fn lettered(&self, parts: &[&Part]) -> Block {
        self.list(
            Marks::Letters,
            parts.iter().map(|part| self.blocks(&part.text)),
        )
    }

    /// What there is to pick from for each blank that is picked.
    fn picks(&self, blanks: &[Blank]) -> Vec<Block> {
        let picked = blanks.iter().zip(1..);
        let picked = picked.filter(|(blank, _)| !blank.choices.is_empty());
        let total = blanks.len().to_string();
        picked
            .map(|(blank, n): (_, usize)| {
                let values = [("n", &*n.to_string()), ("total", &*total)];
                let name = self.say("quiz_blank", &values);
                let mut line = vec![Inline::Text(format!("{name}: "))];
                for (place, choice) in blank.choices.iter().enumerate() {
                    if place > 0 {
                        line.push(Inline::Text(" / ".to_owned()));
                    }
                    line.push(strong(choice));
                }
                self.paragraph(line)
            })
            .collect()
    }

    /// The text with room in the place of each `{{name}}`.
    fn with_blanks(&self, text: &str, blanks: &[Blank]) -> Vec<Block> {
        let signs = STAND_INS.zip(blanks);
        let without: String = text.chars().filter(|c| !STAND_INS.contains(c)).collect();
        let text = signs.fold(without, |text, (sign, blank)| {
            text.replace(&format!("{{{{{}}}}}", blank.name), &sign.to_string())
        });
        let mut blocks = self.blocks(&text);
        blocks.iter_mut().for_each(open_blanks);
        blocks
    }
}

/// Letters of no script, one for each blank, which Markdown leaves alone.
const STAND_INS: std::ops::RangeInclusive<char> = '\u{e000}'..='\u{e0ff}';

fn number(sign: char) -> u32 {
    u32::from(sign) - u32::from(*STAND_INS.start()) + 1
}

fn open_blanks(block: &mut Block) {
    match &mut block.kind {
        BlockKind::Paragraph(inlines) => open_in(inlines),
        BlockKind::Code { text, .. } => *text = in_code(text),
        BlockKind::Quote(body) | BlockKind::Group(body) => body.iter_mut().for_each(open_blanks),
        BlockKind::List(list) => {
            let items = list.items.iter_mut();
            items.for_each(|item| item.body.iter_mut().for_each(open_blanks));
        }
        BlockKind::Table(table) => {
            let rows = table.head.iter_mut().chain(&mut table.body);
            rows.flatten().flatten().for_each(open_blanks);
        }
        _ => {}
    }
}

fn open_in(inlines: &mut Vec<Inline>) {
    let mut opened = Vec::with_capacity(inlines.len());
    for inline in inlines.drain(..) {
        match inline {
            Inline::Text(text) => {
                let mut rest = text.as_str();
                while let Some(at) = rest.find(|c| STAND_INS.contains(&c)) {
                    let (before, after) = rest.split_at(at);
                    if !before.is_empty() {
                        opened.push(Inline::Text(before.to_owned()));
                    }
                    let mut after = after.chars();
                    if let Some(sign) = after.next() {
                        opened.push(Inline::Blank(number(sign).to_string()));
                    }
                    rest = after.as_str();
                }
                if !rest.is_empty() {
                    opened.push(Inline::Text(rest.to_owned()));
                }
            }
            Inline::Code(code) => opened.push(Inline::Code(in_code(&code))),
            Inline::Styled(style, mut body) => {
                open_in(&mut body);
                opened.push(Inline::Styled(style, body));
            }
            other => opened.push(other),
        }
    }
    *inlines = opened;
}

/// In code there is room for no box.
fn in_code(code: &str) -> String {
    let mut text = String::with_capacity(code.len());
    for c in code.chars() {
        match STAND_INS.contains(&c) {
            true => text.push_str(&format!("__({})__", number(c))),
            false => text.push(c),
        }
    }
    text
}
