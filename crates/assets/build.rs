//! Builds everything that the reader's browser loads, so that `cargo build` alone suffices.
//!
//! [`wasm`] compiles the learner runtime, [`bundle`] joins it with the theme's files, [`emit`]
//! writes the table that `src/lib.rs` includes. Invariant: it reads only the folders that it names
//! to cargo, and writes only into `OUT_DIR`.

#[path = "build/bundle.rs"]
mod bundle;
#[path = "build/emit.rs"]
mod emit;
#[path = "build/glue.rs"]
mod glue;
#[path = "build/names.rs"]
mod names;
#[path = "build/script.rs"]
mod script;
#[path = "build/shrink.rs"]
mod shrink;
#[path = "build/theme.rs"]
mod theme;
#[path = "build/wasm.rs"]
mod wasm;

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bundle::Bundles;
use theme::Theme;

/// What this script is built from, below the root of the workspace.
const SOURCES: [&str; 6] = [
    "Cargo.toml",
    "theme",
    "playground-wasm/Cargo.toml",
    "playground-wasm/src",
    "crates/model/Cargo.toml",
    "crates/model/src",
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let root = workspace_root()?;
    let out_dir = PathBuf::from(variable("OUT_DIR")?);
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", root.join(source).display());
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");

    let theme = Theme::read(&root.join("theme"))?;
    let compiler = wasm::Compiler::new(&root, &out_dir)?;
    let bundles = Bundles::new(&theme, &compiler)?;
    emit::write(&out_dir, &bundles, &theme)
}

fn workspace_root() -> Result<PathBuf, Box<dyn Error>> {
    let manifest_dir = variable("CARGO_MANIFEST_DIR")?;
    let root = Path::new(&manifest_dir).join("../..");
    root.canonicalize()
        .map_err(|error| format!("cannot find the workspace above {manifest_dir}: {error}").into())
}

fn variable(name: &str) -> Result<String, Box<dyn Error>> {
    env::var(name).map_err(|error| format!("cargo did not set {name}: {error}").into())
}
