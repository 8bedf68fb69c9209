//! The workspace's own book, page by page.

use crate::support::{Browser, Site, Test, own};
use anyhow::Context;
use serde_json::{Value, json};

/// The keys of all questions of the page, with what counts as right; guesses are not judged.
const QUESTIONS: &str = "[...document.querySelectorAll('.question[data-key]:not([data-pre])')].map(({ dataset }) => [dataset.question, dataset.key])";

/// Picks or writes an answer and checks it; by the page's own clicks, because there are many.
const GIVE: &str = "
    const question = document.querySelector(`[data-question='${ID}']`);
    const answer = ANSWER;
    for (const input of question.querySelectorAll('.choice input')) {
        if (answer.includes(input.value)) { input.click(); }
    }
    const line = question.querySelector('.question-input');
    if (line) { line.value = answer; }
    question.querySelector('.question-check').click();";

/// The outcome "right" of the grader's verdict.
const RIGHT: u32 = 2;

#[tokio::test]
async fn no_page_asks_another_host_or_breaks_its_policy_or_reports_an_error() -> Test {
    let browser = Browser::chromium().await?;
    let site = own();
    let mut troubles = Vec::new();
    for page in site.pages() {
        browser.open(&site.url(&page)).await?;
        browser
            .run("scrollTo(0, document.body.scrollHeight);")
            .await?;
        troubles.extend(
            browser
                .troubles()
                .await?
                .into_iter()
                .map(|trouble| format!("{page}: {trouble}")),
        );
    }
    troubles.extend(foreign_requests(&browser, site).await?);
    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
    Ok(())
}

#[tokio::test]
async fn a_foreign_request_and_a_broken_policy_would_be_seen() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&own().url("index.html")).await?;
    browser.run("document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.2:9/dot.png' }));").await?;
    browser
        .run(
            "document.body.append(Object.assign(document.createElement('script'), { text: '1' }));",
        )
        .await?;
    let troubles = browser.troubles().await?;
    assert_eq!(
        troubles
            .iter()
            .filter(|trouble| trouble.contains("Content Security Policy"))
            .count(),
        2,
        "{troubles:?}"
    );
    browser.open_without_script("http://localhost:9/").await?;
    assert_eq!(
        foreign_requests(&browser, own()).await?,
        [
            "asks for http://127.0.0.2:9/dot.png",
            "asks for http://localhost:9/"
        ]
    );
    Ok(())
}

#[tokio::test]
async fn every_question_is_right_with_its_own_answer() -> Test {
    let browser = Browser::chromium().await?;
    let mut answered = 0;
    for page in own().pages() {
        browser.open(&own().url(&page)).await?;
        // The first chapter is there twice, as itself and as the start page.
        browser.run("localStorage.clear();").await?;
        browser.reload().await?;
        let questions: Vec<(String, String)> =
            serde_json::from_value(browser.value(QUESTIONS).await?)?;
        for (id, key) in &questions {
            answer_rightly(&browser, id, key)
                .await
                .with_context(|| format!("{id} on {page}"))?;
        }
        answered += questions.len();
    }
    assert!(answered >= 20, "there were only {answered} questions");
    Ok(())
}

#[tokio::test]
async fn no_page_is_wider_than_a_narrow_telephone() -> Test {
    let browser = Browser::chromium().await?;
    browser.set_width(320).await?;
    let mut wide = Vec::new();
    for page in own().pages() {
        browser.open(&own().url(&page)).await?;
        let fits = "[document.documentElement, document.body].every((box) => box.scrollWidth <= document.documentElement.clientWidth)";
        if browser.value(fits).await? != true {
            wide.push(format!("{page}: {}", widest(&browser).await?));
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
    Ok(())
}

async fn foreign_requests(browser: &Browser, site: &Site) -> Test<Vec<String>> {
    let own = site.url("");
    // The browser's own pages have schemes of their own.
    let is_foreign = |address: &String| address.starts_with("http") && !address.starts_with(&own);
    let requests = browser.requests().await?;
    assert!(!requests.is_empty(), "the log of requests is empty");
    Ok(requests
        .into_iter()
        .filter(is_foreign)
        .map(|address| format!("asks for {address}"))
        .collect())
}

/// Gives the first right answer that the page's key has. What takes more than picking choices or
/// writing a line is graded by the page's module, without its form.
async fn answer_rightly(browser: &Browser, id: &str, key: &str) -> Test {
    if let Some(response) = right_response(key) {
        let graded = format!(
            "coursebookQuiz.module().then((run) => run.grade({}, {}) & 15)",
            json!(key),
            json!(response)
        );
        return browser.until_equal(&graded, RIGHT).await;
    }
    let answer = right_answer(key).with_context(|| format!("`{key}` holds no answer"))?;
    browser
        .run(
            &GIVE
                .replace("ID", &json!(id).to_string())
                .replace("ANSWER", &answer.to_string()),
        )
        .await?;
    browser.question(id).until_verdict("Right.").await
}

/// A right response, as the grader takes it, to what is put in order, matched, filled in, told in
/// advance or written freely; none for other questions.
fn right_response(key: &str) -> Option<String> {
    let mut records = key.split('␞');
    let head: Vec<&str> = records.next()?.split('␟').collect();
    let records: Vec<&str> = records.collect();
    let right = records.iter().filter_map(|record| record.strip_prefix('+'));
    let first = |sign: char| records.iter().find_map(|record| record.strip_prefix(sign));
    let ids = || {
        right
            .clone()
            .map(|part| part.split('␟').next().unwrap_or(part))
    };
    match head.as_slice() {
        ["order" | "free", ..] => Some(ids().collect::<Vec<_>>().join(" ")),
        ["match", ..] => {
            let pairs: Vec<String> = right.map(|pair| pair.replace('␟', "=")).collect();
            Some(pairs.join(" "))
        }
        ["cloze", ..] => Some(filled(&records).join("␞")),
        ["output", _, "f", ..] => Some(format!("fails␟{}", first('#').or(first('~'))?)),
        ["output", ..] => Some(format!("prints␟{}", first('=')?)),
        _ => None,
    }
}

/// For each blank of a cloze its name and the first text that is accepted.
fn filled(records: &[&str]) -> Vec<String> {
    let mut blanks: Vec<String> = Vec::new();
    let mut open = None;
    for record in records {
        if let Some(blank) = record.strip_prefix('_') {
            open = blank.split('␟').next();
        } else if let (Some(text), Some(name)) = (record.strip_prefix('='), open.take()) {
            blanks.push(format!("{name}␟{text}"));
        }
    }
    blanks
}

/// The choices to pick, or the text to write.
fn right_answer(key: &str) -> Option<Value> {
    let mut records = key.split('␞');
    let head: Vec<&str> = records.next()?.split('␟').collect();
    let records: Vec<&str> = records.collect();
    let first = |sign: char| records.iter().find_map(|record| record.strip_prefix(sign));
    match head.as_slice() {
        ["number" | "estimate", answer, ..] => {
            let unit = first('@')
                .and_then(|unit| unit.split('␟').next())
                .unwrap_or_default();
            Some(json!(format!("{answer} {unit}").trim()))
        }
        ["text", ..] => Some(json!(first('=')?)),
        _ => Some(
            records
                .iter()
                .filter_map(|record| record.strip_prefix('+'))
                .collect(),
        ),
    }
}

/// The elements that stick out of the window, but not out of something that scrolls.
async fn widest(browser: &Browser) -> Test<Value> {
    browser
        .run(
            "const scrolls = (element) => element !== document.body && element !== document.documentElement
                && getComputedStyle(element).overflowX !== 'visible';
            const inside = (element) => element !== null && (scrolls(element) || inside(element.parentElement));
            return [...document.body.querySelectorAll('*')]
                .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth && !inside(element.parentElement))
                .slice(0, 3).map((element) => element.outerHTML.slice(0, 100));",
        )
        .await
}
