//! Images that are in the flow.

use crate::ast::Dialect;
use crate::catalogue::{ImageLimit, V6_0};
use crate::check::base64::{self, Picture};
use crate::check::place::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::model;

const KB: usize = 1024;

/// An image is of a kind that phones show, and small enough. Meta's validator refuses only a
/// slide that is not base64; the rest is seen on the phone, so it is a warning. A file that the
/// author names is checked strictly.
pub fn check(
    cx: &mut Diagnostics,
    place: Place<'_, '_>,
    value: &model::Value<'_>,
    limit: ImageLimit,
    embedded: bool,
) -> bool {
    let text = value.as_text().unwrap_or_default();
    if text.is_empty() {
        let message = format!("`{}` shows nothing: its image is empty", place.owner);
        cx.warning(Code::ImageFormat, value.span, message)
            .help("write the image in base64, or remove it");
        return true;
    }
    let Some(size) = base64::size(text) else {
        let help = if text.starts_with("data:") {
            "leave out the part before the comma: only the base64 text goes here"
        } else {
            match place.here.scope.flow.dialect {
                Dialect::Rust => "write `file!(\"image.png\")`, or the image in base64",
                Dialect::Json => "write the image in base64",
            }
        };
        let message = format!("the image of `{}` is not base64", place.owner);
        return if matches!(limit, ImageLimit::Slide) {
            cx.error(Code::InvalidPropertyValue, value.span, message).help(help);
            false
        } else {
            cx.warning(Code::ImageFormat, value.span, message).help(help);
            true
        };
    };
    let kind = base64::picture(text);
    let shown = match limit {
        ImageLimit::Picture => matches!(kind, Picture::Jpeg | Picture::Png),
        ImageLimit::Thumbnail | ImageLimit::Slide => kind != Picture::Other,
    };
    if !shown {
        let message = format!("the image of `{}` is not a JPEG or PNG", place.owner);
        let help = "phones show nothing in its place; write a JPEG or PNG";
        if embedded {
            cx.error(Code::InvalidFile, value.span, message).help(help);
            return false;
        }
        cx.warning(Code::ImageFormat, value.span, message).help(help);
    }
    let largest = match limit {
        ImageLimit::Thumbnail if place.here.scope.since(V6_0) => 100,
        ImageLimit::Picture | ImageLimit::Thumbnail => 300,
        ImageLimit::Slide => return true,
    };
    if size > largest * KB {
        cx.warning(
            Code::ImageSize,
            value.span,
            format!(
                "the image of `{}` has {} KB; phones show images of up to {largest} KB",
                place.owner,
                size.div_ceil(KB)
            ),
        )
        .help("make it smaller");
    }
    true
}
