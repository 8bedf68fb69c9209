//! Light and dark colours.

use crate::support::{Browser, Test, fixture};

const BACKGROUND: &str = "getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor";

#[tokio::test]
async fn the_chosen_colours_are_kept_on_every_page() -> Test {
    theme_is_kept(&Browser::chromium().await?).await
}

#[tokio::test]
async fn without_a_choice_the_colours_are_those_of_the_system() -> Test {
    let browser = Browser::chromium().await?;
    browser.set_system_colours("light").await?;
    browser.open(&fixture().url("start.html")).await?;
    let light = browser.value(BACKGROUND).await?;
    browser.set_system_colours("dark").await?;
    browser.until(&format!("{BACKGROUND} !== {light}")).await?;
    let dark = browser.value(BACKGROUND).await?;
    choose(&browser, "light").await?;
    browser.until_equal(BACKGROUND, light).await?;
    choose(&browser, "auto").await?;
    browser.until_equal(BACKGROUND, dark).await
}

pub(crate) async fn theme_is_kept(browser: &Browser) -> Test {
    browser.open(&fixture().url("start.html")).await?;
    choose(browser, "light").await?;
    let light = browser.value(BACKGROUND).await?;
    choose(browser, "dark").await?;
    browser.until(&format!("{BACKGROUND} !== {light}")).await?;
    let dark = browser.value(BACKGROUND).await?;
    browser.reload().await?;
    browser.until_equal(BACKGROUND, dark.clone()).await?;
    browser.open(&fixture().url("questions/index.html")).await?;
    browser.until_equal(BACKGROUND, dark).await?;
    browser
        .until("document.querySelector('.theme-menu input[value=dark]').checked")
        .await
}

async fn choose(browser: &Browser, theme: &str) -> Test {
    if !browser.sees(".theme-menu").await? {
        browser.click(".theme-button").await?;
    }
    browser
        .click(&format!(".theme-menu input[value={theme}]"))
        .await
}
