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

#[tokio::test]
async fn size_and_width_are_kept_and_set_before_the_page_is_painted() -> Test {
    let browser = Browser::chromium().await?;
    browser.set_width(1500).await?;
    browser.open(&fixture().url("start.html")).await?;
    let letters = "getComputedStyle(document.documentElement).fontSize";
    let line = "getComputedStyle(document.querySelector('.page')).getPropertyValue('--measure')";
    let (size, width) = (browser.value(letters).await?, browser.value(line).await?);
    choose(&browser, "large").await?;
    choose(&browser, "narrow").await?;
    browser
        .until(&format!("parseFloat({letters}) > parseFloat({size})"))
        .await?;
    // As it is when the first of the body is there, which nobody has seen yet.
    browser
        .before_every_page(
            "new MutationObserver((_, observer) => {
                if (document.body) {
                    window.early = document.documentElement.dataset.size;
                    observer.disconnect();
                }
            }).observe(document, { childList: true, subtree: true });",
        )
        .await?;
    browser.open(&fixture().url("boxes.html")).await?;
    browser
        .until("document.documentElement.dataset.size === 'large' && document.documentElement.dataset.width === 'narrow'")
        .await?;
    browser.until_equal("window.early", "large").await?;
    browser
        .until(&format!("parseFloat({line}) !== parseFloat({width})"))
        .await?;
    choose_of(&browser, "size", "auto").await?;
    choose_of(&browser, "width", "auto").await?;
    browser.until_equal(letters, size).await?;
    browser
        .until_equal("localStorage.getItem('cb1:size')", serde_json::Value::Null)
        .await
}

#[tokio::test]
async fn sepia_is_a_third_theme() -> Test {
    let browser = Browser::chromium().await?;
    browser.set_system_colours("dark").await?;
    browser.open(&fixture().url("boxes.html")).await?;
    choose(&browser, "sepia").await?;
    browser.reload().await?;
    browser
        .until_equal(
            "getComputedStyle(document.documentElement).backgroundColor",
            "rgb(247, 240, 225)",
        )
        .await?;
    let barriers = browser.barriers().await?;
    assert!(barriers.is_empty(), "{barriers:?}");
    Ok(())
}

async fn choose(browser: &Browser, value: &str) -> Test {
    choose_in(browser, &format!(".theme-menu input[value={value}]")).await
}

async fn choose_of(browser: &Browser, name: &str, value: &str) -> Test {
    choose_in(
        browser,
        &format!(".theme-menu input[name={name}][value={value}]"),
    )
    .await
}

async fn choose_in(browser: &Browser, choice: &str) -> Test {
    if !browser.sees(".theme-menu").await? {
        browser.click(".theme-button").await?;
    }
    browser.click(choice).await
}
