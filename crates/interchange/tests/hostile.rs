//! Files that nobody meant to write: nothing panics, and nothing takes long.

use coursebook_interchange::import::{Format, import};
use coursebook_interchange::mdbook_quiz;
use coursebook_model::quiz::author::ReadOptions;

const FIXTURES: [(Format, &str); 3] = [
    (Format::MdbookQuiz, include_str!("fixtures/streams.toml")),
    (Format::Gift, include_str!("fixtures/networks.gift")),
    (Format::Aiken, include_str!("fixtures/basics.aiken")),
];

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

/// Signs that mean something in one of the formats.
const SIGNS: &str = "{}~=#:%\\[]<>&*\"'\n\r\t $-./|0A)é\u{feff}\u{2028}";

/// The text with a few letters taken out, put in, doubled or cut off.
fn mutated(text: &str, numbers: &mut Numbers) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let signs: Vec<char> = SIGNS.chars().collect();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(letters.len());
        let end = (at + numbers.below(40)).min(letters.len());
        match numbers.below(6) {
            0 => drop(letters.drain(at..end)),
            1 => letters.insert(at, signs[numbers.below(signs.len())]),
            2 => letters.truncate(at),
            3 => {
                let piece = letters[at..end].to_vec();
                letters.splice(at..at, piece);
            }
            4 => {
                let other = numbers.below(letters.len());
                letters.swap(at, other);
            }
            _ => letters[at] = signs[numbers.below(signs.len())],
        }
        if letters.is_empty() {
            letters.push('a');
        }
    }
    letters.into_iter().collect()
}

#[test]
fn mutated_files_are_read_or_refused() {
    for (format, fixture) in FIXTURES {
        let mut numbers = Numbers(7);
        for _ in 0..2_000 {
            let source = mutated(fixture, &mut numbers);
            let imported = import(format, &source, "m");
            for problem in &imported.problems {
                assert!(problem.range.start <= source.len(), "{problem:?}\n{source}");
                assert!(problem.line >= 1 && problem.column >= 1);
            }
            mdbook_quiz::read(&source, "m", &ReadOptions::foreign());
        }
    }
}

#[test]
fn depth_and_number_are_no_burden() {
    let many = 200_000;
    let hostile = [
        format!("a = {}", "[".repeat(many)),
        format!("{}a = 1", "a.".repeat(many)),
        "[[questions]]\n".repeat(many / 10),
        format!("x {{{}}}", "~a".repeat(30_000)),
        format!("x {{{}}}", "=a->b".repeat(12_000)),
        format!("x {{{}####}}", "#".repeat(60_000)),
        format!("[html]{} {{T}}", "<ul><li><blockquote><b>".repeat(2_000)),
        format!("[html]{} {{T}}", "<".repeat(60_000)),
        format!("[html]{} {{T}}", "&".repeat(60_000)),
        format!("[html]{} {{T}}", "<a b=\"".repeat(10_000)),
        format!("{}\nA) x\nB) y\nANSWER: A\n", "&".repeat(3 * many)),
        format!("// {}\nx {{T}}", "[id:\\".repeat(many)),
        format!("[html]{} {{T}}", "<a ".repeat(15_000)),
        "{\n\n".repeat(many),
        "::".repeat(many / 10),
        "// [tag:".repeat(many / 10),
        "A) x\n".repeat(many),
        "ANSWER: A\n".repeat(many),
    ];
    for source in hostile {
        for (format, _) in FIXTURES {
            let imported = import(format, &source, "h");
            assert!(imported.problems.len() <= 1_200, "{}", &source[..20]);
        }
    }
}
