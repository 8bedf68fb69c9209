//! QTI 2.1: a package of items and tests.
//!
//! [`write`] is the entry point. Invariant: every file is well-formed XML, and every question is an
//! item that shows its explanation once it has been answered.
//!
//! 2.1 and not 3: it is what Canvas, Blackboard, Brightspace, OpenOlat, ILIAS and TAO read today,
//! and a package of 3 is read by few of them; what is used here is also valid 2.2.

mod choice;
mod cloze;
mod entry;
mod item;
mod package;
mod pairs;
mod xml;

pub(crate) use package::write;
