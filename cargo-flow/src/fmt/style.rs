//! The style that a project's `rustfmt.toml` asks for, found as rustfmt finds it.

use std::fs;
use std::path::{Path, PathBuf};

use flow_compiler::format::Style;
use serde::Deserialize;

use crate::failure::Failure;

/// rustfmt takes the first of these, in the folder of a source or in the nearest one above it.
const NAMES: [&str; 2] = [".rustfmt.toml", "rustfmt.toml"];

/// What of a `rustfmt.toml` is about a flow. rustfmt has many more keys.
#[derive(Debug, Default, Deserialize)]
struct Written {
    max_width: Option<usize>,
    hard_tabs: Option<bool>,
    tab_spaces: Option<usize>,
    disable_all_formatting: Option<bool>,
}

/// The style of the sources in a folder; `None` where the project is not to be formatted.
pub(crate) fn of(folder: Option<&Path>) -> Result<Option<Style>, Failure> {
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    let folder = std::path::absolute(folder.unwrap_or(Path::new(".")))
        .map_err(|error| Failure::path("found", Path::new("."), &error))?;
    let Some(file) = find(&folder) else { return Ok(Some(Style::default())) };
    let text = fs::read_to_string(&file).map_err(|error| Failure::path("read", &file, &error))?;
    let written: Written = toml::from_str(&text).map_err(|error| {
        Failure::new(format!("`{}` cannot be read: {}", file.display(), error.message())).help(
            "`max_width` and `tab_spaces` are whole numbers, `hard_tabs` is `true` or `false`",
        )
    })?;
    if written.disable_all_formatting == Some(true) {
        return Ok(None);
    }
    let usual = Style::default();
    Ok(Some(Style {
        max_width: written.max_width.unwrap_or(usual.max_width),
        hard_tabs: written.hard_tabs.unwrap_or(usual.hard_tabs),
        // No screen has more columns, and an indentation must not grow without bound.
        tab_spaces: written.tab_spaces.unwrap_or(usual.tab_spaces).min(64),
    }))
}

/// The nearest one above a folder, else the user's own.
fn find(folder: &Path) -> Option<PathBuf> {
    let above = folder.ancestors().map(Path::to_owned);
    let home = std::env::home_dir();
    let config = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from);
    let config = config.or_else(|| Some(home.clone()?.join(".config")));
    let own = home.into_iter().chain(config.map(|config| config.join("rustfmt")));
    let mut files = above.chain(own).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    files.find(|file| file.is_file())
}
