//! `cargo xtask book`: the course book from nothing but rustup, git and a C compiler.
//!
//! [`run`] is the entry point, [`TOOL`] the program that it makes.

use crate::{setup, shell};
use anyhow::Result;
use std::env;
use std::io::IsTerminal;
use std::path::Path;
use std::process::Command;

/// The `coursebook` program.
pub(crate) const TOOL: &str = "target/release/coursebook";

const START_PAGE: &str = "book/html/index.html";

/// Builds the tool and the book, which may offer a zip file of itself, and says where it is.
pub(crate) fn run(open: bool, zip: bool) -> Result<()> {
    setup::c_compiler()?;
    setup::wasm_target()?;
    build_tool()?;
    shell::title("The book");
    let mut tool = Command::new(TOOL);
    tool.arg("build").args(zip.then_some("--zip"));
    shell::run(&mut tool)?;
    let page = shell::workspace_root().join(START_PAGE);
    println!("\nThe book is ready. Open {}", page.display());
    println!("or serve it, with a reload on every change: cargo run --release -- serve");
    if open {
        show(&page);
    }
    Ok(())
}

/// Builds the program as a user would.
fn build_tool() -> Result<()> {
    shell::title("The coursebook tool");
    shell::run(shell::cargo().args(shell::words("build --release --package coursebook")))
}

/// Shows the page to whoever sits before the machine; without a screen there is nothing to do.
fn show(page: &Path) {
    let has_screen = env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some();
    let opener = if cfg!(target_os = "macos") {
        Some("open")
    } else {
        has_screen.then_some("xdg-open")
    };
    let Some(opener) =
        opener.filter(|_| std::io::stdout().is_terminal() && env::var_os("CI").is_none())
    else {
        return;
    };
    if Command::new(opener).arg(page).spawn().is_err() {
        println!("({opener} could not be started, so the page was not opened)");
    }
}
