//! The program as it is run: the play, the first start, what it says when it cannot start.

mod desk;
mod send;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use flow_runtime::PrivateKey;
use flow_runtime::testing::Client;

const VARIABLES: [&str; 12] = [
    "PORT",
    "PRIVATE_KEY_FILE",
    "PRIVATE_KEY_PASSPHRASE",
    "APP_SECRET",
    "VERIFY_TOKEN",
    "FLOW_TOKEN_SECRET",
    "DATABASE",
    "WHATSAPP_ACCESS_TOKEN",
    "PHONE_NUMBER_ID",
    "FLOWS_LOCK",
    "FLOW_ENVIRONMENT",
    "GRAPH_URL",
];

/// Made by `openssl genrsa -des3`, with the passphrase `correct-horse`.
const ENCRYPTED_KEY: &str = include_str!("../../../../flow-runtime/fixtures/keys/genrsa-des3.pem");

/// An empty folder for one test.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The program in a folder, with nothing set but a free port.
fn program(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_example-account"));
    for variable in VARIABLES {
        program.env_remove(variable);
    }
    program.env("PORT", "0").current_dir(folder);
    program
}

fn error(program: &mut Command) -> String {
    let Output { status, stderr, .. } = program.output().unwrap();
    assert!(!status.success());
    String::from_utf8(stderr).unwrap()
}

/// A program that serves, ended when it is dropped.
struct Started {
    process: Child,
    output: BufReader<ChildStdout>,
    url: String,
    /// What it has said before it served.
    said: String,
}

impl Started {
    fn new(program: &mut Command) -> Self {
        let mut process = program.stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut started = Self { process, output, url: String::new(), said: String::new() };
        while started.url.is_empty() {
            let mut line = String::new();
            let bytes = started.output.read_line(&mut line).unwrap();
            started.said.push_str(&line);
            assert_ne!(bytes, 0, "it ended after: {}", started.said);
            if let Some((_, rest)) = line.split_once("served at ") {
                started.url.push_str(rest.split(',').next().unwrap());
            }
        }
        started
    }

    fn rest(&mut self) -> String {
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        rest
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn the_play_goes_as_the_story_has_it() {
    let Output { status, stdout, stderr } = program(&folder("play")).arg("play").output().unwrap();
    let (said, log) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    assert!(status.success(), "{said}\n{log}");
    let mut rest = said.as_str();
    for line in [
        "Customer  opens the flow",
        "Service   shows START “Home”",
        "Phone     shows SIGN_UP “Sign up”",
        "and says “This address is taken. Log in, or use another one.”",
        "and says “The password needs at least 8 characters, with a number.”",
        "Service   shows LOGIN “Log in”, email: grace@example.com",
        "and says “The address or the password is wrong.”",
        "Service   shows LOGIN_SUCCESS “Success”",
        "Customer  ticks “Stay logged in”",
        "Service   answers 200 OK",
        "Service   has kept the completion: stay_logged_in: true",
        "All went as it should.",
    ] {
        let at = rest.find(line).unwrap_or_else(|| panic!("no “{line}” in order in\n{said}"));
        rest = &rest[at + line.len()..];
    }
    assert!(!said.contains("compiler-19"), "a password is printed");
    assert_eq!(log, "", "the play logs a warning");
}

#[tokio::test]
async fn the_first_start_makes_what_it_needs_and_says_so() {
    let folder = folder("first-start");
    let first = Started::new(&mut program(&folder));
    let made = folder.join("account-data");
    let key = PrivateKey::from_pem(fs::read(made.join("private.pem")).unwrap(), None).unwrap();
    assert!(first.said.contains("Made a private key for development"), "{}", first.said);
    assert!(first.said.contains(&key.public_key_pem()), "{}", first.said);
    assert!(first.said.contains("Made a database for development"), "{}", first.said);
    assert!(made.join("account.sqlite3").exists());
    assert_eq!(fs::read_to_string(made.join(".gitignore")).unwrap(), "*\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = fs::metadata(made.join("private.pem")).unwrap();
        assert_eq!(file.permissions().mode() & 0o077, 0, "others can read the key");
    }
    let mut phone = Client::http(&first.url, &key.public_key_pem()).unwrap();
    phone.init().await.unwrap().screen("START").unwrap();
    drop(first);

    let second = Started::new(&mut program(&folder));
    assert!(!second.said.contains("Made"), "{}", second.said);
    let mut phone = Client::http(&second.url, &key.public_key_pem()).unwrap();
    phone.init().await.unwrap().screen("START").unwrap();
}

#[tokio::test]
async fn the_environment_configures_it() {
    let folder = folder("configured");
    let key = PrivateKey::from_pem(ENCRYPTED_KEY, Some("correct-horse")).unwrap();
    fs::write(folder.join("own.pem"), ENCRYPTED_KEY).unwrap();
    let mut program = program(&folder);
    program
        .env("PRIVATE_KEY_FILE", "own.pem")
        .env("PRIVATE_KEY_PASSPHRASE", "correct-horse")
        .env("APP_SECRET", "app secret")
        .env("VERIFY_TOKEN", "verify token")
        .env("FLOW_TOKEN_SECRET", "0123456789abcdef")
        .env("DATABASE", "own.sqlite3");
    let service = Started::new(&mut program);
    assert!(folder.join("own.sqlite3").exists());
    assert!(!folder.join("account-data").exists());
    assert!(!service.said.contains("not set"), "{}", service.said);
    let mut phone = Client::http(&service.url, &key.public_key_pem()).unwrap();
    assert_eq!(phone.init().await.unwrap().status().as_u16(), 432);
    let mut phone = phone.app_secret("app secret").flow_token("any");
    assert_eq!(phone.init().await.unwrap().status().as_u16(), 427);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it() {
    for signal in ["-INT", "-TERM"] {
        let mut service = Started::new(&mut program(&folder("signal")));
        let process = service.process.id().to_string();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
        assert!(service.rest().ends_with("Ended.\n"));
        assert!(service.process.wait().unwrap().success());
    }
}

#[test]
fn a_taken_port_is_told_before_anything_is_made() {
    let folder = folder("port");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let error = error(program(&folder).env("PORT", &port));
    let told =
        format!("error: port {port} is taken; end what uses it, or set `PORT` to another one");
    assert!(error.starts_with(&told), "{error}");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
}

#[test]
fn what_is_configured_wrong_is_told() {
    let folder = folder("wrong");
    fs::write(folder.join("text.pem"), "no key").unwrap();
    fs::write(folder.join("key.pem"), ENCRYPTED_KEY).unwrap();
    let own = |file: &str| {
        let mut program = program(&folder);
        program.env("PRIVATE_KEY_FILE", file).env("APP_SECRET", "app secret");
        program
    };
    for (program, told) in [
        (own("none.pem"), "`PRIVATE_KEY_FILE`: `none.pem` cannot be read"),
        (own("text.pem"), "`PRIVATE_KEY_FILE`: `text.pem`: the private key is not PEM"),
        (own("key.pem"), "`PRIVATE_KEY_FILE`: `key.pem`: the private key is encrypted and no"),
        (
            with(own("key.pem"), "PRIVATE_KEY_PASSPHRASE", "another"),
            "`PRIVATE_KEY_FILE`: `key.pem`: the passphrase does not open",
        ),
        (
            with(with(own("key.pem"), "PRIVATE_KEY_PASSPHRASE", "correct-horse"), "APP_SECRET", ""),
            "`PRIVATE_KEY_FILE` is set and `APP_SECRET` is not",
        ),
        // What is wrong with the key is reported first.
        (
            with(own("text.pem"), "APP_SECRET", ""),
            "`PRIVATE_KEY_FILE`: `text.pem`: the private key is not PEM",
        ),
        (with(program(&folder), "PORT", "http"), "`PORT` is `http`; it must be a number"),
        (with(program(&folder), "FLOW_TOKEN_SECRET", "short"), "`FLOW_TOKEN_SECRET`: the secret"),
        (
            with(program(&folder), "DATABASE", "none/own.sqlite3"),
            "the database `none/own.sqlite3` cannot be opened; see `DATABASE`",
        ),
        (
            with(program(&folder), "DATABASE", "text.pem"),
            "the database `text.pem` cannot be opened",
        ),
    ] {
        let mut program = program;
        let error = error(&mut program);
        assert!(error.starts_with(&format!("error: {told}")), "{error}");
    }
}

#[test]
fn an_unknown_argument_gets_the_usage() {
    let error = error(program(&folder("usage")).arg("paly"));
    assert!(error.contains("usage: example-account [play | send PERSON [--draft]]"), "{error}");
}

fn with(mut program: Command, variable: &str, value: &str) -> Command {
    program.env(variable, value);
    program
}
