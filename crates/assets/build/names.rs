//! Gives what a module imports and exports names of one letter: [`shorten_names`].
//!
//! wasm-bindgen's names of imports end in sixteen digits that nothing compresses, and stand twice,
//! in the module and in the glue. Invariant: a name is shortened in both or in neither.

use walrus::Module;

/// Where imports come from: a key of the object that the glue lends, in quotes there.
const SOURCE: &str = "\"./runtime_bg.js\"";
const SHORT_SOURCE: &str = "_";

/// Shortens the names in the module; returns the glue that uses the short ones.
pub(crate) fn shorten_names(module: &mut Module, glue: &str) -> String {
    let mut glue = glue.to_owned();
    let mut imports = short_names();
    let has_source = replace_all(&mut glue, SOURCE, SHORT_SOURCE);
    for import in module.imports.iter_mut() {
        let long = format!("{}: function(", import.name);
        if let Some(short) = imports.next()
            && replace_all(&mut glue, &long, &format!("{short}: function("))
        {
            import.name = short;
        }
        if has_source {
            SHORT_SOURCE.clone_into(&mut import.module);
        }
    }
    let mut exports = short_names();
    for export in module.exports.iter_mut() {
        // The memory is taken as `wasm.memory.buffer`, functions are called.
        let ends = ["(", ".buffer"];
        let is_used = |end: &&&str| glue.contains(&format!("wasm.{}{end}", export.name));
        if let (Some(end), Some(short)) = (ends.iter().find(is_used), exports.next()) {
            let long = format!("wasm.{}{end}", export.name);
            replace_all(&mut glue, &long, &format!("wasm.{short}{end}"));
            export.name = short;
        }
    }
    glue
}

/// Whether there was anything to replace.
fn replace_all(text: &mut String, from: &str, to: &str) -> bool {
    let found = text.contains(from);
    *text = text.replace(from, to);
    found
}

/// `a` to `z`.
fn short_names() -> impl Iterator<Item = String> {
    ('a'..='z').map(String::from)
}
