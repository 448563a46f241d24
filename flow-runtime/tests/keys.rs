//! Private key files: every form that OpenSSL writes, and an error of its own for every other file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flow_runtime::{KeyError, PrivateKey};
use proptest::prelude::*;

const PASSPHRASE: &str = "correct-horse";

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../fixtures/keys/", $name))
    };
}

const PLAIN: &str = fixture!("plain.pkcs8.pem");

/// All but `genrsa-des3.pem` hold the key of `public.pem`.
const OPENED: [(&str, &str); 11] = [
    ("plain.pkcs8.pem", PLAIN),
    ("plain.pkcs1.pem", fixture!("plain.pkcs1.pem")),
    ("genrsa-des3.pem", fixture!("genrsa-des3.pem")),
    ("legacy-des3.pem", fixture!("legacy-des3.pem")),
    ("legacy-aes128.pem", fixture!("legacy-aes128.pem")),
    ("legacy-aes192.pem", fixture!("legacy-aes192.pem")),
    ("legacy-aes256.pem", fixture!("legacy-aes256.pem")),
    ("pbes2-aes128.pem", fixture!("pbes2-aes128.pem")),
    ("pbes2-aes256.pem", fixture!("pbes2-aes256.pem")),
    ("pbes2-des3-sha1.pem", fixture!("pbes2-des3-sha1.pem")),
    ("pbes2-scrypt.pem", fixture!("pbes2-scrypt.pem")),
];

fn error(pem: impl AsRef<[u8]>) -> KeyError {
    PrivateKey::from_pem(pem, Some(PASSPHRASE)).unwrap_err()
}

#[test]
fn every_form_that_openssl_writes_is_read() {
    for (name, pem) in OPENED {
        let key = PrivateKey::from_pem(pem, Some(PASSPHRASE))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(key.bits(), 2048, "{name}");
        if name != "genrsa-des3.pem" {
            assert_eq!(key.public_key_pem(), fixture!("public.pem"), "{name}");
            assert_eq!(*key.to_pem(), PLAIN, "{name}");
        }
    }
}

#[test]
fn an_encrypted_key_needs_its_passphrase() {
    let encrypted = OPENED.iter().filter(|(name, pem)| *name != "plain.pkcs1.pem" && *pem != PLAIN);
    for (name, pem) in encrypted {
        for none in [None, Some("")] {
            assert_eq!(
                PrivateKey::from_pem(pem, none).unwrap_err(),
                KeyError::MissingPassphrase,
                "{name}"
            );
        }
        assert_eq!(
            PrivateKey::from_pem(pem, Some("wrong")).unwrap_err(),
            KeyError::WrongPassphrase,
            "{name}"
        );
    }
}

#[test]
fn a_wrong_passphrase_is_told_even_where_the_padding_is_right_by_chance() {
    let pem = fixture!("legacy-des3.pem");
    for attempt in 0..2000 {
        assert_eq!(
            PrivateKey::from_pem(pem, Some(&format!("wrong {attempt}"))).unwrap_err(),
            KeyError::WrongPassphrase,
        );
    }
}

#[test]
fn a_key_pasted_into_a_variable_is_read() {
    for pem in [
        PLAIN.replace('\n', "\r\n"),
        PLAIN.replace('\n', "\\n"),
        format!("\u{feff}Key of the flow\n\n  {PLAIN}\n\n"),
        format!("{}{PLAIN}", fixture!("certificate.pem")),
        format!("{}{PLAIN}", fixture!("public.pem")),
    ] {
        assert_eq!(PrivateKey::from_pem(&pem, None).unwrap().bits(), 2048);
    }
}

#[test]
fn every_other_file_has_its_own_error() {
    let cases: [(&str, KeyError); 14] = [
        ("", KeyError::Empty),
        (" \n", KeyError::Empty),
        ("private.pem", KeyError::NotPem),
        (fixture!("public.pem"), KeyError::PublicKey),
        (fixture!("public.pkcs1.pem"), KeyError::PublicKey),
        (fixture!("certificate.pem"), KeyError::Certificate),
        (fixture!("ec.pkcs8.pem"), KeyError::EcKey),
        (fixture!("ec.sec1.pem"), KeyError::EcKey),
        (fixture!("ed25519.pem"), KeyError::NotRsa),
        (fixture!("rsa1024.pem"), KeyError::TooSmall { bits: 1024 }),
        (fixture!("rsa1024.pkcs1.pem"), KeyError::TooSmall { bits: 1024 }),
        (fixture!("pbes1.pem"), KeyError::UnsupportedEncryption),
        (fixture!("legacy-camellia256.pem"), KeyError::UnsupportedEncryption),
        (fixture!("iterations.pem"), KeyError::TooMuchWork),
    ];
    for (pem, expected) in cases {
        assert_eq!(error(pem), expected, "{pem:.40}");
    }
    assert_eq!(error(include_bytes!("../fixtures/keys/plain.der")), KeyError::Der);
    assert_eq!(error([0xff; 40]), KeyError::NotPem);
    assert_eq!(error([&[0x30, 0x82, 9, 99, 2, 1, 3][..], &[0; 40]].concat()), KeyError::Pkcs12);
    for bytes in [u16::to_le_bytes, u16::to_be_bytes as fn(u16) -> _] {
        let text = std::iter::once(0xfeff).chain(PLAIN.encode_utf16());
        assert_eq!(error(text.flat_map(bytes).collect::<Vec<_>>()), KeyError::Utf16);
    }
    assert_eq!(
        error("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ ada@example.com"),
        KeyError::PublicKey
    );
    assert_eq!(
        error("-----BEGIN OPENSSH PRIVATE KEY-----\nAA==\n-----END OPENSSH PRIVATE KEY-----"),
        KeyError::OpenSshKey
    );
    assert_eq!(
        error("-----BEGIN PARAMETERS-----\nAA==\n-----END PARAMETERS-----"),
        KeyError::NoPrivateKey
    );
    assert_eq!(error(vec![b' '; 70_000]), KeyError::TooLong { bytes: 70_000, limit: 65_536 });
}

#[test]
fn a_cut_file_is_told_wherever_it_is_cut() {
    for pem in [PLAIN, fixture!("plain.pkcs1.pem")] {
        let whole = pem.trim_end().len();
        for end in "-----BEGIN ".len()..whole {
            assert_eq!(error(&pem[..end]), KeyError::Truncated, "cut at {end}");
        }
        // Whole lines lost from the middle.
        let lines: Vec<_> = pem.lines().collect();
        let cut = [&lines[..10], &lines[lines.len() - 1..]].concat().join("\n");
        assert_eq!(error(cut), KeyError::Truncated);
    }
}

#[test]
fn a_damaged_file_is_told() {
    assert_eq!(error(PLAIN.replacen("MII", "M*I", 1)), KeyError::Damaged);
    let unnamed = fixture!("legacy-des3.pem").replace("DEK-Info", "Dek");
    assert_eq!(error(unnamed), KeyError::Damaged);
    let short_iv = fixture!("legacy-des3.pem").replacen("DES-EDE3-CBC,", "DES-EDE3-CBC,00", 1);
    assert_eq!(error(short_iv), KeyError::Damaged);
    // One digit within the private exponent.
    let lines: Vec<_> = fixture!("plain.pkcs1.pem").lines().collect();
    let changed: String = lines[8].chars().rev().collect();
    let pem = fixture!("plain.pkcs1.pem").replacen(lines[8], &changed, 1);
    assert_eq!(error(pem), KeyError::Inconsistent);
}

#[test]
fn an_initialization_vector_of_wrong_length_is_damage_and_no_panic() {
    for (iv, expected) in [(&[0; 4][..], KeyError::Damaged), (&[0; 8], KeyError::WrongPassphrase)] {
        assert_eq!(error(triple_des(iv)), expected);
    }
}

/// An encrypted key file whose ciphertext is noise.
fn triple_des(iv: &[u8]) -> String {
    const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];
    const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c];
    const DES_EDE3_CBC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x03, 0x07];
    let (sequence, octets, integer, oid) = (0x30, 0x04, 0x02, 0x06);

    let rounds = tlv(sequence, &[tlv(octets, &[[7; 8].to_vec()]), tlv(integer, &[vec![1]])]);
    let kdf = tlv(sequence, &[tlv(oid, &[PBKDF2.to_vec()]), rounds]);
    let cipher = tlv(sequence, &[tlv(oid, &[DES_EDE3_CBC.to_vec()]), tlv(octets, &[iv.to_vec()])]);
    let scheme = tlv(sequence, &[tlv(oid, &[PBES2.to_vec()]), tlv(sequence, &[kdf, cipher])]);
    let der = tlv(sequence, &[scheme, tlv(octets, &[[0; 16].to_vec()])]);
    let base64 = STANDARD.encode(der);
    format!(
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n{base64}\n-----END ENCRYPTED PRIVATE KEY-----\n"
    )
}

fn tlv(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    let content = parts.concat();
    let length = u8::try_from(content.len()).unwrap();
    assert!(length < 0x80);
    [&[tag, length], content.as_slice()].concat()
}

#[test]
fn messages_say_what_to_do() {
    for (pem, part) in [
        (fixture!("public.pem"), "give the private key"),
        (fixture!("ec.sec1.pem"), "openssl genrsa"),
        (fixture!("rsa1024.pem"), "has 1024 bits"),
        (fixture!("pbes1.pem"), "openssl pkcs8 -topk8"),
    ] {
        let message = error(pem).to_string();
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn debug_shows_nothing_of_the_key() {
    let key = PrivateKey::from_pem(PLAIN, None).unwrap();
    assert_eq!(format!("{key:?}"), "PrivateKey { bits: 2048, .. }");
}

#[test]
fn a_key_is_made() {
    let key = PrivateKey::generate().unwrap();
    assert_eq!(key.bits(), 2048);
    let read = PrivateKey::from_pem(key.to_pem().as_bytes(), None).unwrap();
    assert_eq!(read.public_key_pem(), key.public_key_pem());
    let other = PrivateKey::generate().unwrap();
    assert_ne!(other.public_key_pem(), key.public_key_pem());
}

#[test]
fn a_key_is_written_encrypted_and_read_again() {
    let key = PrivateKey::from_pem(PLAIN, None).unwrap();
    assert_eq!(key.to_encrypted_pem("").unwrap_err(), KeyError::EmptyPassphrase);
    let pem = key.to_encrypted_pem(PASSPHRASE).unwrap();
    assert!(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    let read = PrivateKey::from_pem(pem.as_bytes(), Some(PASSPHRASE)).unwrap();
    assert_eq!(read.to_pem(), key.to_pem());
    assert_eq!(read.public_key_pem(), key.public_key_pem());
}

/// A PEM file with a few bytes of its DER changed.
fn changed(pem: &str, changes: &[(prop::sample::Index, u8)]) -> String {
    let (head, rest) = pem.split_once("-----\n").unwrap();
    let (body, end) = rest.split_once("-----END").unwrap();
    // The headers of an encrypted PKCS#1 file end with an empty line.
    let (headers, base64) = body.rsplit_once("\n\n").unwrap_or(("", body));
    let mut der = STANDARD.decode(base64.replace('\n', "")).unwrap();
    for (at, byte) in changes {
        // Most of the structure is in the first bytes.
        let at = at.index(der.len()) % 200;
        der[at] = *byte;
    }
    let base64 = STANDARD.encode(der);
    format!("{head}-----\n{headers}\n\n{base64}\n-----END{end}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_text_makes_it_panic(text in "(-----BEGIN )?(RSA )?(PRIVATE KEY)?(-----)?.{0,60}(-----END.{0,20})?") {
        prop_assert!(PrivateKey::from_pem(&text, Some(PASSPHRASE)).is_err());
    }

    #[test]
    fn no_damage_makes_it_panic(
        file in prop::sample::select(vec![
            "plain.pkcs8.pem", "plain.pkcs1.pem", "genrsa-des3.pem", "legacy-aes128.pem",
        ]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let (_, pem) = OPENED.iter().find(|(name, _)| *name == file).unwrap();
        // The unchanged file is read, so that the test tests what it seems to.
        prop_assert!(PrivateKey::from_pem(changed(pem, &[]), Some(PASSPHRASE)).is_ok());
        let _ = PrivateKey::from_pem(changed(pem, &changes), Some(PASSPHRASE));
    }
}
