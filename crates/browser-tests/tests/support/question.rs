//! A question of a page, answered as a reader does: [`Question`].

use super::{Browser, Test};
use anyhow::{Context, ensure};
use fantoccini::Locator;
use fantoccini::elements::Element;

/// A question on the page that is open.
pub(crate) struct Question<'a> {
    browser: &'a Browser,
    selector: String,
}

impl<'a> Question<'a> {
    /// The question with that key.
    pub(super) fn new(browser: &'a Browser, key: &str) -> Question<'a> {
        Question {
            browser,
            selector: format!("[data-question=\"{key}\"]"),
        }
    }

    /// Picks these choices and no other.
    pub(crate) async fn choose(&self, choices: &[&str]) -> Test {
        let inputs = self
            .browser
            .find(&self.selector)
            .await?
            .find_all(Locator::Css(".choice input"))
            .await?;
        ensure!(!inputs.is_empty(), "{} has no choices", self.selector);
        for input in inputs {
            let choice = input
                .prop("value")
                .await?
                .context("a choice has no value")?;
            let picked = input.is_selected().await?;
            let is_radio = input
                .prop("type")
                .await?
                .is_some_and(|kind| kind == "radio");
            let wanted = choices.contains(&choice.as_str());
            // A radio button is let go by picking another one.
            if picked != wanted && (wanted || !is_radio) {
                self.browser.click_element(&input).await?;
            }
        }
        Ok(())
    }

    /// Writes an answer over what is there.
    pub(crate) async fn write(&self, answer: &str) -> Test {
        let input = self
            .browser
            .find(&format!("{} .question-input", self.selector))
            .await?;
        input.clear().await?;
        Ok(input.send_keys(answer).await?)
    }

    /// Presses one of its buttons.
    pub(crate) async fn press(&self, button: &str) -> Test {
        self.browser.click_button(&self.selector, button).await
    }

    /// Picks choices and checks them.
    pub(crate) async fn answer(&self, choices: &[&str]) -> Test {
        self.choose(choices).await?;
        self.press("Check").await
    }

    /// Writes an answer and checks it.
    pub(crate) async fn answer_with(&self, answer: &str) -> Test {
        self.write(answer).await?;
        self.press("Check").await
    }

    /// Waits until the question says this of the answer.
    pub(crate) async fn until_verdict(&self, verdict: &str) -> Test {
        let text = format!(
            "document.querySelector('{} .question-verdict').textContent.trim()",
            self.selector
        );
        self.browser.until_equal(&text, verdict).await
    }

    /// Waits until the reader sees this text in the question.
    pub(crate) async fn until_shows(&self, text: &str) -> Test {
        self.browser.until(&self.seen(text)).await
    }

    /// Makes sure that this text is in the question, but the reader does not see it.
    pub(crate) async fn hides(&self, text: &str) -> Test {
        let element = self.element();
        let there = format!("{element}.textContent.includes({text:?})");
        let seen = self.seen(text);
        ensure!(
            self.browser.value(&there).await? == true,
            "{} does not hold `{text}`",
            self.selector
        );
        ensure!(
            self.browser.value(&seen).await? == false,
            "{} shows `{text}`",
            self.selector
        );
        Ok(())
    }

    /// Whether a reader who has come to the question sees this text. Firefox takes what is far from
    /// the window for not rendered.
    fn seen(&self, text: &str) -> String {
        let near = format!("{}.style.contentVisibility = 'visible'", self.element());
        format!("({near}, {}.innerText.includes({text:?}))", self.element())
    }

    /// What the reader sees beside a choice once it is graded; empty before.
    pub(crate) async fn note(&self, choice: &str) -> Test<String> {
        self.browser
            .text(&format!("{} [data-id=\"{choice}\"] .note", self.selector))
            .await
    }

    /// The text in its field.
    pub(crate) async fn written(&self) -> Test<String> {
        let input = self
            .browser
            .find(&format!("{} .question-input", self.selector))
            .await?;
        Ok(input.prop("value").await?.unwrap_or_default())
    }

    /// The choices that are picked.
    pub(crate) async fn picked(&self) -> Test<Vec<String>> {
        let picked = format!(
            "[...{}.querySelectorAll('.choice input:checked')].map((input) => input.value)",
            self.element()
        );
        let picked = self.browser.value(&picked).await?;
        Ok(serde_json::from_value(picked)?)
    }

    /// What finds the question on its page.
    pub(crate) fn selector(&self) -> &str {
        &self.selector
    }

    /// What finds one of the items to be put in order.
    pub(crate) fn part(&self, id: &str) -> String {
        format!("{} [data-id=\"{id}\"]", self.selector)
    }

    /// Writes into one of its fields, by their order, over what is there.
    pub(crate) async fn fill(&self, place: usize, text: &str) -> Test {
        let fields = "input[type=text], textarea";
        let field = self.nth(fields, place).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Clicks into one of its fields, by their order, and types a text key by key.
    pub(crate) async fn type_into(&self, place: usize, text: &str) -> Test {
        let field = self.nth("input[type=text], textarea", place).await?;
        self.browser.click_element(&field).await?;
        self.browser.type_keys(text).await
    }

    /// Where one of the items to be put in order stands among those beside it, from 0.
    pub(crate) async fn place_of(&self, id: &str) -> Test<usize> {
        let item = self.part(id);
        let place = format!(
            "[...document.querySelector('{item}').parentNode.children].findIndex((item) => item.matches('{item}'))"
        );
        let place = self.browser.value(&place).await?;
        let place = place
            .as_u64()
            .with_context(|| format!("there is no `{item}`"))?;
        Ok(usize::try_from(place)?)
    }

    /// Picks from one of its lists, by their order.
    pub(crate) async fn select(&self, place: usize, value: &str) -> Test {
        let list = self.nth("select", place).await?;
        Ok(list.select_by_value(value).await?)
    }

    /// Picks one of two or more ways to answer.
    pub(crate) async fn choose_radio(&self, value: &str) -> Test {
        let radio = format!("{} .question-fields input[value={value}]", self.selector);
        self.browser.click(&radio).await
    }

    /// Ticks what the answer has.
    pub(crate) async fn tick(&self, criterion: &str) -> Test {
        let boxes = format!(
            "{} .answer-criteria input[value={criterion}]",
            self.selector
        );
        self.browser.click(&boxes).await
    }

    /// One of its fields, in the middle of the window, clear of notices at its foot.
    async fn nth(&self, kind: &str, place: usize) -> Test<Element> {
        let question = self.browser.find(&self.selector).await?;
        let found = question.find_all(Locator::Css(kind)).await?;
        let found = found.into_iter().nth(place);
        let found = found.with_context(|| format!("{} has no {kind} {place}", self.selector))?;
        self.browser.scroll_to(&found).await?;
        Ok(found)
    }

    fn element(&self) -> String {
        format!("document.querySelector('{}')", self.selector)
    }
}
