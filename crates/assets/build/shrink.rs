//! Takes out of a WebAssembly module what it can never run or read: [`cut_panics`],
//! [`cut_unused_support`], [`cut_unused_exports`], [`cut_unreachable`] and [`cut_dead_texts`].
//!
//! Invariant: a module does what it did before, except that a panic stops it without first
//! composing a message, which nobody could have read.

use std::collections::HashSet;
use std::ops::Range;

use walrus::ir::{CallIndirect, Const, Load, ReturnCallIndirect, Value, Visitor};
use walrus::{
    ConstExpr, DataKind, ElementItems, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    ImportKind, Module, TypeId,
};

/// Parts of the names of functions that only ever end in a panic.
const PANICS: [&str; 8] = [
    "rust_begin_unwind",
    "panicking",
    "slice_index_fail",
    "assert_failed",
    "expect_failed",
    "unwrap_failed",
    "panic_already",
    "len_mismatch_fail",
];

/// Lets the functions that are named in [`PANICS`] trap at once.
pub(crate) fn cut_panics(module: &mut Module) {
    let is_panic = |name: &str| PANICS.iter().any(|panic| name.contains(panic));
    let panics = module.funcs.iter().filter(|function| {
        let local = matches!(function.kind, FunctionKind::Local(_));
        local && function.name.as_deref().is_some_and(is_panic)
    });
    for id in panics.map(|function| function.id()).collect::<Vec<_>>() {
        trap(module, id);
    }
    walrus::passes::gc::run(module);
}

/// Takes away what the linker exports for wasm-bindgen and the runtime does not need: a table of
/// JavaScript's values, for which wasm-bindgen has a leaner form that it takes if it does not learn
/// that the target could have tables, and hooks for panics that unwind.
pub(crate) fn cut_unused_support(module: &mut Module) {
    let _features = module.customs.remove_raw("target_features");
    let unused = |name: &str| {
        name.starts_with("__externref")
            || matches!(name, "__abort_handler" | "__instance_terminated")
    };
    let exports = module.exports.iter();
    let ids: Vec<_> = exports
        .filter(|export| unused(&export.name))
        .map(|export| export.id())
        .collect();
    for id in ids {
        module.exports.delete(id);
    }
    walrus::passes::gc::run(module);
}

/// Takes away wasm-bindgen's helpers that the glue does not call.
pub(crate) fn cut_unused_exports(module: &mut Module, glue: &str) {
    let exports = module.exports.iter();
    let helpers = exports.filter(|export| export.name.starts_with("__wbindgen_"));
    let unused = helpers.filter(|export| !glue.contains(&export.name));
    for id in unused.map(|export| export.id()).collect::<Vec<_>>() {
        module.exports.delete(id);
    }
}

/// Parts of panics' messages, and the paths of files that they name: what they begin with, and
/// what they end with.
const DEAD_TEXTS: [(&str, &str); 9] = [
    ("/rustc/", ".rs"),
    ("crates/model/src/", ".rs"),
    ("playground-wasm/src/", ".rs"),
    ("capacity ", "overflow"),
    ("RefCell already ", "borrowed"),
    ("index out of bounds: the len is", " "),
    (" but the index is", " "),
    ("insertion index (is", " "),
    (") should be <= len (is", " "),
];
/// The digits of all numbers below a hundred, with which the standard library writes numbers.
const DIGITS: (&str, &str) = ("000102030405", "96979899");
/// The longest of all these.
const LONGEST_TEXT: usize = 220;

/// Overwrites the texts of panics with zeros, which weigh nothing when compressed, and the digits
/// that only those were written with. Everything else in the memory stays where it is.
pub(crate) fn cut_dead_texts(module: &mut Module) {
    let mut named = Addresses::default();
    for (_, function) in module.funcs.iter_local() {
        walrus::ir::dfs_in_order(&mut named, function, function.entry_block());
    }
    let segments: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in segments {
        let data = module.data.get_mut(id);
        for (start, end) in DEAD_TEXTS {
            for place in places(&data.value, start, end) {
                blank(&mut data.value, place);
            }
        }
        let DataKind::Active {
            offset: ConstExpr::Value(Value::I32(base)),
            ..
        } = data.kind
        else {
            continue;
        };
        for place in places(&data.value, DIGITS.0, DIGITS.1) {
            if !named.any_in(base.cast_unsigned(), &place) {
                blank(&mut data.value, place);
            }
        }
    }
}

fn blank(data: &mut [u8], place: Range<usize>) {
    if let Some(text) = data.get_mut(place) {
        text.fill(0);
    }
}

/// Where texts are that begin and end so.
fn places(data: &[u8], start: &str, end: &str) -> Vec<Range<usize>> {
    let find = |text: &str, from: usize, to: usize| {
        let within = data.get(from..to.min(data.len()))?;
        let mut windows = within.windows(text.len());
        let place = windows.position(|window| window == text.as_bytes())?;
        Some(from + place)
    };
    let (mut places, mut from) = (Vec::new(), 0);
    while let Some(begin) = find(start, from, data.len()) {
        let behind = begin + start.len();
        let stop = find(end, behind, begin + LONGEST_TEXT);
        from = stop.map_or(behind, |stop| stop + end.len());
        places.extend(stop.map(|_| begin..from));
    }
    places
}

/// Numbers in the code that may be addresses.
#[derive(Default)]
struct Addresses(HashSet<u64>);

impl Addresses {
    /// Whether a place in the data that begin at `base` may be meant.
    fn any_in(&self, base: u32, place: &Range<usize>) -> bool {
        // Who counts from one names the address of a pair before the first.
        let (start, end) = (place.start.saturating_sub(2) as u64, place.end as u64);
        let place = u64::from(base) + start..u64::from(base) + end;
        self.0.iter().any(|address| place.contains(address))
    }
}

impl<'instr> Visitor<'instr> for Addresses {
    fn visit_const(&mut self, constant: &Const) {
        if let Value::I32(value) = constant.value {
            self.0.insert(u64::from(value.cast_unsigned()));
        }
    }

    fn visit_load(&mut self, load: &Load) {
        self.0.insert(load.arg.offset);
    }
}

/// Lets functions trap that only the table names, if no call through the table can mean them: such
/// are the ones that write panics' messages, once the panics are cut.
pub(crate) fn cut_unreachable(module: &mut Module) {
    let Some(live) = Reach::of(module) else {
        return;
    };
    let dead = module.funcs.iter_local().map(|(id, _)| id);
    let dead: Vec<_> = dead.filter(|id| !live.contains(id)).collect();
    for id in dead {
        trap(module, id);
    }
    walrus::passes::gc::run(module);
}

fn trap(module: &mut Module, id: FunctionId) {
    let FunctionKind::Local(function) = &module.funcs.get(id).kind else {
        return;
    };
    let (arguments, kind) = (function.args.clone(), module.types.get(function.ty()));
    let (parameters, results) = (kind.params().to_vec(), kind.results().to_vec());
    let mut body = FunctionBuilder::new(&mut module.types, &parameters, &results);
    body.func_body().unreachable();
    module.funcs.get_mut(id).kind = FunctionKind::Local(body.local_func(arguments));
}

/// What can be called, directly or through the table.
#[derive(Default)]
struct Reach {
    live: HashSet<FunctionId>,
    called_types: HashSet<TypeId>,
    waiting: Vec<FunctionId>,
}

impl Reach {
    /// The functions that a module can call; none if the table is open to the outside.
    fn of(module: &Module) -> Option<HashSet<FunctionId>> {
        let mut reach = Self::default();
        reach.waiting.extend(module.start);
        for export in module.exports.iter() {
            match export.item {
                ExportItem::Function(function) => reach.waiting.push(function),
                ExportItem::Table(_) => return None,
                _ => {}
            }
        }
        let imported = |import: &walrus::Import| matches!(import.kind, ImportKind::Table(_));
        if module.imports.iter().any(imported) {
            return None;
        }
        let tabled = functions_in_tables(module)?;
        reach.follow(module);
        while reach.add_called_through(module, &tabled) {
            reach.follow(module);
        }
        Some(reach.live)
    }

    fn follow(&mut self, module: &Module) {
        while let Some(id) = self.waiting.pop() {
            if self.live.insert(id)
                && let FunctionKind::Local(function) = &module.funcs.get(id).kind
            {
                walrus::ir::dfs_in_order(self, function, function.entry_block());
            }
        }
    }

    /// Adds the functions of the table that some call can mean; whether there were new ones.
    fn add_called_through(&mut self, module: &Module, tabled: &[FunctionId]) -> bool {
        // Equal types may have several ids.
        let kinds = self.called_types.iter().map(|id| module.types.get(*id));
        let kinds: Vec<_> = kinds.map(|kind| (kind.params(), kind.results())).collect();
        let called = |id: &&FunctionId| {
            let kind = module.types.get(module.funcs.get(**id).ty());
            kinds.contains(&(kind.params(), kind.results()))
        };
        let new = tabled.iter().filter(|id| !self.live.contains(id));
        let new: Vec<_> = new.filter(called).copied().collect();
        self.waiting.extend(&new);
        !new.is_empty()
    }
}

impl<'instr> Visitor<'instr> for Reach {
    /// Direct calls, tail calls and references.
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.waiting.push(*function);
    }

    fn visit_call_indirect(&mut self, call: &CallIndirect) {
        self.called_types.insert(call.ty);
    }

    fn visit_return_call_indirect(&mut self, call: &ReturnCallIndirect) {
        self.called_types.insert(call.ty);
    }
}

/// The functions in the tables; none if they are written in a way that Rust's compiler does not
/// use, which this does not follow.
fn functions_in_tables(module: &Module) -> Option<Vec<FunctionId>> {
    let mut functions = Vec::new();
    for element in module.elements.iter() {
        match &element.items {
            ElementItems::Functions(ids) => functions.extend(ids),
            ElementItems::Expressions(..) => return None,
        }
    }
    Some(functions)
}
