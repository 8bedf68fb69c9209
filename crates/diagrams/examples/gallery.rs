//! Renders every picture of some folders into one HTML page for the eye:
//! `gallery OUT.html THEME.css DIR_OR_FILE...`; errors are shown in place of pictures. Or into SVG
//! files for print: `gallery --print FOLDER DIR_OR_FILE...`.

use coursebook_diagrams::{Diagram, DiagramError, Language, Options, Target};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Renders a file in the language of its ending; nothing if it is no picture.
fn render(
    path: &Path,
    source: &str,
    id: &str,
    target: Target,
) -> Option<Result<Diagram, DiagramError>> {
    let options = Options {
        target,
        ..Options::default()
    };
    let load = |name: &str| {
        fs::read_to_string(path.with_file_name(name)).map_err(|error| error.to_string())
    };
    let language = match path.extension()?.to_str()? {
        "mmd" => Language::Mermaid,
        "pikchr" => Language::Pikchr,
        "yaml" => Language::Chart,
        _ => return None,
    };
    Some(language.render(source, id, &options, &load))
}

/// Writes every picture for print into a folder of SVG files.
fn print(folder: &str, files: &[PathBuf]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for file in files {
        let source = fs::read_to_string(file)?;
        if let Some(Ok(diagram)) = render(file, &source, "d", Target::Print) {
            let name = file.with_extension("svg");
            let name = name.file_name().unwrap_or_default();
            fs::write(Path::new(folder).join(name), diagram.svg)?;
        }
    }
    Ok(())
}

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
    if out == "--print" {
        return print(&css, &files);
    }
    let mut body = String::new();
    for (index, file) in files.iter().enumerate() {
        let source = fs::read_to_string(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let Some(outcome) = render(file, &source, &format!("d{index}"), Target::Page) else {
            continue;
        };
        let picture = match outcome {
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
            "<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><style>:root{{color-scheme:light dark}}{css}</style><body>{body}"
        ),
    )
}
