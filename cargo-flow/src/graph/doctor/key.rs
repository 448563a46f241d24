//! The public key: at Meta, signed, and the other half of the endpoint's.

use flow_graph::SignatureStatus;
use flow_runtime::PrivateKey;
use zeroize::Zeroizing;

use super::{Line, Patient};
use crate::graph::upload_key::same;
use crate::keys;

const FILE: &str = "PRIVATE_KEY_FILE";
const PASSPHRASE: &str = "PRIVATE_KEY_PASSPHRASE";

/// Meta has a key, and has signed it.
pub(super) fn uploaded(patient: &Patient<'_>) -> Line {
    let upload = "`cargo flow keys upload FILE` uploads it";
    if let Err(error) = patient.key {
        let cure = error.advice().unwrap_or("look whether this machine reaches the Graph API");
        return Line::broken("key", error, cure);
    }
    match patient.key().map(|key| key.status.as_ref()) {
        None => Line::broken("key", "the phone number has no public key", upload),
        Some(Some(SignatureStatus::Valid)) => signed(patient),
        Some(Some(status)) => Line::broken(
            "key",
            format!("Meta's signature of the public key is {status}"),
            "`cargo flow keys upload FILE` makes Meta sign it again",
        ),
        Some(None) => Line::open("key", "uploaded; Meta does not tell whether it is signed"),
    }
}

/// A sound key; one of more bits than Meta asks for hinders nothing, and costs time.
fn signed(patient: &Patient<'_>) -> Line {
    match patient.key().and_then(|key| keys::more_than_asked(&key.pem)) {
        Some(why) => Line::open("key", format!("uploaded and signed, but {why}")),
        None => Line::fine("key", "uploaded and signed"),
    }
}

/// The key of the endpoint, where the environment says which it is.
pub(super) fn same_as_local(patient: &Patient<'_>) -> Option<Line> {
    let path = std::env::var_os(FILE).filter(|path| !path.is_empty())?;
    let key = patient.key()?;
    let passphrase = std::env::var(PASSPHRASE).ok().filter(|text| !text.is_empty());
    let passphrase = passphrase.map(Zeroizing::new);
    let read = match std::fs::read(&path).map(Zeroizing::new) {
        Ok(pem) => PrivateKey::from_pem(&*pem, passphrase.as_ref().map(|text| text.as_str()))
            .map_err(|error| error.to_string()),
        Err(error) => Err(crate::failure::plain(&error)),
    };
    Some(match read {
        Err(error) => Line::broken(
            "own key",
            format!("the file that `{FILE}` names cannot be read: {error}"),
            format!("correct `{FILE}` and `{PASSPHRASE}`, or leave them out"),
        ),
        Ok(own) if same(&own.public_key_pem(), &key.pem) => {
            Line::fine("own key", format!("the key in `{FILE}` belongs to the one at Meta"))
        }
        Ok(_) => Line::broken(
            "own key",
            format!("Meta has another public key than that of `{FILE}`"),
            "`cargo flow keys upload FILE` uploads it, or give the endpoint the key that Meta has",
        ),
    })
}
