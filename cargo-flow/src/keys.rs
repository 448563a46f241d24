//! `cargo flow keys`.

use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use flow_runtime::{KeyError, PrivateKey};
use rsa::pkcs8::DecodePublicKey as _;
use rsa::traits::PublicKeyParts as _;
use zeroize::Zeroizing;

use crate::Outcome;
use crate::cli::{KeyFile, Keys, NewKey, Passphrase};
use crate::failure::{Failure, plain};
use crate::graph;
use crate::terminal::{Terminal, print};

/// No key file is longer.
const LONGEST: u64 = 1_048_576;
/// How many bits Meta asks for.
const ASKED_BITS: u32 = 2048;

pub(crate) fn run(command: Keys, terminal: &Terminal) -> Result<Outcome, Failure> {
    match command {
        Keys::New(arguments) => new(&arguments, terminal),
        Keys::Check(arguments) => check(&arguments.key, terminal),
        Keys::Public(arguments) => public(&arguments.key, terminal),
        Keys::Upload(arguments) => graph::upload_key(&arguments, terminal),
    }
}

fn new(arguments: &NewKey, terminal: &Terminal) -> Result<Outcome, Failure> {
    let path = &arguments.out;
    if path.exists() {
        return Err(exists(path));
    }
    let passphrase = match (arguments.unencrypted, given(&arguments.passphrase)?) {
        (true, _) => None,
        (false, Some(passphrase)) => Some(passphrase),
        (false, None) => Some(chosen()?),
    };
    terminal.note("making a key of 2048 bits");
    let failed = |error: KeyError| Failure::new(error.to_string());
    let key = PrivateKey::generate().map_err(failed)?;
    let pem = match &passphrase {
        Some(passphrase) => key.to_encrypted_pem(passphrase).map_err(failed)?,
        None => key.to_pem(),
    };
    write_private(path, &pem)?;
    print(&key.public_key_pem())?;
    let how = if passphrase.is_some() { "encrypted" } else { "not encrypted" };
    terminal.done("Wrote", &format!("the private key, {how}, to {}", path.display()));
    if passphrase.is_none() {
        terminal.warning(
            "whoever reads this file can read what is sent to the endpoint: use it for development, and \
             make another one, with a passphrase, for what customers use",
        );
    }
    terminal.note(if passphrase.is_some() {
        "the public key is printed above; `cargo flow keys upload` uploads it to Meta for the phone \
         number. The private key and its passphrase belong to the endpoint: keep both secret, and \
         out of the repository"
    } else {
        "the public key is printed above; `cargo flow keys upload --env local` uploads it to the desk \
         of `cargo flow preview`. Keep the file out of the repository"
    });
    Ok(Outcome::Fine)
}

fn check(arguments: &KeyFile, terminal: &Terminal) -> Result<Outcome, Failure> {
    let pem = read(&arguments.file)?;
    let shown = arguments.file.display();
    let Some(key) = open(&pem, &arguments.file, &arguments.passphrase, terminal)? else {
        return Ok(Outcome::Faulty);
    };
    print(&format!(
        "{shown}: RSA private key of {} bits, {}; an endpoint can use it\n",
        key.bits(),
        form(&pem)
    ))?;
    if !encrypted(&pem) {
        terminal.warning(
            "the file is not encrypted: whoever reads it can read what customers send. \
             `openssl pkcs8 -topk8 -v2 aes256 -in FILE -out NEW` encrypts it",
        );
    }
    Ok(Outcome::Fine)
}

fn public(arguments: &KeyFile, terminal: &Terminal) -> Result<Outcome, Failure> {
    let pem = read(&arguments.file)?;
    let Some(key) = open(&pem, &arguments.file, &arguments.passphrase, terminal)? else {
        return Ok(Outcome::Faulty);
    };
    print(&key.public_key_pem())?;
    Ok(Outcome::Fine)
}

/// The public key of a file that holds it, or the private key; what is wrong with it is reported.
pub(crate) fn public_half(
    file: &Path,
    passphrase: &Passphrase,
    terminal: &Terminal,
) -> Result<Option<String>, Failure> {
    let pem = read(file)?;
    match std::str::from_utf8(&pem) {
        Ok(text) if text.contains("-----BEGIN PUBLIC KEY-----") => {
            warn_of_size(text, terminal);
            Ok(Some(text.trim().to_owned() + "\n"))
        }
        _ => Ok(open(&pem, file, passphrase, terminal)?.map(|key| key.public_key_pem())),
    }
}

/// That a public key has more bits than Meta asks for, and what that costs.
pub(crate) fn more_than_asked(public_pem: &str) -> Option<String> {
    let key = rsa::PublicKey::from_public_key_pem(public_pem.trim()).ok()?;
    let bits = key.n().bit_width_vartime();
    (bits > ASKED_BITS).then(|| {
        format!(
            "the key has {bits} bits, more than the {ASKED_BITS} that Meta asks for, and each \
             request costs the endpoint several times as much; `cargo flow keys new` makes one of \
             {ASKED_BITS} bits"
        )
    })
}

fn warn_of_size(public_pem: &str, terminal: &Terminal) {
    if let Some(warning) = more_than_asked(public_pem) {
        terminal.warning(&warning);
    }
}

/// The key of a file; what is wrong with it is reported.
fn open(
    pem: &[u8],
    file: &Path,
    passphrase: &Passphrase,
    terminal: &Terminal,
) -> Result<Option<PrivateKey>, Failure> {
    let given = given(passphrase)?;
    let read = match PrivateKey::from_pem(pem, given.as_ref().map(|text| text.as_str())) {
        Err(KeyError::MissingPassphrase) if given.is_none() && io::stdin().is_terminal() => {
            let passphrase = ask(&format!("Passphrase of {}: ", file.display()))?;
            PrivateKey::from_pem(pem, Some(&passphrase))
        }
        read => read,
    };
    match read {
        Ok(key) => {
            warn_of_size(&key.public_key_pem(), terminal);
            Ok(Some(key))
        }
        Err(error) => {
            terminal.error(&format!("{}: {error}", file.display()));
            if error == KeyError::MissingPassphrase {
                terminal.note("`--passphrase-env NAME` or `--passphrase-file FILE` gives it");
            }
            Ok(None)
        }
    }
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let fail = |error: io::Error| Failure::path("read", path, &error);
    let about = fs::metadata(path).map_err(fail)?;
    if about.is_dir() || about.len() > LONGEST {
        let what = if about.is_dir() { "is a folder" } else { "is far too long for a key file" };
        return Err(Failure::new(format!("`{}` {what}", path.display()))
            .help("name the file of the private key"));
    }
    fs::read(path).map(Zeroizing::new).map_err(fail)
}

/// Writes a file that only its owner can read; never over another.
pub(crate) fn write_private(path: &Path, text: &str) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        io::ErrorKind::NotFound => {
            Failure::new(format!("the folder of `{}` does not exist", path.display()))
        }
        _ => Failure::path("written", path, &error),
    })
}

fn exists(path: &Path) -> Failure {
    Failure::new(format!("`{}` exists, and a key is never written over", path.display()))
        .help("`--out FILE` names another file")
}

/// The passphrase that the call names; an empty one is a mistake.
fn given(passphrase: &Passphrase) -> Result<Option<Zeroizing<String>>, Failure> {
    let (text, place) = match (&passphrase.passphrase_env, &passphrase.passphrase_file) {
        (Some(name), _) => match std::env::var(name) {
            Ok(text) => (text, format!("the environment variable `{name}`")),
            Err(std::env::VarError::NotPresent) => {
                return Err(Failure::new(format!("the environment variable `{name}` is not set"))
                    .help(
                        "`--passphrase-env` takes the variable's name, never the passphrase itself",
                    ));
            }
            Err(std::env::VarError::NotUnicode(_)) => {
                return Err(Failure::new(format!(
                    "the environment variable `{name}` holds no UTF-8 text"
                )));
            }
        },
        (None, Some(path)) => {
            let bytes = read(path)?;
            let text = std::str::from_utf8(&bytes)
                .map_err(|_| Failure::new(format!("`{}` is not UTF-8 text", path.display())))?;
            (text.lines().next().unwrap_or_default().to_owned(), format!("`{}`", path.display()))
        }
        (None, None) => return Ok(None),
    };
    if text.is_empty() {
        return Err(Failure::new(format!("{place} is empty, and a passphrase is not")));
    }
    Ok(Some(Zeroizing::new(text)))
}

/// A new passphrase, typed twice.
fn chosen() -> Result<Zeroizing<String>, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::new("there is no passphrase to encrypt the private key with")
            .help(
                "`--passphrase-env NAME` or `--passphrase-file FILE` gives one where nobody can be asked; \
                 `--unencrypted` makes a key for development without one",
            ));
    }
    let passphrase = ask("Passphrase for the private key: ")?;
    if passphrase.is_empty() {
        return Err(Failure::new("the passphrase is empty"));
    }
    if *passphrase != *ask("The same again: ")? {
        return Err(Failure::new("the two passphrases differ").help("call again"));
    }
    Ok(passphrase)
}

fn ask(question: &str) -> Result<Zeroizing<String>, Failure> {
    rpassword::prompt_password(question)
        .map(Zeroizing::new)
        .map_err(|error| Failure::new(format!("the passphrase cannot be read: {}", plain(&error))))
}

fn encrypted(pem: &[u8]) -> bool {
    let holds = |part: &str| pem.windows(part.len()).any(|window| window == part.as_bytes());
    holds("BEGIN ENCRYPTED PRIVATE KEY") || holds("4,ENCRYPTED")
}

fn form(pem: &[u8]) -> &'static str {
    let pkcs1 = pem.windows(11).any(|window| window == b"RSA PRIVATE");
    match (pkcs1, encrypted(pem)) {
        (false, true) => "encrypted (PKCS#8)",
        (false, false) => "not encrypted (PKCS#8)",
        (true, true) => "encrypted the old way (PKCS#1)",
        (true, false) => "not encrypted (PKCS#1)",
    }
}
