//! References, texts with references, expressions and conditions as strings of a document.
//!
//! Writing and reading are inverse where a string has the canonical spelling: one space around
//! an operator and between the parts of a text, no other. A reader that wants to lose nothing
//! writes what it read and compares.

mod condition;
mod cure;
mod lex;
mod read;

pub use condition::{
    arranged, condition, is_mixed, is_refused, joined, late_equality, natural, nested, parts,
    reordered, spelled,
};
pub use cure::{holds_operator, meant};
pub use read::{holds_reference, read, read_condition};

use crate::ast::{Expr, ExprKind, Piece, Reference};
use crate::span::Span;

/// What a string of a document means.
#[derive(Clone, Debug)]
pub enum Reading {
    /// A text that is shown or compared as it is.
    Literal,
    /// `${…}` alone. Its segments are not checked: they may be empty or hold any character.
    Reference(Reference),
    /// A back-tick expression that joins texts and references, at least two of them.
    Pieces(Vec<Piece>),
    /// A back-tick expression that joins values, of which one is more than a text or a reference.
    Concat(Vec<Expr>),
    /// A back-tick expression of one value.
    Expr(Expr),
    /// A back-tick expression that cannot be read.
    Faulty(Fault),
}

/// Why an expression or a condition cannot be read.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// What to write instead, where that is known.
    pub help: Option<String>,
    /// The whole string, and what to write instead of it, where the help is that.
    pub meant: Option<Box<(Span, String)>>,
    /// The character of the string at which it went wrong, counted from 1.
    pub column: usize,
    /// That place in the document where it can be reported, else the whole string.
    pub span: Span,
    /// Whether Meta reads it as a reference, and so reports it as one.
    pub reference: bool,
}

/// A reference as a document spells it: `${data.x}`.
#[must_use]
pub fn reference(reference: &Reference) -> String {
    reference.wire()
}

/// A text as a document spells it, and whether it is dynamic.
///
/// A text without references is as it is, a lone reference as `${…}`. Anything else becomes
/// a back-tick expression (6.0 and later) that joins its parts: `` `'Hello ' ${form.name}` ``.
#[must_use]
pub fn text(pieces: &[Piece]) -> (String, bool) {
    let parts =
        || pieces.iter().filter(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    if !pieces.iter().any(|piece| matches!(piece, Piece::Reference(_))) {
        let literal = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Reference(_) => "",
        });
        return (literal.collect(), false);
    }
    let mut alone = parts();
    if let (Some(Piece::Reference(lone)), None) = (alone.next(), alone.next()) {
        return (reference(lone), true);
    }
    let mut out = String::from("`");
    for (i, piece) in parts().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        match piece {
            Piece::Text(text) => quote(&mut out, text),
            Piece::Reference(part) => out.push_str(&reference(part)),
        }
    }
    out.push('`');
    (out, true)
}

/// An expression as a document spells it, back-ticks included (6.0 and later).
#[must_use]
pub fn expression(expr: &Expr) -> String {
    let mut out = String::from("`");
    write(&mut out, expr);
    out.push('`');
    out
}

/// Whether a string is wrapped in back-ticks, which makes it an expression from 6.0 on.
#[must_use]
pub fn is_back_ticked(text: &str) -> bool {
    text.len() >= 2 && text.starts_with('`') && text.ends_with('`')
}

fn write(out: &mut String, expr: &Expr) {
    match &expr.kind {
        ExprKind::Reference(part) => out.push_str(&reference(part)),
        ExprKind::Text(text) => quote(out, text),
        ExprKind::Number(number) => out.push_str(&number.0),
        ExprKind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        ExprKind::Unary(op, operand) => {
            out.push_str(op.symbol());
            write(out, operand);
        }
        ExprKind::Binary(op, left, right) => {
            write(out, left);
            out.push(' ');
            out.push_str(op.symbol());
            out.push(' ');
            write(out, right);
        }
        ExprKind::Paren(inner) => {
            out.push('(');
            write(out, inner);
            out.push(')');
        }
    }
}

/// A backslash is doubled only where it would otherwise escape what follows.
fn quote(out: &mut String, text: &str) {
    out.push('\'');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\'' | '`' => out.push('\\'),
            '\\' if matches!(chars.peek(), None | Some('\\' | '\'' | '`')) => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
    out.push('\'');
}

#[cfg(test)]
mod tests {
    use super::{Reading, condition, expression, read, read_condition, text};
    use crate::ast::{Expr, Piece, Reference};
    use crate::catalogue::{V5_1, V6_0};
    use crate::span::Span;

    fn span() -> Span {
        Span::text(0, 0)
    }

    fn expr(source: &str) -> Expr {
        match read(source, span(), V6_0) {
            Reading::Expr(expr) => expr,
            other => panic!("{source}: {other:?}"),
        }
    }

    fn fault(source: &str) -> (String, usize) {
        match read(source, span(), V6_0) {
            Reading::Faulty(fault) => (fault.message, fault.column),
            other => panic!("{source}: {other:?}"),
        }
    }

    fn name() -> Piece {
        let segments = ["form", "name"].map(String::from).to_vec();
        Piece::Reference(Reference { segments, span: span() })
    }

    #[test]
    fn writes_texts() {
        let hello = Piece::Text("It's ".to_owned());
        assert_eq!(text(std::slice::from_ref(&hello)), ("It's ".to_owned(), false));
        assert_eq!(text(&[name()]), ("${form.name}".to_owned(), true));
        assert_eq!(text(&[hello, name()]), ("`'It\\'s ' ${form.name}`".to_owned(), true));
        assert_eq!(text(&[]), (String::new(), false));
    }

    #[test]
    fn escapes_no_more_than_it_must() {
        let odd = Piece::Text(r"a\b` \' \".to_owned());
        let (written, dynamic) = text(&[odd, name()]);
        assert!(dynamic);
        assert_eq!(written, r"`'a\b\` \\\' \\' ${form.name}`");
        let Reading::Pieces(pieces) = read(&written, span(), V6_0) else { panic!("{written}") };
        assert_eq!(text(&pieces).0, written);
        assert!(matches!(&pieces[0], Piece::Text(text) if text == r"a\b` \' \"));
    }

    #[test]
    fn expressions_come_back_as_they_were() {
        for source in [
            "`${form.age} >= 18 && !(${data.kind} == 'b')`",
            "`${data.a} + ${data.b} * 2 - -1.5 / 3 % 4`",
            "`${screen.FIRST.form.x} != 'it\\'s' || true`",
            "`!${data.a}`",
            "`(${data.a})`",
        ] {
            assert_eq!(expression(&expr(source)), source);
        }
    }

    #[test]
    fn conditions_come_back_as_they_were() {
        for source in [
            "(${form.age} >= 18) && !(${data.kind} == 'b')",
            "${data.a} > -1",
            "(${data.a} == true) || ${data.b}",
            "${data.a}",
        ] {
            let read = read_condition(source, span()).expect(source);
            assert_eq!(condition(&read).as_deref(), Some(source));
        }
        assert_eq!(condition(&expr("`${data.a} + 1 > 2`")), None);
        assert_eq!(condition(&expr("`${data.a} == 'it\\'s'`")), None);
        assert!(read_condition("`${data.a} + 1 > 2`", span()).is_ok());
    }

    #[test]
    fn back_ticks_are_text_before_6_0() {
        assert!(matches!(read("`${data.a} > 2`", span(), V5_1), Reading::Literal));
        assert!(matches!(read("${data.a}", span(), V5_1), Reading::Reference(_)));
    }

    #[test]
    fn texts_are_texts() {
        for source in ["", "Hello", "`", "Hello ${data.a}", "${data.a} and", "costs $5"] {
            assert!(matches!(read(source, span(), V6_0), Reading::Literal), "{source}");
        }
    }

    #[test]
    fn what_seems_one_reference_is_read_as_one() {
        let help = |source: &str, version| match read(source, span(), version) {
            Reading::Faulty(fault) if fault.reference => fault.help.expect("a help"),
            other => panic!("{source}: {other:?}"),
        };
        assert!(
            help("${data.a} and ${data.b}", V6_0).ends_with("\"`${data.a} ' and ' ${data.b}`\"")
        );
        assert!(help("${data.a}${data.b}", V6_0).ends_with("\"`${data.a} ${data.b}`\""));
        assert!(help("${data.a} ${data.b}", V5_1).starts_with("let the server"));
    }

    #[test]
    fn joins_are_told_from_one_value() {
        assert!(
            matches!(read("`${data.a} ${data.b}`", span(), V6_0), Reading::Pieces(p) if p.len() == 2)
        );
        assert!(
            matches!(read("`'a' (${data.a} + 1)`", span(), V6_0), Reading::Concat(p) if p.len() == 2)
        );
        assert!(matches!(read("`'a'`", span(), V6_0), Reading::Expr(_)));
    }

    #[test]
    fn faults_are_placed() {
        assert_eq!(fault("``").1, 1);
        assert_eq!(fault("`${data.a} = 1`"), ("unexpected `=`".to_owned(), 12));
        assert_eq!(fault("`'é' + \"x\"`").1, 8);
        assert_eq!(fault("`(${data.a}`").1, 2);
        assert_eq!(fault("`${data.a} ? 1 : 2`").1, 12);
        assert_eq!(fault("`${data.a} == null`").1, 15);
        assert_eq!(fault("`${data.a} ==`").1, 14);
        assert_eq!(fault("`'open`").1, 2);
        assert_eq!(fault("`${open`").1, 2);
        assert_eq!(fault("`${data.a})`").1, 11);
    }

    #[test]
    fn conditions_are_narrower_than_expressions() {
        let column = |source: &str| read_condition(source, span()).expect_err(source).column;
        assert_eq!(column(""), 1);
        assert_eq!(column("${data.a} + 1 > 2"), 11);
        assert_eq!(column("${data.a} == 01"), 14);
        assert_eq!(column("${data.a} == 1.5"), 14);
        assert_eq!(column("${data.a} == ${data.b} == ${data.c}"), 24);
        assert_eq!(column("() && ${data.a}"), 2);
        assert_eq!(column("!'a'"), 1);
        assert_eq!(column("${data.a} > - 5"), 13);
        assert_eq!(column("${data.a}\t> 5"), 10);
        assert_eq!(column("${data.a} >\n5"), 12);
    }

    #[test]
    fn places_lie_in_the_document_when_no_escape_moved_them() {
        let source = "`${data.a} > 2`";
        let Reading::Expr(expr) = read(source, Span::text(100, 102 + source.len()), V6_0) else {
            panic!("not an expression")
        };
        assert_eq!(expr.span.bytes(), 102..100 + source.len());
    }

    #[test]
    fn depth_is_bounded() {
        let deep = format!("`{}true{}`", "(".repeat(100_000), ")".repeat(100_000));
        assert!(fault(&deep).0.contains("nested"));
        let long = format!("`true{}`", " && true".repeat(100_000));
        assert!(fault(&long).0.contains("operators"));
        let nots = format!("`{}true`", "!".repeat(100_000));
        assert!(fault(&nots).0.contains("nested"));
    }
}
