//! A question as an item.
//!
//! [`write`] is the entry point; the modules beside this one fill an [`Item`] for their types.
//! Invariant: the parts of an item come in the order in which QTI's schema has them.

use super::xml::{Xml, piece};
use super::{choice, cloze, entry, pairs};
use crate::export::{Loss, Losses, answer, prompt};
use crate::markdown::render::{html, plain};
use coursebook_model::quiz::author::{FreeRules, Kind, Question, Quiz, Text};

/// What QTI holds of that which most formats do not.
const HOLDS: &[&str] = &["the order of choices", "tags", "difficulty"];

/// The response of items that have only one.
pub(super) const RESPONSE: &str = "RESPONSE";

/// An item in the making.
#[derive(Default)]
pub(super) struct Item {
    /// Declarations of responses, with what is right.
    pub(super) responses: String,
    /// How the outcome that chooses what is said holds its values: `single` or `multiple`.
    pub(super) said: &'static str,
    /// What is asked, and where it is answered.
    pub(super) body: String,
    /// What gives points, and what is said to what.
    pub(super) processing: String,
    /// What may be said, by name, as HTML.
    pub(super) feedback: Vec<(String, String)>,
    /// What is said to everybody afterwards, besides the explanation, as HTML.
    pub(super) afterwards: String,
    /// What is lost.
    pub(super) losses: Losses,
}

/// An id as an XML name.
pub(super) fn name(id: &str) -> String {
    match id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => id.to_owned(),
        false => format!("_{id}"),
    }
}

/// The item of a question as a document.
pub(super) fn write(quiz: &Quiz, question: &Question, list: &mut Vec<Loss>) -> String {
    let mut item = Item {
        said: "single",
        ..Item::default()
    };
    item.losses.add_common(question, HOLDS);
    let asked = prompt(quiz, question);
    let asked = match question.kind {
        Kind::Cloze(_) => asked,
        _ => answer::asked(question, &asked),
    };
    item.fill(question, &asked);
    if let Some(explanation) = &question.explanation {
        let explanation = html(&explanation.value, &mut item.losses);
        item.afterwards.push_str(&explanation);
    }
    let identifier = identifier(quiz, question);
    let title = match question.kind {
        Kind::Cloze(_) => plain(&answer::asked(question, &question.prompt.value)),
        _ => plain(&question.prompt.value),
    };
    let title: String = title.chars().take(80).collect();
    let document = item.document(&identifier, &title);
    item.losses.finish(quiz, question, list);
    document
}

/// The item's name in the package.
pub(super) fn identifier(quiz: &Quiz, question: &Question) -> String {
    name(&format!("{}.{}", quiz.id.value, question.id.value))
}

impl Item {
    fn fill(&mut self, question: &Question, asked: &str) {
        let shuffle = question.shuffle;
        match &question.kind {
            Kind::Single(choices) => choice::single(self, asked, choices, shuffle),
            Kind::Multiple { choices, partial } => {
                choice::multiple(self, asked, choices, *partial, shuffle);
            }
            Kind::TrueFalse {
                answer,
                when_true,
                when_false,
            } => choice::claim(
                self,
                asked,
                *answer,
                [when_true.as_ref(), when_false.as_ref()],
            ),
            Kind::Text(rules) => entry::text(self, asked, question, rules),
            Kind::Numeric(rules) => entry::number(self, asked, question, rules),
            Kind::Estimate(rules) => entry::estimate(self, asked, rules),
            Kind::Output(rules) => entry::output(self, asked, rules),
            Kind::Order(rules) => pairs::order(self, asked, rules),
            Kind::Match(rules) => pairs::matching(self, asked, rules),
            Kind::Cloze(blanks) => cloze::cloze(self, asked, blanks, question),
            Kind::Free(rules) => self.free(asked, rules),
        }
    }

    /// What is asked, as blocks.
    pub(super) fn ask(&mut self, asked: &str) {
        let asked = html(asked, &mut self.losses);
        self.body
            .push_str(&piece(|xml| xml.element("div", &[], |xml| xml.raw(&asked))));
    }

    /// Something that may be said.
    pub(super) fn say(&mut self, name: &str, text: &Text) {
        let said = html(&text.value, &mut self.losses);
        self.feedback.push((name.to_owned(), said));
    }

    /// A text to be written, with what tells a good one.
    fn free(&mut self, asked: &str, rules: &FreeRules) {
        self.losses.add("grading: somebody has to read the answers");
        self.ask(asked);
        self.responses = piece(|xml| declare(xml, RESPONSE, "single", "string", &[], ""));
        let model = html(&rules.model.value, &mut self.losses);
        let criteria = rules.rubric.iter().map(|criterion| {
            let text = html(&criterion.text.value, &mut self.losses);
            (text, criterion.points)
        });
        let criteria: Vec<(String, u8)> = criteria.collect();
        let length = rules.min_chars.max(200).to_string();
        let interaction = piece(|xml| {
            let attributes = [
                ("responseIdentifier", RESPONSE),
                ("expectedLength", &length),
            ];
            xml.empty("extendedTextInteraction", &attributes);
            xml.element("rubricBlock", &[("view", "scorer")], |xml| {
                xml.raw(&model);
                xml.element("ul", &[], |xml| {
                    for (text, points) in &criteria {
                        xml.element("li", &[], |xml| {
                            xml.raw(text);
                            xml.text("p", &[], &format!("({points})"));
                        });
                    }
                });
            });
        });
        self.body.push_str(&interaction);
        self.afterwards.push_str(&model);
    }

    fn document(&self, identifier: &str, title: &str) -> String {
        let attributes = [
            ("xmlns", "http://www.imsglobal.org/xsd/imsqti_v2p1"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://www.imsglobal.org/xsd/imsqti_v2p1 http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
            ),
            ("identifier", identifier),
            ("title", title),
            ("adaptive", "false"),
            ("timeDependent", "false"),
            ("toolName", "Coursebook"),
        ];
        let mut xml = Xml::document();
        xml.element("assessmentItem", &attributes, |xml| {
            xml.raw(&self.responses);
            outcome(xml, "SCORE", "single", "float");
            outcome(xml, "FEEDBACK", self.said, "identifier");
            outcome(xml, "EXPLANATION", "single", "identifier");
            xml.element("itemBody", &[], |xml| xml.raw(&self.body));
            xml.element("responseProcessing", &[], |xml| {
                xml.raw(&self.processing);
                set(xml, "EXPLANATION", "identifier", "explanation");
            });
            for (name, said) in &self.feedback {
                modal(xml, "FEEDBACK", name, said);
            }
            if !self.afterwards.is_empty() {
                modal(xml, "EXPLANATION", "explanation", &self.afterwards);
            }
        });
        xml.finish()
    }
}

fn outcome(xml: &mut Xml, identifier: &str, cardinality: &str, base: &str) {
    let points = base == "float";
    let mut attributes = vec![
        ("identifier", identifier),
        ("cardinality", cardinality),
        ("baseType", base),
    ];
    attributes.extend(points.then_some(("normalMaximum", "1")));
    xml.element("outcomeDeclaration", &attributes, |xml| {
        if points {
            xml.element("defaultValue", &[], |xml| xml.text("value", &[], "0"));
        }
    });
}

fn modal(xml: &mut Xml, outcome: &str, name: &str, said: &str) {
    let attributes = [
        ("outcomeIdentifier", outcome),
        ("identifier", name),
        ("showHide", "show"),
    ];
    xml.element("modalFeedback", &attributes, |xml| xml.raw(said));
}

/// A response with its right values, and a mapping of values to points where one is needed.
pub(super) fn declare(
    xml: &mut Xml,
    identifier: &str,
    cardinality: &str,
    base: &str,
    right: &[&str],
    mapping: &str,
) {
    let attributes = [
        ("identifier", identifier),
        ("cardinality", cardinality),
        ("baseType", base),
    ];
    xml.element("responseDeclaration", &attributes, |xml| {
        if !right.is_empty() {
            xml.element("correctResponse", &[], |xml| {
                for value in right {
                    xml.text("value", &[], value);
                }
            });
        }
        xml.raw(mapping);
    });
}

/// A mapping of values to points, between 0 and 1 together.
pub(super) fn mapping(entries: &[(String, f64)], case: Option<bool>) -> String {
    let bounds = [
        ("lowerBound", "0"),
        ("upperBound", "1"),
        ("defaultValue", "0"),
    ];
    piece(|xml| {
        xml.element("mapping", &bounds, |xml| {
            for (key, points) in entries {
                let points = points.to_string();
                let mut attributes = vec![("mapKey", key.as_str()), ("mappedValue", &points)];
                let case = case.map(|case| case.to_string());
                attributes.extend(case.iter().map(|case| ("caseSensitive", case.as_str())));
                xml.empty("mapEntry", &attributes);
            }
        });
    })
}

/// Sets an outcome.
pub(super) fn set(xml: &mut Xml, outcome: &str, base: &str, value: &str) {
    xml.element("setOutcomeValue", &[("identifier", outcome)], |xml| {
        xml.text("baseValue", &[("baseType", base)], value);
    });
}

/// Sets the points to what the mapping of a response gives.
pub(super) fn set_mapped(xml: &mut Xml, response: &str) {
    xml.element("setOutcomeValue", &[("identifier", "SCORE")], |xml| {
        xml.empty("mapResponse", &[("identifier", response)]);
    });
}

/// A chain of conditions, each with the points or the words that it leads to.
pub(super) fn conditions(branches: &[(String, String)]) -> String {
    piece(|xml| {
        if branches.is_empty() {
            return;
        }
        xml.element("responseCondition", &[], |xml| {
            for (index, (condition, then)) in branches.iter().enumerate() {
                let name = if index == 0 {
                    "responseIf"
                } else {
                    "responseElseIf"
                };
                xml.element(name, &[], |xml| {
                    xml.raw(condition);
                    xml.raw(then);
                });
            }
        });
    })
}

/// What is done for these points.
pub(super) fn points(points: f64) -> String {
    piece(|xml| set(xml, "SCORE", "float", &format!("{points}")))
}

/// What is done to say this.
pub(super) fn saying(name: &str) -> String {
    piece(|xml| set(xml, "FEEDBACK", "identifier", name))
}
