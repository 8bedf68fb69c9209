//! The colours of paper, named as in `theme/css/diagram.css`, whose light theme they are.
//!
//! Data only. Invariant: a test compares them with the style sheet.

pub(crate) const PAGE: &str = "#ffffff";
pub(crate) const TEXT: &str = "#1c2430";
pub(crate) const MUTED: &str = "#4d5a6b";
pub(crate) const LINE: &str = "#5a6778";
pub(crate) const NODE: &str = "#eef3fe";
pub(crate) const NODE_BORDER: &str = "#6f87c6";
pub(crate) const GROUP: &str = "#f6f8fb";
pub(crate) const GROUP_BORDER: &str = "#cfd8e3";
pub(crate) const ACCENT: &str = "#3556c4";
pub(crate) const ACCENT_FILL: &str = "#d5e0fc";
pub(crate) const GOOD_FILL: &str = "#dcf3e7";
pub(crate) const GOOD_BORDER: &str = "#2f8760";
pub(crate) const WARN_FILL: &str = "#fdf0cf";
pub(crate) const WARN_BORDER: &str = "#a8770f";
pub(crate) const BAD_FILL: &str = "#fbe1e3";
pub(crate) const BAD_BORDER: &str = "#bd3f4a";
pub(crate) const MUTED_FILL: &str = "#f2f4f7";
pub(crate) const MUTED_BORDER: &str = "#8794a5";
pub(crate) const NOTE: &str = "#fdf5d9";
pub(crate) const NOTE_BORDER: &str = "#d6b54a";
pub(crate) const NOTE_TEXT: &str = "#3f3207";
pub(crate) const LIFELINE: &str = "#b6c0cd";
pub(crate) const ACTIVATION: &str = "#d9e3fb";
pub(crate) const BLOCK: &str = "#93a1b4";
pub(crate) const BLOCK_TAB: &str = "#e8edf4";
pub(crate) const BAND: &str = "#f0f4fb";
pub(crate) const NUMBER: &str = "#3556c4";
pub(crate) const NUMBER_TEXT: &str = "#ffffff";
pub(crate) const GRID: &str = "#dfe5ec";
pub(crate) const SERIES: [&str; 8] = [
    "#5f82dd", "#2f9c83", "#bd861b", "#d4626e", "#9179d3", "#3d94c1", "#7a912c", "#7b8797",
];
pub(crate) const SERIES_LINES: [&str; 8] = [
    "#3556c4", "#0d755f", "#8f5d06", "#ad2f3b", "#6946bd", "#146a94", "#576d0c", "#54606f",
];
