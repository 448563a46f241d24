//! `keys`.

use std::fs;

use crate::call::Folder;

fn fixture(name: &str) -> String {
    format!("{}/../flow-runtime/fixtures/keys/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn is_for_its_owner_alone(folder: &Folder, file: &str) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let about = fs::metadata(folder.path().join(file)).expect("the file");
        assert_eq!(about.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_key_is_made_checked_and_shown() {
    let folder = Folder::new(&[("passphrase", "correct-horse\n"), ("wrong", "battery\n")]);
    let made = folder.call(&["keys", "new", "--out", "key.pem", "--passphrase-file", "passphrase"]);
    made.ends(0, &["Wrote the private key, encrypted, to key.pem", "`cargo flow keys upload`"]);
    assert!(made.out.starts_with("-----BEGIN PUBLIC KEY-----\n"), "{}", made.out);
    assert!(folder.read("key.pem").starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    is_for_its_owner_alone(&folder, "key.pem");
    folder
        .call(&["keys", "new", "--out", "key.pem", "--passphrase-file", "passphrase"])
        .ends(2, &["`key.pem` exists, and a key is never written over"]);
    let shown = folder.call(&["keys", "public", "key.pem", "--passphrase-file", "passphrase"]);
    assert_eq!(shown.out, made.out);
}

#[test]
fn a_key_for_development_needs_no_passphrase_and_says_so() {
    let folder = Folder::new(&[("passphrase", "correct-horse\n")]);
    let made = folder.call(&["keys", "new", "--unencrypted"]);
    made.ends(
        0,
        &["Wrote the private key, not encrypted, to private.pem", "warning: whoever reads"],
    );
    assert!(folder.read("private.pem").starts_with("-----BEGIN PRIVATE KEY-----\n"));
    is_for_its_owner_alone(&folder, "private.pem");
    let shown = folder.call(&["keys", "public", "private.pem"]);
    shown.ends(0, &[]);
    assert_eq!(shown.out, made.out);
    folder.call(&["keys", "new", "--unencrypted"]).ends(2, &["a key is never written over"]);
    let both =
        ["keys", "new", "--out", "b.pem", "--unencrypted", "--passphrase-file", "passphrase"];
    folder.call(&both).ends(2, &["cannot be used with"]);
    // Where nobody can be asked, the way out is said.
    folder.call(&["keys", "new", "--out", "b.pem"]).ends(2, &["--unencrypted"]);
}

#[test]
fn an_encrypted_key_is_checked() {
    let folder = Folder::new(&[("passphrase", "correct-horse\n"), ("wrong", "battery\n")]);
    let key = fixture("genrsa-des3.pem");
    let checked = folder.call(&["keys", "check", &key, "--passphrase-file", "passphrase"]);
    checked.ends(0, &[]);
    let said = "RSA private key of 2048 bits, encrypted (PKCS#8)";
    assert!(checked.out.contains(said), "{}", checked.out);
    folder
        .call(&["keys", "check", &key, "--passphrase-file", "wrong"])
        .ends(1, &["the passphrase does not open the private key"]);
    folder
        .call(&["keys", "check", &key])
        .ends(1, &["no passphrase was given", "--passphrase-env NAME"]);
}

#[test]
fn a_key_of_more_bits_than_meta_asks_for_is_reported() {
    let folder = Folder::new(&[]);
    let said = "warning: the key has 4096 bits, more than the 2048 that Meta asks for";
    let large = fixture("rsa4096.pem");
    let checked = folder.call(&["keys", "check", &large]);
    checked.ends(0, &[said, "`cargo flow keys new`"]);
    assert!(checked.out.contains("RSA private key of 4096 bits"), "{}", checked.out);
    folder.call(&["keys", "public", &large]).ends(0, &[said]);
    let usual = folder.call(&["keys", "check", &fixture("plain.pkcs8.pem")]);
    assert!(!usual.err.contains("Meta asks for"), "{}", usual.err);
}

#[test]
fn a_file_that_is_no_private_key_is_named() {
    let folder = Folder::new(&[("notes.txt", "hello"), ("empty.pem", "")]);
    for (name, said) in [
        ("public.pem", "this is a public key"),
        ("certificate.pem", "this is a certificate"),
        ("ec.sec1.pem", "this is an elliptic curve key"),
        ("rsa1024.pem", "has 1024 bits"),
        ("plain.der", "binary form"),
    ] {
        let path = fixture(name);
        folder.call(&["keys", "check", &path]).ends(1, &[said]);
    }
    let plain = fixture("plain.pkcs1.pem");
    let ran = folder.call(&["keys", "check", &plain]);
    ran.ends(0, &["is not encrypted"]);
    assert!(ran.out.contains("not encrypted (PKCS#1)"), "{}", ran.out);
    folder.call(&["keys", "check", "notes.txt"]).ends(1, &["not PEM"]);
    folder.call(&["keys", "check", "empty.pem"]).ends(1, &["is empty"]);
    folder.call(&["keys", "check", "gone.pem"]).ends(2, &["`gone.pem` does not exist"]);
    folder.call(&["keys", "check", "."]).ends(2, &["`.` is a folder"]);
}

#[test]
fn wrong_calls_say_what_to_write() {
    let folder = Folder::new(&[("blank", "\n")]);
    folder.call(&["keys", "new"]).ends(2, &["there is no passphrase", "--passphrase-env NAME"]);
    folder
        .call(&["keys", "new", "--passphrase-env", "NO_SUCH_VARIABLE"])
        .ends(2, &["`NO_SUCH_VARIABLE` is not set"]);
    folder.call(&["keys", "new", "--passphrase-file", "blank"]).ends(2, &["`blank` is empty"]);
    assert!(!folder.path().join("private.pem").exists());
}
