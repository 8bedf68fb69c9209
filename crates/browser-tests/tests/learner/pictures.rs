//! The book's pictures as a browser draws them: every text where the reader can read it, in both
//! themes and on a telephone, and in full size on demand.

use crate::support::{Browser, Test, fixture, own};
use fantoccini::key::Key;

/// What is wrong with the pictures of a page: texts that lie on one another or outside of their
/// picture, letters of less than ten pixels, ids that come twice, a page that scrolls sideways.
const FAULTS: &str = "(() => {
    const faults = [];
    for (const picture of document.querySelectorAll('svg.diagram')) {
        const frame = picture.getBoundingClientRect();
        const scale = frame.width / picture.viewBox.baseVal.width;
        const texts = [...picture.querySelectorAll('text')].map((text) => ({
            words: text.textContent,
            letters: parseFloat(getComputedStyle(text).fontSize) * scale,
            box: text.getBoundingClientRect(),
        }));
        texts.forEach(({ words, letters, box }, index) => {
            if (letters < 10) faults.push(`${words}: letters of ${letters} px`);
            if (box.left < frame.left - 8 || box.right > frame.right + 8) faults.push(`${words}: outside`);
            for (const other of texts.slice(index + 1)) {
                const beside = box.left + 2 >= other.box.right || other.box.left + 2 >= box.right;
                const above = box.top + 4 >= other.box.bottom || other.box.top + 4 >= box.bottom;
                if (!beside && !above) faults.push(`${words} lies on ${other.words}`);
            }
        });
    }
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => faults.push(`two ids ${id}`));
    if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
    return faults;
})()";

const PICTURES: &str = "document.querySelectorAll('svg.diagram').length";

#[tokio::test]
async fn every_picture_of_the_book_can_be_read() -> Test {
    let browser = Browser::chromium().await?;
    let (mut faults, mut pictures) = (Vec::new(), 0);
    for width in [1280, 390] {
        browser.set_width(width).await?;
        for page in own().pages() {
            browser.open(&own().url(&page)).await?;
            pictures += browser.value(PICTURES).await?.as_u64().unwrap_or_default();
            let found: Vec<String> = serde_json::from_value(browser.value(FAULTS).await?)?;
            let found = found.iter();
            faults.extend(found.map(|fault| format!("{page} at {width}: {fault}")));
        }
    }
    assert!(
        pictures > 80,
        "{pictures} pictures were looked at, each at two widths"
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

#[tokio::test]
async fn faults_would_be_found() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url("boxes.html")).await?;
    browser
        .run("for (const text of document.querySelectorAll('svg.diagram text')) { text.setAttribute('x', 9); text.setAttribute('y', 9); text.removeAttribute('text-anchor'); }")
        .await?;
    let faults = browser.value(FAULTS).await?;
    assert!(faults.to_string().contains(" lies on "), "{faults}");
    Ok(())
}

#[tokio::test]
async fn pictures_follow_the_theme() -> Test {
    const GROUND: &str = "getComputedStyle(document.querySelector('.dg-node')).fill";
    let browser = Browser::chromium().await?;
    browser.set_system_colours("light").await?;
    browser.open(&fixture().url("boxes.html")).await?;
    let light = browser.value(GROUND).await?;
    browser.set_system_colours("dark").await?;
    browser.until(&format!("{GROUND} !== {light}")).await
}

#[tokio::test]
async fn a_picture_wider_than_the_column_opens_in_full_size() -> Test {
    const DIALOG: &str = "document.querySelector('.diagram-dialog')";
    let browser = Browser::chromium().await?;
    browser.set_width(390).await?;
    let page = own().url("appendix/diagram-gallery.html");
    browser.open(&page).await?;
    browser
        .until("document.querySelector('.diagram-mindmap .diagram-enlarge').hidden === false")
        .await?;
    browser.click(".diagram-mindmap .diagram-enlarge").await?;
    browser.until(&format!("{DIALOG}?.open")).await?;
    let natural = format!(
        "{DIALOG}.querySelector('svg').getBoundingClientRect().width === +{DIALOG}.querySelector('svg').getAttribute('width')"
    );
    browser.until(&natural).await?;
    let named = browser
        .value(&format!("{DIALOG}.querySelectorAll('[id]').length"))
        .await?;
    assert_eq!(named, 0, "ids of the copy");
    browser.press(Key::Escape).await?;
    browser.until(&format!("{DIALOG} === null")).await?;
    browser
        .until("document.activeElement.matches('.diagram-mindmap .diagram-enlarge')")
        .await?;
    browser.click(".diagram-mindmap .diagram-scroll").await?;
    browser.until(&format!("{DIALOG}?.open")).await?;
    browser.set_width(1280).await?;
    browser.open(&page).await?;
    browser
        .until("document.querySelector('.diagram-pie .diagram-enlarge').hidden")
        .await
}
