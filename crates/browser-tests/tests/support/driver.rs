//! A driver process with one browser: [`Driver`].
//!
//! Invariant: both end with the test, also with one that fails.

use anyhow::{Context, Result, ensure};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running driver.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    session: String,
}

impl Driver {
    /// Starts a driver on a port of its own choice.
    pub(crate) fn start(program: &Path, arguments: &[&str]) -> Result<Driver> {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let process = command
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let mut driver = Driver {
            process,
            port: 0,
            session: String::new(),
        };
        let mut lines = BufReader::new(
            driver
                .process
                .stdout
                .take()
                .context("the driver has no output")?,
        );
        driver.port = announced_port(&mut lines)
            .with_context(|| format!("{} names no port", program.display()))?;
        // Nobody reads on, but the driver must be able to write.
        std::thread::spawn(move || io::copy(&mut lines, &mut io::sink()));
        Ok(driver)
    }

    /// Starts the browser.
    pub(crate) async fn open(&mut self, capabilities: Capabilities) -> Result<Client> {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{}", self.port);
        let client = builder
            .connect(&address)
            .await
            .context("the browser does not start")?;
        self.session = client.session_id().await?.unwrap_or_default();
        ensure!(!self.session.is_empty(), "the driver gave no session");
        Ok(client)
    }

    /// Asks the driver to end the browser, and waits for its answer.
    fn close(&self) -> io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let (session, port) = (&self.session, self.port);
        write!(
            stream,
            "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\n\r\n"
        )?;
        stream.read(&mut [0; 64]).map(|_| ())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Not by the client: its runtime may be gone already.
        if !self.session.is_empty() && self.close().is_err() {
            eprintln!("the driver did not end its browser");
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port that a line such as `… started successfully on port 9515.` or `Listening on
/// 127.0.0.1:4444` ends with; the 0 of an earlier line is what the driver was asked for.
fn announced_port(lines: &mut impl BufRead) -> Option<u16> {
    lines.lines().map_while(Result::ok).find_map(|line| {
        let announces = line.contains("on port ") || line.contains("Listening on ");
        let digits = line.trim_end_matches('.').rsplit([' ', ':']).next()?;
        announces
            .then(|| digits.parse().ok())?
            .filter(|port| *port != 0)
    })
}
