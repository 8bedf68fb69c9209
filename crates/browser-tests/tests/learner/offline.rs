//! The site without a network: kept in the browser, and unpacked from the zip file.

use crate::from_disk;
use crate::support::{Book, Browser, Site, Test, fixture};
use fantoccini::key::Key;
use serde_json::json;

/// How many workers and caches there are.
const KEPT: &str = "
    return Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])
        .then((both) => both.map(({ length }) => length));";

#[tokio::test]
async fn nothing_is_kept_of_the_site_unless_somebody_asks() -> Test {
    let browser = Browser::chromium().await?;
    for page in ["index.html", "offline.html", "boxes.html"] {
        browser.open(&fixture().url(page)).await?;
    }
    assert_eq!(browser.run(KEPT).await?, json!([0, 0]));
    browser.open(&fixture().url("boxes.html")).await?;
    browser.requests().await?;
    browser.reload().await?;
    let requests = browser.requests().await?;
    let of_offline = requests
        .iter()
        .any(|address| address.contains("/offline-") || address.contains("sw.js"));
    assert!(!of_offline, "{requests:?}");
    Ok(())
}

#[tokio::test]
async fn a_saved_book_is_read_after_the_server_has_stopped() -> Test {
    let browser = Browser::chromium().await?;
    read_after_the_server_has_stopped(&browser, "offline").await?;
    assert_eq!(browser.run(KEPT).await?, json!([1, 1]));
    Ok(())
}

#[tokio::test]
async fn a_saved_book_is_removed_and_progress_stays() -> Test {
    let browser = Browser::chromium().await?;
    let site = Book::fixture("removed").site()?;
    browser.open(&site.url("boxes.html")).await?;
    browser.click_box("run-code").await?;
    save(&browser, &site).await?;
    browser.click("[data-offline-remove]").await?;
    browser
        .until_equal(
            "document.querySelector('[data-offline-status]').textContent",
            "Removed. Your progress is still here.",
        )
        .await?;
    assert_eq!(browser.run(KEPT).await?, json!([0, 0]));
    assert!(browser.sees("[data-offline-save]").await?);
    browser.open(&site.url("boxes.html")).await?;
    browser.until_ticked("run-code", true).await
}

#[tokio::test]
async fn a_new_edition_waits_until_it_is_wanted_and_the_old_one_until_nobody_reads_it() -> Test {
    let browser = Browser::chromium().await?;
    let book = Book::fixture("editions");
    let site = book.site()?;
    save(&browser, &site).await?;
    browser.open(&site.url("boxes.html")).await?;
    let (first, second) = browser.second_window().await?;
    browser.open(&site.url("boxes.html")).await?;

    let old = site.files("text-");
    book.edit("content/boxes.md", "quokka", "numbat")?;
    book.build()?;
    let new = site.files("text-");
    let gone: Vec<&String> = old.iter().filter(|name| !new.contains(name)).collect();
    let [gone] = gone.as_slice() else {
        anyhow::bail!("not one text has changed: {old:?}, {new:?}")
    };

    // The first tab learns of the edition, still shows the old one, and then asks for the new one.
    browser.switch(&first).await?;
    browser.reload().await?;
    browser
        .until("[...document.querySelectorAll('.notice')].some((notice) => notice.textContent.includes('A new edition'))")
        .await?;
    assert!(browser.text("main").await?.contains("quokka"));
    browser.click_button(".notice", "Use it now").await?;
    browser
        .until("document.querySelector('main').textContent.includes('numbat')")
        .await?;

    // The second is told, and still finds a file of its own edition that the server has no more.
    browser.switch(&second).await?;
    browser
        .until("[...document.querySelectorAll('.notice')].some((notice) => notice.textContent.includes('Another tab uses a new edition'))")
        .await?;
    assert!(browser.text("main").await?.contains("quokka"));
    let ask = format!("return fetch({gone:?}).then(({{ ok }}) => ok, () => false);");
    assert_eq!(browser.run(&ask).await?, json!(true));
    assert_eq!(browser.run(KEPT).await?, json!([1, 2]));

    // Once it has gone, the old edition goes, too.
    browser.close_for(&first).await?;
    browser.open(&site.url("start.html")).await?;
    let started = std::time::Instant::now();
    while browser.run(KEPT).await? != json!([1, 1]) {
        anyhow::ensure!(started.elapsed().as_secs() < 20, "the old edition stays");
        browser.open(&site.url("start.html")).await?;
    }
    assert_eq!(browser.run(&ask).await?, json!(false));
    Ok(())
}

#[tokio::test]
async fn a_book_is_taken_out_of_browsers_from_afar() -> Test {
    let browser = Browser::chromium().await?;
    let book = Book::fixture("withdrawn");
    let site = book.site()?;
    save(&browser, &site).await?;
    book.edit(
        "book.toml",
        "book-id = \"small\"",
        "book-id = \"small\"\noffline = false",
    )?;
    book.build()?;
    browser.open(&site.url("start.html")).await?;
    // Browsers look for another worker a moment after a page has been opened.
    let started = std::time::Instant::now();
    while browser.run(KEPT).await? != json!([0, 0]) {
        anyhow::ensure!(started.elapsed().as_secs() < 60, "it is still there");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(site.read("offline.html").is_err());
    Ok(())
}

#[tokio::test]
async fn an_edition_with_a_file_of_another_is_not_kept() -> Test {
    let browser = Browser::chromium().await?;
    let site = Book::fixture("mixed").site()?;
    site.spoil("start.html")?;
    browser.open(&site.url("offline.html")).await?;
    browser.click("[data-offline-save]").await?;
    browser
        .until(
            "document.querySelector('[data-offline-status]').textContent.startsWith('Not saved')",
        )
        .await?;
    assert!(browser.sees("[data-offline-save]").await?);
    let started = std::time::Instant::now();
    while browser.run(KEPT).await? != json!([0, 0]) {
        anyhow::ensure!(started.elapsed().as_secs() < 20, "something is kept");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Ok(())
}

#[tokio::test]
async fn the_unpacked_zip_works_from_disk() -> Test {
    let browser = Browser::chromium().await?;
    let site = Book::fixture("zip").unzipped()?;
    from_disk::site_works_from_disk(&browser, &site).await?;
    whole_book_keeps_progress(&browser, &site).await?;
    browser.open(&site.file_url("offline.html")?).await?;
    browser
        .until(
            "document.querySelector('[data-offline-status]').textContent.includes('from a disk')",
        )
        .await?;
    assert_eq!(browser.troubles().await?, Vec::<String>::new());
    assert!(site.read("sw.js").is_err() && site.read("sitemap.xml").is_err());
    Ok(())
}

/// Ticks, answers and what they add up to, on the one page that holds all.
pub(crate) async fn whole_book_keeps_progress(browser: &Browser, site: &Site) -> Test {
    browser.open(&site.file_url("whole-book.html")?).await?;
    browser.click("[data-task=draw-diagram]").await?;
    let question = browser.question("types/word");
    question.answer_with("idempotent").await?;
    question.until_verdict("Right.").await?;
    browser.reload().await?;
    browser
        .until("document.querySelector('[data-task=draw-diagram]').checked")
        .await?;
    browser
        .question("types/word")
        .until_verdict("Right.")
        .await?;
    browser
        .until("/^[1-9]\\d* of \\d+ done$/.test(document.querySelector('[data-progress-total]').textContent)")
        .await?;
    // A chapter's own state, and the line that takes progress along.
    browser
        .until("document.querySelectorAll('.chapter-state:not([hidden])').length > 2")
        .await?;
    browser
        .until("document.querySelector('.keep-progress input[type=file]')")
        .await
}

/// Saves the book and waits until it is saved.
async fn save(browser: &Browser, site: &Site) -> Test {
    browser.open(&site.url("offline.html")).await?;
    browser.click("[data-offline-save]").await?;
    browser
        .until_equal(
            "document.querySelector('[data-offline-status]').textContent",
            "Saved. The whole book opens without a network now.",
        )
        .await
}

pub(crate) async fn read_after_the_server_has_stopped(browser: &Browser, name: &str) -> Test {
    let mut site = Book::fixture(name).site()?;
    save(browser, &site).await?;
    site.stop().await?;

    browser.open(&site.url("boxes.html")).await?;
    browser.click_box("run-code").await?;
    browser.open(&site.url("questions")).await?;
    assert!(browser.url().await?.ends_with("/course/questions/"));
    let question = browser.question("types/number");
    question.answer_with("500 kB").await?;
    question.until_verdict("Right.").await?;
    browser.press_with(&[Key::Control.into()], 'k').await?;
    browser
        .until("document.getElementById('ui.search').open")
        .await?;
    browser.type_keys("quokka").await?;
    browser
        .until("document.querySelector('.search-results mark')")
        .await?;
    browser.open(&site.url("progress.html")).await?;
    browser
        .until("document.querySelector('[data-progress-total]').textContent.startsWith('2 of')")
        .await?;
    browser.open(&site.url("no/such/page.html")).await?;
    browser
        .until("document.querySelector('h1').textContent === 'No page here'")
        .await
}
