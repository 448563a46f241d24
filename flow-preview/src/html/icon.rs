//! Icons: simple strokes of our own, each once on the page.

use maud::{Markup, html};

/// Every icon, to be used by its name.
pub(crate) const SPRITE: &str = r#"<svg class="sprite" width="0" height="0" aria-hidden="true"><defs>
<symbol id="i-cross" viewBox="0 0 24 24"><path d="M6 6l12 12M18 6L6 18"/></symbol>
<symbol id="i-arrow" viewBox="0 0 24 24"><path d="M20 12H5M11 5l-7 7 7 7"/></symbol>
<symbol id="i-back" viewBox="0 0 24 24"><path d="M15 5l-7 7 7 7"/></symbol>
<symbol id="i-chevron" viewBox="0 0 24 24"><path d="M9 5l7 7-7 7"/></symbol>
<symbol id="i-down" viewBox="0 0 24 24"><path d="M6 9l6 6 6-6"/></symbol>
<symbol id="i-dots" viewBox="0 0 24 24"><path d="M12 5v.01M12 12v.01M12 19v.01" stroke-width="3.4"/></symbol>
<symbol id="i-more" viewBox="0 0 24 24"><path d="M5 12v.01M12 12v.01M19 12v.01" stroke-width="3.4"/></symbol>
<symbol id="i-day" viewBox="0 0 24 24"><rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M9 3v4M15 3v4"/></symbol>
<symbol id="i-photo" viewBox="0 0 24 24"><rect x="3" y="6" width="18" height="14" rx="3"/><circle cx="12" cy="13" r="3.5"/><path d="M9 6l1-2h4l1 2"/></symbol>
<symbol id="i-page" viewBox="0 0 24 24"><path d="M6 3h8l4 4v14H6zM14 3v4h4"/></symbol>
<symbol id="i-bad" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/><path d="M12 7v6M12 17v.01"/></symbol>
<symbol id="i-out" viewBox="0 0 24 24"><path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9"/></symbol>
</defs></svg>"#;

/// An icon, which says nothing to those who listen.
pub(crate) fn icon(name: &str) -> Markup {
    html! { svg aria-hidden="true" { use href={ "#i-" (name) } {} } }
}

/// An icon that points ahead, and turns round where the text runs from right to left.
pub(crate) fn turning(name: &str) -> Markup {
    html! { svg.turns aria-hidden="true" { use href={ "#i-" (name) } {} } }
}
