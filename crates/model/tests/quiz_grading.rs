//! What must hold of the grader for any key and any response.
#![cfg(feature = "build")]

use coursebook_model::quiz::author::StdPlatform;
use coursebook_model::quiz::encode::{NumberParts, choice_key, number_key, text_key};
use coursebook_model::quiz::key::{Key, Pattern, Scoring};
use coursebook_model::quiz::{Flags, Outcome, Reason, Verdict, grade, normalize, read_quantity};
use proptest::prelude::*;

const ALL: Flags = Flags {
    trim: true,
    case: true,
    space: true,
    punct: true,
    quotes: true,
};

fn graded(key: &str, response: &str) -> Verdict {
    grade(key, response, &StdPlatform)
}

fn flags() -> impl Strategy<Value = Flags> {
    any::<[bool; 5]>().prop_map(|[trim, case, space, punct, quotes]| Flags {
        trim,
        case,
        space,
        punct,
        quotes,
    })
}

/// Keys that are nearly right: the grammar's own pieces in any order.
fn broken_key() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("␞".to_owned()),
        Just("␟".to_owned()),
        "(one|all|part|text|number)",
        "[-+=~!@][a-z0-9.()*]{0,6}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_key_and_no_response_panics(key in broken_key(), response in any::<String>()) {
        graded(&key, &response).pack();
    }

    #[test]
    fn normalising_twice_changes_nothing(text in any::<String>(), flags in flags()) {
        let once = normalize(&text, flags, &StdPlatform);
        prop_assert_eq!(&normalize(&once, flags, &StdPlatform), &once);
    }

    #[test]
    fn normalising_twice_changes_nothing_in_punctuation(text in "[a-zA-ZßİΣ .,;:!?`'’“\u{a0}]{0,30}", flags in flags()) {
        let once = normalize(&text, flags, &StdPlatform);
        prop_assert_eq!(&normalize(&once, flags, &StdPlatform), &once);
    }

    #[test]
    fn the_answer_is_right_in_any_accepted_writing(
        words in prop::collection::vec("[a-z]{2,8}", 1..4),
        blanks in "[ \t\u{a0}]{1,3}",
        ends in "[ .,!?]{0,3}",
        upper in any::<bool>(),
    ) {
        let answer = words.join(" ");
        let key = text_key(ALL, &[Pattern::Literal(&answer)], &[]);
        let mut response = format!("{blanks}{}{ends}", words.join(&blanks));
        if upper {
            response = response.to_uppercase();
        }
        prop_assert_eq!(graded(&key, &response).outcome, Outcome::Right);
    }

    #[test]
    fn a_slip_costs_no_attempt_and_is_not_right(word in "[a-z]{5,12}", at in 0_usize..12) {
        let key = text_key(ALL, &[Pattern::Literal(&word)], &[]);
        let mut slip = word.clone();
        slip.insert(at.min(word.len()), 'é');
        let verdict = graded(&key, &slip);
        prop_assert_eq!((verdict.outcome, verdict.reason), (Outcome::Retry, Reason::Near));
    }

    #[test]
    fn numbers_read_as_the_standard_library_reads_them(value in any::<f64>()) {
        prop_assume!(value.is_finite() && value.abs() > 1e-280 && value.abs() < 1e290);
        for text in [format!("{value}"), format!("{value:e}"), format!("{value:.3}")] {
            let wanted: f64 = text.parse().unwrap();
            let read = read_quantity(&text).unwrap().value;
            prop_assert!((read - wanted).abs() <= 1e-14 * wanted.abs(), "{} {} {}", text, read, wanted);
        }
    }

    #[test]
    fn both_edges_of_a_tolerance_belong_to_it(answer in -1_000_000_i32..1_000_000, tenths in 1_i32..500) {
        let (answer_text, abs) = (answer.to_string(), format!("{}.{}", tenths / 10, tenths % 10));
        let key = number(&answer_text, &abs, "", &[]);
        let answer = f64::from(answer);
        let off = f64::from(tenths) / 10.0;
        for (value, right) in [(answer + off, true), (answer - off, true), (answer + off + 0.01, false), (answer - off - 0.01, false)] {
            let outcome = graded(&key, &value.to_string()).outcome;
            prop_assert_eq!(outcome == Outcome::Right, right, "{} {}", key, value);
        }
    }

    #[test]
    fn a_quantity_is_right_in_every_unit(thousandths in 1_u32..10_000_000) {
        let answer = f64::from(thousandths) / 1000.0;
        let text = answer.to_string();
        let key = number(&text, "", "", &[("kB", "1"), ("MB", "1000"), ("B", "0.001")]);
        for response in [
            text.clone(),
            format!("{answer} kB"),
            format!("{}MB", answer / 1000.0),
            format!("{} B", answer * 1000.0),
            format!("{} mB", answer / 1000.0),
        ] {
            prop_assert_eq!(graded(&key, &response).outcome, Outcome::Right, "{}", response);
        }
    }

    #[test]
    fn keys_survive_their_text(ids in prop::collection::vec(("[a-z0-9-]{1,8}", any::<bool>()), 0..6), flags in flags(), texts in prop::collection::vec("[^␞␟]{0,10}", 4)) {
        let choices: Vec<_> = ids.iter().map(|(id, right)| (id.as_str(), *right)).collect();
        let written = choice_key(Scoring::Part, &choices);
        let Some(Key::Choice(key)) = Key::parse(&written) else { panic!("{written}") };
        prop_assert_eq!((key.scoring, key.choices().collect::<Vec<_>>()), (Scoring::Part, choices));

        let accept = [Pattern::Literal(&texts[0]), Pattern::Regex(&texts[1])];
        let wrong = [Pattern::Regex(&texts[2]), Pattern::Literal(&texts[3])];
        let written = text_key(flags, &accept, &wrong);
        let Some(Key::Text(key)) = Key::parse(&written) else { panic!("{written}") };
        prop_assert_eq!(key.flags, flags);
        prop_assert_eq!((key.accept().collect::<Vec<_>>(), key.wrong().collect::<Vec<_>>()), (accept.to_vec(), wrong.to_vec()));

        let parts = NumberParts {
            answer: &texts[0],
            abs: &texts[1],
            rel: &texts[2],
            unit_required: true,
            units: &[(&texts[2], "1")],
            wrong: &[(&texts[3], &texts[1])],
        };
        let written = number_key(&parts);
        let Some(Key::Number(key)) = Key::parse(&written) else { panic!("{written}") };
        prop_assert_eq!((key.answer, key.abs, key.rel, key.unit_required), (parts.answer, parts.abs, parts.rel, true));
        prop_assert_eq!((key.units().collect::<Vec<_>>(), key.wrong().collect::<Vec<_>>()), (parts.units.to_vec(), parts.wrong.to_vec()));
    }

    #[test]
    fn picking_is_scored_by_its_parts(right in 1_usize..5, wrong in 0_usize..5, hits in 0_usize..5, misses in 0_usize..5) {
        let (hits, misses) = (hits.min(right), misses.min(wrong));
        prop_assume!(hits + misses > 0);
        let names: Vec<(String, bool)> = (0..right + wrong).map(|i| (format!("c{i}"), i < right)).collect();
        let picked: Vec<&str> = names[..hits].iter().chain(&names[right..right + misses]).map(|(id, _)| id.as_str()).collect();
        let choices: Vec<_> = names.iter().map(|(id, right)| (id.as_str(), *right)).collect();
        let all_right = hits == right && misses == 0;
        for scoring in [Scoring::All, Scoring::Part] {
            let key = choice_key(scoring, &choices);
            let verdict = graded(&key, &picked.join(" "));
            prop_assert_eq!(verdict.outcome == Outcome::Right, all_right);
            let share = if hits > misses { (hits - misses) * 100 / right } else { 0 };
            let score = match scoring { _ if all_right => 100, Scoring::Part => share, _ => 0 };
            prop_assert_eq!(usize::from(verdict.score), score);
        }
    }
}

fn number(answer: &str, abs: &str, rel: &str, units: &[(&str, &str)]) -> String {
    number_key(&NumberParts {
        answer,
        abs,
        rel,
        units,
        wrong: &[("3900", "4100")],
        ..NumberParts::default()
    })
}

#[test]
fn units_keep_bits_and_bytes_apart() {
    let key = number(
        "500",
        "",
        "0.05",
        &[("kB", "1"), ("MB", "1000"), ("kbit", "0.125")],
    );
    let of = |response: &str| {
        let verdict = graded(&key, response);
        (verdict.outcome, verdict.reason)
    };
    assert_eq!(of("500 KB"), (Outcome::Right, Reason::None));
    assert_eq!(of("500 kb"), (Outcome::Retry, Reason::UnitUnknown));
    assert_eq!(of("4000 kbit"), (Outcome::Right, Reason::None));
    assert_eq!(of("4000"), (Outcome::Wrong, Reason::Rule(0)));
    assert_eq!(of("475"), (Outcome::Right, Reason::None));
    assert_eq!(of("525"), (Outcome::Right, Reason::None));
    assert_eq!(of("525.1"), (Outcome::Wrong, Reason::None));
    assert_eq!(of("much"), (Outcome::Retry, Reason::NotANumber));
    assert_eq!(of("  "), (Outcome::Retry, Reason::Blank));
}

#[test]
fn a_unit_that_is_required_is_asked_for() {
    let key = "number␟40␟␟␟1␞@ms␟1␞@µs␟0.001";
    assert_eq!(graded(key, "40").reason, Reason::UnitMissing);
    assert_eq!(graded(key, "40 ms").outcome, Outcome::Right);
    assert_eq!(graded(key, "40000 μs").outcome, Outcome::Right);
}

#[test]
fn a_foreseen_answer_is_no_slip() {
    let key = "text␟tcs␞=idempotent␞!=idempotence";
    assert_eq!(graded(key, "Idempotence").reason, Reason::Rule(0));
    assert_eq!(graded(key, "idempotant").reason, Reason::Near);
    assert_eq!(graded(key, "safe").outcome, Outcome::Wrong);
    assert_eq!(graded(key, " \t").reason, Reason::Blank);
}

#[test]
fn an_endless_response_is_simply_wrong() {
    assert_eq!(graded("text␟␞=a", &"a".repeat(3000)), Verdict::WRONG);
}

#[test]
fn verdicts_fit_into_one_number() {
    assert_eq!(Verdict::RIGHT.pack(), 0x0000_6402);
    assert_eq!(Verdict::wrong_by_rule(3).pack(), 0x0003_0010);
    assert_eq!(Verdict::retry(Reason::Near).pack(), 0x33);
}
