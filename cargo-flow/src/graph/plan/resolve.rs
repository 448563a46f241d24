//! Which flows at Meta are the flow of the source: by the lock, and by the name where the lock
//! knows of none.

use flow_graph::Status;

use super::Named;
use crate::graph::lock::Record;

/// A flow of the WABA's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::graph) struct Listed {
    pub(in crate::graph) id: String,
    pub(in crate::graph) name: String,
    pub(in crate::graph) status: Status,
}

/// The flows at Meta that are the flow of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::graph) struct Situation<F> {
    /// The published one.
    pub(in crate::graph) live: Option<F>,
    /// The one that is worked on; where there is a published one too, it will replace that.
    pub(in crate::graph) draft: Option<F>,
    /// The published one that `live` has replaced and that is to be deprecated.
    pub(in crate::graph) old: Option<Named>,
    /// The name for a new flow.
    pub(in crate::graph) free_name: String,
    pub(in crate::graph) notes: Vec<String>,
}

/// Looks a flow of the source up among the flows of the WABA, by its name in Rust and at Meta.
///
/// `records` is the whole lock, `reserved` holds the names of the source's other flows.
pub(in crate::graph) fn resolve(
    environment: &str,
    flow: &str,
    name: &str,
    listed: &[Listed],
    records: &[Record],
    reserved: &[&str],
) -> Situation<Listed> {
    let own = |record: &&Record| record.environment == environment && record.flow == flow;
    let find = |id: &str| listed.iter().find(|flow| flow.id == id);
    let record = records.iter().find(own);
    let current = record.and_then(|record| find(&record.id));
    let before = record.and_then(|record| find(record.replaces.as_deref()?));
    let mut situation = Situation {
        live: None,
        draft: None,
        old: None,
        free_name: free_name(name, listed, reserved),
        notes: Vec::new(),
    };
    if let (Some(record), None) = (record, current) {
        situation.notes.push(format!("`{}` ({}) is no longer at Meta", record.name, record.id));
    }
    match current {
        Some(flow) if flow.status == Status::Draft => {
            situation.draft = Some(flow.clone());
            situation.live = before.filter(|flow| is_live(&flow.status)).cloned();
            return situation;
        }
        Some(flow) if is_live(&flow.status) => {
            situation.live = Some(flow.clone());
            let old = before.filter(|flow| flow.status == Status::Published);
            situation.old = old.map(|flow| Named { id: flow.id.clone(), name: flow.name.clone() });
        }
        Some(flow) => situation.notes.push(format!(
            "`{}` ({}) is {} and stays so",
            flow.name,
            flow.id,
            flow.status.as_str()
        )),
        None => situation.live = before.filter(|flow| is_live(&flow.status)).cloned(),
    }
    // An interrupted push may have made a flow that the lock does not know.
    let locked = |id: &str| {
        let known = records.iter().filter(|record| !own(record));
        known.into_iter().any(|record| record.id == id || record.replaces.as_deref() == Some(id))
    };
    let mut family: Vec<(u32, &Listed)> = listed
        .iter()
        .filter(|flow| !locked(&flow.id) && !reserved.contains(&flow.name.as_str()))
        .filter_map(|flow| Some((number(name, &flow.name)?, flow)))
        .collect();
    family.sort_by_key(|(number, _)| *number);
    let newest = |is: &dyn Fn(&Status) -> bool| {
        family.iter().rev().find(|(_, flow)| is(&flow.status)).copied()
    };
    if situation.live.is_none() {
        situation.live = newest(&is_live).map(|(_, flow)| flow.clone());
    }
    let live = situation.live.as_ref().and_then(|live| number(name, &live.name));
    situation.draft = newest(&|status| *status == Status::Draft)
        .filter(|(number, _)| *number > live.unwrap_or(0))
        .map(|(_, flow)| flow.clone());
    situation
}

/// Published, whatever Meta thinks of it since. What has a status of its own is taken for such,
/// too: it is at Meta, and nothing says that it can be changed or is of no more use.
fn is_live(status: &Status) -> bool {
    !matches!(status, Status::Draft | Status::Deprecated)
}

/// Which in the row of replacements a name is: `Account` is 1, `Account (2)` is 2.
pub(in crate::graph) fn number(name: &str, of: &str) -> Option<u32> {
    let rest = of.strip_prefix(name)?;
    if rest.is_empty() {
        return Some(1);
    }
    let digits = rest.strip_prefix(" (")?.strip_suffix(')')?;
    digits.parse().ok().filter(|number: &u32| *number > 1 && digits == number.to_string())
}

/// The first name of the row that no flow of the WABA has, in any state: names are unique.
fn free_name(name: &str, listed: &[Listed], reserved: &[&str]) -> String {
    let taken = |name: &str| {
        reserved.contains(&name) || listed.iter().any(|flow| flow.name.eq_ignore_ascii_case(name))
    };
    let numbered = (2_u32..).map(|number| format!("{name} ({number})"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !taken(name)).unwrap_or_else(|| name.to_owned())
}
