//! The package: items, a test for each quiz, and the manifest that names them.
//!
//! [`write`] is the entry point.

use super::item;
use super::xml::Xml;
use crate::archive::Archive;
use crate::export::{Book, ExportError, Loss, Placed};
use crate::markdown::render::plain;
use coursebook_model::quiz::author::{Question, Quiz};

/// The package of a book's quizzes.
pub(crate) fn write(book: &Book<'_>, losses: &mut Vec<Loss>) -> Result<Vec<u8>, ExportError> {
    let mut archive = Archive::new();
    archive.add("imsmanifest.xml", manifest(book).as_bytes())?;
    for placed in &book.quizzes {
        let quiz = placed.quiz;
        archive.add(&test_file(quiz), test(placed).as_bytes())?;
        for question in &quiz.questions {
            let document = item::write(quiz, question, losses);
            archive.add(&item_file(quiz, question), document.as_bytes())?;
        }
    }
    archive.finish()
}

fn test_file(quiz: &Quiz) -> String {
    format!("tests/{}.xml", quiz.id.value)
}

fn item_file(quiz: &Quiz, question: &Question) -> String {
    format!("items/{}/{}.xml", quiz.id.value, question.id.value)
}

fn test_name(quiz: &Quiz) -> String {
    item::name(&format!("{}.test", quiz.id.value))
}

/// The quiz's title, or those of the part and chapter that it stands in.
fn title(placed: &Placed<'_>) -> String {
    let own = placed.quiz.title.as_ref().map(|title| plain(&title.value));
    own.filter(|title| !title.is_empty()).unwrap_or_else(|| {
        let path = placed.path.join(" – ");
        if path.is_empty() {
            placed.quiz.id.value.clone()
        } else {
            path
        }
    })
}

fn manifest(book: &Book<'_>) -> String {
    let identifier = item::name(&format!("{}.package", book.id));
    let attributes = [
        ("xmlns", "http://www.imsglobal.org/xsd/imscp_v1p1"),
        ("xmlns:imsmd", "http://www.imsglobal.org/xsd/imsmd_v1p2"),
        ("identifier", identifier.as_str()),
    ];
    let mut xml = Xml::document();
    xml.element("manifest", &attributes, |xml| {
        xml.element("metadata", &[], |xml| {
            xml.text("schema", &[], "QTIv2.1 Package");
            xml.text("schemaversion", &[], "1.0.0");
            lom(xml, |xml| {
                xml.element("imsmd:title", &[], |xml| {
                    xml.text("imsmd:langstring", &[], book.title);
                });
            });
        });
        xml.empty("organizations", &[]);
        xml.element("resources", &[], |xml| {
            for placed in &book.quizzes {
                resources(xml, placed.quiz);
            }
        });
    });
    xml.finish()
}

fn resources(xml: &mut Xml, quiz: &Quiz) {
    resource(
        xml,
        "imsqti_test_xmlv2p1",
        &test_name(quiz),
        &test_file(quiz),
        |xml| {
            for question in &quiz.questions {
                let name = item::identifier(quiz, question);
                xml.empty("dependency", &[("identifierref", &name)]);
            }
        },
    );
    for question in &quiz.questions {
        let (name, file) = (item::identifier(quiz, question), item_file(quiz, question));
        let attributes = [
            ("identifier", name.as_str()),
            ("type", "imsqti_item_xmlv2p1"),
            ("href", &file),
        ];
        xml.element("resource", &attributes, |xml| {
            keywords(xml, question);
            xml.empty("file", &[("href", &file)]);
        });
    }
}

fn resource(xml: &mut Xml, kind: &str, name: &str, file: &str, inside: impl FnOnce(&mut Xml)) {
    let attributes = [("identifier", name), ("type", kind), ("href", file)];
    xml.element("resource", &attributes, |xml| {
        xml.empty("file", &[("href", file)]);
        inside(xml);
    });
}

/// A question's topics and difficulty.
fn keywords(xml: &mut Xml, question: &Question) {
    let tags = question.tags.iter().map(|tag| tag.value.clone());
    let difficulty = question
        .difficulty
        .map(|number| format!("difficulty {number}"));
    let words: Vec<String> = tags.chain(difficulty).collect();
    if words.is_empty() {
        return;
    }
    xml.element("metadata", &[], |xml| {
        lom(xml, |xml| {
            for word in &words {
                xml.element("imsmd:keyword", &[], |xml| {
                    xml.text("imsmd:langstring", &[], word);
                });
            }
        });
    });
}

fn lom(xml: &mut Xml, general: impl FnOnce(&mut Xml)) {
    xml.element("imsmd:lom", &[], |xml| {
        xml.element("imsmd:general", &[], general)
    });
}

fn test(placed: &Placed<'_>) -> String {
    let quiz = placed.quiz;
    let (name, title) = (test_name(quiz), title(placed));
    let attributes = [
        ("xmlns", "http://www.imsglobal.org/xsd/imsqti_v2p1"),
        ("identifier", name.as_str()),
        ("title", &title),
        ("toolName", "Coursebook"),
    ];
    let section = [
        ("identifier", "questions"),
        ("title", title.as_str()),
        ("visible", "true"),
    ];
    let part = [
        ("identifier", "part"),
        ("navigationMode", "nonlinear"),
        ("submissionMode", "individual"),
    ];
    let mut xml = Xml::document();
    xml.element("assessmentTest", &attributes, |xml| {
        let score = [
            ("identifier", "SCORE"),
            ("cardinality", "single"),
            ("baseType", "float"),
        ];
        xml.empty("outcomeDeclaration", &score);
        xml.element("testPart", &part, |xml| {
            xml.element("assessmentSection", &section, |xml| {
                for question in &quiz.questions {
                    reference(xml, quiz, question);
                }
            });
        });
        xml.element("outcomeProcessing", &[], |xml| {
            xml.element("setOutcomeValue", &[("identifier", "SCORE")], |xml| {
                xml.element("sum", &[], |xml| {
                    xml.empty("testVariables", &[("variableIdentifier", "SCORE")]);
                });
            });
        });
    });
    xml.finish()
}

fn reference(xml: &mut Xml, quiz: &Quiz, question: &Question) {
    let name = item::identifier(quiz, question);
    let file = format!("../{}", item_file(quiz, question));
    let attempts = question.attempts.to_string();
    let attributes = [("identifier", name.as_str()), ("href", &file)];
    xml.element("assessmentItemRef", &attributes, |xml| {
        let control = [("maxAttempts", attempts.as_str()), ("showFeedback", "true")];
        xml.empty("itemSessionControl", &control);
    });
}
