//! A small memory allocator for the browser: [`SizeClasses`].
//!
//! Rust's own takes nine of the runtime's kilobytes. This one rounds every request up to a power
//! of two and keeps a list of free blocks for each: constant time, at most half of the memory
//! unused, nothing ever merged. Invariant: a block is in one list or in use, never both, and all
//! blocks of a list have its size.

#![allow(unsafe_code, reason = "an allocator hands out raw memory")]

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::ptr::null_mut;

/// The smallest block holds the link to the next free one; it is also the greatest alignment.
const SMALLEST: usize = 16;
const CLASSES: usize = usize::BITS as usize;

/// Where fresh memory comes from.
pub(crate) trait Source {
    /// At least `bytes` bytes, aligned to 16, never handed out before: their start and number.
    fn take(&self, bytes: usize) -> Option<(*mut u8, usize)>;
}

/// An allocator with one list of free blocks for each power of two.
#[derive(Debug)]
pub(crate) struct SizeClasses<S> {
    source: S,
    free: [Cell<*mut u8>; CLASSES],
    fresh: Cell<*mut u8>,
    fresh_bytes: Cell<usize>,
}

// SAFETY: the module runs on one thread; WebAssembly without atomics has no other.
unsafe impl<S> Sync for SizeClasses<S> {}

impl<S: Source> SizeClasses<S> {
    /// An allocator that has handed out nothing yet.
    pub(crate) const fn new(source: S) -> Self {
        Self {
            source,
            free: [const { Cell::new(null_mut()) }; CLASSES],
            fresh: Cell::new(null_mut()),
            fresh_bytes: Cell::new(0),
        }
    }

    /// A block from fresh memory. What is left of the former piece, less than a block, is lost.
    fn carve(&self, bytes: usize) -> *mut u8 {
        if self.fresh_bytes.get() < bytes {
            let Some((start, taken)) = self.source.take(bytes) else {
                return null_mut();
            };
            self.fresh.set(start);
            self.fresh_bytes.set(taken);
        }
        let block = self.fresh.get();
        self.fresh.set(block.wrapping_add(bytes));
        self.fresh_bytes.set(self.fresh_bytes.get() - bytes);
        block
    }
}

// SAFETY: `alloc` returns a block of at least the layout's size, aligned to `SMALLEST`, that is in
// no list and in no other hands; a layout that wants more alignment is refused.
unsafe impl<S: Source> GlobalAlloc for SizeClasses<S> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let class = class_of(layout.size());
        let (Some(list), true) = (self.free.get(class), layout.align() <= SMALLEST) else {
            return null_mut();
        };
        let block = list.get();
        if block.is_null() {
            return self.carve(1 << class);
        }
        // SAFETY: a block in a list begins with the link that `dealloc` wrote.
        list.set(unsafe { block.cast::<*mut u8>().read() });
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(list) = self.free.get(class_of(layout.size())) {
            // SAFETY: the block is the caller's no more, and large enough for a link.
            unsafe { block.cast::<*mut u8>().write(list.get()) };
            list.set(block);
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if class_of(layout.size()) == class_of(size) {
            return block;
        }
        // SAFETY: the caller vouches that `size`, rounded up to the alignment, does not overflow.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        // SAFETY: both layouts are valid, and the copied bytes are within both blocks.
        unsafe {
            let moved = self.alloc(wanted);
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(block, layout.size().min(size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}

/// The exponent of the smallest power of two that holds `bytes`; out of range if none does.
fn class_of(bytes: usize) -> usize {
    let last = bytes.max(SMALLEST) - 1;
    (usize::BITS - last.leading_zeros()) as usize
}

/// The module's own memory, which grows by pages.
#[cfg(target_arch = "wasm32")]
#[derive(Debug)]
struct Pages;

#[cfg(target_arch = "wasm32")]
impl Source for Pages {
    fn take(&self, bytes: usize) -> Option<(*mut u8, usize)> {
        const PAGE: usize = 1 << 16;
        let pages = bytes.div_ceil(PAGE);
        let first = core::arch::wasm32::memory_grow(0, pages);
        (first != usize::MAX).then(|| ((first * PAGE) as *mut u8, pages * PAGE))
    }
}

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: SizeClasses<Pages> = SizeClasses::new(Pages);

#[cfg(test)]
mod tests {
    use super::*;

    /// One piece of native memory, handed out in parts.
    struct Arena(Cell<usize>, Box<[u128]>);

    impl Arena {
        fn new(bytes: usize) -> Self {
            Self(Cell::new(0), vec![0; bytes / 16].into())
        }
    }

    impl Source for Arena {
        fn take(&self, bytes: usize) -> Option<(*mut u8, usize)> {
            let start = self.0.get();
            let end = start + bytes.next_multiple_of(16);
            if end > self.1.len() * 16 {
                return None;
            }
            self.0.set(end);
            let memory = self.1.as_ptr().cast_mut().cast::<u8>();
            Some((memory.wrapping_add(start), end - start))
        }
    }

    fn layout(size: usize) -> Layout {
        Layout::from_size_align(size, 8).unwrap()
    }

    #[test]
    fn a_freed_block_is_handed_out_again_and_only_once() {
        let allocator = SizeClasses::new(Arena::new(4096));
        // SAFETY: every block is freed once, with its own layout.
        unsafe {
            let first = allocator.alloc(layout(40));
            let second = allocator.alloc(layout(40));
            assert_ne!(first, second);
            allocator.dealloc(first, layout(40));
            assert_eq!(allocator.alloc(layout(64)), first);
            assert_ne!(allocator.alloc(layout(33)), first);
        }
    }

    #[test]
    fn blocks_are_aligned_and_do_not_overlap() {
        let allocator = SizeClasses::new(Arena::new(1 << 16));
        let mut blocks: Vec<(usize, usize)> = Vec::new();
        for size in [1, 3, 16, 17, 100, 15, 1000, 64, 65, 5] {
            // SAFETY: nothing is freed.
            let start = unsafe { allocator.alloc(layout(size)) } as usize;
            assert_eq!(start % 16, 0);
            for (other, other_size) in &blocks {
                assert!(start + size <= *other || other + other_size <= start);
            }
            blocks.push((start, size));
        }
    }

    #[test]
    fn growing_keeps_the_content() {
        let allocator = SizeClasses::new(Arena::new(4096));
        // SAFETY: the block is used with the layout that it has at the time.
        unsafe {
            let block = allocator.alloc(layout(10));
            block.copy_from_nonoverlapping(b"0123456789".as_ptr(), 10);
            let same = allocator.realloc(block, layout(10), 16);
            assert_eq!(same, block);
            let moved = allocator.realloc(same, layout(16), 500);
            assert_ne!(moved, block);
            assert_eq!(std::slice::from_raw_parts(moved, 10), b"0123456789");
            assert_eq!(allocator.alloc(layout(16)), block);
        }
    }

    #[test]
    fn what_cannot_be_had_is_refused() {
        let allocator = SizeClasses::new(Arena::new(1024));
        // SAFETY: null is never dereferenced.
        unsafe {
            assert!(allocator.alloc(layout(2048)).is_null());
            assert!(allocator.alloc(layout(isize::MAX as usize - 8)).is_null());
            let page = Layout::from_size_align(32, 4096).unwrap();
            assert!(allocator.alloc(page).is_null());
            assert!(!allocator.alloc(layout(512)).is_null());
        }
    }
}
