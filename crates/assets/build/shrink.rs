//! Takes out of a WebAssembly module what it can never run: [`cut_panics`],
//! [`cut_unused_support`] and [`cut_unreachable`].
//!
//! Invariant: a module does what it did before, except that a panic stops it without first
//! composing a message, which nobody could have read.

use std::collections::HashSet;

use walrus::ir::{CallIndirect, ReturnCallIndirect, Visitor};
use walrus::{
    ElementItems, ExportItem, FunctionBuilder, FunctionId, FunctionKind, ImportKind, Module, TypeId,
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
