//! Brings onto the machine what a command needs, and only what is missing.
//!
//! [`wasm_target`], [`c_compiler`], [`Need::install`], [`cargo_tool`], [`python_package`] and
//! [`npm_package`] are the entry points.
//! Invariant: whatever is installed is named first, and what cannot be installed is an error that
//! says what to run.

use crate::shell::{self, TOOLS};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const WASM: &str = "wasm32-unknown-unknown";

/// Adds Rust's standard library for WebAssembly, of which the learner runtime is made.
pub(crate) fn wasm_target() -> Result<()> {
    if has_wasm_target() {
        return Ok(());
    }
    println!("Rust's target {WASM} is missing: adding it.");
    let mut rustup = Command::new("rustup");
    let added = shell::run(rustup.args(["target", "add", WASM]));
    if !has_wasm_target() {
        added.context(no_wasm_target())?;
        bail!("{}", no_wasm_target());
    }
    Ok(())
}

fn no_wasm_target() -> String {
    format!(
        "the target {WASM} could not be added; with rustup, run `rustup target add {WASM}` in this \
         folder, without it, install your distribution's package of that target"
    )
}

fn has_wasm_target() -> bool {
    let mut rustc = Command::new("rustc");
    let folder = shell::output(rustc.args(["--print", "target-libdir", "--target", WASM]));
    folder.is_some_and(|folder| Path::new(&folder).is_dir())
}

/// Makes sure that there is a C compiler, for the highlighter's regular expressions.
pub(crate) fn c_compiler() -> Result<()> {
    let named = std::env::var("CC").is_ok_and(|compiler| !compiler.trim().is_empty());
    if named || shell::find(&["cc", "gcc", "clang"]).is_some() {
        return Ok(());
    }
    bail!("there is no C compiler; on Debian and Ubuntu, run `apt-get install build-essential`")
}

/// A program of the system that some tests use.
pub(crate) struct Need {
    /// What to look for; one of them is enough.
    pub(crate) programs: &'static [&'static str],
    /// The Debian package that has it.
    pub(crate) package: &'static str,
    /// Whether the tests can do without it where Debian's archive has no such package.
    pub(crate) optional: bool,
}

impl Need {
    /// A program without which the tests cannot run.
    pub(crate) const fn of(programs: &'static [&'static str], package: &'static str) -> Need {
        Need {
            programs,
            package,
            optional: false,
        }
    }

    /// Installs the packages of all needs that are not met.
    pub(crate) fn install(needs: &[&Need]) -> Result<()> {
        let missing: Vec<&Need> = needs
            .iter()
            .copied()
            .filter(|need| !need.is_met())
            .collect();
        let (optional, needed): (Vec<&Need>, Vec<&Need>) =
            missing.into_iter().partition(|need| need.optional);
        let mut packages: Vec<&str> = needed.iter().map(|need| need.package).collect();
        for need in optional {
            if is_in_archive(need.package) {
                packages.push(need.package);
            } else {
                println!(
                    "note: there is no package {}; the tests that use it are left out.",
                    need.package
                );
            }
        }
        packages.sort_unstable();
        packages.dedup();
        if !packages.is_empty() {
            install_packages(&packages)?;
        }
        let unmet = needs.iter().find(|need| !need.optional && !need.is_met());
        unmet.map_or(Ok(()), |need| {
            bail!(
                "package {} brought no {}",
                need.package,
                need.programs.join(" or ")
            )
        })
    }

    fn is_met(&self) -> bool {
        self.find().is_some()
    }

    /// Where the program is.
    pub(crate) fn find(&self) -> Option<PathBuf> {
        if self.programs == POSTGRES.programs {
            postgres_programs()
        } else {
            shell::find(self.programs)
        }
    }
}

/// The server programs of PostgreSQL, which Debian keeps off the search path.
pub(crate) const POSTGRES: Need = Need::of(&["initdb"], "postgresql");

/// The folder of the newest PostgreSQL's programs, as Debian has it.
pub(crate) fn postgres_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let programs = versions.flatten().map(|version| version.path().join("bin"));
    let complete = programs.filter(|folder| shell::is_executable(&folder.join("initdb")));
    complete.max_by_key(|folder| version_of(folder))
}

fn version_of(programs: &Path) -> u32 {
    let version = programs
        .parent()
        .and_then(Path::file_name)
        .unwrap_or_default();
    version.to_string_lossy().parse().unwrap_or(0)
}

fn is_in_archive(package: &str) -> bool {
    let shown = shell::output(Command::new("apt-cache").args(["show", package]));
    shown.is_some_and(|text| !text.is_empty())
}

fn install_packages(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    println!("Missing Debian packages, installed now: {list}");
    let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    if shell::find(&["apt-get"]).is_none() {
        bail!(
            "this is no Debian or Ubuntu: install what its packages {list} hold, then run this again"
        );
    }
    // A fresh machine has no lists, and an old one has lists of files that are gone.
    if shell::run(apt_get()?.args(&install)).is_ok() {
        return Ok(());
    }
    shell::run(apt_get()?.arg("update"))?;
    shell::run(apt_get()?.args(&install))
        .with_context(|| format!("install these packages yourself: {list}"))
}

fn apt_get() -> Result<Command> {
    let is_root = shell::output(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    let mut command = if is_root {
        Command::new("env")
    } else if shell::find(&["sudo"]).is_some() {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    } else {
        bail!("installing packages needs root or sudo");
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Ok(command)
}

/// Builds a tool of crates.io into `target/tools` unless that version of it is there.
pub(crate) fn cargo_tool(package: &str, version: &str, options: &[&str]) -> Result<PathBuf> {
    let program = Path::new(TOOLS).join("bin").join(package);
    let present = shell::output(Command::new(&program).arg("--version"));
    if present.is_some_and(|text| text.contains(version)) {
        return Ok(program);
    }
    println!("{package} {version} is missing: building it into {TOOLS}.");
    let arguments = [
        "install",
        package,
        "--version",
        version,
        "--locked",
        "--root",
        TOOLS,
    ];
    shell::run(shell::cargo().args(arguments).args(options))?;
    Ok(program)
}

/// A package of PyPI in an environment of its own below `target/tools`: the environment's folder.
pub(crate) fn python_package(name: &str, version: &str) -> Result<PathBuf> {
    let folder = shell::workspace_root()
        .join(TOOLS)
        .join(format!("{name}-{version}"));
    // Written last, so that what was broken off is begun again.
    let whole = folder.join("installed");
    if !whole.is_file() {
        println!("{name} {version} is missing: installing it into {TOOLS}.");
        // Debian's Python comes without what makes environments.
        if shell::output(Command::new("python3").args(["-c", "import ensurepip"])).is_none() {
            install_packages(&["python3-venv"])?;
        }
        shell::run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let mut pip = Command::new(folder.join("bin/pip"));
        shell::run(pip.args(["install", "--quiet", &format!("{name}=={version}")]))?;
        std::fs::write(&whole, "")
            .with_context(|| format!("cannot write `{}`", whole.display()))?;
    }
    Ok(folder)
}

/// A package of npm in a folder of its own below `target/tools`: that folder.
pub(crate) fn npm_package(name: &str, version: &str) -> Result<PathBuf> {
    let folder = Path::new(TOOLS).join(format!("{name}-{version}"));
    if !folder.join("node_modules").join(name).is_dir() {
        println!("{name} {version} is missing: installing it into {TOOLS}.");
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create `{}`", folder.display()))?;
        let npm = shell::find(&["npm"]).context("there is no npm")?;
        let mut command = Command::new(npm);
        command.args(["install", "--no-save", "--ignore-scripts", "--prefix"]);
        shell::run(command.arg(&folder).arg(format!("{name}@{version}")))?;
    }
    Ok(folder)
}
