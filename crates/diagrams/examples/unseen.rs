//! Renders every Mermaid fence of some Markdown files and says which do not render: `unseen
//! FILE.md...`, for instance Mermaid's own documentation (`packages/mermaid/src/docs/syntax` of its
//! repository), which is not part of this one. `--html OUT THEME.css` before the files also shows
//! the pictures.

use coursebook_diagrams::{DiagramError, render};
use std::{env, fs, io};

/// The text of each fence that starts with three back-ticks and `mermaid`.
fn fences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        match &mut open {
            Some(_) if trimmed.starts_with("```") => {
                found.extend(open.take().map(|(_, code)| code))
            }
            Some((indent, code)) => {
                code.push_str(line.get(*indent..).unwrap_or(trimmed));
                code.push('\n');
            }
            None if trimmed.starts_with("```mermaid") => {
                open = Some((line.len() - trimmed.len(), String::new()));
            }
            None => {}
        }
    }
    found
}

/// A kind that is not drawn here is no failure of one that is.
fn is_supported(error: &DiagramError) -> bool {
    !error.message.contains("not a kind of diagram")
}

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1).peekable();
    let mut page = None;
    if arguments.next_if_eq("--html").is_some() {
        page = arguments.next().zip(arguments.next());
    }
    let (mut drawn, mut failed, mut body) = (0, 0, String::new());
    for file in arguments {
        for (index, source) in fences(&fs::read_to_string(&file)?).iter().enumerate() {
            let name = file.rsplit('/').next().unwrap_or(&file);
            match render(source, &format!("{}-{index}", name.trim_end_matches(".md"))) {
                Ok(diagram) => {
                    drawn += 1;
                    body += &format!(
                        "<h2>{name} {index}</h2><figure class=\"diagram-figure\">{}</figure>",
                        diagram.svg
                    );
                }
                Err(error) if is_supported(&error) => {
                    failed += 1;
                    println!("{name} {index}: {error}\n{source}");
                }
                Err(_) => println!("{name} {index}: of another kind"),
            }
        }
    }
    let all = drawn + failed;
    println!("{drawn} of {all} drawn");
    let Some((out, css)) = page else {
        return Ok(());
    };
    let css = fs::read_to_string(css)?;
    let head =
        "<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\">";
    fs::write(
        out,
        format!("{head}<style>:root{{color-scheme:light dark}}{css}</style><body>{body}"),
    )
}
