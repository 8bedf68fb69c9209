//! How long pictures take: `timing DIR...` renders all Mermaid files below the folders several
//! times and prints the mean, the slowest, and what a first picture costs.

use coursebook_diagrams::render;
use std::time::{Duration, Instant};
use std::{env, fs, io, path::Path};

const ROUNDS: u32 = 5;

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for folder in env::args().skip(1) {
        collect(Path::new(&folder), &mut files)?;
    }
    let start = Instant::now();
    let mut spent: Vec<(Duration, &str)> = Vec::new();
    for (name, text) in &files {
        let start = Instant::now();
        for _ in 0..ROUNDS {
            let _ = render(text, "timed");
        }
        spent.push((start.elapsed() / ROUNDS, name));
    }
    spent.sort();
    let all: Duration = spent.iter().map(|(time, _)| *time).sum();
    let count = u32::try_from(spent.len().max(1)).unwrap_or(u32::MAX);
    println!(
        "{count} pictures, mean {:?}, wall {:?}",
        all / count,
        start.elapsed()
    );
    for (time, name) in spent.iter().rev().take(5) {
        println!("{time:?} {name}");
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "mmd") {
            let name = path.display().to_string();
            files.push((name, fs::read_to_string(path)?));
        }
    }
    Ok(())
}
