//! One component: an arm for each.

use flow_player::view::{Content, Element};
use maud::{Markup, html};

use super::{Cx, choice, field, list, rich};

/// What is drawn of an element. Its `id` on the page is `c-` with its own.
pub(crate) fn node(cx: &Cx<'_>, element: &Element) -> Markup {
    let id = element.id.as_str();
    html! {
        div.item id={ "c-" (id) } {
            @match &element.content {
                Content::TextHeading(text) => h2.heading { (text) },
                Content::TextSubheading(text) => h3.subheading { (text) },
                Content::TextBody(paragraph) => (rich::paragraph(paragraph, "text")),
                Content::TextCaption(paragraph) => (rich::paragraph(paragraph, "caption")),
                Content::RichText(blocks) => (rich::rich(blocks)),
                Content::TextInput(input) => (field::text_input(cx, id, input)),
                Content::TextArea(area) => (field::text_area(cx, id, area)),
                Content::CheckboxGroup(choices) => (choice::group(cx, id, choices, "checkbox")),
                Content::RadioButtonsGroup(choices) => (choice::group(cx, id, choices, "radio")),
                Content::ChipsSelector(choices) => (choice::chips(id, choices)),
                Content::Dropdown(choices) => (field::dropdown(id, choices)),
                Content::OptIn(opt_in) => (choice::opt_in(id, opt_in)),
                Content::DatePicker(picker) => (field::date_picker(id, picker)),
                Content::CalendarPicker(picker) => (field::calendar_picker(id, picker)),
                Content::PhotoPicker(picker) => (list::files(id, picker, true)),
                Content::DocumentPicker(picker) => (list::files(id, picker, false)),
                Content::Image(image) => (list::image(cx, image)),
                Content::ImageCarousel(carousel) => (list::carousel(cx, carousel)),
                Content::EmbeddedLink(link) => (list::link(id, link)),
                Content::NavigationList(items) => (list::list(cx, id, items)),
            }
        }
    }
}
