//! What a service is made of, as far as its command tells.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::files;

/// So many files are watched.
const MOST: usize = 2_000;

/// So many entries of folders are looked at, whatever they are.
const ENTRIES: usize = 20_000;

/// How deep folders are searched.
const DEEPEST: usize = 16;

/// Folders of what is made or fetched, and not written by hand.
const PASSED_OVER: [&str; 6] =
    ["target", "node_modules", "__pycache__", "site-packages", "vendor", "coverage"];

/// Endings of what a service is written in. Its data has others: a service that writes a file is not to be
/// started again by it.
const SOURCES: [&str; 28] = [
    "cjs", "clj", "cs", "cts", "ex", "exs", "fs", "go", "java", "js", "jsx", "kt", "lua", "mjs",
    "mts", "php", "pl", "py", "pyi", "rb", "rs", "scala", "sh", "swift", "toml", "ts", "tsx",
    "vue",
];

/// Files that say what a service needs, whose endings are those of data.
const MANIFESTS: [&str; 5] =
    [".env", "deno.json", "package.json", "requirements.txt", "tsconfig.json"];

/// Where the sources of a service are.
#[derive(Debug)]
pub(super) struct Sources {
    places: Vec<(PathBuf, Which)>,
    /// What the user names beside them: all that is in it.
    named: Vec<PathBuf>,
}

/// Which files of a folder count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    All,
    Sources,
}

/// The files of a service.
pub(super) struct Found {
    pub(super) files: Vec<PathBuf>,
    /// How many there are at most, where there are more.
    pub(super) cut: Option<usize>,
}

impl Sources {
    /// The sources of what this command starts in this folder, and what the user names beside them.
    pub(super) fn of(
        program: &str,
        arguments: &[String],
        folder: PathBuf,
        named: Vec<PathBuf>,
    ) -> Self {
        let is_cargo = Path::new(program).file_stem().is_some_and(|stem| stem == "cargo");
        let places = if is_cargo {
            let packages = packages(program, arguments, &folder);
            let parts = ["Cargo.toml", "build.rs", "src"];
            packages
                .iter()
                .flat_map(|package| parts.map(|part| (package.join(part), Which::All)))
                .collect()
        } else {
            vec![(folder, Which::Sources)]
        };
        Self { places, named }
    }

    /// What the user names and is not there.
    pub(super) fn missing(&self) -> impl Iterator<Item = &Path> {
        self.named.iter().map(PathBuf::as_path).filter(|path| !path.exists())
    }

    /// Every file of them that is there now.
    pub(super) fn files(&self) -> Found {
        let mut search = Search { files: Vec::new(), left: ENTRIES };
        let named = self.named.iter().map(|path| (path, Which::All));
        // What is named is not what is left out where there is too much.
        for (path, which) in named.chain(self.places.iter().map(|(path, which)| (path, *which))) {
            if path.is_dir() {
                search.walk(path, which, 0);
            } else {
                search.files.push(path.clone());
            }
        }
        let cut = (search.left == 0 || search.files.len() > MOST).then_some(MOST);
        search.files.truncate(MOST);
        Found { files: search.files, cut }
    }
}

/// A search through folders that ends after so many entries.
struct Search {
    files: Vec<PathBuf>,
    left: usize,
}

impl Search {
    fn walk(&mut self, folder: &Path, which: Which, depth: usize) {
        // A folder that cannot be read has nothing that could be seen to change.
        let Ok(entries) = fs::read_dir(folder) else { return };
        // A virtual environment of Python has this file, whatever it is called.
        if depth >= DEEPEST || folder.join("pyvenv.cfg").is_file() {
            return;
        }
        for entry in entries.flatten() {
            if self.left == 0 || self.files.len() > MOST {
                return;
            }
            self.left -= 1;
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            // A link may lead back to where it is, so none is followed to a folder.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                if !name.starts_with('.') && !PASSED_OVER.contains(&&*name) {
                    self.walk(&path, which, depth + 1);
                }
            } else if which == Which::All || is_source(&name) {
                self.files.push(path);
            }
        }
    }
}

fn is_source(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    MANIFESTS.contains(&name) || ending.is_some_and(|ending| SOURCES.contains(&ending))
}

/// The folders of the package that `cargo run` starts and of those of the workspace that it is made of.
fn packages(program: &str, arguments: &[String], folder: &Path) -> Vec<PathBuf> {
    let own: Vec<&str> =
        arguments.iter().map(String::as_str).take_while(|word| *word != "--").collect();
    let manifest = value_of(&own, "--manifest-path", "");
    let root = match manifest {
        Some(path) => files::package_root(&folder.join(path)),
        None => files::package_root(&folder.join("Cargo.toml")),
    };
    let known = metadata(program, &root).unwrap_or_default();
    let first = match value_of(&own, "--package", "-p") {
        Some(name) => known.iter().find(|package| package.name == name),
        None => known.iter().find(|package| package.folder == root),
    };
    let Some(first) = first else { return vec![root] };
    let mut wanted = vec![first.folder.clone()];
    let mut seen: HashSet<PathBuf> = wanted.iter().cloned().collect();
    let mut at = 0;
    while let Some(folder) = wanted.get(at) {
        at += 1;
        let package = known.iter().find(|package| package.folder == *folder);
        for needed in package.into_iter().flat_map(|package| &package.needs) {
            if seen.insert(needed.clone()) {
                wanted.push(needed.clone());
            }
        }
    }
    wanted
}

/// What an option of a command is given, in any way that Cargo reads it.
fn value_of<'w>(words: &[&'w str], long: &str, short: &str) -> Option<&'w str> {
    words.iter().enumerate().find_map(|(at, word)| {
        if *word == long || !short.is_empty() && *word == short {
            return words.get(at + 1).copied();
        }
        word.strip_prefix(long)?.strip_prefix('=')
    })
}

/// A package of a workspace.
struct Package {
    name: String,
    folder: PathBuf,
    /// The folders of the packages on this machine that it is made of.
    needs: Vec<PathBuf>,
}

/// The packages of a workspace; nothing where Cargo does not tell.
fn metadata(program: &str, folder: &Path) -> Option<Vec<Package>> {
    let output = Command::new(program)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let told: Value = serde_json::from_slice(&output.stdout).ok()?;
    let packages = told["packages"].as_array()?.iter().filter_map(|package| {
        let needs = package["dependencies"].as_array()?.iter();
        Some(Package {
            name: package["name"].as_str()?.to_owned(),
            folder: Path::new(package["manifest_path"].as_str()?).parent()?.to_owned(),
            needs: needs.filter_map(|needed| needed["path"].as_str()).map(PathBuf::from).collect(),
        })
    });
    Some(packages.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for path in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, "").expect("a file");
        }
        folder
    }

    fn found(sources: &Sources, root: &Path) -> Vec<String> {
        let shown = |path: &PathBuf| path.strip_prefix(root).expect("inside").display().to_string();
        let mut found: Vec<String> = sources.files().files.iter().map(shown).collect();
        found.sort();
        found
    }

    #[test]
    fn a_service_in_another_language_is_its_sources_and_not_its_data() {
        let folder = folder(&[
            "app.py",
            "lib/rules.py",
            "package.json",
            "books.json",
            "books.sqlite3",
            ".git/hook.py",
            ".venv/lib/x.py",
            "python/pyvenv.cfg",
            "python/lib/y.py",
            "node_modules/z/index.js",
            "target/debug/build.rs",
            "prices.csv",
        ]);
        let (root, named) = (folder.path(), vec![folder.path().join("prices.csv")]);
        let words = ["app:app".to_owned()];
        let sources = Sources::of("uvicorn", &words, root.to_owned(), named);
        let wanted = ["app.py", "lib/rules.py", "package.json", "prices.csv"];
        assert_eq!(found(&sources, root), wanted);
        assert_eq!(sources.missing().count(), 0);
        let sources = Sources::of("node", &[], root.to_owned(), vec![root.join("nowhere")]);
        assert_eq!(sources.missing().collect::<Vec<_>>(), [root.join("nowhere")]);
    }

    #[test]
    fn a_package_is_watched_with_what_it_is_made_of() {
        let folder =
            folder(&["shop/src/main.rs", "shop/notes.txt", "goods/src/lib.rs", "other/src/lib.rs"]);
        // Cargo says where packages are, without links.
        let root = folder.path().canonicalize().expect("it is there");
        let write = |path: &str, text: &str| fs::write(root.join(path), text).expect("a file");
        write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"shop\", \"goods\", \"other\"]\n",
        );
        for name in ["shop", "goods", "other"] {
            let needs =
                if name == "shop" { "[dependencies]\ngoods.path = \"../goods\"\n" } else { "" };
            let text = format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{needs}"
            );
            write(&format!("{name}/Cargo.toml"), &text);
        }
        let wanted = [
            "goods/Cargo.toml",
            "goods/build.rs",
            "goods/src/lib.rs",
            "shop/Cargo.toml",
            "shop/build.rs",
            "shop/src/main.rs",
        ];
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for (folder, command) in
            [("", "run -p shop"), ("", "run --package=shop -- -p other"), ("shop", "run --release")]
        {
            let sources = Sources::of("cargo", &words(command), root.join(folder), Vec::new());
            assert_eq!(found(&sources, &root), wanted, "{folder} {command}");
        }
    }

    #[test]
    fn a_folder_without_end_is_watched_in_part() {
        let folder = folder(&[]);
        for at in 0..MOST + 10 {
            fs::write(folder.path().join(format!("{at}.js")), "").expect("a file");
        }
        let found = Sources::of("node", &[], folder.path().to_owned(), Vec::new()).files();
        assert_eq!((found.files.len(), found.cut), (MOST, Some(MOST)));
    }
}
