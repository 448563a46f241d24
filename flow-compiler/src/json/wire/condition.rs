//! Conditions of If without back-ticks, as Meta's upload takes them and the phone reads them.
//!
//! Both read from left to right and know no usual precedence: what means what it says has every
//! binary operation but the outermost in parentheses.

use super::write;
use crate::ast::{BinaryOp, Expr, ExprKind, If, Node, UnaryOp, ValueKind};
use crate::catalogue::MOST_IFS;

/// A condition without back-ticks, as every version reads it; `None` where that form cannot say
/// it: arithmetic, decimals, texts with quotes, back-ticks or backslashes.
#[must_use]
pub fn condition(expr: &Expr) -> Option<String> {
    plain(expr).then(|| spelled(&arranged(expr)))
}

/// An expression with the parentheses that it has, and no other.
#[must_use]
pub fn spelled(expr: &Expr) -> String {
    let mut out = String::new();
    write(&mut out, expr);
    out
}

/// The conditions of the nested Ifs that an If becomes in a document; `None` where it is one there.
///
/// Meta's upload takes one equality of texts or numbers in a condition, so `a == 'x' && b == 'y'`
/// becomes an If in an If. That is possible where there is no `else`, and where the branch `then`
/// and the Ifs `above` leave room for it.
#[must_use]
pub fn nested(branch: &If, above: usize) -> Option<Vec<Expr>> {
    let alone = branch.otherwise.is_none() && branch.settings.is_empty();
    match &branch.condition.as_ref()?.kind {
        ValueKind::Expr(condition) if alone => parts(condition, &branch.then, above),
        _ => None,
    }
}

/// The same of a condition and what is shown where it holds.
#[must_use]
pub fn parts(condition: &Expr, then: &[Node], above: usize) -> Option<Vec<Expr>> {
    if !is_late(condition) || !plain(condition) {
        return None;
    }
    let mut groups: Vec<Expr> = Vec::new();
    for conjunct in conjuncts(condition) {
        let both = groups.last().map(|last| and(last.clone(), conjunct.clone()));
        match both.filter(|both| !is_late(both)) {
            Some(both) => {
                groups.pop();
                groups.push(both);
            }
            None => groups.push(conjunct),
        }
    }
    let room = MOST_IFS.saturating_sub(above);
    let fits = groups.len() <= room && !groups.iter().any(is_late);
    (fits && !is_deeper(then, room - groups.len())).then_some(groups)
}

/// The condition that one If has in place of nested ones.
#[must_use]
pub fn joined(conditions: &[Expr]) -> Option<Expr> {
    conditions.iter().flat_map(conjuncts).map(|conjunct| natural(&conjunct)).reduce(and)
}

/// The same without parentheses that usual precedence does not ask for.
#[must_use]
pub fn natural(expr: &Expr) -> Expr {
    let kind = match &expr.kind {
        ExprKind::Paren(inner) => return natural(inner),
        ExprKind::Unary(op, operand) => {
            let operand = natural(operand);
            let bare = !matches!(operand.kind, ExprKind::Binary(..));
            ExprKind::Unary(*op, Box::new(if bare { operand } else { paren(operand) }))
        }
        ExprKind::Binary(op, left, right) => {
            let side = |side: &Expr, least: u8| match natural(side) {
                inner if binds(&inner) < least => paren(inner),
                inner => inner,
            };
            // A chain of comparisons would be read by nobody.
            let least = if compares(*op) { BinaryOp::Add.precedence() } else { op.precedence() };
            ExprKind::Binary(*op, Box::new(side(left, least)), Box::new(side(right, least + 1)))
        }
        _ => return expr.clone(),
    };
    Expr { kind, span: expr.span }
}

/// Whether Meta's upload refuses the form: a comparison meets another operator with no parenthesis
/// between them, `!` is elsewhere than at the start or right after `(`, `&&`, `||`, or `<` and
/// its like come right after `)`.
#[must_use]
pub fn is_refused(expr: &Expr) -> bool {
    let mut walk = Walk::default();
    walk.expr(expr);
    walk.refused
}

/// Whether `&&` and `||` meet with no parenthesis between them, which the phone reads in an order
/// of its own.
#[must_use]
pub fn is_mixed(expr: &Expr) -> bool {
    let mut walk = Walk::default();
    walk.expr(expr);
    walk.mixed
}

/// The equality that Meta's upload refuses: one whose right side is not a boolean, after a group in
/// parentheses that has an operator in it. The upload compares that side with the group.
pub fn late_equality<'e>(
    expr: &'e Expr,
    is_boolean: &mut dyn FnMut(&Expr) -> bool,
) -> Option<&'e Expr> {
    late(expr, &mut false, is_boolean)
}

/// The same condition with the equality first that the upload would refuse where it is; `None`
/// where no order of the operands helps.
#[must_use]
pub fn reordered(expr: &Expr) -> Option<Expr> {
    let turned = natural(&equality_first(expr));
    (!is_late(&turned)).then_some(turned)
}

/// The same with parentheses around every binary operation but the outermost.
#[must_use]
pub fn arranged(expr: &Expr) -> Expr {
    let kind = match &expr.kind {
        ExprKind::Binary(op, left, right) => {
            let side = |side: &Expr| {
                if compares(*op) {
                    match &atom(side).kind {
                        ExprKind::Binary(..) | ExprKind::Paren(_) => {}
                        ExprKind::Unary(UnaryOp::Not, _) => return in_parentheses(side),
                        _ => return atom(side).clone(),
                    }
                }
                match &side.kind {
                    ExprKind::Binary(..) => in_parentheses(side),
                    _ => arranged(side),
                }
            };
            ExprKind::Binary(*op, Box::new(side(left)), Box::new(side(right)))
        }
        ExprKind::Unary(op, operand) => {
            let operand = match &operand.kind {
                ExprKind::Binary(..) | ExprKind::Unary(UnaryOp::Not, _) => in_parentheses(operand),
                _ => arranged(operand),
            };
            ExprKind::Unary(*op, Box::new(operand))
        }
        ExprKind::Paren(inner) => ExprKind::Paren(Box::new(arranged(inner))),
        _ => return expr.clone(),
    };
    Expr { kind, span: expr.span }
}

/// What parentheses hold where that is not an operation; else the expression itself.
fn atom(expr: &Expr) -> &Expr {
    let mut inner = expr;
    while let ExprKind::Paren(held) = &inner.kind {
        inner = held;
    }
    if has_operator(inner) { expr } else { inner }
}

fn in_parentheses(expr: &Expr) -> Expr {
    match &expr.kind {
        ExprKind::Paren(_) => arranged(expr),
        _ => paren(arranged(expr)),
    }
}

fn paren(expr: Expr) -> Expr {
    let span = expr.span;
    Expr { kind: ExprKind::Paren(Box::new(expr)), span }
}

fn and(left: Expr, right: Expr) -> Expr {
    let side = |side: Expr| match &side.kind {
        ExprKind::Binary(BinaryOp::Or, ..) => paren(side),
        _ => side,
    };
    let span = left.span.to(right.span);
    let kind = ExprKind::Binary(BinaryOp::And, Box::new(side(left)), Box::new(side(right)));
    Expr { kind, span }
}

/// How tightly the outermost operator binds.
fn binds(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Binary(op, ..) => op.precedence(),
        _ => u8::MAX,
    }
}

/// What `&&` joins, from left to right.
fn conjuncts(expr: &Expr) -> Vec<Expr> {
    match &expr.kind {
        ExprKind::Binary(BinaryOp::And, left, right) => {
            let mut all = conjuncts(left);
            all.extend(conjuncts(right));
            all
        }
        ExprKind::Paren(inner) => match conjuncts(inner) {
            one if one.len() == 1 => vec![expr.clone()],
            several => several,
        },
        _ => vec![expr.clone()],
    }
}

/// Whether the written form has an equality that the upload refuses. A reference may be of any
/// type, so this is reported without looking anything up.
fn is_late(expr: &Expr) -> bool {
    let written = arranged(expr);
    late_equality(&written, &mut |side| has_operator(side) || is_true_or_false(side)).is_some()
}

fn is_true_or_false(expr: &Expr) -> bool {
    matches!(atom(expr).kind, ExprKind::Bool(_))
}

fn late<'e>(
    expr: &'e Expr,
    closed: &mut bool,
    is_boolean: &mut dyn FnMut(&Expr) -> bool,
) -> Option<&'e Expr> {
    match &expr.kind {
        ExprKind::Paren(inner) => {
            let found = late(inner, closed, is_boolean);
            *closed |= has_operator(inner);
            found
        }
        ExprKind::Unary(_, operand) => late(operand, closed, is_boolean),
        ExprKind::Binary(op, left, right) => {
            let found = late(left, closed, is_boolean);
            let equality = matches!(op, BinaryOp::Eq | BinaryOp::Ne);
            if found.is_none() && equality && *closed && !is_boolean(right) {
                return Some(expr);
            }
            found.or_else(|| late(right, closed, is_boolean))
        }
        _ => None,
    }
}

/// Whether an operator is in it; the sign of a number is none.
fn has_operator(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Binary(..) | ExprKind::Unary(UnaryOp::Not, _) => true,
        ExprKind::Paren(inner) => has_operator(inner),
        _ => false,
    }
}

/// Turns the sides of `&&` and `||` round where the equality is right.
fn equality_first(expr: &Expr) -> Expr {
    let kind = match &expr.kind {
        ExprKind::Binary(op @ (BinaryOp::And | BinaryOp::Or), left, right) => {
            let (left, right) = (equality_first(left), equality_first(right));
            let turned = holds_equality(&right) && !holds_equality(&left);
            let (left, right) = if turned { (right, left) } else { (left, right) };
            ExprKind::Binary(*op, Box::new(paren(left)), Box::new(paren(right)))
        }
        ExprKind::Paren(inner) => return equality_first(inner),
        ExprKind::Unary(op, operand) => {
            ExprKind::Unary(*op, Box::new(paren(equality_first(operand))))
        }
        _ => return expr.clone(),
    };
    Expr { kind, span: expr.span }
}

fn holds_equality(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Paren(inner) | ExprKind::Unary(_, inner) => holds_equality(inner),
        ExprKind::Binary(BinaryOp::Eq | BinaryOp::Ne, _, right) => {
            !has_operator(right) && !is_true_or_false(right)
        }
        ExprKind::Binary(_, left, right) => holds_equality(left) || holds_equality(right),
        _ => false,
    }
}

/// Whether Ifs are nested deeper than `room` in these components.
fn is_deeper(nodes: &[Node], room: usize) -> bool {
    nodes.iter().any(|node| {
        let inner = room.checked_sub(usize::from(matches!(node, Node::If(_))));
        inner.is_none_or(|room| node.bodies().any(|body| is_deeper(body, room)))
    })
}

/// Whether the form without back-ticks can say it.
fn plain(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Reference(_) | ExprKind::Bool(_) => true,
        ExprKind::Text(text) => !text.contains(['\'', '\\', '`']),
        ExprKind::Number(number) => is_plain_integer(&number.0),
        ExprKind::Unary(UnaryOp::Not, operand) => {
            !matches!(operand.kind, ExprKind::Text(_) | ExprKind::Number(_)) && plain(operand)
        }
        ExprKind::Unary(UnaryOp::Minus, operand) => {
            matches!(&operand.kind, ExprKind::Number(number) if is_plain_integer(&number.0))
        }
        ExprKind::Unary(UnaryOp::Plus, _) => false,
        ExprKind::Binary(op, left, right) => !calculates(*op) && plain(left) && plain(right),
        ExprKind::Paren(inner) => plain(inner),
    }
}

/// Whether a number is one that a condition without back-ticks takes.
pub(super) fn is_plain_integer(digits: &str) -> bool {
    digits == "0" || !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_comparison(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Binary(op, ..) if compares(*op))
}

pub(super) fn compares(op: BinaryOp) -> bool {
    (BinaryOp::Eq.precedence()..=BinaryOp::Lt.precedence()).contains(&op.precedence())
}

pub(super) fn calculates(op: BinaryOp) -> bool {
    op.precedence() > BinaryOp::Lt.precedence()
}

/// An operator as Meta's upload meets it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Met {
    Not,
    Binary(BinaryOp),
}

/// Meets the operators from left to right.
#[derive(Default)]
struct Walk {
    /// The operator before, with no parenthesis since.
    before: Option<Met>,
    /// The `&&` or `||` before, with no parenthesis since.
    logic: Option<BinaryOp>,
    refused: bool,
    mixed: bool,
}

impl Walk {
    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Paren(inner) => {
                self.parenthesis();
                self.expr(inner);
                self.parenthesis();
            }
            ExprKind::Unary(UnaryOp::Not, operand) => {
                self.meet(Met::Not);
                self.expr(operand);
            }
            ExprKind::Binary(op, left, right) => {
                self.expr(left);
                let order = op.precedence() == BinaryOp::Lt.precedence();
                self.refused |= order && matches!(left.kind, ExprKind::Paren(_));
                self.meet(Met::Binary(*op));
                self.expr(right);
            }
            _ => {}
        }
    }

    fn parenthesis(&mut self) {
        (self.before, self.logic) = (None, None);
    }

    fn meet(&mut self, met: Met) {
        let comparison = |met| matches!(met, Met::Binary(op) if compares(op));
        if let Some(before) = self.before.replace(met) {
            self.refused |= comparison(before) || comparison(met);
            self.refused |= before == Met::Not && met == Met::Not;
        }
        if let Met::Binary(op @ (BinaryOp::And | BinaryOp::Or)) = met {
            self.mixed |= self.logic.replace(op).is_some_and(|before| before != op);
        }
    }
}
