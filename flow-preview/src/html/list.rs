//! Pictures, files, links, and lists whose items lead on.

use flow_player::view::{Attached, Carousel, Image, Item, Link, List, Picker, Picture, Uploading};
use flow_player::{Gesture, Target};
use maud::{Markup, html};

use super::field::{fault, optional};
use super::icon::{icon, turning};
use super::{Cx, described, part_id};
use crate::act::{does, taps};

/// How high a picture may be where the flow says nothing.
const HEIGHT: f64 = 400.0;

/// The place of a picture that cannot be shown.
fn broken(picture: &Picture, why: &str) -> Markup {
    html! {
        div.broken role="img" aria-label=(picture.alt) {
            (icon("photo")) span { (why) } @if !picture.alt.is_empty() { span { (picture.alt) } }
        }
    }
}

/// A picture. One of a fixed shape is drawn inside an SVG, which needs no style of its own.
pub(crate) fn image(cx: &Cx<'_>, image: &Image) -> Markup {
    let address = match cx.picture(&image.picture) {
        Ok(address) => address,
        Err(why) => return broken(&image.picture, why),
    };
    // As wide as the screen where the flow does not say.
    let width = image.width.unwrap_or(338.0).clamp(1.0, 338.0);
    let shape = match (image.aspect_ratio, image.width) {
        (Some(ratio), _) if ratio > 0.0 => Some((width, width / ratio)),
        (_, Some(_)) => Some((width, image.height)),
        // Its own height, unless the flow says another.
        _ => (image.cover || image.height < HEIGHT).then_some((width, image.height)),
    };
    let fit = if image.cover { "xMidYMid slice" } else { "xMidYMid meet" };
    html! {
        @if let Some((width, height)) = shape {
            @let height = height.clamp(1.0, 800.0);
            svg.image role="img" aria-label=(image.picture.alt) viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height) {
                image href=(address) width=(width) height=(height) preserveAspectRatio=(fit) {}
            }
        } @else {
            img.image src=(address) alt=(image.picture.alt);
        }
    }
}

/// Pictures to leaf through.
pub(crate) fn carousel(cx: &Cx<'_>, carousel: &Carousel) -> Markup {
    html! {
        div.carousel.wide[carousel.wide].cover[carousel.cover] role="group" aria-roledescription="carousel" aria-label="Pictures" {
            div.slides tabindex="0" role="region" aria-label="Pictures, side by side" {
                @for picture in &carousel.pictures {
                    @match cx.picture(picture) {
                        Ok(address) => img src=(address) alt=(picture.alt);,
                        Err(why) => (broken(picture, why)),
                    }
                }
            }
            @if carousel.pictures.len() > 1 {
                div.dots aria-hidden="true" { @for _ in &carousel.pictures { i {} } }
            }
        }
    }
}

/// A link.
pub(crate) fn link(id: &str, link: &Link) -> Markup {
    html! {
        button.link type="button" data-do=(taps(Target::Link(id.to_owned()))) disabled[link.disabled.is_some()] {
            (link.text) @if link.external { (icon("out")) span.said { "(opens the browser)" } }
        }
    }
}

/// A list whose items lead on.
pub(crate) fn list(cx: &Cx<'_>, id: &str, list: &List) -> Markup {
    html! {
        @if let Some(label) = &list.label { span.label id=(part_id(id, "label")) { (label) } }
        @if let Some(text) = &list.description { p.about { (text) } }
        ul.places.big[list.large_images] aria-labelledby=[list.label.as_ref().map(|_| part_id(id, "label"))] {
            @for (at, item) in list.items.iter().enumerate() {
                li id={ (part_id(id, "item")) "-" (at) } { (row(cx, list, item)) }
            }
        }
    }
}

fn row(cx: &Cx<'_>, list: &List, item: &Item) -> Markup {
    let target = Target::Item { name: list.name.clone(), id: item.id.clone() };
    html! {
        button.row type="button" data-do=(taps(target)) disabled[item.disabled.is_some()] data-off[item.disabled.is_some()] {
            (cx.thumb(item.image.as_ref()))
            span.what {
                span.title { (item.title) @if let Some(badge) = &item.badge { " " span.badge { (badge) } } }
                @for text in [&item.description, &item.metadata].into_iter().flatten() { span.more { (text) } }
                @if !item.tags.is_empty() { span.tags { @for tag in &item.tags { span { (tag) } } } }
            }
            @match &item.end {
                Some(end) => span.end {
                    @if let Some(text) = &end.title { (text) }
                    @for text in [&end.description, &end.metadata].into_iter().flatten() { span.more { (text) } }
                },
                None => (turning("chevron")),
            }
        }
    }
}

/// A picker of photos or of documents.
pub(crate) fn files(id: &str, picker: &Picker, photos: bool) -> Markup {
    let field = &picker.field;
    let sign = if photos { "photo" } else { "page" };
    let add = match (photos, picker.files.is_empty()) {
        (true, true) => "Add a photo",
        (true, false) => "Add another photo",
        (false, true) => "Add a document",
        (false, false) => "Add another document",
    };
    html! {
        div.group role="group" aria-labelledby=(part_id(id, "label")) aria-describedby=[described(id, field)] {
            span.label id=(part_id(id, "label")) { (field.label) (optional(field)) }
            @if let Some(text) = &field.description { p.about id=(part_id(id, "about")) { (text) } }
            div.files {
                @for (at, file) in picker.files.iter().enumerate() { (attached(picker, at, file, sign)) }
                @if picker.more && field.disabled.is_none() {
                    label.add id=(part_id(id, "add")) {
                        (icon(sign)) (add)
                        input type="file" data-attach=(field.name) accept=(picker.accepts.join(",")) multiple[picker.max > 1]
                            aria-describedby=[described(id, field)];
                    }
                }
            }
            @if let Some(helper) = &field.helper { p.hint id=(part_id(id, "help")) { (helper) } }
            (fault(id, field.error.as_ref()))
        }
    }
}

fn attached(picker: &Picker, at: usize, file: &Attached, sign: &str) -> Markup {
    let detach = Gesture::Detach { name: picker.field.name.clone(), at };
    let state = match file.upload {
        Uploading::Pending => " · uploading",
        Uploading::Failed => " · failed",
        Uploading::Done => "",
    };
    html! {
        div.file {
            span.thumb { (icon(sign)) }
            span.what {
                span.title { (file.name) }
                span.more { (size(file.size)) " · " (file.extension) (state) }
                @if let Some(error) = &file.error { span.fault { (icon("bad")) (error) } }
            }
            button type="button" aria-label={ "Remove " (file.name) } data-do=(does(&detach)) { (icon("cross")) }
        }
    }
}

/// A size as a person reads it.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} kB", bytes / 1_024),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}
