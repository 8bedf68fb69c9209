//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
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
    /// Write a small book to begin with, into a folder that has none.
    ///
    /// It shows each construct once. What exists already is left as it is.
    Init {
        /// The folder, which is made if it is not there.
        #[arg(value_name = "BOOK", default_value = ".")]
        folder: PathBuf,
        /// The book's title; made of the folder's name if it is left out.
        #[arg(long)]
        title: Option<String>,
    },
    /// Build the site into book/html, and the PDF into book/pdf if book.toml asks for one.
    ///
    /// All mistakes of the content are reported at once, with file, line and how to mend them; if
    /// there is one, the last good site stays as it was and the exit code is 1.
    Build {
        #[command(flatten)]
        book: BookFolder,
        /// Also write the site as a zip file that opens from a disk, book/TITLE-offline.zip, which
        /// the site offers.
        ///
        /// Besides the pages it holds whole-book.html, the book as one page, for browsers in which
        /// each file of a disk has a storage of its own.
        #[arg(long)]
        zip: bool,
    },
    /// Look for mistakes in the content without writing the site.
    Check {
        #[command(flatten)]
        book: BookFolder,
        /// Also run the programs of questions with `verify: true`, and compare what they do with
        /// the answers.
        ///
        /// This runs code that the book holds, with your rights. What each program did is kept in
        /// book/cache, so that only changed ones are run again.
        #[arg(long)]
        run_code: bool,
        /// The seconds that each program may take.
        #[arg(long, value_name = "SECONDS", default_value_t = 10, requires = "run_code", value_parser = clap::value_parser!(u64).range(1..=3600))]
        timeout: u64,
    },
    /// Count the questions, by chapter, type, tag, difficulty and use, and list what has none.
    Stats {
        #[command(flatten)]
        book: BookFolder,
        /// Print JSON instead of tables.
        #[arg(long)]
        json: bool,
    },
    /// Print the JSON Schema of quiz files, with which editors complete fields and mark mistakes.
    ///
    /// In an editor that knows YAML schemas, save it beside the book and begin each quiz with
    /// `# yaml-language-server: $schema=quiz.schema.json`.
    Schema,
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
    /// Turn quizzes of other programs into quiz files: mdbook-quiz TOML, Moodle GIFT, Aiken.
    ///
    /// What a quiz file cannot hold is listed with its line. What could be read is written all the
    /// same; the exit code is 1 if something could not.
    Import {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Their format; guessed by name or content if it is left out.
        #[arg(long, value_name = "FORMAT")]
        from: Option<ImportFrom>,
        /// The folder in which the quiz files are written, or `-` for stdout.
        #[arg(short, long, value_name = "FOLDER", default_value = ".")]
        output: PathBuf,
        /// Replace quiz files that are there already.
        #[arg(long)]
        force: bool,
    },
    /// Write the quizzes for another program: Moodle GIFT, QTI 2.1 or Anki.
    ///
    /// The content is checked first. What the format does not hold is listed on stderr, question
    /// by question.
    Export {
        #[command(flatten)]
        book: BookFolder,
        /// The format.
        #[arg(long, value_name = "FORMAT")]
        to: ExportTo,
        /// The file, or `-` for stdout; named after the book if it is left out.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Only this quiz; may be given several times.
        #[arg(long, value_name = "ID")]
        quiz: Vec<String>,
        /// Only the quizzes of one part of the book, by its folder or title, or how that begins.
        #[arg(long, value_name = "NAME")]
        phase: Option<String>,
    },
    /// Typeset the book as a PDF into book/pdf.
    ///
    /// Without options it looks as [output.pdf] in book.toml says. What paper cannot show is
    /// reported with file and line; the PDF is written all the same.
    #[cfg(feature = "pdf")]
    Pdf(crate::pdf::Arguments),
    /// Typeset the book as a PDF: not in this coursebook, which was built without its feature `pdf`.
    #[cfg(not(feature = "pdf"))]
    Pdf {
        #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
        _arguments: Vec<String>,
    },
    /// Run one renderer by mdBook's protocol: [output.pdf] command = "coursebook render pdf".
    Render {
        /// pdf.
        name: String,
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
        /// frontmatter, links, quiz, diagram, progress, roadmap, glossary, math or highlight.
        name: String,
        /// `supports RENDERER`, as mdBook asks before the run.
        #[command(subcommand)]
        request: Option<Request>,
    },
}

/// A format that is read.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ImportFrom {
    /// The TOML files of mdbook-quiz.
    MdbookQuiz,
    /// Moodle's GIFT.
    Gift,
    /// Aiken.
    Aiken,
}

/// A format that is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ExportTo {
    /// Moodle's GIFT.
    Gift,
    /// A QTI 2.1 package, for most other learning systems.
    Qti,
    /// An Anki deck.
    Anki,
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
