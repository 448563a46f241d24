//! Ids, as they stand in a path.

use crate::error::Error;

const LONGEST: usize = 64;

/// Checks that an id is letters and digits, so that it cannot lead a call elsewhere.
pub(crate) fn plain<'a>(id: &'a str, of: &'static str) -> Result<&'a str, Error> {
    let plain = !id.is_empty()
        && id.len() <= LONGEST
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain { Ok(id) } else { Err(Error::InvalidId { of }) }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn only_letters_and_digits_are_an_id() {
        assert!(plain("102290129340398", "flow").is_ok());
        for id in ["", "1/2", "..", "1?fields=id", "1 2", "1%2f", "é", &"1".repeat(65)] {
            let error = plain(id, "flow").unwrap_err().to_string();
            assert!(error.starts_with("the id of the flow is"), "{error}");
        }
    }
}
