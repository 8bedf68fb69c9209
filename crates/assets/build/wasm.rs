//! Compiles the learner runtime to WebAssembly: [`Compiler::build`].
//!
//! Invariant: the inner cargo has its own target folder and nothing of the outer cargo's settings
//! for packages, flags and wrappers. It would wait for ever for the outer one's lock, or compile
//! the runtime as clippy or a coverage tool wants the outer build compiled.

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use walrus::Module;
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

use crate::{glue, names, shrink};

const TARGET: &str = "wasm32-unknown-unknown";
const PACKAGE: &str = "coursebook-playground";
const ARTIFACT: &str = "coursebook_playground.wasm";
const PROFILE: &str = "wasm";

/// What the user's own configuration of cargo may say by environment also to the inner cargo.
const KEPT: [&str; 6] = [
    "CARGO_HOME",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTR",
    "CARGO_SOURCE_",
    "CARGO_TERM_",
];
/// What cargo sets for build scripts beside `CARGO_…`, and flags meant for the outer target.
const DROPPED: [&str; 8] = [
    "RUSTFLAGS",
    "RUSTDOCFLAGS",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_LINKER",
    "TARGET",
    "CLIPPY_ARGS",
    "LLVM_PROFILE_FILE",
];

/// The learner runtime with one set of features.
pub(crate) struct Runtime {
    /// JavaScript that loads and calls it: defines the global `runtime`.
    pub(crate) glue: String,
    /// The module.
    pub(crate) bytes: Vec<u8>,
}

/// Compiles the runtime's package.
pub(crate) struct Compiler {
    root: PathBuf,
    target_dir: PathBuf,
}

impl Compiler {
    /// Makes sure that there is a standard library for WebAssembly.
    pub(crate) fn new(root: &Path, out_dir: &Path) -> Result<Self, Box<dyn Error>> {
        if !has_target(root) {
            add_target(root)?;
        }
        Ok(Self {
            root: root.to_owned(),
            target_dir: out_dir.join("runtime"),
        })
    }

    /// Compiles the runtime with one feature and makes its glue.
    pub(crate) fn build(&self, feature: &str) -> Result<Runtime, Box<dyn Error>> {
        let status = self.cargo(feature).status()?;
        if !status.success() {
            return Err(format!("compiling {PACKAGE} with feature {feature} failed").into());
        }
        let folder = self.target_dir.join(TARGET).join(PROFILE);
        bind(&folder.join(ARTIFACT))
            .map_err(|error| format!("binding the runtime {feature} failed: {error:#}").into())
    }

    fn cargo(&self, feature: &str) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(&self.root)
            .args(["rustc", "--lib", "--crate-type", "cdylib", "--locked"])
            .args(["--package", PACKAGE, "--target", TARGET])
            .args(["--profile", PROFILE, "--no-default-features"])
            .args(["--features", feature, "--target-dir"])
            .arg(&self.target_dir)
            // Panics are found by name.
            .env("CARGO_PROFILE_WASM_STRIP", "debuginfo")
            // Cargo reads a build script's standard output as instructions.
            .stdout(Stdio::null());
        for (name, _) in env::vars_os() {
            if is_dropped(&name.to_string_lossy()) {
                cargo.env_remove(&name);
            }
        }
        cargo
    }
}

fn is_dropped(name: &str) -> bool {
    let of_cargo = name == "CARGO" || name.starts_with("CARGO_");
    DROPPED.contains(&name) || of_cargo && !KEPT.iter().any(|kept| name.starts_with(kept))
}

fn bind(path: &Path) -> Result<Runtime, Box<dyn Error>> {
    let mut module = Module::from_file(path)?;
    shrink::cut_panics(&mut module);
    shrink::cut_unused_support(&mut module);
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_bytes("runtime", module.emit_wasm())
        .no_modules(true)?
        .no_modules_global("runtime")?
        .typescript(false)
        .omit_default_module_path(true)
        .encode_into(EncodeInto::Always)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    let glue = glue::short(output.js());
    let module = output.wasm_mut();
    shrink::cut_unused_exports(module, &glue);
    shrink::cut_unreachable(module);
    shrink::cut_dead_texts(module);
    let glue = names::shorten_names(module, &glue);
    Ok(Runtime {
        glue,
        bytes: module.emit_wasm(),
    })
}

fn has_target(root: &Path) -> bool {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let output = rustc
        .current_dir(root)
        .args(["--print", "target-libdir", "--target", TARGET])
        .output();
    output.is_ok_and(|output| {
        let folder = String::from_utf8_lossy(&output.stdout).into_owned();
        output.status.success() && Path::new(folder.trim()).is_dir()
    })
}

fn add_target(root: &Path) -> Result<(), Box<dyn Error>> {
    let mut arguments = vec!["target".to_owned(), "add".to_owned(), TARGET.to_owned()];
    if let Ok(toolchain) = env::var("RUSTUP_TOOLCHAIN") {
        arguments.extend(["--toolchain".to_owned(), toolchain]);
    }
    let mut rustup = Command::new("rustup");
    rustup.current_dir(root).args(&arguments);
    let added = rustup.stdout(Stdio::null()).status();
    if added.is_ok_and(|status| status.success()) && has_target(root) {
        return Ok(());
    }
    Err(format!(
        "The learner runtime needs Rust's standard library for WebAssembly, and adding it by \
         itself failed. Run this, then build again:\n\n    rustup {}\n\nWithout rustup, install \
         your distribution's package with the Rust target {TARGET}.",
        arguments.join(" ")
    )
    .into())
}
