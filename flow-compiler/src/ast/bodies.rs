//! What is inside a node, for whoever walks the tree.

use super::{Body, Case, Node};

impl Node {
    /// The lists of nodes in this one, in the order of the document: of a branch one for each way
    /// that it may be shown.
    pub fn bodies(&self) -> impl Iterator<Item = &[Node]> {
        let (one, other, cases): (&[Self], &[Self], &[Case]) = match self {
            Self::Component(component) => match &component.body {
                Some(Body::Nodes(nodes)) => (nodes, &[], &[]),
                _ => (&[], &[], &[]),
            },
            Self::If(branch) => {
                (&branch.then, branch.otherwise.as_deref().unwrap_or_default(), &[])
            }
            Self::Match(choice) => (&[], &[], &choice.cases),
            Self::Data(_) | Self::Use(_) => (&[], &[], &[]),
        };
        [one, other].into_iter().chain(cases.iter().map(|case| &*case.body))
    }

    /// The same lists, to be changed.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut [Node]> {
        let (one, other, cases): (&mut [Self], &mut [Self], &mut [Case]) = match self {
            Self::Component(component) => match &mut component.body {
                Some(Body::Nodes(nodes)) => (nodes, &mut [], &mut []),
                _ => (&mut [], &mut [], &mut []),
            },
            Self::If(branch) => {
                let otherwise = branch.otherwise.as_deref_mut().unwrap_or_default();
                (&mut branch.then, otherwise, &mut [])
            }
            Self::Match(choice) => (&mut [], &mut [], &mut choice.cases),
            Self::Data(_) | Self::Use(_) => (&mut [], &mut [], &mut []),
        };
        [one, other].into_iter().chain(cases.iter_mut().map(|case| &mut *case.body))
    }
}
