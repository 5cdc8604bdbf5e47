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
