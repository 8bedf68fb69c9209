//! Renders every Mermaid file of some folders into one HTML page for the eye:
//! `gallery OUT.html THEME.css DIR_OR_FILE...`. Errors are shown in place of pictures.

use coursebook_diagrams::render;
use std::{env, fs, io, path::PathBuf};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(out), Some(css)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other(
            "usage: gallery OUT.html THEME.css DIR_OR_FILE...",
        ));
    };
    let mut files: Vec<PathBuf> = Vec::new();
    for argument in arguments.map(PathBuf::from) {
        match argument.is_dir() {
            true => files.extend(fs::read_dir(&argument)?.flatten().map(|entry| entry.path())),
            false => files.push(argument),
        }
    }
    files.sort();
    let mut body = String::new();
    for (index, file) in files
        .iter()
        .enumerate()
        .filter(|(_, file)| file.extension().is_some_and(|e| e == "mmd"))
    {
        let source = fs::read_to_string(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let picture = match render(&source, &format!("d{index}")) {
            Ok(diagram) => {
                eprintln!(
                    "{name}: {} x {}, {} bytes",
                    diagram.width,
                    diagram.height,
                    diagram.svg.len()
                );
                for line in &diagram.outline {
                    eprintln!("    {line}");
                }
                diagram.svg
            }
            Err(error) => {
                eprintln!("{name}: {error}");
                format!(
                    "<pre>{error}\n{}</pre>",
                    error.help.as_deref().unwrap_or_default()
                )
            }
        };
        body += &format!("<h2>{name}</h2><figure class=\"diagram-figure\">{picture}</figure>");
    }
    let css = fs::read_to_string(css)?;
    fs::write(
        out,
        format!(
            "<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><style>{css}</style><body>{body}"
        ),
    )
}
