//! `cargo flow keys upload`.

use flow_graph::SignatureStatus;

use super::ask;
use super::session::Session;
use crate::Outcome;
use crate::cli::UploadKey;
use crate::failure::Failure;
use crate::keys;
use crate::terminal::Terminal;

pub(super) async fn run(arguments: &UploadKey, terminal: &Terminal) -> Result<Outcome, Failure> {
    let session = Session::open(&arguments.place)?;
    let number = session.phone()?;
    let phone = session.client.phone(number);
    let Some(pem) = keys::public_half(&arguments.file, &arguments.passphrase, terminal)? else {
        return Ok(Outcome::Faulty);
    };
    match phone.public_key().await? {
        Some(key) if same(&key.pem, &pem) && key.status == Some(SignatureStatus::Valid) => {
            terminal.done("Unchanged", &format!("phone {number} has this key, signed"));
            return Ok(Outcome::Fine);
        }
        Some(key) if !same(&key.pem, &pem) => {
            terminal.warning(&format!(
                "phone {number} has another key, and an endpoint without the new private key can \
                 read nothing from then on"
            ));
            if !ask::agreed("Replace it?", arguments.yes)? {
                terminal.note("nothing was done");
                return Ok(Outcome::Faulty);
            }
        }
        Some(_) | None => {}
    }
    phone.set_public_key(&pem).await?;
    terminal.done("Uploaded", &format!("the public key for phone {number}"));
    let key = phone.public_key().await?;
    match key.and_then(|key| key.status) {
        Some(SignatureStatus::Valid) => Ok(Outcome::Fine),
        status => {
            let status = status.map_or("unknown".to_owned(), |status| status.to_string());
            terminal.error(&format!("Meta's signature of the key is {status}: upload it again"));
            Ok(Outcome::Faulty)
        }
    }
}

/// Whether two PEM texts hold one key: line ends and blanks mean nothing in them.
pub(super) fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String { text.split_whitespace().collect() };
    letters(a) == letters(b)
}
