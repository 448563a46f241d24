//! Texts: Markdown as the small tree that phones show.

use flow_player::view::{Block, Inline, Paragraph};
use maud::{Markup, html};

/// A paragraph of `TextBody` or `TextCaption`.
pub(crate) fn paragraph(paragraph: &Paragraph, class: &str) -> Markup {
    let mut class = class.to_owned();
    for (word, on) in [
        ("bold", paragraph.bold),
        ("italic", paragraph.italic),
        ("struck", paragraph.strikethrough),
    ] {
        if on {
            class = format!("{class} {word}");
        }
    }
    html! { div class=(class) { (blocks(&paragraph.blocks)) } }
}

/// A `RichText`.
pub(crate) fn rich(written: &[Block]) -> Markup {
    html! { div.rich { (blocks(written)) } }
}

fn blocks(blocks: &[Block]) -> Markup {
    html! {
        @for block in blocks {
            @match block {
                Block::Paragraph(runs) => p { (inline(runs)) },
                Block::Heading(runs) => h2.heading { (inline(runs)) },
                Block::Subheading(runs) => h3.subheading { (inline(runs)) },
                Block::List { start: Some(start), items } => {
                    ol start=(start) { @for item in items { li { (inline(item)) } } }
                }
                Block::List { start: None, items } => ul { @for item in items { li { (inline(item)) } } },
                Block::Table { head, rows } => {
                    div.table tabindex="0" role="region" aria-label="Table" {
                        table {
                            thead { tr { @for cell in head { th scope="col" { (inline(cell)) } } } }
                            tbody { @for row in rows { tr { @for cell in row { td { (inline(cell)) } } } } }
                        }
                    }
                }
                Block::Image { url, alt } => img src=(url) alt=(alt);,
            }
        }
    }
}

fn inline(runs: &[Inline]) -> Markup {
    html! { @for run in runs { (styled(run)) } }
}

fn styled(run: &Inline) -> Markup {
    let mut text = html! { (run.text) };
    if run.strikethrough {
        text = html! { s { (text) } };
    }
    if run.italic {
        text = html! { em { (text) } };
    }
    if run.bold {
        text = html! { strong { (text) } };
    }
    match &run.link {
        Some(link) => html! { a href=(link) target="_blank" rel="noopener noreferrer" { (text) } },
        None => text,
    }
}
