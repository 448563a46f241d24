//! A flow that breaks each rule, and the same one fixed.

use std::io;
use std::path::{Path, PathBuf};

use flow_compiler::check::Files;

/// What a rule's explanation shows.
pub(super) struct Example {
    /// The name of the rule's code.
    pub(super) code: &'static str,
    /// Whether it is Flow JSON; else it is what is inside `flow! { … }`.
    pub(super) json: bool,
    pub(super) broken: &'static str,
    pub(super) fixed: &'static str,
}

/// The files that the examples name.
#[derive(Debug)]
pub(super) struct Folder;

/// How a PNG file of one pixel begins.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

impl Files for Folder {
    fn resolve(&self, path: &str) -> PathBuf {
        path.into()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let size = match path.to_str() {
            Some("oak.png" | "ash.png") => 0,
            Some("poster.png") => 400 * 1024,
            _ => return Err(io::Error::new(io::ErrorKind::NotFound, "no such file")),
        };
        Ok([PNG, &vec![0; size]].concat())
    }
}

macro_rules! examples {
    ($( $code:ident $ending:literal, )+) => {
        /// One for each code, in the order of the codes.
        pub(super) const EXAMPLES: &[Example] = &[$( Example {
            code: stringify!($code),
            json: matches!($ending.as_bytes(), b"json"),
            broken: include_str!(concat!("../../explain/", stringify!($code), ".", $ending)),
            fixed: include_str!(concat!("../../explain/", stringify!($code), ".fixed.", $ending)),
        }, )+];
    };
}

examples! {
    INVALID_FLOW_JSON "json",
    MISSING_FLOW_JSON_VERSION "flow",
    INVALID_FLOW_JSON_VERSION "flow",
    INVALID_DATA_API_VERSION "flow",
    INVALID_PROPERTY_KEY "flow",
    INVALID_PROPERTY_VALUE "flow",
    INVALID_PROPERTY_TYPE "flow",
    INVALID_PROPERTY_VALUE_FORMAT "flow",
    MISSING_REQUIRED_PROPERTY "flow",
    ONE_OF_SCHEMA_VALIDATION_FAILED "flow",
    MIN_ITEMS_REQUIRED "flow",
    MAX_ITEMS_REQUIRED "flow",
    MIN_CHARS_REQUIRED "flow",
    MINIMUM_VALUE_REQUIRED "flow",
    MAXIMUM_VALUE_REQUIRED "flow",
    PATTERN_MISMATCH "flow",
    INVALID_ENUM_VALUE "flow",
    INVALID_DEPENDENCIES "flow",
    NOT_KEYWORD_SCHEMA_VALIDATION_FAILED "flow",
    INVALID_ROUTING_MODEL "flow",
    INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME "flow",
    INVALID_NAVIGATE_ACTION_PAYLOAD "flow",
    MISSING_NAVIGATION_ACTION_PAYLOAD "flow",
    INVALID_NAVIGATE_ACTION_STATIC_DATA "flow",
    INVALID_UPDATE_DATA_ACTION_PAYLOAD "flow",
    INVALID_ACTION_PAYLOAD_PROPERTY "flow",
    INVALID_ON_CLICK_ACTION_PAYLOAD "flow",
    INVALID_FOOTER_PAYLOAD_OUTSIDE_FORM "flow",
    INVALID_COMPLETE_ACTION "flow",
    INVALID_SCREEN_DATA "flow",
    INVALID_SCHEMA "json",
    INVALID_SCREEN_DYNAMIC_DATA "flow",
    INVALID_TEXT_DYNAMIC_DATA "flow",
    INVALID_RICHTEXT_PLACEMENT "flow",
    INVALID_COMPONENT_PLACEMENT "flow",
    SCREEN_ID_IS_RESERVED_KEYWORD "flow",
    DUPLICATE_SCREEN_IDS "flow",
    MAX_SCREENS_NUMBER "flow",
    MISSING_TERMINAL_SCREEN "flow",
    MISSING_FOOTER_ON_TERMINAL_SCREEN "flow",
    DUPLICATE_FORM_COMPONENT_NAMES "flow",
    COMPONENTS_OUTSIDE_FORM "flow",
    NATIVE_COMPONENT_IN_FORM_INIT_VALUES "flow",
    COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN "flow",
    MAX_ALLOWED_COMPONENTS_PER_SCREEN "flow",
    MIN_VALUE_GREATER_THAN_MAX "flow",
    DATA_SOURCE_ITEMS_HAVE_BOTH_IMAGE_AND_COLOR "flow",
    MAXIMUM_IF_NESTING "flow",
    INVALID_SENSITIVE_FIELD "flow",
    INVALID_DATE_RANGE "flow",
    INVALID_MIN_MAX_DAYS "flow",
    INVALID_DATE_SINGLE_INIT_VALUE_FORMAT "flow",
    INVALID_TYPE "flow",
    MISSING_CALENDAR_PICKER_RANGE_MODE_PROP "flow",
    UNEXPECTED_CALENDAR_PICKER_RANGE_MODE_PROP "flow",
    INVALID_PROPERTY_NAME_FOR_CONDITION "flow",
    INVALID_PROPERTY_VALUE_FOR_CONDITION "flow",
    DUPLICATE_PROPETY_FOR_CONDITION "flow",
    MISSING_FOOTER_IN_IF_ELSE_BRANCHES "flow",
    MISSING_FOOTER_IN_SWITCH_BRANCHES "flow",
    EMPTY_SWITCH_CASES "flow",
    SYNTAX "flow",
    DUPLICATE_KEY "flow",
    UNKNOWN_NAME "flow",
    AMBIGUOUS_NAME "flow",
    INVALID_RUST_NAME "flow",
    AMBIGUOUS_EXCHANGE "flow",
    INVALID_FILE "flow",
    INVALID_FRAGMENT "flow",
    DUPLICATE_OPTION_IDS "flow",
    UNFILLABLE_REQUIRED_FIELD "flow",
    TEXT_LENGTH "flow",
    IMAGE_SIZE "flow",
    IMAGE_FORMAT "flow",
    MISREAD_CONDITION "flow",
    DECIMALS_CUT "flow",
    UNKNOWN_OPTION "flow",
    REFERENCE_AS_TEXT "flow",
    OVERLOOKED_ACTION "flow",
    BYTE_ORDER_MARK "json",
    FROZEN_FLOW_JSON_VERSION "flow",
    MISSING_TITLE "flow",
    UNUSED "flow",
    INVALID_INITIAL_VALUE "flow",
}
