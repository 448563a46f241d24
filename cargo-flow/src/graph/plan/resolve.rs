//! Which flows at Meta are the flow of the source: by the lock, and by the name where the lock
//! knows of none.

use flow_graph::{LockedFlow, Status};

use super::Named;

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
    /// The flow itself: what is sent, or a draft that is yet to be published.
    pub(in crate::graph) flow: Option<F>,
    /// The draft of a clone that is to take its place, as the lock says.
    pub(in crate::graph) clone: Option<F>,
    /// A draft under a later name, which the lock does not know: a clone whose making was cut off
    /// is one.
    pub(in crate::graph) stray: Option<F>,
    /// The flows whose place it has taken since the last push, and that people can still open.
    pub(in crate::graph) replaced: Vec<Named>,
    /// The ids of the flows in the lock's list of replaced ones that people can still open.
    pub(in crate::graph) alive: Vec<String>,
    /// The flow of the lock, where its life has ended.
    pub(in crate::graph) ended: Option<Listed>,
    /// The name for a new flow.
    pub(in crate::graph) free_name: String,
    pub(in crate::graph) notes: Vec<String>,
}

impl<F> Situation<F> {
    /// The flow that is worked on.
    pub(in crate::graph) fn working(&self) -> Option<&F> {
        self.clone.as_ref().or(self.flow.as_ref())
    }
}

/// Looks a flow of the source up among the flows of the WABA, by its name in Rust and at Meta.
///
/// `records` is the whole lock, `reserved` holds the names of the source's other flows.
pub(in crate::graph) fn resolve(
    environment: &str,
    flow: &str,
    name: &str,
    listed: &[Listed],
    records: &[LockedFlow],
    reserved: &[&str],
) -> Situation<Listed> {
    let own = |record: &&LockedFlow| record.environment == environment && record.flow == flow;
    let find = |id: &str| listed.iter().find(|flow| flow.id == id);
    let record = records.iter().find(own);
    let mut situation = Situation {
        flow: None,
        clone: None,
        stray: None,
        replaced: Vec::new(),
        alive: Vec::new(),
        ended: None,
        free_name: free_name(name, listed, reserved),
        notes: Vec::new(),
    };
    if let Some(record) = record {
        by_lock(&mut situation, record, find);
    }
    // An interrupted push may have made a flow that the lock does not know.
    let locked = |id: &str| {
        records.iter().any(|record| {
            let clone = record.clone.as_ref().is_some_and(|clone| clone.id == id);
            let replaced = record.replaced.iter().any(|replaced| replaced.id == id);
            (record.id == id && !own(&record)) || clone || replaced
        })
    };
    let mut family: Vec<(u32, &Listed)> = listed
        .iter()
        .filter(|flow| !locked(&flow.id) && !reserved.contains(&flow.name.as_str()))
        .filter_map(|flow| Some((number(name, &flow.name)?, flow)))
        .collect();
    family.sort_by_key(|(number, _)| *number);
    if situation.flow.is_none() {
        by_name(&mut situation, &family);
    }
    let current = situation.flow.as_ref().and_then(|flow| number(name, &flow.name)).unwrap_or(0);
    if situation.clone.is_none() {
        let newer =
            |(number, flow): &&(u32, &Listed)| *number > current && flow.status == Status::Draft;
        situation.stray = family.iter().rev().find(newer).map(|(_, flow)| (*flow).clone());
    }
    situation
}

fn by_lock<'l>(
    situation: &mut Situation<Listed>,
    record: &LockedFlow,
    find: impl Fn(&str) -> Option<&'l Listed>,
) {
    let is_alive = |id: &String| find(id).is_some_and(|flow| is_live(&flow.status));
    let replaced = record.replaced.iter().map(|replaced| &replaced.id);
    situation.alive = replaced.filter(|id| is_alive(id)).cloned().collect();
    let current = find(&record.id);
    if current.is_none() {
        let note = format!("`{}` ({}) is no longer at Meta", record.name, record.id);
        situation.notes.push(note);
    }
    let clone = record.clone.as_ref().and_then(|clone| find(&clone.id));
    let current = match current {
        Some(flow) if flow.status == Status::Deprecated => {
            situation.ended = Some(flow.clone());
            None
        }
        current => current,
    };
    match clone {
        // It was published, and the lock does not know yet.
        Some(clone) if is_live(&clone.status) => {
            situation.flow = Some(clone.clone());
            let old = current.filter(|flow| is_live(&flow.status));
            situation.replaced.extend(old.map(named));
        }
        Some(clone) if clone.status == Status::Draft && current.is_some() => {
            situation.flow = current.cloned();
            situation.clone = Some(clone.clone());
        }
        Some(clone) if clone.status == Status::Draft => situation.flow = Some(clone.clone()),
        _ => situation.flow = current.cloned(),
    }
    match &situation.ended {
        Some(flow) if situation.flow.is_none() => situation.notes.push(format!(
            "`{}` ({}) is {} and stays so",
            flow.name,
            flow.id,
            flow.status.as_str()
        )),
        _ => situation.ended = None,
    }
}

/// The newest that is published, and else the newest draft.
fn by_name(situation: &mut Situation<Listed>, family: &[(u32, &Listed)]) {
    let newest = |is: &dyn Fn(&Status) -> bool| {
        family.iter().rev().find(|(_, flow)| is(&flow.status)).map(|(_, flow)| (*flow).clone())
    };
    situation.flow = newest(&is_live);
    let Some(flow) = &situation.flow else {
        situation.flow = newest(&|status| *status == Status::Draft);
        return;
    };
    let older = family.iter().filter(|(_, other)| other.id != flow.id && is_live(&other.status));
    for (_, older) in older {
        situation.notes.push(format!(
            "`{}` ({}) is taken for one that `{}` has replaced",
            older.name, older.id, flow.name
        ));
        situation.replaced.push(named(older));
    }
}

fn named(flow: &Listed) -> Named {
    Named { id: flow.id.clone(), name: flow.name.clone() }
}

/// Published, whatever Meta thinks of it since. What has a status of its own is taken for such,
/// too: it is at Meta, and nothing says that it is of no more use.
pub(in crate::graph) fn is_live(status: &Status) -> bool {
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
