//! `keys upload`.

use flow_desk::SignatureStatus;

use crate::world::{ACCOUNT, World};

fn fixture(name: &str) -> String {
    format!("{}/../flow-runtime/fixtures/keys/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_key_is_uploaded_once() {
    let world = World::new(ACCOUNT);
    world.folder.write("passphrase", b"correct-horse\n");
    let key = fixture("genrsa-des3.pem");
    let upload = ["keys", "upload", &key, "--passphrase-file", "passphrase"];
    let phone = world.graph.phone();
    world.call(&upload).ends(0, &[&format!("Uploaded the public key for phone {phone}")]);
    let at_meta = world.graph.phone_number(&phone).expect("the phone").public_key;
    let public = world.call(&["keys", "public", &key, "--passphrase-file", "passphrase"]);
    assert_eq!(at_meta.as_deref(), Some(&*public.out));
    assert_eq!(world.writes().len(), 1);
    world.call(&upload).ends(0, &["has this key, signed"]);
    assert_eq!(world.writes(), Vec::<String>::new());
    world.graph.set_signature_status(&phone, SignatureStatus::Mismatch);
    world.call(&upload).ends(0, &["Uploaded"]);
    // Another key is asked for; a public key is taken as it is.
    world.folder.write("public.pem", public.out.as_bytes());
    world.call(&["keys", "upload", "public.pem"]).ends(0, &["has this key"]);
    let other = fixture("public.pem");
    world.call(&["keys", "upload", &other]).ends(2, &["has another key", "nobody can be asked"]);
    world.call(&["keys", "upload", &other, "--yes"]).ends(0, &["Uploaded"]);
}

#[test]
fn a_key_of_more_bits_than_meta_asks_for_is_uploaded_with_a_warning() {
    let world = World::new(ACCOUNT);
    for name in ["rsa4096.pem", "rsa4096.public.pem"] {
        let ran = world.call(&["keys", "upload", &fixture(name)]);
        ran.ends(0, &["warning: the key has 4096 bits, more than the 2048 that Meta asks for"]);
    }
}

#[test]
fn what_is_no_key_stays_here() {
    let world = World::new(ACCOUNT);
    world.folder.write("notes.txt", b"hello");
    world.call(&["keys", "upload", "notes.txt"]).ends(1, &["not PEM"]);
    world.call(&["keys", "upload", "gone.pem"]).ends(2, &["`gone.pem` does not exist"]);
    assert_eq!(world.writes(), Vec::<String>::new());
    let (text, phone) = (world.folder.read("flow.toml"), world.graph.phone());
    let without = text.replace(
        &format!(
            "phone = \"{phone}\"
"
        ),
        "",
    );
    world.folder.write("flow.toml", without.as_bytes());
    world
        .call(&["keys", "upload", &fixture("public.pem")])
        .ends(2, &["environment `staging` of `flow.toml` has no phone number", "phone = "]);
}
