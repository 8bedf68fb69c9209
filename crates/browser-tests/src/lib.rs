//! Tests of the built site in real browsers; `tests/learner` holds them, `tests/support` what they
//! share. Invariant: this library is empty, cargo only asks for one.
