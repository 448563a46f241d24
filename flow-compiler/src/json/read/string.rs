//! Strings and their escapes.

use super::{Read, Reader, Stop};

impl Reader<'_> {
    /// A string from its opening quote to its closing one.
    pub(super) fn string(&mut self, quote: u8) -> Read<String> {
        let open = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.bytes[self.at..];
            let special = |byte: &u8| *byte == quote || *byte == b'\\' || *byte < 0x20;
            let Some(length) = rest.iter().position(special) else {
                self.fault(open, open + 1, "this string has no closing quote")?
                    .help("write `\"` after its last character");
                return Err(Stop);
            };
            let plain = &self.text[self.at..self.at + length];
            self.at += length;
            match rest[length] {
                b'\\' => {
                    text.push_str(plain);
                    self.escape(&mut text)?;
                }
                byte if byte == quote => {
                    self.at += 1;
                    if text.is_empty() {
                        return Ok(plain.to_owned());
                    }
                    text.push_str(plain);
                    return Ok(text);
                }
                control => {
                    text.push_str(plain);
                    text.push(char::from(control));
                    self.control(control)?;
                }
            }
        }
    }

    fn control(&mut self, byte: u8) -> Read<()> {
        let escape = match byte {
            b'\n' => r"\n".to_owned(),
            b'\r' => r"\r".to_owned(),
            b'\t' => r"\t".to_owned(),
            other => format!("\\u{other:04x}"),
        };
        let what = if byte == b'\n' { "a line break" } else { "a control character" };
        let message = format!("{what} is in a string");
        self.fault(self.at, self.at + 1, message)?
            .help(format!("write `{escape}`, or close the string before it"));
        self.at += 1;
        Ok(())
    }

    fn escape(&mut self, text: &mut String) -> Read<()> {
        let start = self.at;
        let Some(letter) = self.char_at(start + 1) else {
            self.at = self.bytes.len();
            return Ok(());
        };
        self.at += 1 + letter.len_utf8();
        let resolved = match letter {
            '"' | '\\' | '/' => letter,
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => {
                self.at = start;
                self.unicode()?
            }
            _ => {
                let message = format!("`\\{}` is not an escape", letter.escape_debug());
                self.fault(start, self.at, message)?.help(
                    "write `\\\\` for a backslash; other escapes are `\\\"`, `\\n` and `\\u00e9`",
                );
                letter
            }
        };
        text.push(resolved);
        Ok(())
    }

    /// `\uXXXX`, or two of them for a character beyond the first 65,536.
    fn unicode(&mut self) -> Read<char> {
        let start = self.at;
        let Some(first) = self.unit() else {
            let end = start + 2;
            self.at = end;
            self.fault(start, end, "`\\u` needs four hexadecimal digits")?
                .help("write for instance `\\u00e9`");
            return Ok(char::REPLACEMENT_CHARACTER);
        };
        if let Some(c) = char::from_u32(first) {
            return Ok(c);
        }
        let behind = self.at;
        if first < 0xdc00
            && let Some(second @ 0xdc00..0xe000) = self.unit()
        {
            let c = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            return Ok(char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.at = behind;
        self.fault(start, behind, "this escape is half of a character")?
            .help("characters beyond U+FFFF are written as two escapes, or as they are");
        Ok(char::REPLACEMENT_CHARACTER)
    }

    /// The number of `\uXXXX`, where it is here.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.bytes.get(self.at..self.at + 6)?.strip_prefix(b"\\u")?;
        let value = digits
            .iter()
            .try_fold(0, |value, digit| Some(value * 16 + char::from(*digit).to_digit(16)?))?;
        self.at += 6;
        Some(value)
    }
}
