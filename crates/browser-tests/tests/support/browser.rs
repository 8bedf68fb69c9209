//! A browser with a fresh profile: [`Browser`].
//!
//! Conditions are expressions in the page's own JavaScript, which [`Browser::until`] asks again and
//! again until they hold.

use super::driver::Driver;
use super::question::Question;
use super::{Test, programs};
use anyhow::{Context, bail};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WindowHandle};
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a condition may take to become true; far more than it takes on a busy machine.
pub(super) const DEADLINE: Duration = Duration::from_secs(20);
/// Between two looks at a condition.
pub(super) const PAUSE: Duration = Duration::from_millis(15);

/// Whether the scripts of a page have done all that they do to it at first.
const READY: &str = "
    document.readyState === 'complete'
    && (document.querySelector('.notices') || !document.querySelector('script[src*=progress], script[src*=coursebook]'))
    && (document.body.classList.contains('print-page')
        || [...document.querySelectorAll('.task-box')].every((box) => !box.disabled)
            && [...document.querySelectorAll('.question')].every((question) => 'state' in question.dataset))";

/// A browser and what is open in it.
pub(crate) struct Browser {
    pub(super) client: Client,
    _driver: Driver,
    profile: TempDir,
}

impl Browser {
    /// Chromium. It keeps what pages write on its console and which requests they make.
    pub(crate) async fn chromium() -> Test<Browser> {
        let (browser, driver) = programs::chromium()?;
        let profile = tempfile::tempdir()?;
        let capabilities = super::chromium::capabilities(&browser, profile.path());
        Browser::start(
            Driver::start(&driver, &["--port=0"])?,
            capabilities,
            profile,
        )
        .await
    }

    /// Firefox, or nothing where it is not installed.
    pub(crate) async fn firefox() -> Test<Option<Browser>> {
        let Some((browser, driver)) = programs::firefox() else {
            return Ok(None);
        };
        let options = json!({ "binary": browser, "args": ["-headless"] });
        let capabilities = Capabilities::from_iter([("moz:firefoxOptions".to_owned(), options)]);
        let driver = Driver::start(&driver, &["--port", "0", "--websocket-port", "0"])?;
        Browser::start(driver, capabilities, tempfile::tempdir()?)
            .await
            .map(Some)
    }

    async fn start(
        mut driver: Driver,
        capabilities: Capabilities,
        profile: TempDir,
    ) -> Test<Browser> {
        let client = driver.open(capabilities).await?;
        Ok(Browser {
            client,
            _driver: driver,
            profile,
        })
    }

    /// The folder into which downloads go.
    pub(super) fn downloads(&self) -> PathBuf {
        downloads(self.profile.path())
    }

    /// Goes to a page and waits for its scripts.
    pub(crate) async fn open(&self, url: &str) -> Test {
        self.open_without_script(url).await?;
        self.until(READY)
            .await
            .with_context(|| format!("{url} does not get ready"))
    }

    /// Goes to a page whose scripts do not run.
    pub(crate) async fn open_without_script(&self, url: &str) -> Test {
        self.client
            .goto(url)
            .await
            .with_context(|| format!("cannot go to {url}"))
    }

    /// Loads the page again and waits for its scripts.
    pub(crate) async fn reload(&self) -> Test {
        self.client.refresh().await?;
        self.until(READY)
            .await
            .context("the reloaded page does not get ready")
    }

    /// The address of the page.
    pub(crate) async fn url(&self) -> Test<String> {
        Ok(self.client.current_url().await?.into())
    }

    /// The value of an expression in the page.
    pub(crate) async fn value(&self, expression: &str) -> Test<Value> {
        self.run(&format!("return ({expression});")).await
    }

    /// Runs statements in the page; gives what they return, or what a promise of it gives.
    pub(crate) async fn run(&self, script: &str) -> Test<Value> {
        let start: String = script.chars().take(200).collect();
        self.client
            .execute(script, Vec::new())
            .await
            .with_context(|| format!("in the script `{start}`"))
    }

    /// Waits until an expression holds.
    pub(crate) async fn until(&self, condition: &str) -> Test {
        self.until_equal(&format!("!!({condition})"), true).await
    }

    /// Waits until an expression has a value. It may fail meanwhile, as on a page that is not there
    /// yet.
    pub(crate) async fn until_equal(&self, expression: &str, expected: impl Into<Value>) -> Test {
        let expected = expected.into();
        let started = Instant::now();
        loop {
            let value = self.value(expression).await;
            if value.as_ref().is_ok_and(|value| *value == expected) {
                return Ok(());
            }
            if started.elapsed() > DEADLINE {
                bail!("`{expression}` stays {}, not {expected}", value?);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The first element that a selector finds.
    pub(crate) async fn find(&self, selector: &str) -> Test<Element> {
        self.client
            .find(Locator::Css(selector))
            .await
            .with_context(|| format!("there is no `{selector}`"))
    }

    /// Clicks on the first element that a selector finds, as a pointer does.
    pub(crate) async fn click(&self, selector: &str) -> Test {
        self.click_element(&self.find(selector).await?)
            .await
            .with_context(|| format!("cannot click on `{selector}`"))
    }

    /// Clicks on an element, in the middle of the window: the driver would scroll it no further than
    /// under the bar that stays at the top.
    pub(super) async fn click_element(&self, element: &Element) -> Test {
        self.scroll_to(element).await?;
        Ok(element.click().await?)
    }

    /// Brings the element to the middle of the window.
    pub(super) async fn scroll_to(&self, element: &Element) -> Test {
        let scroll = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });";
        self.client
            .execute(scroll, vec![serde_json::to_value(element)?])
            .await?;
        Ok(())
    }

    /// Clicks on the button with that label, within the element that a selector finds.
    pub(crate) async fn click_button(&self, within: &str, label: &str) -> Test {
        let buttons = self
            .find(within)
            .await?
            .find_all(Locator::Css("button"))
            .await?;
        for button in buttons {
            if button.text().await? == label {
                return self.click_element(&button).await;
            }
        }
        bail!("`{within}` has no visible button `{label}`");
    }

    /// The text that a reader sees in the first element that a selector finds.
    pub(crate) async fn text(&self, selector: &str) -> Test<String> {
        Ok(self.find(selector).await?.text().await?)
    }

    /// Whether a reader sees the first element that a selector finds.
    pub(crate) async fn sees(&self, selector: &str) -> Test<bool> {
        Ok(self.find(selector).await?.is_displayed().await?)
    }

    /// Presses a key, or the character that is typed with it, while others are held down.
    pub(crate) async fn press_with(&self, held: &[char], key: impl Into<char>) -> Test {
        let key = key.into();
        let down = held.iter().copied().chain([key]);
        let up = [key].into_iter().chain(held.iter().rev().copied());
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in down {
            actions = actions.then(KeyAction::Down { value });
        }
        for value in up {
            actions = actions.then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Presses a key.
    pub(crate) async fn press(&self, key: impl Into<char>) -> Test {
        self.press_with(&[], key).await
    }

    /// Types a text, key by key.
    pub(crate) async fn type_keys(&self, text: &str) -> Test {
        for key in text.chars() {
            self.press(key).await?;
        }
        Ok(())
    }

    /// A question of the page, by its key `quiz/question`.
    pub(crate) fn question<'a>(&'a self, key: &str) -> Question<'a> {
        Question::new(self, key)
    }

    /// Ticks or unticks a box.
    pub(crate) async fn click_box(&self, task: &str) -> Test {
        self.click(&format!("#task-{task}")).await
    }

    /// Waits until a box is ticked, or is not.
    pub(crate) async fn until_ticked(&self, task: &str, ticked: bool) -> Test {
        self.until_equal(
            &format!("document.getElementById('task-{task}').checked"),
            ticked,
        )
        .await
    }

    /// Opens a second window; gives the first and the second, which is the one that is now driven.
    pub(crate) async fn second_window(&self) -> Test<(WindowHandle, WindowHandle)> {
        let first = self.client.window().await?;
        let second = self.client.new_window(false).await?.handle;
        self.switch(&second).await?;
        Ok((first, second))
    }

    /// Closes the window that is driven, and drives another.
    pub(crate) async fn close_for(&self, window: &WindowHandle) -> Test {
        self.client.close_window().await?;
        self.switch(window).await
    }

    /// Drives another window.
    pub(crate) async fn switch(&self, window: &WindowHandle) -> Test {
        Ok(self.client.switch_to_window(window.clone()).await?)
    }
}

/// The folder for downloads in a profile.
pub(super) fn downloads(profile: &Path) -> PathBuf {
    profile.join("downloads")
}
