//! Copying flows from one account into another.

use serde::Deserialize;

use crate::error::Error;
use crate::id::plain;
use crate::lenient;

/// Meta's limit on the names in one call.
const MOST: usize = 100;

/// Which flows to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "nothing is copied until this is given to `migrate`"]
pub struct Migration {
    source_waba: String,
    names: Vec<String>,
}

/// What came of copying.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Migrated {
    /// The flows that were copied.
    #[serde(default, deserialize_with = "lenient::list")]
    pub migrated_flows: Vec<MigratedFlow>,
    /// The flows that were not.
    #[serde(default, deserialize_with = "lenient::list")]
    pub failed_flows: Vec<FailedFlow>,
}

/// A flow that was copied.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct MigratedFlow {
    /// Its name, the same in both accounts.
    #[serde(default, deserialize_with = "lenient::string")]
    pub source_name: String,
    /// Its id in the source.
    #[serde(default, deserialize_with = "lenient::string")]
    pub source_id: String,
    /// The id of the copy.
    #[serde(default, deserialize_with = "lenient::string")]
    pub migrated_id: String,
}

/// A flow that could not be copied.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct FailedFlow {
    /// Its name.
    #[serde(default, deserialize_with = "lenient::string")]
    pub source_name: String,
    /// Meta's code: 4233041 when the destination has a flow of that name, or the source has none.
    #[serde(default, deserialize_with = "lenient::integer")]
    pub error_code: i64,
    /// What Meta says.
    #[serde(default, deserialize_with = "lenient::string")]
    pub error_message: String,
}

impl Migration {
    /// Copies every flow of an account, unless some are named.
    pub fn from_waba(source_waba: impl Into<String>) -> Self {
        Self { source_waba: source_waba.into(), names: Vec::new() }
    }

    /// Copies the flow of this name, and only flows that are named: at most 100 in one call.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.names.push(name.into());
        self
    }

    pub(super) fn to_query(
        &self,
        call: &'static str,
    ) -> Result<Vec<(&'static str, String)>, Error> {
        let mut query =
            vec![("source_waba_id", plain(&self.source_waba, "source account")?.to_owned())];
        if self.names.len() > MOST {
            return Err(Error::invalid(call, "at most 100 names are taken; make several calls"));
        }
        if let Some(name) = self.names.iter().find(|name| name.contains(',') || name.is_empty()) {
            return Err(Error::invalid(
                call,
                format!(
                    "the name `{name}` cannot be in a list that commas divide; rename the flow"
                ),
            ));
        }
        if !self.names.is_empty() {
            query.push(("source_flow_names", self.names.join(",")));
        }
        Ok(query)
    }
}
