//! The page's few signs as SVG, so that no font decides whether they are seen.

use maud::{Markup, html};

fn icon(path: &str) -> Markup {
    html! {
        svg.icon viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" { path d=(path) {} }
    }
}

pub(super) fn lock() -> Markup {
    icon(
        "M5 9h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM7 9V6a3 3 0 0 1 6 0v3",
    )
}

pub(super) fn eye() -> Markup {
    icon(
        "M1.500 10S4.500 4.500 10 4.500 18.500 10 18.500 10 15.500 15.500 10 15.500 1.500 10 1.500 10zM10 7.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z",
    )
}

pub(super) fn reply() -> Markup {
    icon("M4 4h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H9l-4 3v-3H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z")
}

pub(super) fn house() -> Markup {
    icon("M3 9.500 10 3.500l7 6V17h-4.500v-4.500h-5V17H3z")
}

pub(super) fn dots() -> Markup {
    icon("M4.500 10a.5.5 0 1 0 .01 0M10 10a.5.5 0 1 0 .01 0M15.500 10a.5.5 0 1 0 .01 0")
}

pub(super) fn away() -> Markup {
    icon("M8 5H5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-3M11 4h5v5M16 4l-7 7")
}

pub(super) fn close() -> Markup {
    icon("M5 5l10 10M15 5L5 15")
}

pub(super) fn send() -> Markup {
    icon("M3 4l14 6-14 6 2-6zM5 10h6")
}

pub(super) fn plus() -> Markup {
    icon("M10 4v12M4 10h12")
}

pub(super) fn play() -> Markup {
    icon("M7 5l8 5-8 5z")
}

pub(super) fn file() -> Markup {
    icon("M6 3h6l4 4v10H6zM12 3v4h4")
}

pub(super) fn trash() -> Markup {
    icon("M4 6h12M8 6V4h4v2M6 6l1 10h6l1-10")
}

pub(super) fn thumb_up() -> Markup {
    icon("M4 9h3v7H4zM7 9l3-6c1.500 0 2 1 2 2l-.5 3H16l-1 8H7")
}

pub(super) fn thumb_down() -> Markup {
    icon("M4 11h3V4H4zM7 11l3 6c1.500 0 2-1 2-2l-.5-3H16l-1-8H7")
}

pub(super) fn wire() -> Markup {
    icon("M4 7h11l-3-3M16 13H5l3 3")
}

pub(super) fn bolt() -> Markup {
    icon("M11 3L5 11h4l-1 6 6-8h-4z")
}

pub(super) fn people() -> Markup {
    icon(
        "M7 9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM2.500 16c0-3 2-4.500 4.500-4.500s4.500 1.500 4.500 4.500M13 9.500a2 2 0 1 0-.5-4M14 12c2.200.2 3.500 1.600 3.500 4",
    )
}

pub(super) fn info() -> Markup {
    icon("M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9v4.500M10 6.500h.01")
}

pub(super) fn warning() -> Markup {
    icon("M10 3l8 14H2zM10 8v4M10 14.500h.01")
}

pub(super) fn tick() -> Markup {
    icon("M4 10.500l4 4 8-9")
}

pub(super) fn circle() -> Markup {
    icon("M10 16a6 6 0 1 0 0-12 6 6 0 0 0 0 12z")
}

pub(super) fn half() -> Markup {
    icon("M10 16a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM10 6.500v3.500l2.500 1.500")
}

pub(super) fn back() -> Markup {
    icon("M12 4l-6 6 6 6")
}
