//! What the tests share: books, a server for their sites, and the browsers that visit them.
//!
//! [`Browser`] is the entry point. Invariants: nothing is waited for by the clock alone, only for a
//! condition with a deadline; every program that is started here is ended here.

mod axe;
mod books;
mod browser;
mod chromium;
mod driver;
mod programs;
mod question;
mod server;
mod workshop;

pub(crate) use books::{Book, fixture, own, stock};
pub(crate) use browser::Browser;
pub(crate) use programs::say;
pub(crate) use question::Question;
pub(crate) use server::Site;

/// What a test gives back.
pub(crate) type Test<T = ()> = anyhow::Result<T>;
