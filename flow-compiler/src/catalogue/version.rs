//! The versions of Flow JSON and of the Data API.

use std::fmt;

/// A version of Flow JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The number before the point.
    pub major: u8,
    /// The number after the point.
    pub minor: u8,
}

/// What Meta still does with a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Flows of it can be published.
    Published,
    /// Flows of it can be sent, but no longer published.
    Frozen,
}

/// One version that exists.
#[derive(Debug)]
pub struct Release {
    /// Its number.
    pub version: Version,
    /// What Meta still does with it.
    pub standing: Standing,
    /// The Data API versions that its flows may declare.
    pub data_api: &'static [&'static str],
    /// What it brought, for the reference.
    pub brought: &'static str,
}

impl Version {
    /// A version by its numbers.
    #[must_use]
    pub const fn new(major: u8, minor: u8) -> Self {
        Self { major, minor }
    }

    /// Reads `major.minor`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (major, minor) = text.split_once('.')?;
        let number = |digits: &str| {
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit())
                && (digits == "0" || !digits.starts_with('0'));
            plain.then(|| digits.parse().ok()).flatten()
        };
        Some(Self::new(number(major)?, number(minor)?))
    }

    /// What is known of this version; `None` for one that does not exist.
    #[must_use]
    pub fn release(self) -> Option<&'static Release> {
        RELEASES.iter().find(|release| release.version == self)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// Declares the versions: a constant and a row of [`RELEASES`] each.
macro_rules! releases {
    ($( $name:ident = $major:literal.$minor:literal $standing:ident $data_api:tt $brought:literal; )+) => {
        $(
            #[doc = concat!("Flow JSON ", $major, ".", $minor, ".")]
            pub const $name: Version = Version::new($major, $minor);
        )+

        /// Every version that exists, oldest first.
        pub const RELEASES: &[Release] = &[$( Release {
            version: $name,
            standing: Standing::$standing,
            data_api: &$data_api,
            brought: $brought,
        }, )+];
    };
}

// A token of the shape `7.3` would be a number, so the numbers are apart.
releases! {
    V2_1 = 2 . 1 Frozen ["3.0"] "The first version of this list.";
    V3_0 = 3 . 0 Frozen ["3.0"] "`data_channel_uri` is gone; the endpoint is set through the API.";
    V3_1 = 3 . 1 Frozen ["3.0"] "";
    V4_0 = 4 . 0 Frozen ["3.0"] "Form becomes optional; If, Switch, references to other screens, PhotoPicker, DocumentPicker.";
    V5_0 = 5 . 0 Frozen ["3.0"] "Dates as YYYY-MM-DD; images and colours of options.";
    V5_1 = 5 . 1 Published ["3.0"] "RichText, `markdown`, `sensitive`.";
    V6_0 = 6 . 0 Published ["3.0"] "Expressions, update_data, open_url; blank texts are refused.";
    V6_1 = 6 . 1 Published ["3.0"] "CalendarPicker.";
    V6_2 = 6 . 2 Published ["3.0"] "NavigationList; `pattern` of TextInput.";
    V6_3 = 6 . 3 Published ["3.0"] "ChipsSelector; RichText beside a Footer.";
    V7_0 = 7 . 0 Published ["3.0"] "`label-variant`; initial values are checked; stricter screen ids.";
    V7_1 = 7 . 1 Published ["3.0"] "ImageCarousel; ChipsSelector in branches and with actions.";
    V7_2 = 7 . 2 Published ["3.0"] "Expressions in payloads are checked.";
    V7_3 = 7 . 3 Published ["3.0", "4.0"] "Stricter routes; Data API 4.0.";
    V7_4 = 7 . 4 Published ["3.0", "4.0"] "Behaves as 7.3.";
}
