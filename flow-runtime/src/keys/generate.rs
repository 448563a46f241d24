//! Making a key: by AWS-LC where it is built in, else by the `rsa` crate.

use zeroize::Zeroizing;

#[cfg(feature = "aws-lc-rs")]
pub(super) fn pkcs8() -> Option<Zeroizing<Vec<u8>>> {
    use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
    use aws_lc_rs::rsa::{KeyPair, KeySize};

    let pair = KeyPair::generate(KeySize::Rsa2048).ok()?;
    let der: Pkcs8V1Der<'_> = pair.as_der().ok()?;
    Some(Zeroizing::new(der.as_ref().to_vec()))
}

#[cfg(not(feature = "aws-lc-rs"))]
pub(super) fn pkcs8() -> Option<Zeroizing<Vec<u8>>> {
    use pkcs8::EncodePrivateKey as _;

    // The generator below panics where there are no random numbers, so they are asked for first.
    getrandom::fill(&mut [0]).ok()?;
    let mut random = rsa::rand_core::UnwrapErr(getrandom::SysRng);
    let key = rsa::PrivateKey::new(&mut random, super::MIN_BITS as usize).ok()?;
    let der = key.to_pkcs8_der().ok()?;
    Some(Zeroizing::new(der.as_bytes().to_vec()))
}
