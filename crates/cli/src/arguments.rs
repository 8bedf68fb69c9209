//! The command line.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Builds interactive course books: Markdown chapters with quizzes, diagrams and progress boxes
/// become a static site that needs no server and keeps a learner's progress in the browser.
#[derive(Debug, Parser)]
#[command(
    name = "coursebook",
    version,
    after_help = "A book is a folder with a book.toml, as for mdBook.\nStart with: coursebook serve"
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build the site into book/html.
    ///
    /// All mistakes of the content are reported at once, with file, line and how to mend them; if
    /// there is one, the last good site stays as it was and the exit code is 1.
    Build {
        #[command(flatten)]
        book: BookFolder,
    },
    /// Look for mistakes in the content without writing anything.
    Check {
        #[command(flatten)]
        book: BookFolder,
    },
    /// Build the site, serve it on this machine, and reload the page on every change.
    ///
    /// A mistake in the content is shown in the terminal and in the page; the last good site
    /// stays readable meanwhile.
    Serve {
        #[command(flatten)]
        book: BookFolder,
        /// The port on 127.0.0.1; 0 takes a free one.
        #[arg(short, long, default_value_t = 3000)]
        port: u16,
    },
    /// List the ids under which learners' progress is kept, or give missing ones.
    Ids {
        #[command(flatten)]
        book: BookFolder,
        /// Give an id to each item of a task list that has none, and record all ids in
        /// content/ids.lock.
        #[arg(long)]
        write: bool,
    },
    /// Write theme/mdbook/coursebook.js and .css, with which the stock mdbook shows working
    /// quizzes and boxes.
    ///
    /// Name the two files in [output.html] as additional-js and additional-css.
    Assets {
        #[command(flatten)]
        book: BookFolder,
    },
    /// Run one preprocessor by mdBook's protocol: [preprocessor.NAME] command = "coursebook
    /// preprocess NAME".
    Preprocess {
        /// frontmatter, links, quiz, diagram, progress or highlight.
        name: String,
        /// `supports RENDERER`, as mdBook asks before the run.
        #[command(subcommand)]
        request: Option<Request>,
    },
}

/// What mdBook asks a preprocessor besides its work.
#[derive(Debug, Subcommand)]
pub(crate) enum Request {
    /// Exit code 0 if the preprocessor works for this renderer.
    Supports {
        /// The renderer's name.
        renderer: String,
    },
}

/// Which book.
#[derive(Debug, Args)]
pub(crate) struct BookFolder {
    /// The folder with the book.toml.
    #[arg(value_name = "BOOK", default_value = ".")]
    pub(crate) folder: PathBuf,
}
