//! What is right in a question, and why, for the key at the book's end.

use super::form::{Band, Blank, Choice, Criterion, Kind, Pair, Part, Question, Wrong};
use super::{Maker, letter, strong};
use crate::tree::{Block, BlockKind, Inline, Marks};

impl Maker<'_> {
    /// The answer, a reason for each choice or foreseen mistake, and the explanation.
    pub(super) fn answer(&self, question: &Question) -> Vec<Block> {
        let mut blocks = self.of_kind(&question.kind);
        if let Some(explanation) = &question.explanation {
            blocks.extend(self.blocks(explanation));
        }
        blocks
    }

    fn of_kind(&self, kind: &Kind) -> Vec<Block> {
        match kind {
            Kind::Single { choices } | Kind::Multiple { choices } => {
                vec![self.of_choices(choices)]
            }
            Kind::TrueFalse {
                answer,
                when_true,
                when_false,
            } => {
                let both = [(*answer, when_true), (!*answer, when_false)];
                let both = both.map(|(right, reason)| self.judged(right, reason.as_deref()));
                vec![self.list(Marks::Letters, both)]
            }
            Kind::Text {
                answer,
                accept,
                wrong,
            } => self.of_value(answer, "", accept, wrong),
            Kind::Numeric {
                answer,
                unit,
                tolerance,
                wrong,
            } => {
                let note = match tolerance.as_str() {
                    "" => String::new(),
                    tolerance => format!("± {tolerance}"),
                };
                self.of_value(&with_unit(answer, unit.as_deref()), &note, &[], wrong)
            }
            Kind::Estimate {
                answer,
                unit,
                bands,
                wrong,
            } => {
                let note: Vec<_> = bands.iter().map(|band| self.band(band)).collect();
                let value = with_unit(answer, unit.as_deref());
                self.of_value(&value, &note.join("; "), &[], wrong)
            }
            Kind::Order {
                items,
                distractors,
                groups,
                shown,
            } => self.of_order(items, distractors, groups, shown),
            Kind::Match { pairs, shown } => vec![self.of_pairs(pairs, shown)],
            Kind::Cloze { blanks } => vec![self.of_blanks(blanks)],
            Kind::Output {
                answer,
                accept,
                line,
                contains,
                wrong,
                ..
            } => {
                let mut blocks = match answer {
                    Some(printed) => self.printed(printed, accept),
                    None => vec![self.failure(*line, contains.as_deref())],
                };
                blocks.extend(self.foreseen(wrong));
                blocks
            }
            Kind::Free { model, rubric } => self.of_free(model, rubric),
        }
    }

    fn of_choices(&self, choices: &[Choice]) -> Block {
        let reasons = choices
            .iter()
            .map(|choice| self.judged(choice.correct, choice.feedback.as_deref()));
        self.list(Marks::Letters, reasons)
    }

    /// "Right." or "Wrong." and why.
    fn judged(&self, right: bool, reason: Option<&str>) -> Vec<Block> {
        let word = self.say(if right { "quiz_right" } else { "quiz_wrong" }, &[]);
        let word = match right {
            true => strong(format!("{word}.")),
            false => Inline::Text(format!("{word}.")),
        };
        self.labelled(vec![word], reason)
    }

    /// A label and the text behind it, in one paragraph where the text is one.
    fn labelled(&self, mut label: Vec<Inline>, text: Option<&str>) -> Vec<Block> {
        let mut blocks = text.map_or_else(Vec::new, |text| self.blocks(text));
        if let Some(Block {
            kind: BlockKind::Paragraph(first),
            ..
        }) = blocks.first_mut()
        {
            label.push(Inline::Text(" ".to_owned()));
            label.append(first);
            *first = label;
            return blocks;
        }
        blocks.insert(0, self.paragraph(label));
        blocks
    }

    fn of_value(&self, value: &str, note: &str, also: &[String], wrong: &[Wrong]) -> Vec<Block> {
        let right = self.say("quiz_right_answer", &[]);
        let mut line = vec![Inline::Text(format!("{right}: ")), strong(value)];
        if !note.is_empty() {
            line.push(Inline::Text(format!(" ({note})")));
        }
        line.extend(self.also(also));
        let mut blocks = vec![self.paragraph(line)];
        blocks.extend(self.foreseen(wrong));
        blocks
    }

    /// "; also this, that".
    fn also(&self, also: &[String]) -> Vec<Inline> {
        let word = self.say("quiz_also", &[]);
        let mut line = Vec::new();
        for (place, value) in also.iter().enumerate() {
            let before = if place == 0 {
                format!("; {word} ")
            } else {
                ", ".to_owned()
            };
            line.push(Inline::Text(before));
            line.push(strong(value));
        }
        line
    }

    /// The mistakes that were foreseen, and what is wrong with them.
    fn foreseen(&self, wrong: &[Wrong]) -> Option<Block> {
        if wrong.is_empty() {
            return None;
        }
        let rules = wrong.iter().map(|rule| match &rule.shown {
            Some(shown) => self.labelled(vec![strong(format!("{shown}:"))], Some(&rule.feedback)),
            None => self.blocks(&rule.feedback),
        });
        Some(self.list(Marks::Bullets, rules))
    }

    fn band(&self, band: &Band) -> String {
        let factor = ("factor", band.within.as_str());
        match band.score {
            100 => self.say("quiz_within", &[factor]),
            score => self.say("quiz_within_part", &[factor, ("score", &score.to_string())]),
        }
    }

    fn of_order(
        &self,
        items: &[Part],
        distractors: &[Part],
        groups: &[Vec<String>],
        shown: &[String],
    ) -> Vec<Block> {
        let letter_of = |id: &str| {
            let place = shown.iter().position(|own| own == id);
            place.map(letter).unwrap_or_default()
        };
        let right: Vec<_> = items.iter().map(|item| letter_of(&item.id)).collect();
        let order = self.say("quiz_right_order", &[]);
        let mut line = vec![Inline::Text(format!("{order}: ")), strong(right.join(", "))];
        for group in groups {
            let letters: Vec<_> = group.iter().map(|id| letter_of(id)).collect();
            let any = self.say("quiz_any_order", &[("letters", &letters.join(", "))]);
            line.push(Inline::Text(format!(" ({any})")));
        }
        let mut blocks = vec![self.paragraph(line)];
        if !distractors.is_empty() {
            let not_in = self.say("quiz_not_in_order", &[]);
            let others = distractors.iter().map(|other| {
                let label = format!("{} {not_in}.", letter_of(&other.id));
                self.labelled(vec![strong(label)], other.feedback.as_deref())
            });
            blocks.push(self.list(Marks::Bullets, others));
        }
        blocks
    }

    fn of_pairs(&self, pairs: &[Pair], shown: &[Part]) -> Block {
        let reasons = pairs.iter().map(|pair| {
            let place = shown.iter().position(|part| part.id == pair.right_id);
            let label = strong(place.map(letter).unwrap_or_default());
            self.labelled(vec![label], pair.feedback.as_deref())
        });
        self.list(Marks::Numbers(1), reasons)
    }

    fn of_blanks(&self, blanks: &[Blank]) -> Block {
        let answers = blanks.iter().map(|blank| {
            let mut line = vec![strong(&blank.answer)];
            line.extend(self.also(&blank.accept));
            vec![self.paragraph(line)]
        });
        self.list(Marks::Numbers(1), answers)
    }

    fn printed(&self, printed: &str, accept: &[String]) -> Vec<Block> {
        if printed.trim().is_empty() {
            return vec![self.word("quiz_prints_nothing")];
        }
        let mut blocks = vec![self.word("quiz_prints"), self.verbatim(printed)];
        for other in accept {
            let also = self.say("quiz_also", &[]);
            blocks.push(self.paragraph(vec![Inline::Text(format!("{also}:"))]));
            blocks.push(self.verbatim(other));
        }
        blocks
    }

    fn word(&self, key: &str) -> Block {
        self.paragraph(vec![Inline::Text(self.say(key, &[]))])
    }

    fn verbatim(&self, text: &str) -> Block {
        self.block(BlockKind::Code {
            caption: String::new(),
            language: String::new(),
            text: text.trim_end().to_owned(),
        })
    }

    /// How the program fails, in words.
    fn failure(&self, line: Option<u32>, contains: Option<&str>) -> Block {
        let mut text = match line {
            Some(line) => self.say("quiz_fails_at", &[("line", &line.to_string())]),
            None => self.say("quiz_fails", &[]),
        };
        if let Some(message) = contains {
            text.push(' ');
            text.push_str(&self.say("quiz_fails_with", &[("text", message)]));
        }
        self.paragraph(vec![Inline::Text(text)])
    }

    fn of_free(&self, model: &str, rubric: &[Criterion]) -> Vec<Block> {
        let title = |key: &str| self.paragraph(vec![strong(format!("{}:", self.say(key, &[])))]);
        let mut blocks = vec![title("quiz_model")];
        blocks.extend(self.blocks(model));
        if !rubric.is_empty() {
            blocks.push(title("quiz_rubric"));
            let criteria = rubric.iter().map(|criterion| {
                let mut line = self.inline(&criterion.text);
                line.push(Inline::Text(format!(" ({})", criterion.points)));
                vec![self.paragraph(line)]
            });
            blocks.push(self.list(Marks::Bullets, criteria));
        }
        blocks
    }
}

fn with_unit(answer: &str, unit: Option<&str>) -> String {
    match unit {
        Some(unit) => format!("{answer} {unit}"),
        None => answer.to_owned(),
    }
}
