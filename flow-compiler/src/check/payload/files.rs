//! How many files a payload may send.

use crate::catalogue::{ActionKind, DOCUMENT_PICKER, V5_0, key};
use crate::check::scope::{FieldScope, Here};
use crate::diagnostic::{Code, Diagnostics};

use super::value::Sent;

/// The most files of one `complete`, and their size in KB (Meta's reference).
const MAX_FILES: u64 = 10;
const MAX_KB: u64 = 102_400;

/// What a picker takes where it does not say.
const DEFAULT_FILES: u64 = 30;
const DEFAULT_KB: u64 = 25_600;

/// `complete` and `update_data` carry at most ten files of 100 MB together.
pub(super) fn check(
    cx: &mut Diagnostics,
    here: Here<'_, '_>,
    kind: ActionKind,
    sent: &[Sent<'_, '_>],
) {
    let Some(last) = sent.last() else { return };
    if !matches!(kind, ActionKind::Complete | ActionKind::UpdateData) || !here.scope.since(V5_0) {
        return;
    }
    let name = kind.row().name;
    let most = |field: &FieldScope<'_>| number(field, most_key(field)).unwrap_or(DEFAULT_FILES);
    let size = |field: &FieldScope<'_>| number(field, key::MAX_FILE_SIZE_KB).unwrap_or(DEFAULT_KB);
    let files: u64 = sent.iter().fold(0, |sum, sent| sum.saturating_add(most(sent.field)));
    let kb: u64 = sent
        .iter()
        .fold(0, |sum, sent| sum.saturating_add(most(sent.field).saturating_mul(size(sent.field))));
    let pickers: Vec<String> = sent.iter().map(|sent| format!("`{}`", sent.field.name)).collect();
    let pickers = pickers.join(" and ");
    let takes = if sent.len() == 1 { "takes" } else { "take" };
    let key = here.scope.spell(most_key(last.field));
    if files > MAX_FILES {
        let message = format!(
            "`{name}` sends at most {MAX_FILES} files, but {pickers} {takes} up to {files}"
        );
        cx.error(Code::InvalidOnClickActionPayload, last.span, message)
            .help(format!("give the picker a smaller `{key}`; it is {DEFAULT_FILES} when absent"));
    } else if kb > MAX_KB {
        let message = format!(
            "`{name}` sends at most {MAX_KB} KB of files, but {pickers} {takes} up to {kb}"
        );
        let size = here.scope.spell(key::MAX_FILE_SIZE_KB);
        cx.error(Code::InvalidOnClickActionPayload, last.span, message).help(format!(
            "give the picker a smaller `{size}` (it is {DEFAULT_KB} when absent) or a smaller `{key}`"
        ));
    }
}

/// The key of the fewest files that a picker takes.
pub(super) fn fewest_key(field: &FieldScope<'_>) -> &'static str {
    if is_document(field) { key::MIN_UPLOADED_DOCUMENTS } else { key::MIN_UPLOADED_PHOTOS }
}

/// The literal number under a key of a component.
pub(super) fn number(field: &FieldScope<'_>, key: &str) -> Option<u64> {
    field.ast.setting(key)?.as_number()?.0.parse().ok()
}

fn most_key(field: &FieldScope<'_>) -> &'static str {
    if is_document(field) { key::MAX_UPLOADED_DOCUMENTS } else { key::MAX_UPLOADED_PHOTOS }
}

fn is_document(field: &FieldScope<'_>) -> bool {
    field.row.is_some_and(|row| std::ptr::eq(row, &raw const DOCUMENT_PICKER))
}
