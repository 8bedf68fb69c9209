//! What the writer makes of each construct.

use super::*;

pub(super) fn body(markdown: &str) -> Body {
    let page = |name: &str| (format!("{name}.md").into(), format!("{name}.html").into());
    render(&Source {
        markdown,
        path: Path::new("a.md"),
        view: View::Page(Path::new("a.html")),
        map: &LinkMap::new([page("a"), page("b")], []),
        options: &MarkdownOptions::default(),
    })
}

#[test]
fn headings_have_ids_and_links_to_themselves() {
    let body = body("# One `two`\n\n## Sub {#own .big}\n\n## Sub\n");
    insta::assert_snapshot!(body.html, @r##"
    <h1 id="one-two">One <code>two</code></h1>
    <h2 id="own" class="big">Sub <a class="anchor" href="#own" aria-label="Link to “Sub”"></a></h2>
    <h2 id="sub">Sub <a class="anchor" href="#sub" aria-label="Link to “Sub”"></a></h2>
    "##);
    assert_eq!(body.ids, ["one-two", "own", "sub"]);
}

#[test]
fn tables_are_aligned_by_class() {
    let html = body("| a | b |\n|:-:|--:|\n| 1 | 2 |\n").html;
    assert!(!html.contains("style="), "{html}");
    assert!(html.contains("<td class=\"right\">2</td>"), "{html}");
}

#[test]
fn footnotes_are_gathered_in_order_of_use() {
    let html = body("A[^x] b[^y] c[^x].\n\n[^y]: Why.\n[^x]: Ex.\n[^z]: Unused.\n").html;
    let (ex, why) = (html.find("Ex.").unwrap(), html.find("Why.").unwrap());
    assert!(ex < why && !html.contains("Unused"), "{html}");
    assert!(html.contains("href=\"#fr-x-2\""), "{html}");
}

#[test]
fn links_lead_to_pages_and_are_noted() {
    let body = body("[b](b.md#x) ![i](i.png) <a href=\"b.md\">raw</a> [e](https://e.org/b.md)\n");
    assert!(body.html.contains("href=\"b.html#x\""), "{}", body.html);
    assert!(
        body.html.contains("<a href=\"b.html\">raw</a>"),
        "{}",
        body.html
    );
    assert!(body.html.contains("https://e.org/b.md"), "{}", body.html);
    assert_eq!(body.links.len(), 3);
}

#[test]
fn raw_html_is_left_as_it_is() {
    let html = "<section class=\"question\" data-question='a/b'><p>x &amp; y</p></section>\n";
    assert_eq!(body(html).html, html);
}

#[test]
fn sections_hold_text_and_code_for_search() {
    let body = body(
        "intro\n\n# T\n\nsome *text*\n\n<pre class=\"hl\" tabindex=\"0\" data-lang=\"rust\"><code><span class=\"k\">let</span> a &lt; b</code></pre>\n",
    );
    let sections: Vec<_> = body
        .sections
        .iter()
        .map(|section| (section.id.as_str(), section.text.trim()))
        .collect();
    assert_eq!(sections, [("", "intro"), ("t", "some text let a < b")]);
}

#[test]
fn alerts_and_code_say_what_they_are() {
    let html = body("> [!WARNING]\n> Mind.\n\n```text\n<b>\n```\n\n> quote\n").html;
    assert!(
        html.contains("<div class=\"alert alert-warning\" role=\"note\">"),
        "{html}"
    );
    assert!(html.contains("&lt;b&gt;"), "{html}");
    assert!(
        html.contains("<blockquote>\n<p>quote</p>\n</blockquote>"),
        "{html}"
    );
}

#[test]
fn a_head_cell_without_text_is_no_head() {
    let html = body("| | b |\n|---|---|\n| 1 | 2 |\n").html;
    assert!(
        html.contains("<tr><td></td><th scope=\"col\">b</th></tr>"),
        "{html}"
    );
}

#[test]
fn raw_html_may_go_over_several_lines() {
    let markdown = "> <div><a\n> title=\"x\"\n> href=\"b.md\" id=one>b</a>\n> <!--\n> <a href=\"gone.md\">\n> --></div>\n";
    let body = body(markdown);
    assert!(body.html.contains("href=\"b.html\""), "{}", body.html);
    assert!(body.html.contains("gone.md"), "{}", body.html);
    assert_eq!(body.ids, ["one"]);
    let places: Vec<_> = body
        .links
        .iter()
        .map(|link| &markdown[link.range.clone()])
        .collect();
    assert_eq!(places, ["b.md"]);
}

#[test]
fn search_holds_every_line_of_highlighted_code() {
    let body = body(
        "<pre class=\"hl\" tabindex=\"0\" data-lang=\"rust\"><code>one\n<b>two</b>\n\nthree</code></pre>\n\nafter\n",
    );
    let words: Vec<_> = body
        .sections
        .iter()
        .flat_map(|section| section.text.split_whitespace())
        .collect();
    assert_eq!(words, ["one", "two", "three", "after"]);
}

#[test]
fn many_footnotes_take_linear_time() {
    let markdown: String = (0..100_000)
        .map(|n| format!("a[^n{n}]\n\n[^n{n}]: Note.\n\n"))
        .collect();
    let start = std::time::Instant::now();
    assert_eq!(body(&markdown).html.matches("<li id=").count(), 100_000);
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn a_term_of_a_definition_list_is_found_by_itself() {
    let mut options = MarkdownOptions::default();
    options.definition_lists = true;
    let body = render(&Source {
        markdown: "# Words\n\nBefore.\n\nQuorum\n: More than half.\n",
        path: Path::new("a.md"),
        view: View::Page(Path::new("a.html")),
        map: &LinkMap::new([], []),
        options: &options,
    });
    let last = body.sections.last().unwrap();
    assert_eq!(
        (last.id.as_str(), last.title.as_str(), last.text.trim()),
        ("quorum", "Quorum", "More than half.")
    );
    assert_eq!(body.headings.len(), 1);
}
