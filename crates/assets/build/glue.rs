//! Shortens the JavaScript that wasm-bindgen writes around a module: [`short`].
//!
//! Invariant: only what is recognised letter by letter is replaced, by what does the same in our
//! pages; glue that another version of wasm-bindgen writes differently stays as it is, and works.

/// The glue without what our pages never need.
pub(crate) fn short(glue: &str) -> String {
    let steps = [loader, own_address, views, strings, cleaning_up];
    steps
        .into_iter()
        .fold(glue.to_owned(), |glue, step| step(&glue).unwrap_or(glue))
}

/// A loader for bytes only: wasm-bindgen's own also fetches and streams, which a page that works
/// from disk cannot do.
fn loader(glue: &str) -> Option<String> {
    const SHORT: &str = "async function load({ module_or_path }) {
            const { instance } = await WebAssembly.instantiate(await module_or_path, __wbg_get_imports());
            wasm = instance.exports;
        }
        return Object.assign(load, exports);";
    let (before, rest) = glue.split_once("async function __wbg_load(")?;
    let (_, after) = rest.split_once("return Object.assign(__wbg_init, { initSync }, exports);")?;
    let (before, _) = before.rsplit_once("let wasmModule, wasmInstance, wasm;")?;
    Some([before, "let wasm;\n", SHORT, after].concat())
}

/// Where the script came from, which only wasm-bindgen's loader asks.
fn own_address(glue: &str) -> Option<String> {
    let (before, rest) = glue.split_once("let script_src;")?;
    let (_, after) = rest.split_once('}')?;
    (!after.contains("script_src")).then(|| [before, after].concat())
}

/// Views of the memory are made when they are needed, which costs less than to look whether those
/// of before still hold.
fn views(glue: &str) -> Option<String> {
    let glue = with_body(
        glue,
        "getUint8ArrayMemory0",
        "new Uint8Array(wasm.memory.buffer)",
    )?;
    // Not every module hands over pairs.
    let shorter = with_body(
        &glue,
        "getDataViewMemory0",
        "new DataView(wasm.memory.buffer)",
    );
    Some(shorter.unwrap_or(glue))
}

/// The glue with a function, and what it kept between calls, made an expression of.
fn with_body(glue: &str, name: &str, expression: &str) -> Option<String> {
    let kept = name.replace("get", "let cached") + " = null;";
    let (before, rest) = glue.split_once(&kept)?;
    let (_, rest) = rest.split_once(&format!("function {name}() {{"))?;
    let (_, after) = rest.split_once("return cached")?;
    let (_, after) = after.split_once('}')?;
    let own = format!("function {name}() {{ return {expression}; }}\n");
    Some([before, &own, after].concat())
}

/// Strings go over in one piece. Ours are short; letters first and the rest anew pays off for long
/// ones only.
fn strings(glue: &str) -> Option<String> {
    const SHORT: &str = "function passStringToWasm0(arg) {
            const bytes = cachedTextEncoder.encode(arg);
            const ptr = wasm.__wbindgen_malloc(bytes.length, 1) >>> 0;
            getUint8ArrayMemory0().set(bytes, ptr);
            WASM_VECTOR_LEN = bytes.length;
            return ptr;
        }";
    const ALLOCATORS: &str = ", wasm.__wbindgen_malloc, wasm.__wbindgen_realloc)";
    let (before, rest) = glue.split_once("function passStringToWasm0(arg, malloc, realloc) {")?;
    let (_, rest) = rest.split_once("WASM_VECTOR_LEN = offset;")?;
    let (_, after) = rest.split_once('}')?;
    Some([before, SHORT, after].concat().replace(ALLOCATORS, ")"))
}

/// What a call frees that fails because it was given no string, which ours always are.
fn cleaning_up(glue: &str) -> Option<String> {
    let mut parts = glue.split("try {\n");
    let mut own = parts.next()?.to_owned();
    for part in parts {
        let (tried, rest) = part.split_once("} catch (e) {\n")?;
        let (_, after) = rest.split_once("throw e;\n}\n")?;
        own.push_str(tried);
        own.push_str(after);
    }
    Some(own)
}
