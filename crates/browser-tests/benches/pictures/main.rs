//! The pictures of the documentation: a learner of the own book, page kind by page kind, in Chromium.
//!
//! `cargo xtask pictures` runs this; it names the folder with the site in `PICTURES_SITE` and the one
//! for the pictures in `PICTURES_OUT`. Invariant: a picture has a palette of at most 256 colours, so
//! that it stays small.

#[allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    reason = "the tests use more of it, and fail where something is missing"
)]
#[path = "../../tests/support/mod.rs"]
mod support;

mod palette;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fantoccini::key::Key;
use serde_json::json;
use std::path::PathBuf;
use support::Browser;

const DESK: (u32, u32) = (1280, 860);
const TELEPHONE: (u32, u32) = (390, 844);

/// Where the learner of the pictures stands.
const PROGRESS: &str = "
    const progress = window.coursebookProgress;
    ['introduction', 'phase-0', 'phase-1', 'idempotency'].forEach((id) => progress.setChapterState(id, 2));
    progress.setChapterState('cors', 1);
    const tick = (chapter, share) => {
        const tasks = COURSEBOOK_ITEMS[chapter]?.tasks ?? [];
        tasks.slice(0, Math.ceil(tasks.length * share)).forEach((ids) => progress.setTicked(ids.split(' ')[0], true));
    };
    [['introduction', 1], ['phase-0', 1], ['phase-1', 1], ['idempotency', 1], ['cors', 0.4]].forEach(([chapter, share]) => tick(chapter, share));
    progress.notes.keep('s/place', ['cors', 'the-allow-list', 'The allow list'].join('\\t'));
    progress.setDraft('b/idempotency#a-timeout-means-unknown', 'A timeout means unknown');
    progress.setDraft('n/cors#the-allow-list', 'The allow list\\nAsk the gateway team: who adds an origin?');
    const { plan, dayText, today, keep } = window.coursebookPlan;
    keep(dayText(today() - 24), 10);";

/// Answers the questions of a page, surely, and every third of them wrongly.
const ANSWERS: &str = "
    [...document.querySelectorAll('.question[data-question]')].forEach(({ dataset: { question, rev } }, place) =>
        window.coursebookProgress.recordAttempt(question, rev, place % 3 ? 2 : 0, 1, 2, ''));";
const ANSWERED: [&str; 3] = [
    "introduction.html",
    "phase-0-mental-shift/index.html",
    "phase-1-foundations/idempotency.html",
];

/// Makes one picture after the other.
struct Artist {
    browser: Browser,
    site: String,
    folder: PathBuf,
}

#[tokio::main]
async fn main() -> Result<()> {
    let folders = ["PICTURES_SITE", "PICTURES_OUT"].map(std::env::var_os);
    let [Some(site), Some(folder)] = folders else {
        println!("`cargo xtask pictures` runs this.");
        return Ok(());
    };
    let artist = Artist {
        browser: Browser::chromium().await?,
        site: format!("file://{}", std::path::absolute(site)?.display()),
        folder: folder.into(),
    };
    artist.learn().await?;
    artist.roadmap().await?;
    artist.quiz().await?;
    artist.review().await?;
    artist.progress().await?;
    artist.search().await?;
    artist.telephone().await
}

impl Artist {
    async fn open(&self, page: &str, (width, height): (u32, u32)) -> Result<()> {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.browser
            .tools("Emulation.setDeviceMetricsOverride", size)
            .await?;
        let hidden = json!({ "hidden": true });
        self.browser
            .tools("Emulation.setScrollbarsHidden", hidden)
            .await?;
        self.browser.open(&format!("{}/{page}", self.site)).await
    }

    /// Keeps what the window shows once a condition holds.
    async fn take(&self, name: &str, condition: &str) -> Result<()> {
        self.browser.until(condition).await?;
        // Nothing is pointed at.
        let corner = json!({ "type": "mouseMoved", "x": 4, "y": 4 });
        self.browser
            .tools("Input.dispatchMouseEvent", corner)
            .await?;
        // What moves has come to rest, and what comes into view is there.
        let still = "return new Promise((resolve) => setTimeout(resolve, 600));";
        self.browser.run(still).await?;
        let picture = palette::reduced(&self.screenshot().await?)?;
        let path = self.folder.join(name).with_extension("png");
        println!("{}: {} kB", path.display(), picture.len().div_ceil(1000));
        Ok(std::fs::write(path, picture)?)
    }

    /// What the window shows, as PNG.
    async fn screenshot(&self) -> Result<Vec<u8>> {
        let format = json!({ "format": "png" });
        let shot = self.browser.tools("Page.captureScreenshot", format).await?;
        let data = shot["data"].as_str().context("there is no picture")?;
        Ok(STANDARD.decode(data)?)
    }

    async fn learn(&self) -> Result<()> {
        for page in ANSWERED {
            self.open(page, DESK).await?;
            self.browser.run(ANSWERS).await?;
        }
        self.open("progress.html", DESK).await?;
        self.browser
            .until("window.coursebookPlan && window.COURSEBOOK_ITEMS")
            .await?;
        self.browser.run(PROGRESS).await.map(|_| ())
    }

    async fn roadmap(&self) -> Result<()> {
        self.open("index.html", DESK).await?;
        self.take("roadmap", "document.querySelector('[data-resume] a')")
            .await
    }

    async fn quiz(&self) -> Result<()> {
        self.open("appendix/question-types.html", DESK).await?;
        let question = self.browser.question("types-single/no-cache");
        question.answer(&["never-store"]).await?;
        self.browser
            .run(
                "document.activeElement.blur();
                document.querySelector('#single-one-of-several').scrollIntoView({ behavior: 'instant' });",
            )
            .await?;
        self.take(
            "quiz",
            "document.querySelector('.question-verdict').textContent",
        )
        .await
    }

    async fn review(&self) -> Result<()> {
        self.open("review.html", DESK).await?;
        self.take(
            "review",
            "document.querySelector('main .primary:not([hidden])')",
        )
        .await
    }

    async fn progress(&self) -> Result<()> {
        self.open("progress.html", DESK).await?;
        let plan = "document.querySelector('[data-plan-weeks] h3')";
        self.browser.until(plan).await?;
        self.browser
            .run("document.getElementById('plan').scrollIntoView({ behavior: 'instant' });")
            .await?;
        self.take("progress", plan).await
    }

    async fn search(&self) -> Result<()> {
        self.open("phase-1-foundations/idempotency.html", DESK)
            .await?;
        self.browser.press('/').await?;
        self.browser
            .until("document.getElementById('ui.search').open")
            .await?;
        self.browser.type_keys("idempotensy key").await?;
        self.browser
            .until("document.querySelector('.search-results mark')")
            .await?;
        self.browser.press(Key::Down).await?;
        self.take(
            "search",
            "document.querySelector('.search-results span mark')",
        )
        .await
    }

    async fn telephone(&self) -> Result<()> {
        self.browser.set_system_colours("dark").await?;
        self.open("phase-1-foundations/cors.html", TELEPHONE)
            .await?;
        self.take("telephone", "document.querySelector('.task-box:checked')")
            .await
    }
}
