//! Runs a program within limits of time and output.
//!
//! [`run`] is the entry point. Invariant: when it returns, neither the program nor any of its
//! children that stayed in its group runs any more.

use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// The most that a program may print, to each of its two streams.
const MOST: usize = 1 << 20;
/// How much of it is kept: more is no answer, and too much to show.
const KEPT: usize = 8 << 10;
/// How long to wait for the end of a stream after its program has ended.
const GRACE: Duration = Duration::from_secs(2);

/// What a program did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ran {
    /// Whether it ended well.
    pub(super) succeeded: bool,
    /// What it printed, or how that begins.
    pub(super) stdout: String,
    /// What it printed to its standard error.
    pub(super) stderr: String,
}

/// Why nobody knows what it would have done.
#[derive(Debug, thiserror::Error)]
pub(super) enum Stopped {
    /// There is no such program.
    #[error("there is no program `{0}`")]
    Missing(String),
    /// It took too long.
    #[error("it did not end in time")]
    TimedOut,
    /// It printed too much.
    #[error("it prints more than 1 MiB")]
    TooMuch,
    /// The system did not let us.
    #[error("cannot {0}: {1}")]
    System(&'static str, io::Error),
}

impl Stopped {
    /// The folder for the program cannot be made.
    pub(super) fn no_folder(error: io::Error) -> Stopped {
        Stopped::System("write the program into a temporary folder", error)
    }
}

/// Runs it, without any input.
pub(super) fn run(command: &mut Command, time: Duration) -> Result<Ran, Stopped> {
    let mut group = Group::start(command)?;
    let (sender, streams) = mpsc::channel();
    read(group.child.stdout.take(), Stream::Out, &sender);
    read(group.child.stderr.take(), Stream::Error, &sender);
    drop(sender);
    let mut ran = Ran::default();
    group.wait(time, &streams, &mut ran)?;
    while let Ok(piece) = streams.recv_timeout(GRACE) {
        ran.take(piece)?;
    }
    Ok(ran)
}

/// Which stream something comes from.
#[derive(Debug, Clone, Copy)]
enum Stream {
    Out,
    Error,
}

/// All that a stream gave, or that it was too much.
type Piece = (Stream, Option<Vec<u8>>);

/// Reads a stream to its end, or until it is too much.
fn read(stream: Option<impl Read + Send + 'static>, which: Stream, sender: &Sender<Piece>) {
    let (Some(stream), sender) = (stream, sender.clone()) else {
        return;
    };
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // What came before a stream broke off is what there is to compare.
        let _ = stream.take(MOST as u64 + 1).read_to_end(&mut bytes);
        let bytes = (bytes.len() <= MOST).then_some(bytes);
        // Nobody listens any more where the program was stopped.
        let _ = sender.send((which, bytes));
    });
}

impl Ran {
    fn take(&mut self, (stream, bytes): Piece) -> Result<(), Stopped> {
        let bytes = bytes.ok_or(Stopped::TooMuch)?;
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        text.truncate(text.floor_char_boundary(KEPT));
        match stream {
            Stream::Out => self.stdout = text,
            Stream::Error => self.stderr = text,
        }
        Ok(())
    }
}

/// A program and what it starts.
struct Group {
    child: Child,
    /// Whether the system has been asked how it ended; from then on its number may be another's.
    is_gone: bool,
}

impl Group {
    fn start(command: &mut Command) -> Result<Group, Stopped> {
        system::apart(command)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let program = command.get_program().to_string_lossy().into_owned();
        match command.spawn() {
            Ok(child) => Ok(Group {
                child,
                is_gone: false,
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Stopped::Missing(program)),
            Err(error) => Err(Stopped::System("start the program", error)),
        }
    }

    fn wait(
        &mut self,
        time: Duration,
        streams: &Receiver<Piece>,
        ran: &mut Ran,
    ) -> Result<(), Stopped> {
        let end = Instant::now() + time;
        let mut pause = Duration::from_millis(1);
        while !system::has_ended(&mut self.child) {
            if Instant::now() > end {
                return Err(Stopped::TimedOut);
            }
            match streams.recv_timeout(pause) {
                Ok(piece) => ran.take(piece)?,
                // Both streams have ended before the program has.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(pause),
                Err(RecvTimeoutError::Timeout) => {}
            }
            pause = (pause * 2).min(Duration::from_millis(20));
        }
        let status = self.end();
        let status = status.map_err(|error| Stopped::System("wait for the program", error))?;
        ran.succeeded = status.success();
        Ok(())
    }

    /// Ends whatever of it still runs.
    fn end(&mut self) -> io::Result<ExitStatus> {
        if !self.is_gone {
            system::kill(&mut self.child);
        }
        self.is_gone = true;
        self.child.wait()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Nothing is left to be done where the system refuses.
        let _ = self.end();
    }
}

#[cfg(unix)]
mod system {
    use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command};

    /// Puts the program into a group of its own.
    pub(super) fn apart(command: &mut Command) -> &mut Command {
        command.process_group(0)
    }

    /// Whether the program has ended. Its number, which is also that of its group, stays its own.
    pub(super) fn has_ended(child: &mut Child) -> bool {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        !matches!(
            waitid(WaitId::Pid(Pid::from_child(child)), options),
            Ok(None)
        )
    }

    /// Ends all of the group.
    pub(super) fn kill(child: &mut Child) {
        // There is none where all of it has ended by itself.
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
}

#[cfg(not(unix))]
mod system {
    use std::process::{Child, Command, Stdio};

    /// Windows knows a program's children without a group.
    pub(super) fn apart(command: &mut Command) -> &mut Command {
        command
    }

    /// Whether the program has ended.
    pub(super) fn has_ended(child: &mut Child) -> bool {
        !matches!(child.try_wait(), Ok(None))
    }

    /// Ends the program and its children.
    pub(super) fn kill(child: &mut Child) {
        let mut taskkill = Command::new("taskkill");
        taskkill.args(["/T", "/F", "/PID", &child.id().to_string()]);
        let silent = taskkill.stdout(Stdio::null()).stderr(Stdio::null());
        // Whatever is left of it then is at least this one program.
        let _ = (silent.status(), child.kill());
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, time: Duration) -> Result<Ran, Stopped> {
        let mut command = Command::new("sh");
        run(command.args(["-c", script]), time)
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_a_program_does_is_told() {
        let ran = shell("echo out; echo err >&2; exit 3", LONG).unwrap();
        let expected = Ran {
            succeeded: false,
            stdout: "out\n".to_owned(),
            stderr: "err\n".to_owned(),
        };
        assert_eq!(ran, expected);
        assert!(shell("true", LONG).unwrap().succeeded);
    }

    #[test]
    fn there_is_no_input() {
        assert_eq!(
            shell("read line || echo none", LONG).unwrap().stdout,
            "none\n"
        );
    }

    #[test]
    fn a_program_that_never_ends_is_ended_with_its_children() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("number");
        let script = format!("sleep 1000 & echo $! > {}; wait", file.display());
        let stopped = shell(&script, Duration::from_secs(2));
        assert!(matches!(stopped, Err(Stopped::TimedOut)), "{stopped:?}");
        assert_gone(&std::fs::read_to_string(file).unwrap());
    }

    #[test]
    fn what_a_program_leaves_running_is_ended_too() {
        let ran = shell("sleep 1000 & echo $!", LONG).unwrap();
        assert_gone(&ran.stdout);
    }

    #[test]
    fn a_flood_is_stopped() {
        let stopped = shell("yes", LONG);
        assert!(matches!(stopped, Err(Stopped::TooMuch)), "{stopped:?}");
        let ran = shell("yes | head -c 100000", LONG).unwrap();
        assert_eq!(ran.stdout.len(), KEPT);
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let stopped = run(&mut Command::new("no-such-program"), LONG);
        assert!(matches!(stopped, Err(Stopped::Missing(name)) if name == "no-such-program"));
    }

    /// A process that was ended may take a moment to vanish; a zombie counts as gone.
    fn assert_gone(number: &str) {
        let path = format!("/proc/{}/stat", number.trim());
        let runs = || {
            let stat = std::fs::read_to_string(&path).unwrap_or_default();
            stat.rsplit(") ")
                .next()
                .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('Z'))
        };
        let end = Instant::now() + LONG;
        while runs() {
            assert!(Instant::now() < end, "{number} still runs");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
