//! What must hold of the grader for any key and any response.
#![cfg(feature = "build")]

use coursebook_model::quiz::author::StdPlatform;
use coursebook_model::quiz::encode::{
    BlankParts, NumberParts, OutputParts, choice_key, cloze_key, estimate_key, free_key, match_key,
    number_key, order_key, output_key, text_key,
};
use coursebook_model::quiz::key::{Key, Mode, Pattern, Scoring};
use coursebook_model::quiz::{
    Flags, Outcome, Reason, Verdict, grade, normalize, ratio, read_quantity, right_parts,
};
use proptest::prelude::*;

const ALL: Flags = Flags {
    trim: true,
    case: true,
    space: true,
    punct: true,
    quotes: true,
    eol: true,
    trailing: true,
};

fn graded(key: &str, response: &str) -> Verdict {
    grade(key, response, &StdPlatform)
}

fn flags() -> impl Strategy<Value = Flags> {
    let set = any::<[bool; 7]>();
    set.prop_map(|[trim, case, space, punct, quotes, eol, trailing]| Flags {
        trim,
        case,
        space,
        punct,
        quotes,
        eol,
        trailing,
    })
}

/// Keys that are nearly right: the grammar's own pieces in any order.
fn broken_key() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("␞".to_owned()),
        Just("␟".to_owned()),
        "(one|all|part|text|number|estimate|order|match|cloze|output|free)",
        "[-+=~!@_<#][a-z0-9.()*]{0,6}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Responses that are nearly some.
fn broken_response() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("␞".to_owned()),
        Just("␟".to_owned()),
        "(prints|fails)",
        "[ =a-z0-9.]{0,6}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_key_and_no_response_panics(key in broken_key(), response in broken_response()) {
        graded(&key, &response).pack();
        right_parts(&key, &response, &StdPlatform);
    }

    #[test]
    fn all_parts_are_right_where_the_answer_is(key in broken_key(), response in broken_response()) {
        let parts = right_parts(&key, &response, &StdPlatform);
        if let (Some(Key::Order(_) | Key::Match(_) | Key::Cloze(_)), Outcome::Right) =
            (Key::parse(&key), graded(&key, &response).outcome)
        {
            prop_assert_eq!(parts.count_ones(), parts.trailing_ones());
            prop_assert!(parts > 0);
        }
    }

    #[test]
    fn an_order_is_right_in_every_order_of_its_groups(
        sizes in prop::collection::vec(1_usize..4, 2..6),
        turn in any::<bool>(),
        partial in any::<bool>(),
        swap in (0_usize..12, 0_usize..12),
    ) {
        let names: Vec<String> = (0..sizes.iter().sum()).map(|n: usize| format!("i{n}")).collect();
        let groups = sizes.iter().enumerate().flat_map(|(group, size)| vec![(*size > 1).then_some(group); *size]);
        let items: Vec<_> = names.iter().map(String::as_str).zip(groups).collect();
        let key = order_key(partial, &items, &["x"]);
        let mut right: Vec<&str> = Vec::new();
        let mut rest = items.as_slice();
        for size in &sizes {
            let (group, behind) = rest.split_at(*size);
            let mut ids: Vec<&str> = group.iter().map(|(id, _)| *id).collect();
            if turn {
                ids.reverse();
            }
            right.extend(ids);
            rest = behind;
        }
        let response = right.join(" ");
        prop_assert_eq!(graded(&key, &response), Verdict::RIGHT);
        prop_assert_eq!(right_parts(&key, &response, &StdPlatform).count_ones() as usize, right.len());
        prop_assert_ne!(graded(&key, &format!("{response} x")).outcome, Outcome::Right);

        // Two of different groups that change places no longer stand right.
        let (a, b) = (swap.0 % right.len(), swap.1 % right.len());
        let group_of = |id: &str| items.iter().position(|(item, _)| *item == id).map(|at| {
            let mut ends = sizes.iter().scan(0, |end, size| { *end += size; Some(*end) });
            ends.position(|end| at < end)
        });
        if group_of(right[a]) != group_of(right[b]) {
            right.swap(a, b);
            let response = right.join(" ");
            prop_assert_ne!(graded(&key, &response).outcome, Outcome::Right);
            let parts = right_parts(&key, &response, &StdPlatform);
            prop_assert_eq!(parts & (1 << a | 1 << b), 0);
        }
    }

    #[test]
    fn a_match_is_scored_by_its_pairs(rights in prop::collection::vec(0_usize..4, 2..8), given in prop::collection::vec(0_usize..4, 8)) {
        let names: Vec<String> = (0..rights.len()).map(|n| format!("p{n}")).collect();
        let sides = ["r0", "r1", "r2", "r3"];
        let pairs: Vec<_> = names.iter().map(String::as_str).zip(rights.iter().map(|side| sides[*side])).collect();
        let key = match_key(&pairs, &["extra"]);
        let said: Vec<String> = names.iter().zip(&given).map(|(left, side)| format!("{left}={}", sides[*side])).collect();
        let hits = rights.iter().zip(&given).filter(|(a, b)| a == b).count();
        let verdict = graded(&key, &said.join(" "));
        prop_assert_eq!(usize::from(verdict.score), hits * 100 / rights.len());
        prop_assert_eq!(right_parts(&key, &said.join(" "), &StdPlatform).count_ones() as usize, hits);
        prop_assert_eq!(graded(&key, &said[1..].join(" ")).reason, Reason::Incomplete);
    }

    #[test]
    fn a_cloze_is_right_in_any_disguise_and_order(
        words in prop::collection::vec("[a-z]{2,8}", 1..6),
        blanks in "[ \t\u{a0}]{0,3}",
        upper in any::<bool>(),
        wrong in 0_usize..6,
    ) {
        let names: Vec<String> = (0..words.len()).map(|n| format!("b{n}")).collect();
        let parts: Vec<_> = names.iter().zip(&words).map(|(name, word)| BlankParts {
            name,
            flags: Some(ALL),
            accept: vec![Pattern::Literal(word)],
        }).collect();
        let key = cloze_key(&parts);
        let shown = |word: &str| if upper { word.to_uppercase() } else { word.to_owned() };
        let mut values: Vec<_> = names.iter().zip(&words).map(|(name, word)| format!("{name}␟{blanks}{}{blanks}", shown(word))).collect();
        values.reverse();
        prop_assert_eq!(graded(&key, &values.join("␞")), Verdict::RIGHT);
        let at = wrong % values.len();
        let name = values[at].split('␟').next().unwrap_or("").to_owned();
        values[at] = format!("{name}␟0000");
        let parts = right_parts(&key, &values.join("␞"), &StdPlatform);
        let index = words.len() - 1 - at;
        prop_assert_eq!(parts, ((1 << words.len()) - 1) & !(1 << index));
        values[at] = format!("{name}␟ ");
        let reason = if words.len() == 1 { Reason::Blank } else { Reason::Incomplete };
        prop_assert_eq!(graded(&key, &values.join("␞")).reason, reason);
    }

    #[test]
    fn an_estimate_scores_by_how_far_it_is_off(answer in 1_u32..1_000_000, factor in 1.0_f64..200.0, below in any::<bool>()) {
        let key = estimate_key(
            &NumberParts { answer: &answer.to_string(), ..NumberParts::default() },
            &[("3", 100), ("10", 50), ("100", 10)],
        );
        // At the very edge both scores are fair.
        prop_assume!([3.0, 10.0, 100.0].iter().all(|edge| (factor / edge - 1.0_f64).abs() > 1e-6));
        let value = if below { f64::from(answer) / factor } else { f64::from(answer) * factor };
        let score = [(3.0, 100), (10.0, 50), (100.0, 10), (f64::MAX, 0)].iter().find(|(edge, _)| factor < *edge).map(|(_, score)| *score);
        prop_assert_eq!(Some(graded(&key, &format!("{value:e}")).score), score);
    }

    #[test]
    fn an_output_is_right_however_its_lines_end(lines in prop::collection::vec("[a-z]{1,6}( [a-z]{1,6})?", 1..5), end in "(\n|\r\n|\r)", trailing in "[ \t]{0,3}") {
        let flags = Flags { trim: true, eol: true, trailing: true, ..Flags::default() };
        let answer = lines.join("\n");
        let key = output_key(&OutputParts { flags, mode: Mode::Prints, accept: vec![&answer], line: None, contains: None, wrong: vec![] });
        let typed: String = lines.iter().map(|line| format!("{line}{trailing}{end}")).collect();
        prop_assert_eq!(graded(&key, &format!("prints␟{typed}")), Verdict::RIGHT);
        prop_assert_eq!(graded(&key, &format!("fails␟{typed}")), Verdict::WRONG);
    }

    #[test]
    fn a_free_answer_scores_the_points_of_what_was_ticked(points in prop::collection::vec(1_u8..=10, 1..12), ticks in any::<u16>(), written in any::<String>()) {
        let names: Vec<String> = (0..points.len()).map(|n| format!("c{n}")).collect();
        let rubric: Vec<_> = names.iter().map(String::as_str).zip(points.iter().copied()).collect();
        let key = free_key(0, &rubric);
        let ticked = |index: usize| ticks >> index & 1 == 1;
        let ids: Vec<&str> = names.iter().enumerate().filter(|(index, _)| ticked(*index)).map(|(_, id)| id.as_str()).collect();
        let got: u32 = points.iter().enumerate().filter(|(index, _)| ticked(*index)).map(|(_, points)| u32::from(*points)).sum();
        let of: u32 = points.iter().map(|points| u32::from(*points)).sum();
        let verdict = graded(&key, &format!("{}␟{written}", ids.join(" ")));
        prop_assert_eq!(u32::from(verdict.score), got * 100 / of);
        prop_assert_eq!(verdict.outcome == Outcome::Right, got == of);
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
    let endless = "a".repeat(3000);
    assert_eq!(graded("text␟␞=a", &endless), Verdict::WRONG);
    assert_eq!(right_parts("order␟exact␞+a", &endless, &StdPlatform), 0);
    // What was written freely may be long; it is not looked at.
    let verdict = graded("free␟0␞+a␟1", &format!("a␟{endless}"));
    assert_eq!(verdict, Verdict::RIGHT);
}

#[test]
fn keys_of_parts_survive_their_text() {
    let key = order_key(
        false,
        &[("a", None), ("b", Some(1)), ("c", Some(1)), ("d", Some(2))],
        &["x"],
    );
    let Some(Key::Order(order)) = Key::parse(&key) else {
        panic!("{key}")
    };
    assert!(!order.partial);
    let items: Vec<_> = order.items().collect();
    assert_eq!(items, [("a", 1), ("b", 2), ("c", 2), ("d", 3)]);
    assert_eq!(order.distractors().collect::<Vec<_>>(), ["x"]);

    let key = match_key(&[("a", "a"), ("b", "a")], &["extra-1"]);
    let Some(Key::Match(pairs)) = Key::parse(&key) else {
        panic!("{key}")
    };
    assert_eq!(pairs.pairs().collect::<Vec<_>>(), [("a", "a"), ("b", "a")]);
    assert_eq!(pairs.extra().collect::<Vec<_>>(), ["extra-1"]);

    let key = free_key(60, &[("a", 1), ("b", 10)]);
    let Some(Key::Free(free)) = Key::parse(&key) else {
        panic!("{key}")
    };
    assert_eq!(free.min_chars, "60");
    assert_eq!(free.rubric().collect::<Vec<_>>(), [("a", "1"), ("b", "10")]);
}

#[test]
fn an_estimate_says_by_which_factor_it_is_off() {
    let key = "estimate␟500␟␞@kB␟1␞@MB␟1000␞<2␟100";
    assert_eq!(ratio(key, "1 MB"), Some(2.0));
    assert_eq!(ratio(key, "50"), Some(0.1));
    assert_eq!(ratio(key, "50 GB"), None);
    assert_eq!(ratio(key, "many"), None);
    assert_eq!(ratio("number␟500␟␟␟", "1000"), None);
    assert_eq!(ratio("estimate␟x␟", "1000"), None);
}

#[test]
fn verdicts_fit_into_one_number() {
    assert_eq!(Verdict::RIGHT.pack(), 0x0000_6402);
    assert_eq!(Verdict::wrong_by_rule(3).pack(), 0x0003_0010);
    assert_eq!(Verdict::retry(Reason::Near).pack(), 0x33);
    assert_eq!(Verdict::retry(Reason::Incomplete).pack(), 0x83);
}
