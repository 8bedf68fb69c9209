//! The eleven types of questions.

use super::super::limits;
use super::{
    Accepted, Answer, Band, Blank, Choice, Criterion, Distractor, ErrorRule, ExtraRight,
    FormerQuestionId, Item, Judgements, Lang, LineFlag, Markdown, Number, OrderScore, OutputFlag,
    Pair, PartId, PicksScore, Printed, QuestionId, Reference, Tag, Tolerance, Units, Use,
    WrongOutput, WrongRange, WrongText, named,
};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use std::collections::BTreeMap;

/// A type of question: its own fields, and those that all questions have.
macro_rules! questions {
    ($(
        $(#[doc = $doc:literal])*
        $kind:literal $name:ident, asked by $(#[doc = $prompt_doc:literal])* $prompt:ident
        { $($(#[$attribute:meta])* $field:ident: $of:ty,)* }
    )*) => {
        $(
            $(#[doc = $doc])*
            #[derive(JsonSchema)]
            #[schemars(deny_unknown_fields)]
            pub struct $name {
                /// Its id for life, unique in the quiz: readers' answers are kept under it.
                pub id: QuestionId,
                /// Ids it had before; `quiz/question` if it was in another quiz.
                #[schemars(length(max = limits::FORMER_IDS))]
                pub was: Option<Vec<FormerQuestionId>>,
                /// Whether it is no longer asked.
                pub retired: Option<bool>,
                /// How it is answered.
                #[schemars(rename = "type", extend("const" = $kind))]
                pub kind: String,
                $(#[doc = $prompt_doc])*
                pub $prompt: Markdown,
                /// Markdown: why the right answer is right. Only a free answer can do without.
                pub explanation: Option<Markdown>,
                /// Markdown: steps towards the answer, each given after a wrong try.
                #[schemars(length(max = limits::HINTS))]
                pub hints: Option<Vec<Markdown>>,
                /// The page and heading that answer it, relative to the content folder:
                /// `phase-1/caching.md#invalidation`.
                #[schemars(rename = "ref")]
                pub reference: Option<Reference>,
                /// Topics, by which readers find questions.
                #[schemars(length(max = limits::TAGS))]
                pub tags: Option<Vec<Tag>>,
                /// From 1, easy, to 5, hard.
                #[schemars(range(min = 1, max = 5))]
                pub difficulty: Option<u8>,
                /// When it is asked: `[inline, review]` if left out.
                #[schemars(rename = "use", length(min = 1), extend("uniqueItems" = true))]
                pub uses: Option<Vec<Use>>,
                /// How many tries there are before the answer is shown.
                #[schemars(range(min = 1, max = 5))]
                pub attempts: Option<u8>,
                /// Whether choices come in another order at each try.
                pub shuffle: Option<bool>,
                /// Whether readers are asked how sure they are.
                pub confidence: Option<bool>,
                /// Ids of parts (choices, items, …) that it no longer has, never to be used again.
                #[schemars(length(max = limits::FORMER_IDS))]
                pub retired_ids: Option<Vec<PartId>>,
                /// The name of the context, under the quiz's `contexts`, that it belongs to.
                pub context: Option<PartId>,
                /// The group of questions of which one is asked.
                pub variants: Option<PartId>,
                $($(#[$attribute])* pub $field: $of,)*
            }
        )*

        /// The names of all types, with their schemas.
        pub(super) fn types(generator: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
            vec![$(($kind, generator.subschema_for::<$name>())),*]
        }
    };
}

questions! {
    /// One choice is right.
    "single" Single, asked by
        /// Markdown: what is asked.
        prompt {
        /// What there is to pick from.
        #[schemars(length(min = 3, max = 5))]
        choices: Vec<Choice>,
    }

    /// All that apply are to be picked.
    "multiple" Multiple, asked by
        /// Markdown: what is asked.
        prompt {
        /// What there is to pick from.
        #[schemars(length(min = 2, max = 10))]
        choices: Vec<Choice>,
        /// Whether a part of the right choices gives a part of the points; `exact` if left out.
        score: Option<PicksScore>,
    }

    /// A claim that holds or not.
    "truefalse" TrueFalse, asked by
        /// Markdown: the claim.
        prompt {
        /// Whether the claim holds.
        answer: bool,
        /// What is to be said to each judgement.
        feedback: Option<Judgements>,
    }

    /// A short text is to be typed.
    "text" ShortText, asked by
        /// Markdown: what is asked.
        prompt {
        /// The answer that is shown.
        answer: Answer,
        /// Other answers that are right.
        #[schemars(length(max = limits::ACCEPT))]
        accept: Option<Vec<Accepted>>,
        /// Which differences do not count: `[trim, case, space, quotes]` if left out.
        normalize: Option<Vec<LineFlag>>,
        /// Foreseen wrong answers.
        #[schemars(length(max = limits::WRONG))]
        wrong: Option<Vec<WrongText>>,
    }

    /// A number is to be typed.
    "numeric" Numeric, asked by
        /// Markdown: what is asked.
        prompt {
        /// The right number, in the expected unit.
        answer: Number,
        /// How far off an answer may be; the larger of the two counts.
        tolerance: Option<Tolerance>,
        /// The units that are understood.
        unit: Option<Units>,
        /// Foreseen wrong answers.
        #[schemars(length(max = limits::WRONG))]
        wrong: Option<Vec<WrongRange>>,
    }

    /// A number of the right order of magnitude is to be typed.
    "estimate" Estimate, asked by
        /// Markdown: what is asked.
        prompt {
        /// The number, above 0, in the expected unit.
        answer: Number,
        /// What is near enough for which part of the points: within a factor of 3 all, within
        /// one of 10 half of them, if left out.
        #[schemars(length(min = 1, max = limits::BANDS))]
        bands: Option<Vec<Band>>,
        /// The units that are understood.
        unit: Option<Units>,
        /// Foreseen wrong answers.
        #[schemars(length(max = limits::WRONG))]
        wrong: Option<Vec<WrongRange>>,
    }

    /// Things are to be put in order.
    "order" Order, asked by
        /// Markdown: what is asked.
        prompt {
        /// What is to be ordered, in the right order.
        #[schemars(length(min = limits::ITEMS.0, max = limits::ITEMS.1))]
        items: Vec<Item>,
        /// What does not belong there.
        #[schemars(length(max = limits::DISTRACTORS))]
        distractors: Option<Vec<Distractor>>,
        /// Whether right neighbours give a part of the points; `exact` if left out.
        score: Option<OrderScore>,
        /// Ids of neighbouring items that may stand in any order.
        #[schemars(length(max = limits::ITEMS.1), inner(length(min = 2, max = limits::ITEMS.1)))]
        groups: Option<Vec<Vec<PartId>>>,
    }

    /// What belongs together is to be found.
    "match" Match, asked by
        /// Markdown: what is asked.
        prompt {
        /// What belongs together.
        #[schemars(length(min = limits::PAIRS.0, max = limits::PAIRS.1))]
        pairs: Vec<Pair>,
        /// Right sides that belong to nothing.
        #[schemars(length(max = limits::EXTRA))]
        extra_right: Option<Vec<ExtraRight>>,
    }

    /// Blanks are to be filled in.
    "cloze" Cloze, asked by
        /// Markdown with a `{{name}}` for each blank.
        text {
        /// The blanks, by name.
        #[schemars(schema_with = "blanks")]
        blanks: BTreeMap<String, Blank>,
    }

    /// What a program does is to be said.
    "output" Output, asked by
        /// Markdown: what is asked.
        prompt {
        /// The program.
        code: Markdown,
        /// Its language, as after a fence's back-ticks.
        lang: Lang,
        /// What it prints, unless it fails.
        answer: Option<Printed>,
        /// Other outputs that are right.
        #[schemars(length(max = limits::ACCEPT))]
        accept: Option<Vec<Printed>>,
        /// Whether it fails, if readers are to be asked that, too; left out if they are only asked
        /// what it prints.
        fails: Option<bool>,
        /// How it fails, if readers are to say more than that.
        error: Option<ErrorRule>,
        /// Which differences do not count: `[trim, eol, trailing]` if left out.
        normalize: Option<Vec<OutputFlag>>,
        /// Foreseen wrong answers.
        #[schemars(length(max = limits::WRONG))]
        wrong: Option<Vec<WrongOutput>>,
        /// Whether `coursebook check --run-code` is to prove the answer.
        verify: Option<bool>,
    }

    /// An answer is to be written, and compared with a model.
    "free" Free, asked by
        /// Markdown: what is asked.
        prompt {
        /// How many characters are to be written before the model is shown.
        #[schemars(range(max = limits::MIN_CHARS))]
        min_chars: Option<u32>,
        /// Markdown: a good answer.
        model: Markdown,
        /// What to look for in an answer.
        #[schemars(length(min = limits::RUBRIC.0, max = limits::RUBRIC.1))]
        rubric: Vec<Criterion>,
    }
}

fn blanks(generator: &mut SchemaGenerator) -> Schema {
    let mut blanks = named::<Blank>(generator, limits::BLANKS.1);
    blanks.insert("minProperties".to_owned(), limits::BLANKS.0.into());
    blanks
}
