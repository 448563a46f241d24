//! `cargo flow new`: a service to begin with, or a library alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use flow_compiler::door;
use flow_runtime::PrivateKey;

use crate::Outcome;
use crate::cli::New;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::{files, keys};

/// Where each file of a service goes.
const SERVICE: [(&str, &str); 15] = [
    ("Cargo.toml", include_str!("../template/service/Cargo.toml.in")),
    ("build.rs", include_str!("../template/build.rs.in")),
    ("src/lib.rs", include_str!("../template/service/lib.rs.in")),
    ("src/flow.rs", include_str!("../template/service/flow.rs.in")),
    ("src/handler.rs", include_str!("../template/service/handler.rs.in")),
    ("src/config.rs", include_str!("../template/service/config.rs.in")),
    ("src/main.rs", include_str!("../template/service/main.rs.in")),
    ("tests/conversation.rs", include_str!("../template/service/test.rs.in")),
    ("flow.toml", include_str!("../template/service/flow.toml.in")),
    (".env.example", include_str!("../template/service/env.example.in")),
    ("Dockerfile", include_str!("../template/service/Dockerfile.in")),
    (".dockerignore", include_str!("../template/service/dockerignore.in")),
    (".github/workflows/ci.yml", include_str!("../template/service/ci.yml.in")),
    ("README.md", include_str!("../template/service/README.md.in")),
    (".gitignore", include_str!("../template/gitignore.in")),
];

/// Where each file of a library goes.
const LIBRARY: [(&str, &str); 5] = [
    ("Cargo.toml", include_str!("../template/library/Cargo.toml.in")),
    ("build.rs", include_str!("../template/build.rs.in")),
    ("src/lib.rs", include_str!("../template/library/lib.rs.in")),
    ("tests/conversation.rs", include_str!("../template/library/test.rs.in")),
    (".gitignore", include_str!("../template/gitignore.in")),
];

/// The key that a service has for development. The template's `config.rs` names it too.
const DEVELOPMENT_KEY: &str = "development.pem";

/// The crates that one of the templates, its build script or its test uses.
const USED: [&str; 10] = [
    "flow_runtime",
    "flow_build",
    "axum",
    "serde_json",
    "tokio",
    "tracing_subscriber",
    "test",
    "core",
    "std",
    "alloc",
];

pub(crate) fn run(arguments: &New, terminal: &Terminal) -> Result<Outcome, Failure> {
    let folder = &arguments.name;
    let name =
        folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !is_crate_name(&name) {
        return Err(Failure::new(format!("`{name}` cannot be the name of a crate"))
            .help("a crate's name begins with a letter, and has letters, digits, `-` and `_`"));
    }
    if folder.exists() {
        return Err(
            Failure::new(format!("`{}` exists", folder.display())).help("give another name")
        );
    }
    let source = Source::of(arguments)?;
    let flow = door::flow_name(&name);
    let source_file = if arguments.lib { "src/lib.rs" } else { "src/flow.rs" };
    let values = [
        ("@name@", name.clone()),
        ("@library@", name.replace('-', "_")),
        ("@type@", door::flow_type(&flow)),
        ("@source@", source_file.to_owned()),
        ("@runtime@", source.dependency("flow-runtime")),
        ("@build@", source.dependency("flow-build")),
        ("@dockersource@", source.docker()),
        ("@ci@", source.ci()),
        ("@install@", source.install()),
        ("@flow@", flow.clone()),
    ];
    let text = |template: &str| {
        values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(name, value))
    };
    let template: &[(&str, &str)] = if arguments.lib { &LIBRARY } else { &SERVICE };
    for (path, template) in template {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            files::make_folder(parent)?;
        }
        fs::write(&path, text(template))
            .map_err(|error| Failure::path("written", &path, &error))?;
    }
    let shown = folder.display();
    if arguments.lib {
        terminal.done("Created", &format!("the library `{name}` in {shown}"));
        terminal.note(&format!(
            "`cd {shown} && cargo test` builds it and plays WhatsApp against it; `cargo build` writes flows/{flow}.json"
        ));
    } else {
        let key = PrivateKey::generate().map_err(|error| Failure::new(error.to_string()))?;
        keys::write_private(&folder.join(DEVELOPMENT_KEY), &key.to_pem())?;
        terminal.done("Created", &format!("the service `{name}` in {shown}"));
        terminal.note(&format!(
            "`cd {shown} && cargo run` serves it and says how to look at it; `cargo test` plays WhatsApp against it"
        ));
    }
    if let Some(workspace) = workspace_above(folder) {
        terminal.note(&format!("add it to the members of the workspace in {workspace}"));
    }
    init_git(folder);
    Ok(Outcome::Fine)
}

/// Where the crates of `flow!` come from. They are not in a registry yet, so a version would name
/// nothing.
enum Source {
    /// A clone of the repository on this machine.
    Path(PathBuf),
    /// The repository's address.
    Git(String),
}

impl Source {
    fn of(arguments: &New) -> Result<Self, Failure> {
        if let Some(url) = &arguments.git {
            return Ok(Self::Git(url.clone()));
        }
        // The checkout that this command was made from.
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let checkout = arguments.path.as_deref().unwrap_or(&own);
        for name in ["flow-runtime", "flow-build"] {
            if !checkout.join(name).join("Cargo.toml").is_file() {
                return Err(Failure::new(format!("there is no `{name}` in `{}`", checkout.display()))
                    .help("`--path DIR` names a clone of the repository of `flow!`, which has the folders `flow-runtime` and `flow-build`; `--git URL` names its address"));
            }
        }
        let checkout =
            fs::canonicalize(checkout).map_err(|error| Failure::path("read", checkout, &error))?;
        Ok(Self::Path(checkout))
    }

    fn dependency(&self, folder: &str) -> String {
        match self {
            Self::Path(checkout) => {
                format!("path = {:?}", checkout.join(folder).display().to_string())
            }
            Self::Git(url) => format!("git = {url:?}"),
        }
    }

    /// What brings the crates into an image.
    fn docker(&self) -> String {
        match self {
            Self::Path(checkout) => {
                let checkout = checkout.display();
                format!(
                    "# The crates of `flow!` are a folder beside this one:\n\
                     #   docker build --build-context flow={checkout} .\n\
                     COPY --from=flow . {checkout}\n"
                )
            }
            Self::Git(_) => String::new(),
        }
    }

    /// What brings the crates to a machine of a workflow.
    fn ci(&self) -> String {
        match self {
            Self::Path(checkout) => format!(
                "      # `Cargo.toml` names the crates of `flow!` at {0}: put a clone there first,\n      \
                 # or make this project again with `cargo flow new --git URL`.\n",
                checkout.display()
            ),
            Self::Git(_) => String::new(),
        }
    }

    /// The arguments of `cargo install` for the command.
    fn install(&self) -> String {
        match self {
            Self::Path(checkout) => {
                format!("--locked --path {:?}", checkout.join("cargo-flow").display().to_string())
            }
            Self::Git(url) => format!("--locked --git {url:?} cargo-flow"),
        }
    }
}

/// Makes a repository as `cargo new` does: unless the folder is in one, and where git is there.
fn init_git(folder: &Path) {
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(arguments).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
        git.status().is_ok_and(|status| status.success())
    };
    if !git(&["rev-parse", "--is-inside-work-tree"]) {
        git(&["init", "--quiet"]);
    }
}

fn is_crate_name(name: &str) -> bool {
    name.starts_with(|char: char| char.is_ascii_alphabetic())
        && name.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_'))
        // A crate of the name of what it uses, or of a keyword, cannot be built.
        && !USED.contains(&name.replace('-', "_").as_str())
        && door::is_identifier(&name.replace('-', "_"))
}

fn workspace_above(folder: &Path) -> Option<String> {
    let folder = std::path::absolute(folder).ok()?;
    let manifests = folder.ancestors().skip(1).map(|above| above.join("Cargo.toml"));
    let holds = |path: &std::path::PathBuf| {
        fs::read_to_string(path).is_ok_and(|text| text.contains("[workspace]"))
    };
    manifests.filter(|path| path.is_file()).find(holds).map(|path| path.display().to_string())
}
