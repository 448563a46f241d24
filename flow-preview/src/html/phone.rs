//! The phone: header, progress, body, footer, snackbar, and what lies over the screen.

use flow_player::Target;
use flow_player::view::{Disabled, Failure, Footer, Leading, Missing, Problem, Shown};
use maud::{Markup, html};

use super::icon::{icon, turning};
use super::{Cx, faults, node, over};
use crate::act::taps;
use crate::did::System;
use crate::house::House;
use crate::session::{Session, Sheet};

/// The phone of a session.
pub(crate) fn phone(cx: &Cx<'_>, session: &Session) -> Markup {
    let view = cx.view;
    let screen = match &view.shown {
        Shown::Screen(id) => id.as_str(),
        Shown::Loading => "loading",
        _ => "end",
    };
    let covers =
        matches!(cx.sheet, Some(Sheet::Options { .. } | Sheet::Calendar(_) | Sheet::Address(_)));
    let depth = session.player.history().len().saturating_sub(1) + usize::from(cx.sheet.is_some());
    html! {
        div.phone #phone data-system=(System::of(view.profile).word())
            data-theme=(if cx.look.dark { "dark" } else { "light" }) data-text=(cx.look.text)
            dir=(if cx.look.rtl { "rtl" } else { "ltr" })
            data-screen=(screen) data-depth=(depth) aria-busy=[view.busy.then_some("true")]
        {
            div.screen #screen inert[covers] {
                @match &view.shown {
                    Shown::Screen(_) => {
                        (header(cx))
                        (progress(view.header.progress))
                        div.body #{ "body-" (screen) } {
                            @for element in &view.body { (node::node(cx, element)) }
                        }
                        @if let Some(footer) = &view.footer { (foot(footer)) }
                    }
                    Shown::Loading => {
                        (header(cx))
                        div.start role="status" { span.spinner {} span.said { "Loading" } }
                    }
                    Shown::Failed(failure) => { (header(cx)) (failed(failure, session.outdated.as_deref())) }
                    Shown::Completed { success, .. } => {
                        div.trouble {
                            h2 { (if *success { "The flow is complete" } else { "The flow has ended" }) }
                            p { "The response is in the chat." }
                            (again())
                        }
                    }
                    Shown::Expired(message) => div.trouble { h2 { (message) } p { "The button in the chat is dead." } (again()) },
                    Shown::Left => {
                        div.trouble {
                            h2 { "The flow is closed" }
                            p { "The button in the chat opens it again." }
                            (again())
                        }
                    }
                }
            }
            (over::over(cx))
            div #snack aria-live="polite" {
                @if let Some(snackbar) = &view.snackbar {
                    div.snackbar {
                        p { (snackbar.text) }
                        button type="button" data-do=r#"{"gesture":"dismiss"}"# { "OK" }
                    }
                }
            }
        }
    }
}

fn again() -> Markup {
    html! { button type="button" data-do=r#"{"start":{}}"# { "Start again" } }
}

fn header(cx: &Cx<'_>) -> Markup {
    let view = cx.view;
    let back = view.header.leading == Leading::Back;
    let what = if back { r#""back""# } else { r#"{"gesture":"close"}"# };
    html! {
        header.bar {
            button.lead type="button" data-do=(what) aria-label=(if back { "Back" } else { "Close" }) {
                @if back && cx.is_ios() { (turning("back")) }
                @else if back { (turning("arrow")) }
                @else if cx.is_ios() { "Close" }
                @else { (icon("cross")) }
            }
            h1 #title tabindex="-1" { (view.header.title) }
            @if view.busy { span.spinner role="status" aria-label="Waiting for an answer" {} }
            @else {
                button type="button" data-do=r#""menu""# id="menu" aria-label="Menu" aria-haspopup="true"
                    aria-expanded=(matches!(cx.sheet, Some(Sheet::Menu))) {
                    (icon(if cx.is_ios() { "more" } else { "dots" }))
                }
            }
        }
    }
}

/// Two bars: what is done, and the rest.
fn progress(percent: Option<u8>) -> Markup {
    html! {
        @if let Some(percent) = percent {
            @let done = u32::from(percent).clamp(1, 99);
            div.progress role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax="100" aria-valuenow=(percent) {
                svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" {
                    rect.done width=(done) height="4" rx="1" {}
                    rect.rest x=(done + 1) width=(99 - done) height="4" rx="1" {}
                }
            }
        } @else { div.divider {} }
    }
}

fn foot(footer: &Footer) -> Markup {
    let disabled = footer.disabled.is_some();
    let captions = [&footer.left, &footer.center, &footer.right].into_iter().flatten().count();
    html! {
        footer.foot {
            @if captions > 0 {
                div.captions.centre[footer.center.is_some()] {
                    @for text in [&footer.left, &footer.center, &footer.right].into_iter().flatten() { span { (text) } }
                }
            }
            button.go type="button" id={ "c-" (footer.id) } data-do=(taps(Target::Footer))
                aria-disabled=[disabled.then_some("true")] {
                (footer.label)
            }
            p.brand { "A preview, not WhatsApp" }
        }
    }
}

fn failed(failure: &Failure, outdated: Option<&str>) -> Markup {
    html! {
        div.trouble role="alert" {
            h2 { (failure.message) }
            p { "A person reads only this. Why, for you:" }
            @if let Some(outdated) = outdated { p.why { (outdated) } }
            p.why { (faults::ticks(&failure.detail)) @if let Some(key) = &failure.key { " (" (key) ")" } }
            @if failure.retry { button type="button" data-do=(taps(Target::Retry)) { "Try again" } }
            (again())
        }
    }
}

/// What the page says below the phone, and the faults that lie over it.
pub(crate) fn around(house: &House, session: &Session) -> Markup {
    let view = session.view();
    let flow = house.flow(&session.flow);
    let errors = flow.as_ref().map_or(0, crate::flow::Flow::errors);
    let waits: Vec<String> = match &view.footer {
        Some(footer) if footer.disabled == Some(Disabled::NotReady) => {
            footer.missing.iter().map(waits_for).collect()
        }
        _ => Vec::new(),
    };
    html! {
        div.under #under {
            p.refused role="status" { @if let Some(notice) = &session.notice { (notice) } }
            @if !waits.is_empty() { p.assumed { "The button waits for: " (waits.join(", ")) } }
            @for assumption in &view.assumed { p.assumed { "Assumed: " (faults::ticks(assumption.sentence())) } }
        }
        @if errors > 0 && let Some(flow) = flow {
            details.laid #laid open[true] {
                summary { (errors) (if errors == 1 { " error" } else { " errors" }) "; what is sound is shown" }
                (faults::errors(&flow.faults))
            }
        }
    }
}

/// What the button waits for, in few words.
fn waits_for(missing: &Missing) -> String {
    match missing.problem {
        Problem::Required => missing.label.clone(),
        _ => format!("{} ({})", missing.label, missing.problem.message(&missing.label)),
    }
}
