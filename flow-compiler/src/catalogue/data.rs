//! The words of the JSON Schema that a data field has.

/// The types that a data field may have.
pub const DATA_TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "object", "array"];

/// The key of a data field that holds its example.
pub const EXAMPLE: &str = "__example__";

/// The formats of draft 7.
pub const FORMATS: [&str; 17] = [
    "date-time",
    "date",
    "time",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "iri",
    "iri-reference",
    "uri-template",
    "json-pointer",
    "relative-json-pointer",
    "regex",
];

/// What a word of JSON Schema takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// A text.
    Text,
    /// A regular expression.
    Pattern,
    /// One of [`FORMATS`].
    Format,
    /// A way to another schema of the field.
    Reference,
    /// A number.
    Number,
    /// A number above 0.
    Unit,
    /// A whole number that is not negative.
    Length,
    /// `true` or `false`.
    Bool,
    /// Values, at least one, each once.
    Enum,
    /// Values.
    Values,
    /// Names, each once.
    Names,
    /// A schema.
    Schema,
    /// Schemas, at least one.
    Schemas,
    /// A schema, or a list of schemas.
    Items,
    /// Schemas by the names of properties; the type of a field is made from them.
    Properties,
    /// Schemas by other keys.
    Keyed,
    /// A schema or names, by the names of properties.
    Dependencies,
}

/// Every word of draft 7 but `type`, with what it takes.
pub const DATA_WORDS: &[(&str, WordKind)] = &[
    ("title", WordKind::Text),
    ("description", WordKind::Text),
    ("$comment", WordKind::Text),
    ("$id", WordKind::Text),
    ("$schema", WordKind::Text),
    ("contentEncoding", WordKind::Text),
    ("contentMediaType", WordKind::Text),
    ("pattern", WordKind::Pattern),
    ("format", WordKind::Format),
    ("$ref", WordKind::Reference),
    ("minimum", WordKind::Number),
    ("maximum", WordKind::Number),
    ("exclusiveMinimum", WordKind::Number),
    ("exclusiveMaximum", WordKind::Number),
    ("multipleOf", WordKind::Unit),
    ("minLength", WordKind::Length),
    ("maxLength", WordKind::Length),
    ("minItems", WordKind::Length),
    ("maxItems", WordKind::Length),
    ("minProperties", WordKind::Length),
    ("maxProperties", WordKind::Length),
    ("uniqueItems", WordKind::Bool),
    ("readOnly", WordKind::Bool),
    ("writeOnly", WordKind::Bool),
    ("enum", WordKind::Enum),
    ("examples", WordKind::Values),
    ("required", WordKind::Names),
    ("allOf", WordKind::Schemas),
    ("anyOf", WordKind::Schemas),
    ("oneOf", WordKind::Schemas),
    ("additionalProperties", WordKind::Schema),
    ("not", WordKind::Schema),
    ("contains", WordKind::Schema),
    ("propertyNames", WordKind::Schema),
    ("if", WordKind::Schema),
    ("then", WordKind::Schema),
    ("else", WordKind::Schema),
    ("additionalItems", WordKind::Schema),
    ("items", WordKind::Items),
    ("properties", WordKind::Properties),
    ("patternProperties", WordKind::Keyed),
    ("definitions", WordKind::Keyed),
    ("dependencies", WordKind::Dependencies),
];
