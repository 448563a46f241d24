//! The keys of properties that rules speak of.

#![allow(missing_docs, reason = "each is its key")]

pub const CENTER_CAPTION: &str = "center-caption";
pub const DATA_SOURCE: &str = "data-source";
pub const ERROR_MESSAGES: &str = "error-messages";
pub const INIT_VALUE: &str = "init-value";
pub const INIT_VALUES: &str = "init-values";
pub const INPUT_TYPE: &str = "input-type";
pub const LABEL_VARIANT: &str = "label-variant";
pub const LEFT_CAPTION: &str = "left-caption";
pub const MAX_CHARS: &str = "max-chars";
pub const MAX_DATE: &str = "max-date";
pub const MAX_DAYS: &str = "max-days";
pub const MAX_FILE_SIZE_KB: &str = "max-file-size-kb";
pub const MAX_LENGTH: &str = "max-length";
pub const MAX_SELECTED_ITEMS: &str = "max-selected-items";
pub const MAX_UPLOADED_DOCUMENTS: &str = "max-uploaded-documents";
pub const MAX_UPLOADED_PHOTOS: &str = "max-uploaded-photos";
pub const MEDIA_SIZE: &str = "media-size";
pub const MIN_CHARS: &str = "min-chars";
pub const MIN_DATE: &str = "min-date";
pub const MIN_DAYS: &str = "min-days";
pub const MIN_SELECTED_ITEMS: &str = "min-selected-items";
pub const MIN_UPLOADED_DOCUMENTS: &str = "min-uploaded-documents";
pub const MIN_UPLOADED_PHOTOS: &str = "min-uploaded-photos";
pub const ON_CLICK_ACTION: &str = "on-click-action";
pub const ON_UNSELECT_ACTION: &str = "on-unselect-action";
pub const RIGHT_CAPTION: &str = "right-caption";
pub const UNAVAILABLE_DATES: &str = "unavailable-dates";
