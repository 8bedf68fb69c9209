//! Shortens a script: [`shorten`].
//!
//! Invariant: only what the script keeps to itself gets another name; properties, and names at the
//! top level, may be used from outside.

use std::error::Error;

use oxc::allocator::Allocator;
use oxc::codegen::{Codegen, CodegenOptions};
use oxc::minifier::{Minifier, MinifierOptions};
use oxc::parser::Parser;
use oxc::span::SourceType;

/// The script without comments and blanks, with short local names.
pub(crate) fn shorten(script: &str) -> Result<String, Box<dyn Error>> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::script()).parse();
    if let Some(problem) = parsed.diagnostics.first() {
        return Err(format!("a script of the theme cannot be read: {problem}").into());
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let printed = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .build(&program);
    Ok(printed.code)
}
