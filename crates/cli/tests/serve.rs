//! `coursebook serve` as an author at work meets it.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::{Book, binary};

/// A running server, ended when the test ends.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(book: &Book) -> Server {
        let mut process = Command::new(binary())
            .args(["serve", "--port", "0"])
            .current_dir(book.root())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = process.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap();
        let address = address.trim().trim_end_matches('/').to_owned();
        Server { process, address }
    }

    /// The whole answer to a request, headers included.
    fn get(&self, path: &str) -> String {
        let mut stream = self.request(path);
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn request(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// Asks for a page until it holds `expected`.
    fn wait_for(&self, path: &str, expected: &str) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.get(path).contains(expected) {
            assert!(Instant::now() < deadline, "{path} never holds {expected}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A process that has ended by itself needs no ending.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_change_is_served_and_a_mistake_is_told_while_the_last_good_page_stays() {
    let book = Book::fixture("book");
    let server = Server::start(&book);
    assert!(server.address.starts_with("127.0.0.1:"));
    server.wait_for("/a/second.html", "A note.");

    let text = book.read("content/a/second.md");
    book.write(
        "content/a/second.md",
        &text.replace("A note.", "New words."),
    );
    server.wait_for("/a/second.html", "New words.");

    let mut events = BufReader::new(server.request("/__coursebook/events"));
    book.write("content/a/second.md", "# Second\n\n[dead](nowhere.md)\n");
    let mut told = String::new();
    while !told.contains("content/a/second.md:3:1") {
        let read = events.read_line(&mut told).unwrap();
        assert!(read > 0, "the stream ended after {told}");
    }
    assert!(told.contains("event: mistakes"), "{told}");
    assert!(server.get("/a/second.html").contains("New words."));

    book.write("content/a/second.md", &text);
    server.wait_for("/a/second.html", "A note.");
    assert!(server.get("/nowhere.html").starts_with("HTTP/1.1 404"));
}
