//! Two windows that write at the same time.

use crate::support::{Browser, Test, fixture};
use serde_json::json;

/// Makes a window answer 300 questions as fast as it can once the clock shows a time, and say from
/// when to when. Messages, not timers, part the writes: a browser slows the timers of windows that
/// are not seen.
fn writes(window: &str, start: u64) -> String {
    format!(
        "const channel = new MessageChannel();
        let number = 0;
        channel.port1.onmessage = () => {{
            if (Date.now() >= {start}) {{
                window.first ??= Date.now();
                window.coursebookProgress.recordAttempt(`{window}/q${{number}}`, 'rev', 2, 1, 0, 'a');
                number += 1;
                window.last = Date.now();
            }}
            if (number < 300) {{ channel.port2.postMessage(0); }} else {{ window.finished = true; }}
        }};
        channel.port2.postMessage(0);"
    )
}

#[tokio::test]
async fn two_windows_that_write_at_once_keep_every_item() -> Test {
    two_windows_keep_everything(&Browser::chromium().await?).await
}

pub(crate) async fn two_windows_keep_everything(browser: &Browser) -> Test {
    let page = fixture().url("questions/index.html");
    browser.open(&page).await?;
    let (first, second) = browser.second_window().await?;
    browser.open(&page).await?;
    let now = browser
        .value("Date.now()")
        .await?
        .as_u64()
        .unwrap_or_default();
    let start = now + 500;
    browser.run(&writes("right", start)).await?;
    browser.switch(&first).await?;
    browser.run(&writes("left", start)).await?;

    browser.until("window.finished").await?;
    let left = browser.value("[first, last]").await?;
    browser.switch(&second).await?;
    browser.until("window.finished").await?;
    let right = browser.value("[first, last]").await?;
    assert!(
        overlap(&left, &right),
        "they did not write at once: {left}, {right}"
    );

    for window in [&first, &second] {
        browser.switch(window).await?;
        let kept = "['left', 'right'].map((window) => Array.from({ length: 300 })
            .filter((_, i) => coursebookProgress.attempts(`${window}/q${i}`).length === 1).length)";
        browser.until_equal(kept, json!([300, 300])).await?;
    }
    browser
        .until_equal(
            "Object.keys(localStorage).filter((key) => key.startsWith('cb1:small:a:')).length",
            600,
        )
        .await
}

fn overlap(left: &serde_json::Value, right: &serde_json::Value) -> bool {
    let time = |span: &serde_json::Value, end: usize| span[end].as_u64().unwrap_or_default();
    time(left, 0) <= time(right, 1) && time(right, 0) <= time(left, 1)
}
