//! Looks for barriers with axe-core, which finds what can be found without a person.

use super::{Browser, Test, programs};
use anyhow::{Context, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// The version of npm's package `axe-core`.
const VERSION: &str = "4.14.1";

/// Every violation of a rule: the rule, the place, and what to change.
const FIND: &str = "
    return axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`)));";

impl Browser {
    /// What in the page as it is now keeps somebody out.
    pub(crate) async fn barriers(&self) -> Test<Vec<String>> {
        self.run(source()?).await?;
        Ok(serde_json::from_value(self.run(FIND).await?)?)
    }
}

fn source() -> Test<&'static str> {
    static SOURCE: OnceLock<Result<String, String>> = OnceLock::new();
    let source = SOURCE.get_or_init(|| load().map_err(|error| format!("{error:#}")));
    source
        .as_deref()
        .map_err(|error| anyhow::anyhow!("{error}"))
}

fn load() -> Test<String> {
    let file = programs::target().join("tools/axe.min.js");
    if !file.is_file() {
        install(&file)
            .context("target/tools/axe.min.js is missing: `cargo xtask test` installs it")?;
    }
    Ok(fs::read_to_string(file)?)
}

/// Takes the one file that we use out of npm's package.
fn install(file: &Path) -> Test {
    let npm = programs::find(&["npm"]).context("there is no npm")?;
    let folder = tempfile::tempdir()?;
    let mut command = Command::new(npm);
    command
        .args(["install", "--no-save", "--ignore-scripts", "--prefix"])
        .arg(folder.path());
    let output = command.arg(format!("axe-core@{VERSION}")).output()?;
    ensure!(
        output.status.success(),
        "npm: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    fs::create_dir_all(file.parent().context("the file has no folder")?)?;
    // Another process must not read half of it.
    let whole = file.with_extension("new");
    fs::copy(
        folder.path().join("node_modules/axe-core/axe.min.js"),
        &whole,
    )?;
    Ok(fs::rename(whole, file)?)
}
