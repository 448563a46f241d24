//! Where a piece of a flow was written.

/// Where a piece of a flow was written: tokens of a Rust source, or bytes of a text.
///
/// Both readers of a flow make the same tree, so every node carries one of the two. The tokens of
/// a macro belong to the compiler that called it; a range belongs to a text that the caller holds.
#[derive(Clone, Copy, Debug)]
pub enum Span {
    /// Tokens of a Rust source.
    #[cfg(feature = "rust")]
    Token(proc_macro2::Span),
    /// Tokens of a fragment, at one of the places where it is used.
    #[cfg(feature = "rust")]
    Used {
        /// The tokens, which every use shares.
        token: proc_macro2::Span,
        /// The number of the use.
        within: u32,
    },
    /// Bytes `start..end` of a file that the flow includes.
    Included {
        /// The number of the file.
        file: u32,
        /// The first byte.
        start: u32,
        /// The byte after the last.
        end: u32,
        /// The number of the use of a fragment; the largest number for none.
        within: u32,
    },
    /// Bytes `start..end` of a text.
    Text {
        /// The first byte.
        start: usize,
        /// The byte after the last.
        end: usize,
    },
}

/// Stands for no use of a fragment.
const NO_USE: u32 = u32::MAX;

impl Span {
    /// The place where a flow begins when nothing better is known: the macro call.
    #[cfg(feature = "rust")]
    #[must_use]
    pub fn call_site() -> Self {
        Self::Token(proc_macro2::Span::call_site())
    }

    /// Bytes `start..end` of a text.
    #[must_use]
    pub fn text(start: usize, end: usize) -> Self {
        Self::Text { start, end }
    }

    /// The span from the start of `self` to the end of `end`, where the compiler can say it;
    /// else `self`.
    #[must_use]
    pub fn to(self, end: Self) -> Self {
        match (self, end) {
            (Self::Text { start, .. }, Self::Text { end, .. }) => Self::Text { start, end },
            (Self::Included { file, start, within, .. }, Self::Included { end, .. }) => {
                Self::Included { file, start, end, within }
            }
            #[cfg(feature = "rust")]
            (Self::Token(a), Self::Token(b)) => Self::Token(a.join(b).unwrap_or(a)),
            #[cfg(feature = "rust")]
            (Self::Used { token: a, within }, Self::Used { token: b, .. }) => {
                Self::Used { token: a.join(b).unwrap_or(a), within }
            }
            _ => self,
        }
    }

    /// The same, but `end` where the compiler cannot say it: for a sign whose end says more.
    #[cfg(feature = "rust")]
    #[must_use]
    pub fn through(self, end: Self) -> Self {
        match (self, end) {
            (Self::Token(a), Self::Token(b)) => Self::Token(a.join(b).unwrap_or(b)),
            _ => self.to(end),
        }
    }

    /// The bytes of the text that was read: of the JSON text, or of the Rust source when it was
    /// read outside the compiler.
    #[must_use]
    pub fn bytes(self) -> std::ops::Range<usize> {
        match self {
            #[cfg(feature = "rust")]
            Self::Token(span) | Self::Used { token: span, .. } => span.byte_range(),
            Self::Included { start, end, .. } => start as usize..end as usize,
            Self::Text { start, end } => start..end,
        }
    }

    /// The tokens' span, for code and errors that the compiler will place; a text has none.
    #[cfg(feature = "rust")]
    #[must_use]
    pub fn token(self) -> proc_macro2::Span {
        match self {
            Self::Token(span) | Self::Used { token: span, .. } => span,
            Self::Included { .. } | Self::Text { .. } => proc_macro2::Span::call_site(),
        }
    }

    /// The same place of a fragment, in the use of this number. Places that belong to a use already
    /// keep it, as what a use hands on does.
    #[cfg(feature = "rust")]
    #[must_use]
    pub fn used(self, within: u32) -> Self {
        match self {
            Self::Token(token) => Self::Used { token, within },
            Self::Included { file, start, end, within: NO_USE } => {
                Self::Included { file, start, end, within }
            }
            _ => self,
        }
    }

    /// The same place of a text that was read by itself, as one of a file that the flow includes.
    #[must_use]
    pub fn of_file(self, file: u32) -> Self {
        let bytes = self.bytes();
        let byte = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Self::Included { file, start: byte(bytes.start), end: byte(bytes.end), within: NO_USE }
    }

    /// The number of the file that the flow includes and this place is in.
    #[must_use]
    pub fn file(self) -> Option<u32> {
        if let Self::Included { file, .. } = self { Some(file) } else { None }
    }

    /// The number of the use of a fragment that this place was written out for.
    #[must_use]
    pub fn within(self) -> Option<u32> {
        match self {
            #[cfg(feature = "rust")]
            Self::Used { within, .. } => Some(within),
            Self::Included { within, .. } => Some(within).filter(|within| *within != NO_USE),
            _ => None,
        }
    }

    /// What tells this place from the others of its source.
    ///
    /// The compiler does not say bytes to a macro, but it says lines and columns.
    #[must_use]
    pub fn place(self) -> String {
        match self {
            #[cfg(feature = "rust")]
            Self::Token(span) | Self::Used { token: span, .. } => {
                let (start, end) = (span.start(), span.end());
                format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column)
            }
            Self::Included { file, start, end, .. } => format!("{file}:{start}-{end}"),
            Self::Text { start, end } => format!("{start}-{end}"),
        }
    }
}

#[cfg(feature = "rust")]
impl From<proc_macro2::Span> for Span {
    fn from(span: proc_macro2::Span) -> Self {
        Self::Token(span)
    }
}
