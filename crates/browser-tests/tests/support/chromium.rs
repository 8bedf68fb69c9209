//! What only Chromium lets tests do: its developer tools' protocol, its logs, its downloads.

use super::Test;
use super::browser::{Browser, DEADLINE, PAUSE, downloads};
use anyhow::{Context, bail};
use axum::http::Method;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;
use url::{ParseError, Url};

/// Headless, and without anything that asks other hosts.
const ARGUMENTS: [&str; 8] = [
    "--headless=new",
    // The tests may run as root, where there is no sandbox; they open our own pages only.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// A command of chromedriver beyond the standard.
#[derive(Debug)]
struct Command {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// How Chromium is started.
pub(super) fn capabilities(program: &Path, profile: &Path) -> Capabilities {
    let mut arguments: Vec<String> = ARGUMENTS.map(str::to_owned).into();
    arguments.push(format!(
        "--user-data-dir={}",
        profile.join("user").display()
    ));
    let preferences = json!({
        "download.default_directory": downloads(profile),
        "download.prompt_for_download": false,
    });
    let options = json!({ "binary": program, "args": arguments, "prefs": preferences });
    let logs = json!({ "browser": "ALL", "performance": "ALL" });
    let capabilities = [("goog:chromeOptions", options), ("goog:loggingPrefs", logs)];
    capabilities
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}

impl Browser {
    /// Runs a command of the developer tools.
    pub(crate) async fn tools(&self, command: &str, parameters: Value) -> Test<Value> {
        let body = json!({ "cmd": command, "params": parameters });
        let result = self
            .client
            .issue_cmd(Command {
                path: "goog/cdp/execute",
                body,
            })
            .await;
        result.with_context(|| format!("the developer tools refuse {command}"))
    }

    /// Runs a script in every page before the page's own.
    pub(crate) async fn before_every_page(&self, script: &str) -> Test {
        let parameters = json!({ "source": script });
        self.tools("Page.addScriptToEvaluateOnNewDocument", parameters)
            .await
            .map(|_| ())
    }

    /// Lets pages see a system with light or dark colours.
    pub(crate) async fn set_system_colours(&self, scheme: &str) -> Test {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.tools(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await
        .map(|_| ())
    }

    /// Makes the page as wide as that many CSS pixels.
    pub(crate) async fn set_width(&self, width: u32) -> Test {
        let size =
            json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        self.tools("Emulation.setDeviceMetricsOverride", size)
            .await
            .map(|_| ())
    }

    /// The warnings and errors on the console since the last call, violations of the content
    /// security policy and failed requests among them.
    pub(crate) async fn troubles(&self) -> Test<Vec<String>> {
        let entries = self.log("browser").await?;
        let troubles = entries
            .iter()
            .filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")));
        Ok(troubles.map(|entry| entry["message"].to_string()).collect())
    }

    /// The addresses that were asked for since the last call.
    pub(crate) async fn requests(&self) -> Test<Vec<String>> {
        let mut addresses = Vec::new();
        for entry in self.log("performance").await? {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap_or_default())?;
            let event = &event["message"];
            if event["method"] == "Network.requestWillBeSent" {
                let address = event["params"]["request"]["url"]
                    .as_str()
                    .context("a request has no address")?;
                addresses.push(address.to_owned());
            }
        }
        Ok(addresses)
    }

    async fn log(&self, kind: &str) -> Test<Vec<Value>> {
        let log = self
            .client
            .issue_cmd(Command {
                path: "se/log",
                body: json!({ "type": kind }),
            })
            .await?;
        Ok(log.as_array().context("the log is no list")?.clone())
    }

    /// What is in the progress file that the page has let the reader download.
    pub(crate) async fn downloaded(&self) -> Test<Map<String, Value>> {
        Ok(serde_json::from_slice(&std::fs::read(
            self.downloaded_file().await?,
        )?)?)
    }

    /// The progress file that the page has let the reader download, once it is complete.
    pub(crate) async fn downloaded_file(&self) -> Test<PathBuf> {
        let started = Instant::now();
        while started.elapsed() < DEADLINE {
            // Until then it has another name.
            let entries = self.downloads().read_dir().into_iter().flatten();
            let files: Vec<_> = entries.collect::<Result<_, _>>()?;
            let mut paths = files.iter().map(|entry| entry.path());
            if let Some(file) = paths.find(|path| path.extension().is_some_and(|end| end == "json"))
            {
                return Ok(file);
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("no file was downloaded");
    }
}
