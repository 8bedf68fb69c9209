//! Measures what a program costs.
//!
//! [`measure`] is the entry point. Bash tells the CPU time of a child in milliseconds and GNU time
//! its peak memory, so that nothing unsafe is needed here. Invariant: a program that fails has no
//! cost but is an error with what it printed.

use crate::setup::Need;
use crate::shell;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// The programs that measure.
pub(super) const NEEDS: [&Need; 2] = [&Need::of(&["bash"], "bash"), &GNU_TIME];
const GNU_TIME: Need = Need::of(&["time"], "time");

/// Bash writes the times on its own standard error; the program's output goes into a file.
const SCRIPT: &str =
    r#"TIMEFORMAT='%3U %3S %3R'; time "$1" --quiet --format=%M --output="$2" "${@:4}" > "$3" 2>&1"#;

/// What one run costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cost {
    /// Seconds of CPU time, of all threads, in the program and in the kernel.
    pub(super) cpu: f64,
    /// Seconds from start to end.
    pub(super) wall: f64,
    /// The most memory at one time, in units of 1,000,000 bytes.
    pub(super) peak: f64,
}

impl Cost {
    /// The least CPU and wall time of both, and the most memory.
    pub(super) fn best(self, other: Cost) -> Cost {
        Cost {
            cpu: self.cpu.min(other.cpu),
            wall: self.wall.min(other.wall),
            peak: self.peak.max(other.peak),
        }
    }
}

/// Runs `program build BOOK` with this build folder, and keeps its output in `log`.
pub(super) fn measure(
    program: &Path,
    book: &Path,
    build_folder: &Path,
    scratch: &Path,
) -> Result<Cost> {
    let mut build = Command::new(program);
    build.arg("build").arg(book);
    build.env("MDBOOK_BUILD__BUILD_DIR", build_folder);
    measure_command(&build, scratch)
}

/// Runs a command with its arguments and variables, and keeps its output in `log`.
pub(super) fn measure_command(command: &Command, scratch: &Path) -> Result<Cost> {
    let time = GNU_TIME.find().context("GNU time is not there")?;
    let (peak, log) = (scratch.join("peak"), scratch.join("log"));
    let mut bash = Command::new("bash");
    bash.args(["-c", SCRIPT, "bash"])
        .arg(time)
        .arg(&peak)
        .arg(&log)
        .arg(command.get_program())
        .args(command.get_args());
    let set = command.get_envs();
    bash.envs(set.filter_map(|(name, value)| Some((name, value?))))
        .env("LC_ALL", "C");
    let output = bash.output().context("cannot start bash")?;
    if !output.status.success() {
        let printed = std::fs::read_to_string(&log).unwrap_or_default();
        bail!("{command:?} failed:\n{printed}");
    }
    let kilobytes = std::fs::read_to_string(&peak).context("GNU time wrote nothing")?;
    let times = String::from_utf8_lossy(&output.stderr).into_owned();
    cost(&times, &kilobytes)
        .with_context(|| format!("unreadable times `{times}` or memory `{kilobytes}`"))
}

/// Reads `user system real` in seconds and the peak in units of 1,024 bytes.
fn cost(times: &str, peak: &str) -> Option<Cost> {
    let times: Option<Vec<f64>> = shell::words(times)
        .map(|number| number.parse().ok())
        .collect();
    let [user, system, wall] = times?.try_into().ok()?;
    let peak: f64 = peak.trim().parse().ok()?;
    Some(Cost {
        cpu: user + system,
        wall,
        peak: peak * 1024.0 / 1e6,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_memory_are_read() {
        let cost = cost("0.250 0.125 0.300\n", "1000000\n").unwrap();
        assert_eq!(
            cost,
            Cost {
                cpu: 0.375,
                wall: 0.3,
                peak: 1024.0
            }
        );
    }

    #[test]
    fn what_is_no_time_is_no_cost() {
        assert_eq!(cost("bash: no such file", "5"), None);
        assert_eq!(cost("0.1 0.1 0.1", ""), None);
    }

    #[test]
    fn the_best_run_is_the_quickest_but_not_the_leanest() {
        let (one, two) = (
            Cost {
                cpu: 1.0,
                wall: 3.0,
                peak: 5.0,
            },
            Cost {
                cpu: 2.0,
                wall: 2.0,
                peak: 6.0,
            },
        );
        assert_eq!(
            one.best(two),
            Cost {
                cpu: 1.0,
                wall: 2.0,
                peak: 6.0
            }
        );
    }
}
