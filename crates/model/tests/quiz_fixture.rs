//! What the grader says of many answers, also as a file that a browser replays.
//!
//! `tests/fixtures/grading.json` is made of [`TABLE`]; with `INSTA_UPDATE=always` it is written
//! anew.
#![cfg(feature = "schema")]

use coursebook_model::quiz::author::StdPlatform;
use coursebook_model::quiz::{Outcome, Reason, Verdict, grade, right_parts};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A response, what is said of it, and a bit for each part of it that is right.
type Row = (&'static str, &'static str, u32);

/// Keys with their rows.
const TABLE: &[(&str, &[Row])] = &[
    (
        "one␞+log␞-page␞-both",
        &[
            ("log", "right", 0),
            ("page", "wrong", 0),
            (" log ", "right", 0),
            ("log log", "right", 0),
            ("log page", "wrong", 0),
            ("lo", "wrong", 0),
            ("Log", "wrong", 0),
            ("", "blank", 0),
            ("   ", "blank", 0),
        ],
    ),
    (
        "one␞+true␞-false",
        &[("true", "right", 0), ("false", "wrong", 0)],
    ),
    (
        "all␞+a␞+b␞-c",
        &[
            ("a b", "right", 0),
            ("b a", "right", 0),
            ("a", "wrong", 0),
            ("a b c", "wrong", 0),
            ("c", "wrong", 0),
        ],
    ),
    (
        "part␞+a␞+b␞+c␞-d␞-e",
        &[
            ("a b c", "right", 0),
            ("a b", "part 66", 0),
            ("a", "part 33", 0),
            ("a b c d", "part 66", 0),
            ("a d", "wrong", 0),
            ("a b x", "part 33", 0),
            ("d e", "wrong", 0),
            ("", "blank", 0),
        ],
    ),
    (
        "text␟tcsq␞=idempotent␞=safe to repeat␞~(fully )?repeatable␞!=commutative␞!~at.most.once",
        &[
            ("idempotent", "right", 0),
            ("  IDEMPOTENT\t", "right", 0),
            ("safe  to\u{a0}repeat", "right", 0),
            ("Fully Repeatable", "right", 0),
            ("repeatable!", "wrong", 0),
            ("idempotant", "near", 0),
            ("idempotnet", "near", 0),
            ("idempotentt", "near", 0),
            ("idempotence", "wrong", 0),
            ("Commutative", "rule 0", 0),
            ("at-most-once", "rule 1", 0),
            ("at  most once", "rule 1", 0),
            ("idempotent.", "near", 0),
            ("", "blank", 0),
            ("\u{2009}\n", "blank", 0),
        ],
    ),
    (
        "text␟tcspq␞=don't \"panic\"",
        &[
            ("Don’t “panic”!", "right", 0),
            ("`don't` \"panic\"...", "right", 0),
            ("dont panic", "wrong", 0),
            ("don't \"panik\"", "near", 0),
        ],
    ),
    (
        "text␟␞=SELECT",
        &[
            ("SELECT", "right", 0),
            ("select", "wrong", 0),
            (" SELECT", "near", 0),
        ],
    ),
    (
        "text␟tc␞=503␞=429",
        &[("429", "right", 0), ("502", "wrong", 0), ("42", "wrong", 0)],
    ),
    (
        "text␟tc␞=STRAẞE␞=ΣΊΣΥΦΟΣ",
        &[
            ("straße", "right", 0),
            ("σίσυφος", "right", 0),
            ("İ", "wrong", 0),
        ],
    ),
    (
        "text␟tc␞~[0-9]{2}-\\d+␞~a.c",
        &[
            ("12-3456", "right", 0),
            ("12-", "wrong", 0),
            ("x12-3", "wrong", 0),
            ("A\u{1f600}C", "right", 0),
            ("a\nc", "wrong", 0),
        ],
    ),
    (
        "number␟500␟␟0.05␟␞@kB␟1␞@MB␟1000␞@B␟0.001␞@kbit␟0.125␞!3900␟4100␞!62␟63",
        &[
            ("500", "right", 0),
            ("500 kB", "right", 0),
            ("500KB", "right", 0),
            ("0.5 MB", "right", 0),
            ("500,000 B", "right", 0),
            ("475", "right", 0),
            ("525", "right", 0),
            ("525.1", "wrong", 0),
            ("5e2", "right", 0),
            ("5 × 10^2 kB", "right", 0),
            ("4000", "rule 0", 0),
            ("4100", "rule 0", 0),
            ("62.5", "rule 1", 0),
            ("4000 kbit", "right", 0),
            ("500 kb", "unit unknown", 0),
            ("500 apples", "unit unknown", 0),
            ("-500", "wrong", 0),
            ("many", "no number", 0),
            ("kB", "no number", 0),
            ("", "blank", 0),
        ],
    ),
    (
        "number␟40␟␟␟1␞@ms␟1␞@µs␟0.001",
        &[
            ("40", "unit missing", 0),
            ("40 ms", "right", 0),
            ("40000 μs", "right", 0),
            ("40.1 ms", "wrong", 0),
        ],
    ),
    (
        "number␟-2^10␟0.5␟␟",
        &[
            ("−1024", "right", 0),
            ("-1,024.5", "right", 0),
            ("-1024.51", "wrong", 0),
            ("-1024 kB", "unit unknown", 0),
        ],
    ),
    ("number␟x␟␟␟", &[("1", "bad key", 0)]),
    (
        "estimate␟500000␟␞@reads/s␟1␞@kreads/s␟1000␞<3␟100␞<10␟50␞<100␟10␞!4000000␟4100000␞!7␟7",
        &[
            ("500000", "right", 0),
            ("500 kreads/s", "right", 0),
            ("1,500,000", "right", 0),
            ("1500001", "part 50", 0),
            ("166667", "right", 0),
            ("166666", "part 50", 0),
            ("5e6", "part 50", 0),
            ("50000", "part 50", 0),
            ("49999", "part 10", 0),
            ("5e7", "part 10", 0),
            ("5.1e7", "wrong", 0),
            ("4,000,000", "rule 0", 0),
            ("7", "rule 1", 0),
            ("0", "wrong", 0),
            ("-500000", "wrong", 0),
            ("9e280", "wrong", 0),
            ("a lot", "no number", 0),
            ("500000 writes/s", "unit unknown", 0),
            ("", "blank", 0),
        ],
    ),
    (
        "estimate␟2.5␟1␞@TB␟1␞<2␟100",
        &[
            ("2.5", "unit missing", 0),
            ("5 TB", "right", 0),
            ("1.25 tb", "unit unknown", 0),
            ("1.25 tB", "right", 0),
            ("5.1 TB", "wrong", 0),
        ],
    ),
    (
        "order␟exact␞+a␞+b␞+c␞+d",
        &[
            ("a b c d", "right", 0b1111),
            ("b a c d", "wrong", 0b1100),
            ("d c b a", "wrong", 0),
            ("a b d c", "wrong", 0b0011),
            ("a b c", "incomplete", 0b111),
            ("a a b c d", "wrong", 0b11101),
            ("a x b c d", "wrong", 0b11101),
            ("", "blank", 0),
        ],
    ),
    (
        "order␟part␞+a␞+b␟1␞+c␟1␞+d␟2␞+e␟2␞-x␞-y",
        &[
            ("a b c d e", "right", 0b11111),
            ("a c b e d", "right", 0b11111),
            ("a b d c e", "part 75", 0b10011),
            ("b c d e", "part 75", 0b1111),
            ("a b c d e x", "part 75", 0b11111),
            ("x a b c d e", "part 75", 0b111110),
            ("x y a b c d e", "part 50", 0b1111100),
            ("e d c b a", "part 50", 0b00100),
            ("a", "wrong", 1),
            ("x y", "wrong", 0),
            ("e a", "wrong", 0),
            ("d e a b c", "part 75", 0),
        ],
    ),
    (
        "match␞+wt␟wt␞+wb␟wb␞+wx␟wb␞+ca␟ca␞-extra-1",
        &[
            ("wt=wt wb=wb wx=wb ca=ca", "right", 0b1111),
            ("ca=ca wx=wb wb=wb wt=wt", "right", 0b1111),
            ("wt=wt wb=wt wx=wb ca=ca", "part 75", 0b1101),
            ("wt=wb wb=wt wx=ca ca=extra-1", "wrong", 0),
            ("wt=wt wb=wb wx=wb", "incomplete", 0b0111),
            ("wt=wt wb=wb wx=wb ca=", "incomplete", 0b0111),
            ("wt=wt wb=wb wx=wx ca=ca", "part 75", 0b1011),
            ("wt=wt wb=wb wx=wb ca=ca zz=wt", "right", 0b1111),
            ("wt", "blank", 0),
            ("", "blank", 0),
        ],
    ),
    (
        "cloze␞_a␟tcsq␞=idempotent␞=safe␞_b␟tcsq␞~back-?off␞_c␟!␞=jitter␞=Full jitter",
        &[
            ("a␟idempotent␞b␟backoff␞c␟jitter", "right", 0b111),
            ("c␟Full jitter␞b␟Back-Off␞a␟ SAFE ", "right", 0b111),
            ("a␟idempotent␞b␟backoff␞c␟Jitter", "part 66", 0b011),
            ("a␟idempotent␞b␟waiting␞c␟locks", "part 33", 0b001),
            ("a␟x␞b␟y␞c␟z", "wrong", 0),
            ("a␟idempotent␞b␟␞c␟jitter", "incomplete", 0b101),
            ("a␟idempotent␞c␟jitter", "incomplete", 0b101),
            ("a␟idempotant␞b␟backoff␞c␟jitter", "near", 0b110),
            ("a␟idempotant␞b␟backoff␞c␟locks", "part 33", 0b010),
            ("a␟ ␞b␟␞c␟", "blank", 0),
            ("", "blank", 0),
        ],
    ),
    (
        "output␟tel␟␞=1\n2␞!=2\n1",
        &[
            ("prints␟1\n2", "right", 0),
            ("prints␟1\r\n2\r\n", "right", 0),
            ("prints␟1  \n2\n\n", "right", 0),
            ("prints␟1 2", "wrong", 0),
            ("prints␟ 1\n 2", "wrong", 0),
            ("prints␟2\n1", "rule 0", 0),
            ("fails␟", "wrong", 0),
            ("prints␟", "blank", 0),
            ("1\n2", "blank", 0),
            ("", "blank", 0),
        ],
    ),
    (
        "output␟␟p␞=Hello␞=hello",
        &[
            ("prints␟Hello", "right", 0),
            ("prints␟hello", "right", 0),
            ("prints␟HELLO", "wrong", 0),
            ("prints␟Hello ", "wrong", 0),
            ("fails␟", "wrong", 0),
            ("fails␟1", "wrong", 0),
        ],
    ),
    (
        "output␟tel␟p␞=1␞!=2␞!~3␞!~overflow␞!~",
        &[
            ("prints␟2", "rule 0", 0),
            ("fails␟line 3", "rule 1", 0),
            ("fails␟arithmetic Overflow in line 4", "rule 2", 0),
            ("fails␟4", "rule 3", 0),
            ("fails␟", "rule 3", 0),
            ("prints␟overflow", "wrong", 0),
        ],
    ),
    (
        "output␟tel␟f␞#3␞!=2␞!~2",
        &[
            ("fails␟3", "right", 0),
            ("fails␟ 3 ", "right", 0),
            ("fails␟4", "part 50", 0),
            ("fails␟line 3: cannot assign", "right", 0),
            ("fails␟33", "part 50", 0),
            ("fails␟2", "part 50 rule 1", 0),
            ("fails␟", "part 50", 0),
            ("fails␟three", "part 50", 0),
            ("prints␟2", "rule 0", 0),
            ("prints␟3", "wrong", 0),
            ("prints␟", "blank", 0),
        ],
    ),
    (
        "output␟tel␟f␞~use of moved value",
        &[
            ("fails␟error[E0382]: Use of  moved value: `v`", "right", 0),
            ("fails␟moved value", "part 50", 0),
            ("fails␟", "part 50", 0),
            ("prints␟1", "wrong", 0),
        ],
    ),
    (
        "output␟tel␟f",
        &[
            ("fails␟", "right", 0),
            ("fails␟whatever", "right", 0),
            ("prints␟1", "wrong", 0),
        ],
    ),
    (
        "free␟60␞+key␟1␞+atom␟2␞+replay␟1",
        &[
            ("key atom replay", "right", 0),
            ("replay key atom␟What I wrote.", "right", 0),
            ("atom", "part 50", 0),
            ("key atom", "part 75", 0),
            ("key␟atom replay", "part 25", 0),
            ("", "wrong", 0),
            ("␟Nothing of it.", "wrong", 0),
            ("other", "wrong", 0),
        ],
    ),
    ("riddle␞=x", &[("x", "bad key", 0), ("", "bad key", 0)]),
    ("", &[("x", "bad key", 0)]),
    ("match", &[("a=a", "blank", 0)]),
    ("order␟exact", &[("a", "wrong", 0), ("", "blank", 0)]),
    ("cloze␞=lost", &[("a␟b", "blank", 0)]),
    ("free␟0", &[("a", "wrong", 0)]),
];

/// A verdict in the words of [`TABLE`].
fn in_words(verdict: Verdict) -> String {
    match (verdict.outcome, verdict.reason) {
        (Outcome::Right, Reason::None) if verdict.score == 100 => "right".to_owned(),
        (Outcome::Wrong, Reason::None) if verdict.score == 0 => "wrong".to_owned(),
        (Outcome::Wrong, Reason::Rule(index)) => format!("rule {index}"),
        (Outcome::Part, Reason::None) => format!("part {}", verdict.score),
        (Outcome::Part, Reason::Rule(index)) => format!("part {} rule {index}", verdict.score),
        (Outcome::Retry, Reason::Blank) => "blank".to_owned(),
        (Outcome::Retry, Reason::Near) => "near".to_owned(),
        (Outcome::Retry, Reason::NotANumber) => "no number".to_owned(),
        (Outcome::Retry, Reason::UnitMissing) => "unit missing".to_owned(),
        (Outcome::Retry, Reason::UnitUnknown) => "unit unknown".to_owned(),
        (Outcome::Retry, Reason::BadKey) => "bad key".to_owned(),
        (Outcome::Retry, Reason::Incomplete) => "incomplete".to_owned(),
        other => format!("{other:?}"),
    }
}

fn rows() -> impl Iterator<Item = (&'static str, &'static Row)> {
    TABLE
        .iter()
        .flat_map(|(key, rows)| rows.iter().map(move |row| (*key, row)))
}

#[test]
fn every_answer_is_graded_as_the_table_says() {
    let mut wrong = Vec::new();
    for (key, (response, wanted, parts)) in rows() {
        let said = in_words(grade(key, response, &StdPlatform));
        let right = right_parts(key, response, &StdPlatform);
        if said != *wanted || right != *parts {
            wrong.push(format!(
                "{key} | {response} | {said} {right:b}, not {wanted} {parts:b}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_has_rows_of_every_type() {
    let mut rows_of = BTreeMap::<&str, usize>::new();
    for (key, _) in rows() {
        let kind = key.split(['␞', '␟']).next().unwrap_or("");
        *rows_of.entry(kind).or_default() += 1;
    }
    for kind in [
        "one", "all", "part", "text", "number", "estimate", "order", "match", "cloze", "output",
        "free",
    ] {
        assert!(rows_of.get(kind).is_some_and(|count| *count >= 5), "{kind}");
    }
    assert!(rows().count() >= 150, "{}", rows().count());
}

#[test]
fn the_file_that_browsers_replay_is_this_table() {
    let rows = rows().map(|(key, (response, _, _))| {
        json!({
            "key": key,
            "response": response,
            "verdict": grade(key, response, &StdPlatform).pack(),
            "right": right_parts(key, response, &StdPlatform),
        })
    });
    // One row a line: a change of one row is then a change of one line.
    let lines: Vec<_> = rows.map(|row| format!("  {row}")).collect();
    let text = format!("[\n{}\n]\n", lines.join(",\n"));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/grading.json");
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(path, &text).unwrap();
    }
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        read(&written) == read(&text),
        "run this test with INSTA_UPDATE=always"
    );
}
