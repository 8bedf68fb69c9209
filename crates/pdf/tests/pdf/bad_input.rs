//! Texts and files that would break a careless renderer: printed as they stand, or reported.

use crate::book::{print, print_items};
use coursebook_pdf::Options;
use mdbook_renderer::book::{BookItem, Chapter};

/// What would be markup or code, were it not in a string literal.
const INJECTIONS: &[&str] = &[
    "#panic()",
    "#import \"/template.typ\": *",
    "] }) #panic()",
    "\"); panic(); (\"",
    "\\\"); panic(); (\\\"",
    "$x^2$ $",
    "@reference",
    "<label>x",
    "*/ /* //",
    "= heading - item + item / term: x",
    "\\u{41} \\n \\",
    "{{#quiz nowhere.yaml}}",
    "`raw` ~ -- --- ...",
    "#{while true {}}",
    "#read(\"/etc/passwd\")",
    "#plugin(\"x.wasm\")",
];

fn escaped(text: &str) -> String {
    let escape = |c: char| match c.is_ascii_punctuation() {
        true => format!("\\{c}"),
        false => c.to_string(),
    };
    text.chars().map(escape).collect()
}

#[test]
fn injections_are_printed_as_they_stand() {
    let mut markdown = "# Injections\n\n".to_owned();
    for text in INJECTIONS {
        let plain = escaped(text);
        markdown.push_str(&format!("## {plain}\n\n{plain}\n\n- {plain}\n\n"));
        markdown.push_str(&format!(
            "[{plain}](https://example.org/{})\n\n",
            text.replace([' ', '<', '>'], "_")
        ));
        markdown.push_str(&format!(
            "~~~~~ {text}\n{text}\n~~~~~\n\n| {} |\n|---|\n| {} |\n\n",
            plain, plain
        ));
        markdown.push_str(&format!("{plain}[^{}]\n\n", "x"));
    }
    markdown.push_str("[^x]: #panic() \"); panic()\n");
    let printed = print(&[("a.md", &markdown)], Options::default()).unwrap();
    assert!(printed.written[0].accessible, "{:?}", printed.diagnostics);
    let squeeze = |text: &str| {
        text.replace(char::is_whitespace, "")
            .replace('\u{200b}', "")
    };
    let text = squeeze(&crate::book::text_of(&printed.path(), &["-f", "4"]));
    for expected in INJECTIONS {
        let expected = squeeze(expected);
        assert!(text.matches(&expected).count() >= 5, "{expected} in {text}");
    }
}

#[test]
fn hostile_names_of_everything_else_are_survived() {
    let markdown = "# A {#\"x}\n\n<a id='\"); panic(\"'></a>\n\n[x](#\"\\)panic)\n\n![#panic() \"](\"#panic\\(\\).png)\n\n<img src='http://example.org/\".png' alt='\"]'>\n\n```\"); panic(\nx\n```\n\n<kbd id='\\'>k</kbd>\n\n<details><summary>#panic()</summary>x</details>\n\n[j](javascript:alert(1)) [f](file:///etc/passwd) [up](../../../etc/passwd)\n";
    let printed = print(&[("a.md", markdown)], Options::default()).unwrap();
    assert!(printed.text().contains("#panic()"));
    let raw = std::fs::read(printed.path()).unwrap();
    let document = lopdf::Document::load_mem(&raw).unwrap();
    for object in document.objects.values() {
        let shown = format!("{object:?}");
        assert!(
            !shown.contains("javascript:") && !shown.contains("file:"),
            "{shown}"
        );
    }
}

#[test]
fn letters_without_a_face_are_reported_once_a_chapter_and_never_fail() {
    let markdown = "# 中文\n\n网络 🚀 👩‍👩‍👧 สวัสดี `🚀`\n\n'\u{94d}' \"\u{301}\" \u{301}\n\nאבג العربية \u{202e}abc\u{202c} \u{7}bell\n";
    let printed = print(&[("a.md", markdown)], Options::default()).unwrap();
    let codes = printed.codes();
    assert_eq!(
        codes.iter().filter(|code| **code == "pdf-font").count(),
        1,
        "{codes:?}"
    );
    assert!(codes.contains(&"pdf-lost"), "{codes:?}");
    let font = printed
        .diagnostics
        .iter()
        .find(|found| found.code == "pdf-font")
        .unwrap();
    assert_eq!(font.span.line(), 1);
    assert!(printed.text().contains("□"));
}

#[test]
fn depth_has_an_end() {
    for text in [
        "> ".repeat(300) + "deep",
        (0..120)
            .map(|depth| format!("{}- x\n", "  ".repeat(depth)))
            .collect(),
        "*_".repeat(400) + "deep" + &"_*".repeat(400),
        "<div>".repeat(3_000) + "deep",
        "<b><i>".repeat(300) + "deep",
        "[".repeat(2_000),
    ] {
        let printed = print(&[("a.md", &format!("# T\n\n{text}\n"))], Options::default());
        let printed = printed.unwrap_or_else(|error| panic!("{error}: {text:.40}"));
        assert!(
            !printed.codes().contains(&"pdf-refused"),
            "{text:.40}: {:?}",
            printed.diagnostics
        );
    }
}

#[test]
fn pictures_that_are_not_there_leave_their_description() {
    let markdown = "# T\n\n![gone](gone.png)\n\n![far](https://example.org/x.png)\n\n![broken](broken.png) and ![bad](bad.svg)\n\n<img src=\"dot.svg\">\n\n![](dot.svg)\n\n![shown](dot.svg)\n";
    let chapter = Chapter::new("a", markdown.to_owned(), "a.md", Vec::new());
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><circle r=\"4\"/></svg>";
    let files: [(&str, &[u8]); 3] = [
        ("broken.png", b"no picture"),
        ("bad.svg", b"<svg"),
        ("dot.svg", svg),
    ];
    let items = vec![BookItem::Chapter(chapter)];
    let printed = print_items(items, Options::default(), &files).unwrap();
    let text = printed.text();
    for alt in ["gone", "far", "broken", "bad"] {
        assert!(text.contains(&format!("[Image: {alt}]")), "{alt} in {text}");
    }
    let codes = printed.codes();
    assert_eq!(
        codes.iter().filter(|code| **code == "pdf-image").count(),
        4,
        "{codes:?}"
    );
    assert_eq!(
        codes.iter().filter(|code| **code == "pdf-alt").count(),
        1,
        "{codes:?}"
    );
    assert!(printed.written[0].accessible, "{:?}", printed.diagnostics);
}

#[test]
fn dead_links_are_reported_and_lead_nowhere() {
    let markdown = "# T\n\n[a](#nowhere) [b](b.md) [c](../x.md)\n";
    let printed = print(&[("a.md", markdown)], Options::default()).unwrap();
    assert_eq!(printed.codes(), ["dead-link"; 3]);
    assert!(
        printed
            .diagnostics
            .iter()
            .all(|found| found.span.line() == 3)
    );
}

#[test]
fn typed_forms_that_cannot_be_read_are_reported() {
    let markdown =
        "# T\n\n```coursebook-quiz\n{\"format\": 9}\n```\n\n```coursebook-diagram\nno JSON\n```\n";
    let printed = print(&[("a.md", markdown)], Options::default()).unwrap();
    assert_eq!(printed.codes(), ["pdf-lost"; 2]);
    assert!(printed.text().contains("no JSON"));
}

#[test]
fn a_hostile_diagram_reads_no_file() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='/etc/passwd' width='9' height='9'/><image href='file:///etc/passwd' width='9' height='9'/></svg>";
    let json = format!(
        "{{\"format\":1,\"kind\":\"x\",\"svg\":\"{svg}\",\"title\":\"T\",\"description\":\"D\",\"width\":9,\"height\":9,\"letters\":9}}"
    );
    let markdown = format!("# T\n\n```coursebook-diagram\n{json}\n```\n\nafter\n");
    let printed = print(&[("a.md", &markdown)], Options::default()).unwrap();
    assert!(printed.text().contains("after"));
}
