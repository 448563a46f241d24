//! Pictures and files.

use super::{
    Component, ComponentKind, Count, ImageLimit, Input, Items, Kind, Length, Places, Property,
    Range, V4_0, V7_1,
};

const FILES: Places = Places { form: Some(V4_0), ..Places::INPUT };
const LABEL: Property =
    Property::new("label", Kind::Text(Length::shown(80)), "What to choose.").required().bindable();
const DESCRIPTION: Property =
    Property::new("description", Kind::Text(Length::shown(300)), "A text below the label.")
        .bindable();
const MAX_SIZE: Property = Property::new(
    "max-file-size-kb",
    Kind::Integer(Range::between(1, 25_600)),
    "The largest file, in KB; 25600 when absent.",
);
const ERROR: Property =
    Property::new("error-message", Kind::FilesError, "A message, or one for each file.")
        .bindable()
        .outside_form();

/// Takes photos.
pub static PHOTO_PICKER: Component = Component {
    name: "PhotoPicker",
    doc: "Takes photos from the camera or the gallery.",
    since: V4_0,
    input: Some(Input::Files),
    properties: &[
        Property::name(),
        LABEL,
        DESCRIPTION,
        Property::new(
            "photo-source",
            Kind::Enum(&["camera_gallery", "camera", "gallery"]),
            "Where photos come from; `camera_gallery` when absent.",
        ),
        MAX_SIZE,
        Property::new(
            "min-uploaded-photos",
            Kind::Integer(Range::between(0, 30)),
            "The fewest photos; 0 when absent.",
        ),
        Property::new(
            "max-uploaded-photos",
            Kind::Integer(Range::between(1, 30)),
            "The most photos; 30 when absent.",
        ),
        Property::enabled(),
        Property::visible(),
        ERROR,
    ],
    main: Some("label"),
    per_screen: Some(Count::of(1)),
    places: FILES,
    ..Component::of(ComponentKind::PhotoPicker)
};

/// Takes documents.
pub static DOCUMENT_PICKER: Component = Component {
    name: "DocumentPicker",
    doc: "Takes documents.",
    since: V4_0,
    input: Some(Input::Files),
    properties: &[
        Property::name(),
        LABEL,
        DESCRIPTION,
        MAX_SIZE,
        Property::new(
            "min-uploaded-documents",
            Kind::Integer(Range::between(0, 30)),
            "The fewest documents; 0 when absent.",
        ),
        Property::new(
            "max-uploaded-documents",
            Kind::Integer(Range::between(1, 30)),
            "The most documents; 30 when absent.",
        ),
        Property::new(
            "allowed-mime-types",
            Kind::Enums(MIME_TYPES, 1),
            "The kinds of file to choose from; all when absent.",
        ),
        Property::enabled(),
        Property::visible(),
        ERROR,
    ],
    main: Some("label"),
    per_screen: Some(Count::of(1)),
    places: FILES,
    ..Component::of(ComponentKind::DocumentPicker)
};

/// The kinds of files that a DocumentPicker can ask for.
pub const MIME_TYPES: &[&str] = &[
    "application/gzip",
    "application/msword",
    "application/pdf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/x-7z-compressed",
    "application/xml",
    "application/zip",
    "image/avif",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
    "text/plain",
    "video/mp4",
    "video/mpeg",
];

pub(super) static IMAGE: Component = Component {
    name: "Image",
    doc: "A picture.",
    properties: &[
        Property::new("src", Kind::Image(ImageLimit::Picture), "A base64 JPEG or PNG.")
            .required()
            .bindable(),
        Property::new("width", Kind::Number(Range::POSITIVE), "Its width.").bindable(),
        Property::new("height", Kind::Number(Range::POSITIVE), "Its height.").bindable(),
        Property::new(
            "scale-type",
            Kind::Enum(&["contain", "cover"]),
            "How it fills its place; `contain` when absent.",
        ),
        Property::new("aspect-ratio", Kind::Number(Range::POSITIVE), "Width divided by height.")
            .bindable(),
        Property::new("alt-text", Kind::Text(Length::ANY), "What it shows, for those who listen.")
            .bindable(),
        Property::visible(),
    ],
    main: Some("src"),
    per_screen: Some(Count::of(3)),
    places: Places::ANYWHERE,
    ..Component::of(ComponentKind::Image)
};

static SLIDES: Items = Items {
    noun: "image",
    properties: &[
        Property::new("src", Kind::Image(ImageLimit::Slide), "A base64 image.")
            .required()
            .bindable(),
        Property::new("alt-text", Kind::Text(Length::ANY), "What it shows.").required().bindable(),
    ],
    min: 1,
    max: 3,
    max_with_images: 3,
    main: None,
    beside_main: &[],
    action: None,
    must_act: false,
    image_or_color: false,
};

pub(super) static IMAGE_CAROUSEL: Component = Component {
    name: "ImageCarousel",
    doc: "Up to three pictures to leaf through.",
    since: V7_1,
    properties: &[
        Property::new("images", Kind::Items(&SLIDES), "The pictures.").required().bindable(),
        Property::new(
            "aspect-ratio",
            Kind::Enum(&["4:3", "16:9"]),
            "Their shape; `4:3` when absent.",
        ),
        Property::new(
            "scale-type",
            Kind::Enum(&["contain", "cover"]),
            "How they fill their place; `contain` when absent.",
        ),
        Property::visible(),
    ],
    source: Some("images"),
    per_screen: Some(Count::of(2)),
    per_flow: Some(3),
    places: Places { form: Some(V7_1), ..Places::SCREEN },
    ..Component::of(ComponentKind::ImageCarousel)
};
