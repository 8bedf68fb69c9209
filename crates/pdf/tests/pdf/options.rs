//! Sizes, parts and single chapters; the same bytes each time.

use crate::book::{Printed, print, print_items, text_of};
use coursebook_pdf::{Options, Paper};
use mdbook_renderer::book::{BookItem, Chapter, SectionNumber};

fn chapter(name: &str, text: &str, number: u32) -> BookItem {
    let mut chapter = Chapter::new(name, text.to_owned(), format!("{name}.md"), Vec::new());
    chapter.number = Some(SectionNumber::new([number]));
    BookItem::Chapter(chapter)
}

fn items() -> Vec<BookItem> {
    let preface = Chapter::new(
        "preface",
        "# Preface\n\nSee [two](two.md#deep).\n".into(),
        "preface.md",
        Vec::new(),
    );
    vec![
        BookItem::Chapter(preface),
        BookItem::PartTitle("Phase 1 — First (months 1–2)".to_owned()),
        chapter("one", "# One\n\nSee [two](two.md#deep).\n", 1),
        BookItem::PartTitle("Phase 2 — Second (months 3–4)".to_owned()),
        chapter(
            "two",
            "# Two\n\ntext\n\n## Deep\n\nback to [one](one.md)\n",
            2,
        ),
    ]
}

fn printed(options: Options) -> Printed {
    let printed = print_items(items(), options, &[]).unwrap();
    assert_eq!(printed.diagnostics, []);
    assert!(printed.written.iter().all(|written| written.accessible));
    printed
}

#[test]
fn links_tell_their_pages_and_parts_have_pages() {
    let text = text_of(&printed(Options::default()).path(), &["-layout"]);
    assert!(text.contains("See two (page 4)."), "{text}");
    assert!(text.contains("back to one (page 2)"), "{text}");
    assert!(text.contains("Phase 2 — Second"), "{text}");
}

#[test]
fn every_paper_has_its_size() {
    for (paper, width) in [
        (Paper::A4, 595),
        (Paper::Letter, 612),
        (Paper::A5, 419),
        (Paper::Phone, 215),
    ] {
        let printed = printed(Options {
            paper,
            two_sided: paper == Paper::A5,
            ..Options::default()
        });
        let document = lopdf::Document::load(printed.path()).unwrap();
        let page = *document.get_pages().get(&1).unwrap();
        let page = document.get_dictionary(page).unwrap();
        let size = page.get(b"MediaBox").unwrap().as_array().unwrap();
        assert_eq!(size[2].as_float().unwrap() as i64, width);
    }
}

#[test]
fn a_chapter_or_a_part_alone_names_what_it_is() {
    let one = printed(Options {
        chapter: Some("two.md".into()),
        ..Options::default()
    });
    assert!(one.path().ends_with("a-test-two.pdf"));
    assert!(!text_of(&one.path(), &[]).contains("Preface"));
    for wanted in ["2", "Phase 2", "phase 2"] {
        let part = printed(Options {
            phase: Some(wanted.to_owned()),
            ..Options::default()
        });
        assert!(
            part.path()
                .ends_with("a-test-phase-2-second-months-3-4.pdf")
        );
    }
    let missing = print(
        &[("a.md", "x")],
        Options {
            phase: Some("9".to_owned()),
            ..Options::default()
        },
    );
    assert!(missing.err().unwrap().contains("there is no part `9`"));
}

#[test]
fn a_book_is_split_by_its_parts() {
    let names: Vec<_> = printed(Options {
        split: true,
        ..Options::default()
    })
    .written
    .iter()
    .map(|written| {
        written
            .path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned()
    })
    .collect();
    assert_eq!(
        names,
        [
            "a-test.pdf",
            "a-test-phase-1-first-months-1-2.pdf",
            "a-test-phase-2-second-months-3-4.pdf"
        ]
    );
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    let bytes = || std::fs::read(printed(Options::default()).path()).unwrap();
    assert!(bytes() == bytes());
}

#[test]
fn a_folder_of_fonts_is_read_or_said_to_be_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let with = |fonts: &std::path::Path| Options {
        fonts: Some(fonts.to_owned()),
        ..Options::default()
    };
    let face = typst_assets::fonts().next().unwrap();
    std::fs::write(folder.path().join("a.otf"), face).unwrap();
    std::fs::write(folder.path().join("readme.txt"), "no font").unwrap();
    let printed = print(&[("a.md", "text")], with(folder.path())).unwrap();
    assert!(printed.written[0].accessible);

    std::fs::write(folder.path().join("b.ttf"), "no font").unwrap();
    let wrong = print(&[("a.md", "text")], with(folder.path()));
    assert!(
        wrong
            .err()
            .unwrap()
            .contains("b.ttf` is no TTF or OTF font")
    );
    let missing = print(&[("a.md", "text")], with("no-such-folder".as_ref()));
    assert!(missing.err().unwrap().contains("no-such-folder"));
}
