//! The workspace's own book, page by page.

use crate::support::{Browser, Site, Test, own};
use anyhow::Context;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The questions of the page: their ids, their keys, and whether they are guesses.
const QUESTIONS: &str = "[...document.querySelectorAll('.question[data-key]')].map(({ dataset }) => [dataset.question, dataset.key, 'pre' in dataset])";

/// All questions of the book.
const LISTED: &str = "COURSEBOOK_QUESTIONS.chapters.flatMap(({ quizzes }) => quizzes)
    .flatMap(({ questions }) => questions).map(({ ids }) => ids.split(' ')[0])";

/// Fills in the form of the question `ID` with what `KEY` calls right, and checks it; by the page's
/// own clicks, because there are many.
const FILL: &str = "
    const question = document.querySelector(`[data-question='${ID}']`);
    const all = (selector) => [...question.querySelectorAll(selector)];
    const [head, ...records] = KEY.split('␞').map((record) => record.split('␟'));
    const behind = (sign) => records.filter(([start]) => start.startsWith(sign))
        .map(([start, ...rest]) => [start.slice(1), ...rest]);
    const write = (field, text) => {
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const fields = all('.question-input');
    const right = behind('+').map(([id]) => id);
    const check = () => all('.question-check')[0].click();
    const pick = () => all('.choice input').filter(({ value }) => right.includes(value)).forEach((input) => input.click());
    const number = () => write(fields[0], [head[1], ...behind('@').slice(0, 1).map(([unit]) => unit)].join(' '));
    const part = (id) => all('.part').find(({ dataset }) => dataset.id === id);
    const press = (id, button) => part(id).querySelectorAll('.part-moves button')[button].click();
    const forms = {
        one: pick, all: pick, part: pick, number, estimate: number,
        text: () => write(fields[0], behind('=')[0][0]),
        order() {
            behind('-').forEach(([id]) => press(id, 2));
            right.forEach((id, place) => {
                while ([...part(id).parentNode.children].indexOf(part(id)) > place) { press(id, 0); }
            });
        },
        match: () => behind('+').forEach(([, side], row) => write(fields[row], side)),
        cloze() {
            const opened = records.map(([start], place) => start[0] === '_' && place).filter((place) => place !== false);
            const texts = opened.map((place) => records.slice(place).find(([start]) => start[0] === '=')[0].slice(1));
            texts.forEach((text, blank) => write(fields[blank], text));
        },
        output() {
            const fails = head[2] === 'f';
            all('.question-fields input[type=radio]').find(({ value }) => value === (fails ? 'fails' : 'prints'))?.click();
            const [[text] = ['']] = fails ? [...behind('#'), ...behind('~')] : behind('=');
            write(fields[0], text);
        },
        free() {
            write(fields[0], 'x'.repeat(Math.max(1, Number(head[1]))));
            check();
            all('.answer-criteria input').forEach((box) => box.click());
            all('.answer-criteria .question-check')[0]?.click();
        },
    };
    forms[head[0]]();
    if (head[0] !== 'free') { check(); }";

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
async fn every_question_is_right_with_its_own_answer_in_its_own_form() -> Test {
    let browser = Browser::chromium().await?;
    let mut answered = BTreeSet::new();
    for page in own().pages() {
        browser.open(&own().url(&page)).await?;
        // The first chapter is there twice, as itself and as the start page.
        browser.run("localStorage.clear();").await?;
        browser.reload().await?;
        let questions: Vec<(String, String, bool)> =
            serde_json::from_value(browser.value(QUESTIONS).await?)?;
        for (id, key, is_guess) in questions {
            answer_rightly(&browser, &id, &key, is_guess)
                .await
                .with_context(|| format!("{id} on {page}"))?;
            answered.insert(id);
        }
    }
    browser.open(&own().url("questions.html")).await?;
    let listed: BTreeSet<String> = serde_json::from_value(browser.value(LISTED).await?)?;
    assert!(
        listed.len() >= 100,
        "there are only {} questions",
        listed.len()
    );
    assert_eq!(answered, listed);
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

async fn answer_rightly(browser: &Browser, id: &str, key: &str, is_guess: bool) -> Test {
    let fill = FILL.replace("ID", &json!(id).to_string());
    browser
        .run(&fill.replace("KEY", &json!(key).to_string()))
        .await?;
    let verdict = match key.starts_with("free") {
        _ if is_guess => "Noted. Read on: the text answers this.",
        true => "Saved: 100 % of the points.",
        false => "Right.",
    };
    browser.question(id).until_verdict(verdict).await
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
