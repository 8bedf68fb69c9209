//! Origins survive edits, includes and foreign preprocessors.

use super::*;

fn document(text: &str) -> Document {
    Document::of_file(SourceFile::new("a.md", text))
}

#[test]
fn origins_survive_edits_before_and_after() {
    let edited = document("one two three").apply(vec![
        Edit::replace(0..3, "a longer first"),
        Edit::remove(8..13),
    ]);
    assert_eq!(edited.text(), "a longer first two ");
    let again = edited.apply(vec![Edit::insert(0, "# ")]);
    let at = again.text().find("two").unwrap();
    assert_eq!(again.span(at..at + 3).range, 4..7);
}

#[test]
fn included_text_keeps_its_own_file() {
    let included = Document::of_file(SourceFile::new("b.md", "x\nfault\n"));
    let edit = Edit {
        range: 2..3,
        with: Replacement::Document(included),
    };
    let merged = document("a\n@\nb\n").apply(vec![edit]);
    let at = merged.text().find("fault").unwrap();
    let span = merged.span(at..at + 5);
    assert_eq!(
        (span.file.path.as_path(), span.line()),
        (Path::new("b.md"), 2)
    );
    let last = merged.text().rfind('b').unwrap();
    assert_eq!(merged.span(last..last + 1).line(), 3);
}

#[test]
fn realigned_text_finds_its_lines_again() {
    let file = SourceFile::new("a.md", "# T\n\none\n\n```quiz\nbad\n```\n");
    let foreign = "# T\n\nINSERTED\n\none\n\n```quiz\nbad\n```\n".to_owned();
    let document = Document::realigned(file, foreign);
    let at = document.text().find("bad").unwrap();
    assert_eq!(document.span(at..at + 3).line(), 6);
}

#[test]
fn paths_cannot_climb_out() {
    assert_eq!(
        normalize_inside(Path::new("a/../b/./c")),
        Some(PathBuf::from("b/c"))
    );
    assert_eq!(normalize_inside(Path::new("a/../../b")), None);
    assert_eq!(normalize_inside(Path::new("/etc/passwd")), None);
}
