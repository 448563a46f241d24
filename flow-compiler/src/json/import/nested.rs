//! Nested Ifs that one condition of the source says.

use crate::ast::{Body, Expr, ExprKind, If, Node, Value, ValueKind};
use crate::catalogue::MOST_IFS;
use crate::json::wire;

/// Joins an If with the Ifs in it where `flow!` would write the same document of `a && b`.
///
/// `above` counts the Ifs that the document has around these components.
pub(super) fn join(nodes: &mut [Node], above: usize) {
    for node in nodes {
        match node {
            Node::Data(_) | Node::Use(_) => {}
            Node::Component(component) => {
                if let Some(Body::Nodes(children)) = &mut component.body {
                    join(children, above);
                }
            }
            Node::If(branch) => {
                let taken = join_branch(branch, above);
                join(&mut branch.then, above + taken);
                join(branch.otherwise.as_deref_mut().unwrap_or_default(), above + taken);
            }
            Node::Match(choice) => {
                choice.cases.iter_mut().for_each(|case| join(&mut case.body, above));
            }
        }
    }
}

/// How many Ifs of the document the branch then stands for.
fn join_branch(branch: &mut If, above: usize) -> usize {
    let mut conditions = chain(branch);
    while conditions.len() > 1 {
        let count = conditions.len();
        if let Some(condition) = joined(&conditions, innermost(branch, count), above) {
            branch.then = take_innermost(branch, count);
            let span = condition.span;
            branch.condition = Some(Value::new(ValueKind::Expr(condition), span));
            return count;
        }
        conditions.pop();
    }
    1
}

/// The conditions of an If and of those in it that are alone there.
fn chain(branch: &If) -> Vec<Expr> {
    let mut conditions = Vec::new();
    let mut inner = Some(branch);
    while let Some(branch) = inner
        && conditions.len() < MOST_IFS
        && branch.otherwise.is_none()
        && branch.settings.is_empty()
        && let Some(condition) = branch.condition.as_ref().and_then(expr)
    {
        conditions.push(condition);
        inner = match branch.then.as_slice() {
            [Node::If(next)] => Some(next),
            _ => None,
        };
    }
    conditions
}

fn expr(value: &Value) -> Option<Expr> {
    let kind = match &value.kind {
        ValueKind::Expr(expr) => return Some(expr.clone()),
        ValueKind::Reference(reference) => ExprKind::Reference(reference.clone()),
        _ => return None,
    };
    Some(Expr { kind, span: value.span })
}

/// The condition that becomes these again in a document.
fn joined(conditions: &[Expr], then: &[Node], above: usize) -> Option<Expr> {
    let condition = wire::joined(conditions)?;
    let parts = wire::parts(&condition, then, above)?;
    let same = parts.iter().map(wire::condition).eq(conditions.iter().map(wire::condition));
    same.then_some(condition)
}

/// What is shown where the conditions of so many nested Ifs hold.
fn innermost(branch: &If, count: usize) -> &[Node] {
    match branch.then.as_slice() {
        [Node::If(inner)] if count > 1 => innermost(inner, count - 1),
        then => then,
    }
}

fn take_innermost(branch: &mut If, count: usize) -> Vec<Node> {
    match branch.then.as_mut_slice() {
        [Node::If(inner)] if count > 1 => take_innermost(inner, count - 1),
        _ => std::mem::take(&mut branch.then),
    }
}
