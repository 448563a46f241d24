//! What other forms and libraries call a property.

use super::Property;

/// A name, and the properties that it may mean, the likelier first.
const ALIASES: &[(&str, &[&str])] = &[
    ("accept", &["allowed-mime-types"]),
    ("action", &["on-click-action", "on-select-action"]),
    ("alt", &["alt-text"]),
    ("body", &["text"]),
    ("bold", &["font-weight"]),
    ("caption", &["text", "label", "center-caption", "description"]),
    ("checked", &["init-value"]),
    ("choices", &["data-source"]),
    ("condition", &["visible"]),
    ("content", &["text"]),
    ("data", &["data-source"]),
    ("default", &["init-value"]),
    ("default-value", &["init-value"]),
    ("description", &["helper-text", "metadata"]),
    ("desc", &["description"]),
    ("disabled-dates", &["unavailable-dates"]),
    ("editable", &["enabled"]),
    ("end", &["max-date", "end-date"]),
    ("error", &["error-message"]),
    ("file", &["src"]),
    ("fit", &["scale-type"]),
    ("format", &["pattern"]),
    ("from", &["min-date", "start-date"]),
    ("heading", &["text", "label"]),
    ("help", &["helper-text", "description"]),
    ("helper", &["helper-text", "description"]),
    ("helper-text", &["description"]),
    ("hint", &["helper-text", "description"]),
    ("href", &["on-click-action"]),
    ("icon", &["image"]),
    ("id", &["name"]),
    ("image", &["src"]),
    ("initial", &["init-value"]),
    ("initial-value", &["init-value"]),
    ("items", &["list-items", "data-source"]),
    ("key", &["name"]),
    ("keyboard", &["input-type"]),
    ("label", &["text", "title"]),
    ("limit", &["max-chars", "max-length", "max-selected-items"]),
    ("link", &["on-click-action"]),
    ("list", &["list-items", "data-source"]),
    (
        "max",
        &[
            "max-date",
            "max-chars",
            "max-length",
            "max-selected-items",
            "max-uploaded-photos",
            "max-uploaded-documents",
        ],
    ),
    ("max-chars", &["max-length"]),
    ("max-files", &["max-uploaded-photos", "max-uploaded-documents"]),
    ("max-length", &["max-chars"]),
    ("max-size", &["max-file-size-kb"]),
    ("message", &["error-message"]),
    ("mime-types", &["allowed-mime-types"]),
    (
        "min",
        &[
            "min-date",
            "min-chars",
            "min-selected-items",
            "min-uploaded-photos",
            "min-uploaded-documents",
        ],
    ),
    ("min-files", &["min-uploaded-photos", "min-uploaded-documents"]),
    ("min-length", &["min-chars"]),
    ("on-change", &["on-select-action"]),
    ("on-click", &["on-click-action"]),
    ("on-select", &["on-select-action"]),
    ("on-tap", &["on-click-action"]),
    ("options", &["data-source", "list-items"]),
    ("picture", &["src", "image"]),
    ("placeholder", &["helper-text", "description"]),
    ("question", &["label"]),
    ("ratio", &["aspect-ratio"]),
    ("regex", &["pattern"]),
    ("required", &["min-uploaded-photos", "min-uploaded-documents"]),
    ("selected", &["init-value"]),
    ("show", &["visible"]),
    ("source", &["data-source", "src", "photo-source"]),
    ("start", &["min-date", "start-date"]),
    ("style", &["font-weight"]),
    ("subtitle", &["description", "metadata"]),
    ("text", &["label", "title"]),
    ("title", &["label", "text"]),
    ("to", &["max-date", "end-date"]),
    ("type", &["input-type"]),
    ("types", &["allowed-mime-types"]),
    ("url", &["src", "on-click-action"]),
    ("value", &["init-value", "text"]),
    ("values", &["data-source"]),
    ("weight", &["font-weight"]),
    ("when", &["visible"]),
];

/// The property of these rows that is called otherwise elsewhere, by that name as Flow JSON would
/// spell it.
#[must_use]
pub fn meant(rows: &'static [Property], written: &str) -> Option<&'static Property> {
    let (_, meant) = ALIASES.iter().find(|(alias, _)| *alias == written)?;
    meant.iter().find_map(|name| super::find(rows, name))
}

/// What other forms and libraries call a component, in small letters.
const COMPONENTS: &[(&str, &[&str])] = &[
    ("CalendarPicker", &["calendar", "daterange", "daterangepicker", "rangepicker"]),
    ("CheckboxGroup", &["checkbox", "checkboxes", "multiselect"]),
    ("ChipsSelector", &["chip", "chips", "tags"]),
    ("DatePicker", &["date", "dateinput", "day", "datefield"]),
    ("DocumentPicker", &["document", "file", "fileinput", "filepicker", "upload"]),
    ("Dropdown", &["choice", "combobox", "picker", "select", "selector"]),
    ("EmbeddedLink", &["a", "anchor", "href", "hyperlink", "link"]),
    ("Footer", &["button", "cta", "next", "submit", "submitbutton"]),
    ("Image", &["img", "picture"]),
    ("ImageCarousel", &["carousel", "gallery", "slider"]),
    ("NavigationList", &["list", "listview", "menu"]),
    ("OptIn", &["agree", "agreement", "bool", "consent", "tickbox", "toggle"]),
    ("PhotoPicker", &["camera", "imageinput", "imagepicker", "photo"]),
    ("RadioButtonsGroup", &["radio", "radiobutton", "radios", "singleselect"]),
    ("RichText", &["markdown"]),
    ("TextArea", &["longtext", "multiline", "notes"]),
    ("TextBody", &["body", "label", "p", "paragraph", "text"]),
    ("TextCaption", &["caption", "small"]),
    ("TextHeading", &["h1", "header", "heading", "title"]),
    (
        "TextInput",
        &[
            "email",
            "emailinput",
            "input",
            "number",
            "numberinput",
            "password",
            "passwordinput",
            "phone",
            "phoneinput",
            "string",
            "textfield",
        ],
    ),
    ("TextSubheading", &["h2", "subheader", "subheading", "subtitle"]),
];

/// The component that is called otherwise elsewhere.
#[must_use]
pub fn meant_component(written: &str) -> Option<&'static str> {
    let written = written.to_ascii_lowercase();
    let found = COMPONENTS.iter().find(|(_, names)| names.contains(&written.as_str()));
    found.map(|(name, _)| *name)
}

/// Keys of a document outside of components, and what else people call them.
const KEYS: &[(&str, &[&str])] = &[
    ("children", &["child", "components", "elements", "items"]),
    ("id", &["key", "name", "screen_id"]),
    ("layout", &["body", "content"]),
    ("name", &["action", "id", "screen", "type"]),
    ("next", &["screen", "target", "to"]),
    ("payload", &["data", "params", "parameters"]),
    ("screens", &["pages", "views"]),
    ("then", &["body", "children"]),
    ("title", &["heading", "label", "name"]),
    ("version", &["flow_json_version", "flow_version", "json_version"]),
];

/// Whether a key of a document is called so elsewhere.
#[must_use]
pub fn is_called(key: &str, written: &str) -> bool {
    KEYS.iter().any(|(known, names)| *known == key && names.contains(&written))
}
