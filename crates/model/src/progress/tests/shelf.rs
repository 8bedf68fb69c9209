//! A storage that several stores share, as tabs share a browser's, and that can be full or locked.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::{Refused, Storage};

#[derive(Debug, Default)]
struct Content {
    texts: BTreeMap<String, String>,
    room: Option<usize>,
    is_blocked: bool,
}

/// A handle on the shared texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelf(Rc<RefCell<Content>>);

impl Shelf {
    pub(super) fn holding(entries: &[(String, String)]) -> Self {
        let shelf = Self::default();
        shelf.0.borrow_mut().texts = entries.iter().cloned().collect();
        shelf
    }

    /// Lets no more than this many bytes of names and texts in.
    pub(super) fn limit(&self, room: Option<usize>) {
        self.0.borrow_mut().room = room;
    }

    pub(super) fn block(&self, is_blocked: bool) {
        self.0.borrow_mut().is_blocked = is_blocked;
    }

    pub(super) fn texts(&self) -> BTreeMap<String, String> {
        self.0.borrow().texts.clone()
    }

    pub(super) fn put(&self, name: &str, text: &str) {
        let mut content = self.0.borrow_mut();
        content.texts.insert(name.to_owned(), text.to_owned());
    }
}

impl Storage for Shelf {
    fn get(&self, name: &str) -> Option<String> {
        let content = self.0.borrow();
        let text = content.texts.get(name).cloned();
        text.filter(|_| !content.is_blocked)
    }

    fn set(&mut self, name: &str, text: &str) -> Result<(), Refused> {
        let mut content = self.0.borrow_mut();
        let others = content.texts.iter().filter(|(known, _)| *known != name);
        let used: usize = others.map(|(name, text)| name.len() + text.len()).sum();
        let fits = content
            .room
            .is_none_or(|room| used + name.len() + text.len() <= room);
        if content.is_blocked || !fits {
            return Err(Refused);
        }
        content.texts.insert(name.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&mut self, name: &str) -> Result<(), Refused> {
        let mut content = self.0.borrow_mut();
        if content.is_blocked {
            return Err(Refused);
        }
        content.texts.remove(name);
        Ok(())
    }

    fn names(&self) -> Vec<String> {
        let content = self.0.borrow();
        let names = content.texts.keys().filter(|_| !content.is_blocked);
        names.cloned().collect()
    }
}
