//! What rust-analyzer shows of components, properties and words inside `flow!`. Written by the compiler
//! from its catalogue; not part of the API.
//!
//! It is in every build, and not where `rust_analyzer` alone is set: that is so in the crates that are
//! being edited, of which this is none. Nothing refers to it in a program.

#![allow(
    clippy::all,
    clippy::pedantic,
    missing_debug_implementations,
    non_camel_case_types,
    non_snake_case,
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    reason = "names and texts are the language's own"
)]

/// A value of any type, for the shadow of a flow. Nothing calls it.
pub fn any<T>() -> T {
    loop {}
}

/// The types of data.
pub mod ty {
    /// A text.
    pub struct String;
    /// `true` or `false`.
    pub struct bool;
    /// A number.
    pub struct f64;
    /// A whole number.
    pub struct i64;
}

/// What a value is.
pub mod value {
    /// A text.
    pub struct Text;
    /// A number.
    pub struct Number;
    /// `true` or `false`.
    pub struct Boolean;
    /// A date, or a first and a last one.
    pub struct Date;
    /// Files.
    pub struct Files;
    /// The id of an option, or several.
    pub struct Chosen;
    /// An option.
    pub struct Option;
    /// A word.
    pub struct Word;
    /// An action.
    pub struct Action;
    /// A value.
    pub struct Any;
    /// Closes the flow: the server adds what `success` declares.
    pub struct SUCCESS;
    /// A list.
    pub struct List<T> {
        /// Each of it.
        pub item: T,
    }
}

/// The components.
pub mod component {
    /// A heading.
    ///
    /// ```text
    /// TextHeading "…" (…)
    /// ```
    ///
    /// - May be in a Form, `if` and `match`.
    pub struct TextHeading {
        /// The text.
        ///
        /// A text, 80 characters shown, not blank; required. A reference or, from 6.0, an expression may stand for it.
        pub text: super::value::Text,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
    }
    /// A smaller heading.
    ///
    /// ```text
    /// TextSubheading "…" (…)
    /// ```
    ///
    /// - May be in a Form, `if` and `match`.
    pub struct TextSubheading {
        /// The text.
        ///
        /// A text, 80 characters shown, not blank; required. A reference or, from 6.0, an expression may stand for it.
        pub text: super::value::Text,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
    }
    /// A paragraph.
    ///
    /// ```text
    /// TextBody "…" (…)
    /// ```
    ///
    /// - May be in a Form, `if` and `match`.
    pub struct TextBody {
        /// The text, or its lines.
        ///
        /// A text, from 5.1 also a list of texts, 4096 characters shown, not blank; required. A reference or, from 6.0, an expression may stand for it.
        pub text: super::value::Text,
        /// How heavy the letters are.
        ///
        /// `bold`, `italic`, `bold_italic` or `normal`. A reference or, from 6.0, an expression may stand for it.
        pub font_weight: super::word::TextBodyFontWeight,
        /// Whether a line runs through it.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub strikethrough: super::value::Boolean,
        /// Whether the text is Markdown.
        ///
        /// `true` or `false`; since 5.1.
        pub markdown: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
    }
    /// A small paragraph.
    ///
    /// ```text
    /// TextCaption "…" (…)
    /// ```
    ///
    /// - May be in a Form, `if` and `match`.
    pub struct TextCaption {
        /// The text, or its lines.
        ///
        /// A text, from 5.1 also a list of texts, 4096 characters shown, not blank; required. A reference or, from 6.0, an expression may stand for it.
        pub text: super::value::Text,
        /// How heavy the letters are.
        ///
        /// `bold`, `italic`, `bold_italic` or `normal`. A reference or, from 6.0, an expression may stand for it.
        pub font_weight: super::word::TextCaptionFontWeight,
        /// Whether a line runs through it.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub strikethrough: super::value::Boolean,
        /// Whether the text is Markdown.
        ///
        /// `true` or `false`; since 5.1.
        pub markdown: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
    }
    /// A document in Markdown: headings, lists, images, tables. Since 5.1.
    ///
    /// ```text
    /// RichText "…" (…)
    /// ```
    ///
    /// - Goes on the screen itself only.
    pub struct RichText {
        /// The Markdown, or its lines.
        ///
        /// A text, from 5.1 also a list of texts, not blank; required. A reference or, from 6.0, an expression may stand for it.
        pub text: super::value::Text,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
    }
    /// A line of text or a number.
    ///
    /// ```text
    /// name: TextInput! "…" (…)
    /// ```
    ///
    /// - `${form.name}` is a text, or a number where `input-type` is `number` or `passcode`.
    /// - May be in a Form, `if` and `match`.
    /// - Where the screen has a Form, it must be in it.
    pub struct TextInput {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// What to fill in.
        ///
        /// A text, 20 characters shown (150 where `label-variant` is `large`), not empty; required. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// What is typed; `text` when absent.
        ///
        /// `text`, `number`, `email`, `password`, `passcode` or `phone`.
        pub input_type: super::word::TextInputInputType,
        /// Whether it must be filled in; `false` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub required: super::value::Boolean,
        /// Whether it can be used; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
        /// The fewest characters.
        ///
        /// A number. A reference or, from 6.0, an expression may stand for it.
        pub min_chars: super::value::Number,
        /// The most characters; 80 when absent.
        ///
        /// A number. A reference or, from 6.0, an expression may stand for it.
        pub max_chars: super::value::Number,
        /// A hint below the field.
        ///
        /// A text, 80 characters shown. A reference or, from 6.0, an expression may stand for it.
        pub helper_text: super::value::Text,
        /// A regular expression that the text must match.
        ///
        /// A regular expression; since 6.2, with `helper-text`.
        pub pattern: super::value::Text,
        /// `large` gives the label several lines.
        ///
        /// `large`; since 7.0.
        pub label_variant: super::word::TextInputLabelVariant,
        /// What the field holds at first.
        ///
        /// A text; outside a Form. A reference may stand for it.
        pub init_value: super::value::Text,
        /// A message on the field.
        ///
        /// A text, 30 characters shown; outside a Form. A reference may stand for it.
        pub error_message: super::value::Text,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// Several lines of text.
    ///
    /// ```text
    /// name: TextArea! "…" (…)
    /// ```
    ///
    /// - `${form.name}` is a text.
    /// - May be in a Form, `if` and `match`.
    /// - Where the screen has a Form, it must be in it.
    pub struct TextArea {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// What to fill in.
        ///
        /// A text, 20 characters shown (150 where `label-variant` is `large`); required. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// Whether it must be filled in; `false` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub required: super::value::Boolean,
        /// Whether it can be used; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
        /// The most characters; 600 when absent.
        ///
        /// A whole number. A reference or, from 6.0, an expression may stand for it.
        pub max_length: super::value::Number,
        /// A hint below the field.
        ///
        /// A text, 80 characters shown. A reference or, from 6.0, an expression may stand for it.
        pub helper_text: super::value::Text,
        /// `large` gives the label several lines.
        ///
        /// `large`; since 7.0.
        pub label_variant: super::word::TextAreaLabelVariant,
        /// What the field holds at first.
        ///
        /// A text; outside a Form. A reference may stand for it.
        pub init_value: super::value::Text,
        /// A message on the field.
        ///
        /// A text, 30 characters shown; outside a Form. A reference may stand for it.
        pub error_message: super::value::Text,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// A list of which several options may be chosen.
    ///
    /// ```text
    /// name: CheckboxGroup! "…" (…) { id: "…" (…) … } => action
    /// ```
    ///
    /// - `${form.name}` is a list of the ids of the chosen options.
    /// - May be in a Form, `if` and `match`.
    /// - Where the screen has a Form, it must be in it.
    pub struct CheckboxGroup {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// What to choose.
        ///
        /// A text, 30 characters shown; required from 4.0. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// A text above the options.
        ///
        /// A text, 300 characters shown; since 4.0. A reference or, from 6.0, an expression may stand for it.
        pub description: super::value::Text,
        /// The options.
        ///
        /// 1 to 20 options; images or colours, not both; required. A reference or, from 6.0, an expression may stand for it.
        pub data_source: super::value::List<super::part::CheckboxGroupItem>,
        /// Whether it must be filled in; `false` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub required: super::value::Boolean,
        /// Whether it can be used; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
        /// The fewest choices.
        ///
        /// A whole number, at least 0. A reference or, from 6.0, an expression may stand for it.
        pub min_selected_items: super::value::Number,
        /// The most choices.
        ///
        /// A whole number, at least 2. A reference or, from 6.0, an expression may stand for it.
        pub max_selected_items: super::value::Number,
        /// How large the images of the options are.
        ///
        /// `regular` or `large`; since 5.0. A reference or, from 6.0, an expression may stand for it.
        pub media_size: super::word::CheckboxGroupMediaSize,
        /// What choosing an option does.
        ///
        /// `data_exchange` or `update_data` (from 6.0).
        pub on_select_action: super::value::Action,
        /// What taking a choice back does.
        ///
        /// `update_data`; since 6.0.
        pub on_unselect_action: super::value::Action,
        /// The ids of the options chosen at first.
        ///
        /// A list of ids; outside a Form. A reference may stand for it.
        pub init_value: super::value::Any,
        /// A message on the field.
        ///
        /// A text, 30 characters shown; outside a Form. A reference may stand for it.
        pub error_message: super::value::Text,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// A list of which one option is chosen.
    ///
    /// ```text
    /// name: RadioButtonsGroup! "…" (…) { id: "…" (…) … } => action
    /// ```
    ///
    /// - `${form.name}` is the id of the chosen option.
    /// - May be in a Form, `if` and `match`.
    /// - Where the screen has a Form, it must be in it.
    pub struct RadioButtonsGroup {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// What to choose.
        ///
        /// A text, 30 characters shown; required from 4.0. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// A text above the options.
        ///
        /// A text, 300 characters shown; since 4.0. A reference or, from 6.0, an expression may stand for it.
        pub description: super::value::Text,
        /// The options.
        ///
        /// 1 to 20 options; images or colours, not both; required. A reference or, from 6.0, an expression may stand for it.
        pub data_source: super::value::List<super::part::RadioButtonsGroupItem>,
        /// Whether it must be filled in; `false` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub required: super::value::Boolean,
        /// Whether it can be used; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
        /// How large the images of the options are.
        ///
        /// `regular` or `large`; since 5.0. A reference or, from 6.0, an expression may stand for it.
        pub media_size: super::word::RadioButtonsGroupMediaSize,
        /// What choosing an option does.
        ///
        /// `data_exchange` or `update_data` (from 6.0).
        pub on_select_action: super::value::Action,
        /// What taking a choice back does.
        ///
        /// `update_data`; since 6.0.
        pub on_unselect_action: super::value::Action,
        /// The id of the option chosen at first.
        ///
        /// A text; outside a Form. A reference may stand for it.
        pub init_value: super::value::Text,
        /// A message on the field.
        ///
        /// A text, 30 characters shown; outside a Form. A reference may stand for it.
        pub error_message: super::value::Text,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// Chips of which several may be chosen. Since 6.3.
    ///
    /// ```text
    /// name: ChipsSelector! "…" (…) { id: "…" (…) … } => action
    /// ```
    ///
    /// - `${form.name}` is a list of the ids of the chosen options.
    /// - May be in a Form, `if` (from 7.1) and `match` (from 7.1).
    pub struct ChipsSelector {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// What to choose.
        ///
        /// A text, 80 characters shown; required. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// A text above the options.
        ///
        /// A text, 300 characters shown; since 4.0. A reference or, from 6.0, an expression may stand for it.
        pub description: super::value::Text,
        /// The options.
        ///
        /// 2 to 20 options; required. A reference or, from 6.0, an expression may stand for it.
        pub data_source: super::value::List<super::part::ChipsSelectorItem>,
        /// Whether it must be filled in; `false` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub required: super::value::Boolean,
        /// Whether it can be used; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
        /// The fewest choices.
        ///
        /// A whole number, at least 0. A reference or, from 6.0, an expression may stand for it.
        pub min_selected_items: super::value::Number,
        /// The most choices.
        ///
        /// A whole number, at least 1. A reference or, from 6.0, an expression may stand for it.
        pub max_selected_items: super::value::Number,
        /// What choosing an option does.
        ///
        /// `data_exchange` or `update_data` (from 6.0); since 7.1.
        pub on_select_action: super::value::Action,
        /// What taking a choice back does.
        ///
        /// `update_data`; since 7.1.
        pub on_unselect_action: super::value::Action,
        /// The ids of the options chosen at first.
        ///
        /// A list of ids; outside a Form. A reference may stand for it.
        pub init_value: super::value::Any,
        /// A message on the field.
        ///
        /// A text, 30 characters shown; outside a Form. A reference may stand for it.
        pub error_message: super::value::Text,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// A menu of which one option is chosen.
    ///
    /// ```text
    /// name: Dropdown! "…" (…) { id: "…" (…) … } => action
    /// ```
    ///
    /// - `${form.name}` is the id of the chosen option.
    /// - May be in a Form, `if` and `match`.
    /// - Where the screen has a Form, it must be in it.
    pub struct Dropdown {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// What to choose.
        ///
        /// A text, 20 characters shown, not empty; required. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// The options.
        ///
        /// 1 to 200 options, 100 where one has an image; images or colours, not both; required. A reference or, from 6.0, an expression may stand for it.
        pub data_source: super::value::List<super::part::DropdownItem>,
        /// Whether it must be filled in; `false` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub required: super::value::Boolean,
        /// Whether it can be used; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
        /// What choosing an option does.
        ///
        /// `data_exchange` or `update_data` (from 6.0).
        pub on_select_action: super::value::Action,
        /// What taking a choice back does.
        ///
        /// `update_data`; since 6.0.
        pub on_unselect_action: super::value::Action,
        /// The id of the option chosen at first.
        ///
        /// A text; outside a Form. A reference may stand for it.
        pub init_value: super::value::Text,
        /// A message on the field.
        ///
        /// A text, 30 characters shown; outside a Form. A reference may stand for it.
        pub error_message: super::value::Text,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// A box to agree to something.
    ///
    /// ```text
    /// name: OptIn! "…" (…) => action
    /// ```
    ///
    /// - `${form.name}` is `true` or `false`, and has no value where nobody touched it.
    /// - At most 5 on a screen.
    /// - May be in a Form, `if` and `match`.
    /// - Where the screen has a Form, it must be in it.
    pub struct OptIn {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// What is agreed to.
        ///
        /// A text, 120 characters shown, not empty; required. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// Whether it must be filled in; `false` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub required: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
        /// What "Read more" does; without it the words are not shown.
        ///
        /// `navigate`, `data_exchange` or `open_url` (from 6.0).
        pub on_click_action: super::value::Action,
        /// What agreeing does.
        ///
        /// `update_data`; since 6.0.
        pub on_select_action: super::value::Action,
        /// What taking the agreement back does.
        ///
        /// `update_data`; since 6.0.
        pub on_unselect_action: super::value::Action,
        /// Whether it is agreed to at first.
        ///
        /// `true` or `false`; outside a Form. A reference may stand for it.
        pub init_value: super::value::Boolean,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// A field for a date.
    ///
    /// ```text
    /// name: DatePicker! "…" (…) => action
    /// ```
    ///
    /// - `${form.name}` is a date.
    /// - May be in a Form, `if` and `match`.
    /// - Where the screen has a Form, it must be in it.
    pub struct DatePicker {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// What to choose.
        ///
        /// A text, 40 characters shown, not empty; required. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// Whether it must be filled in; `false` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub required: super::value::Boolean,
        /// Whether it can be used; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
        /// A hint below the field.
        ///
        /// A text, 80 characters shown. A reference or, from 6.0, an expression may stand for it.
        pub helper_text: super::value::Text,
        /// The first date that can be chosen.
        ///
        /// A date, `YYYY-MM-DD` from 5.0. A reference may stand for it.
        pub min_date: super::value::Date,
        /// The last date that can be chosen.
        ///
        /// A date, `YYYY-MM-DD` from 5.0. A reference may stand for it.
        pub max_date: super::value::Date,
        /// Dates that cannot be chosen.
        ///
        /// A list of dates. A reference may stand for it.
        pub unavailable_dates: super::value::Date,
        /// What choosing a date does.
        ///
        /// `data_exchange`.
        pub on_select_action: super::value::Action,
        /// The date chosen at first.
        ///
        /// A date, `YYYY-MM-DD` from 5.0; outside a Form. A reference may stand for it.
        pub init_value: super::value::Date,
        /// A message on the field.
        ///
        /// A text, 80 characters shown; outside a Form. A reference may stand for it.
        pub error_message: super::value::Text,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// A calendar for a date or a range of dates. Since 6.1.
    ///
    /// ```text
    /// name: CalendarPicker! "…" (…) => action
    /// ```
    ///
    /// - `${form.name}` is a date, or a first and a last one in mode `range`.
    /// - May be in a Form, `if` and `match`.
    pub struct CalendarPicker {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// What to choose; in a range, of both ends.
        ///
        /// A text, 20 characters shown; in mode `range` an object of `start-date` and `end-date`; required. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// `single` when absent.
        ///
        /// `single` or `range`. A reference or, from 6.0, an expression may stand for it.
        pub mode: super::word::CalendarPickerMode,
        /// A heading, of a range only.
        ///
        /// A text, 80 characters shown. A reference or, from 6.0, an expression may stand for it.
        pub title: super::value::Text,
        /// A text, of a range only.
        ///
        /// A text, 300 characters shown. A reference or, from 6.0, an expression may stand for it.
        pub description: super::value::Text,
        /// A hint below the field.
        ///
        /// A text, 80 characters shown; in mode `range` an object of `start-date` and `end-date`. A reference or, from 6.0, an expression may stand for it.
        pub helper_text: super::value::Text,
        /// Whether it must be filled in; `false` when absent.
        ///
        /// `true` or `false`; in mode `range` an object of `start-date` and `end-date`. A reference or, from 6.0, an expression may stand for it.
        pub required: super::value::Boolean,
        /// Whether it can be used; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
        /// The first date that can be chosen.
        ///
        /// A date, `YYYY-MM-DD` from 5.0. A reference may stand for it.
        pub min_date: super::value::Date,
        /// The last date that can be chosen.
        ///
        /// A date, `YYYY-MM-DD` from 5.0. A reference may stand for it.
        pub max_date: super::value::Date,
        /// Dates that cannot be chosen.
        ///
        /// A list of dates. A reference may stand for it.
        pub unavailable_dates: super::value::Date,
        /// The days of the week to choose from.
        ///
        /// A list of 1 or more of `Mon`, `Tue`, `Wed`, `Thu`, `Fri`, `Sat` or `Sun`. A reference or, from 6.0, an expression may stand for it.
        pub include_days: super::word::CalendarPickerIncludeDays,
        /// The shortest range.
        ///
        /// A whole number. A reference or, from 6.0, an expression may stand for it.
        pub min_days: super::value::Number,
        /// The longest range.
        ///
        /// A whole number. A reference or, from 6.0, an expression may stand for it.
        pub max_days: super::value::Number,
        /// What choosing a date does.
        ///
        /// `data_exchange`.
        pub on_select_action: super::value::Action,
        /// What is chosen at first.
        ///
        /// A date, `YYYY-MM-DD` from 5.0; in mode `range` an object of `start-date` and `end-date`; outside a Form. A reference may stand for it.
        pub init_value: super::value::Date,
        /// A message on the field.
        ///
        /// A text, 80 characters shown; in mode `range` an object of `start-date` and `end-date`; outside a Form. A reference may stand for it.
        pub error_message: super::value::Text,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// Takes photos from the camera or the gallery. Since 4.0.
    ///
    /// ```text
    /// name: PhotoPicker "…" (…)
    /// ```
    ///
    /// - `${form.name}` is a list of files.
    /// - At most 1 on a screen.
    /// - May be in a Form, `if` and `match`.
    /// - Where the screen has a Form, it must be in it.
    pub struct PhotoPicker {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// What to choose.
        ///
        /// A text, 80 characters shown; required. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// A text below the label.
        ///
        /// A text, 300 characters shown. A reference or, from 6.0, an expression may stand for it.
        pub description: super::value::Text,
        /// Where photos come from; `camera_gallery` when absent.
        ///
        /// `camera_gallery`, `camera` or `gallery`.
        pub photo_source: super::word::PhotoPickerPhotoSource,
        /// The largest file, in KB; 25600 when absent.
        ///
        /// A whole number, 1 to 25600.
        pub max_file_size_kb: super::value::Number,
        /// The fewest photos; 0 when absent.
        ///
        /// A whole number, 0 to 30.
        pub min_uploaded_photos: super::value::Number,
        /// The most photos; 30 when absent.
        ///
        /// A whole number, 1 to 30.
        pub max_uploaded_photos: super::value::Number,
        /// Whether it can be used; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
        /// A message, or one for each file.
        ///
        /// A text, or an object with a text for each file; outside a Form. A reference may stand for it.
        pub error_message: super::value::Any,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// Takes documents. Since 4.0.
    ///
    /// ```text
    /// name: DocumentPicker "…" (…)
    /// ```
    ///
    /// - `${form.name}` is a list of files.
    /// - At most 1 on a screen.
    /// - May be in a Form, `if` and `match`.
    /// - Where the screen has a Form, it must be in it.
    pub struct DocumentPicker {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// What to choose.
        ///
        /// A text, 80 characters shown; required. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// A text below the label.
        ///
        /// A text, 300 characters shown. A reference or, from 6.0, an expression may stand for it.
        pub description: super::value::Text,
        /// The largest file, in KB; 25600 when absent.
        ///
        /// A whole number, 1 to 25600.
        pub max_file_size_kb: super::value::Number,
        /// The fewest documents; 0 when absent.
        ///
        /// A whole number, 0 to 30.
        pub min_uploaded_documents: super::value::Number,
        /// The most documents; 30 when absent.
        ///
        /// A whole number, 1 to 30.
        pub max_uploaded_documents: super::value::Number,
        /// The kinds of file to choose from; all when absent.
        ///
        /// A list of 1 or more of `application/gzip`, `application/msword`, `application/pdf`, `application/vnd.ms-excel`, `application/vnd.ms-powerpoint`, `application/vnd.oasis.opendocument.presentation`, `application/vnd.oasis.opendocument.spreadsheet`, `application/vnd.oasis.opendocument.text`, `application/vnd.openxmlformats-officedocument.presentationml.presentation`, `application/vnd.openxmlformats-officedocument.spreadsheetml.sheet`, `application/vnd.openxmlformats-officedocument.wordprocessingml.document`, `application/x-7z-compressed`, `application/xml`, `application/zip`, `image/avif`, `image/gif`, `image/heic`, `image/heif`, `image/jpeg`, `image/png`, `image/tiff`, `image/webp`, `text/plain`, `video/mp4` or `video/mpeg`.
        pub allowed_mime_types: super::value::Text,
        /// Whether it can be used; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
        /// A message, or one for each file.
        ///
        /// A text, or an object with a text for each file; outside a Form. A reference may stand for it.
        pub error_message: super::value::Any,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// A picture.
    ///
    /// ```text
    /// Image file!("…") (…)
    /// ```
    ///
    /// - At most 3 on a screen.
    /// - May be in a Form, `if` and `match`.
    pub struct Image {
        /// A base64 JPEG or PNG.
        ///
        /// A base64 image, JPEG or PNG, up to 300 KB; required. A reference or, from 6.0, an expression may stand for it.
        pub src: super::value::Text,
        /// Its width.
        ///
        /// A number. A reference or, from 6.0, an expression may stand for it.
        pub width: super::value::Number,
        /// Its height.
        ///
        /// A number. A reference or, from 6.0, an expression may stand for it.
        pub height: super::value::Number,
        /// How it fills its place; `contain` when absent.
        ///
        /// `contain` or `cover`.
        pub scale_type: super::word::ImageScaleType,
        /// Width divided by height.
        ///
        /// A number. A reference or, from 6.0, an expression may stand for it.
        pub aspect_ratio: super::value::Number,
        /// What it shows, for those who listen.
        ///
        /// A text. A reference or, from 6.0, an expression may stand for it.
        pub alt_text: super::value::Text,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
    }
    /// Up to three pictures to leaf through. Since 7.1.
    ///
    /// ```text
    /// ImageCarousel (…)
    /// ```
    ///
    /// - At most 2 on a screen.
    /// - At most 3 in a flow.
    /// - May be in a Form.
    pub struct ImageCarousel {
        /// The pictures.
        ///
        /// 1 to 3 images; required. A reference or, from 6.0, an expression may stand for it.
        pub images: super::value::List<super::part::ImageCarouselItem>,
        /// Their shape; `4:3` when absent.
        ///
        /// `4:3` or `16:9`.
        pub aspect_ratio: super::value::Text,
        /// How they fill their place; `contain` when absent.
        ///
        /// `contain` or `cover`.
        pub scale_type: super::word::ImageCarouselScaleType,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
    }
    /// A link in the text of a screen.
    ///
    /// ```text
    /// EmbeddedLink "…" (…) => action
    /// ```
    ///
    /// - At most 2 on a screen.
    /// - May be in a Form, `if` and `match`.
    pub struct EmbeddedLink {
        /// What the link says.
        ///
        /// A text, 25 characters shown, not blank; required. A reference or, from 6.0, an expression may stand for it.
        pub text: super::value::Text,
        /// What the link does.
        ///
        /// `navigate`, `data_exchange` or `open_url` (from 6.0); required.
        pub on_click_action: super::value::Action,
        /// Whether it is shown; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub visible: super::value::Boolean,
    }
    /// The button at the foot of a screen.
    ///
    /// ```text
    /// Footer "…" (…) => action
    /// ```
    ///
    /// - At most 1 on a screen.
    /// - May be in a Form, `if` and `match`.
    pub struct Footer {
        /// What is on the button.
        ///
        /// A text, 35 characters shown, not empty; required. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// What the button does.
        ///
        /// `navigate`, `data_exchange` or `complete`; required.
        pub on_click_action: super::value::Action,
        /// A text at the left.
        ///
        /// A text, 15 characters shown; with `right-caption`. A reference or, from 6.0, an expression may stand for it.
        pub left_caption: super::value::Text,
        /// A text in the middle.
        ///
        /// A text, 15 characters shown. A reference or, from 6.0, an expression may stand for it.
        pub center_caption: super::value::Text,
        /// A text at the right.
        ///
        /// A text, 15 characters shown; with `left-caption`. A reference or, from 6.0, an expression may stand for it.
        pub right_caption: super::value::Text,
        /// Whether it can be used; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
    }
    /// A list whose items lead on. Since 6.2.
    ///
    /// ```text
    /// name: NavigationList "…" (…) { id: "…" (…) … } => action
    /// ```
    ///
    /// - `${form.name}` is the id of the item that was tapped.
    /// - At most 2 on a screen.
    /// - May be in a Form.
    pub struct NavigationList {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// The items.
        ///
        /// 1 to 20 items; required. A reference or, from 6.0, an expression may stand for it.
        pub list_items: super::value::List<super::part::NavigationListItem>,
        /// A heading.
        ///
        /// A text, 80 characters shown. A reference or, from 6.0, an expression may stand for it.
        pub label: super::value::Text,
        /// A text above the items.
        ///
        /// A text, 300 characters shown. A reference or, from 6.0, an expression may stand for it.
        pub description: super::value::Text,
        /// How large the images are; `regular` when absent.
        ///
        /// `regular` or `large`.
        pub media_size: super::word::NavigationListMediaSize,
        /// What tapping an item does.
        ///
        /// `navigate` or `data_exchange`.
        pub on_click_action: super::value::Action,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
    /// Holds the inputs of a screen; optional from 4.0.
    ///
    /// ```text
    /// name: Form (…) { … }
    /// ```
    ///
    /// - At most 1 on a screen from 7.0 on.
    /// - Goes on the screen itself only.
    pub struct Form {
        /// The name by which references find its value.
        ///
        /// A name; required.
        pub name: super::value::Any,
        /// Its components.
        ///
        /// Components; required.
        pub children: super::value::Any,
        /// What its fields hold at first.
        ///
        /// An object of initial values, by the names of fields. A reference may stand for it.
        pub init_values: super::value::Any,
        /// Messages on its fields.
        ///
        /// An object of messages, by the names of fields. A reference may stand for it.
        pub error_messages: super::value::Any,
        /// The name of its Rust field, where its own gives none.
        pub rename: super::value::Word,
    }
}

/// What options, items and objects in values have.
pub mod part {
    /// An option of `CheckboxGroup`.
    pub struct CheckboxGroupItem {
        /// What the answer holds.
        ///
        /// A text, not empty; required.
        pub id: super::value::Text,
        /// What is shown.
        ///
        /// A text, 30 characters shown; required.
        pub title: super::value::Text,
        /// A text below the title.
        ///
        /// A text, 300 characters shown.
        pub description: super::value::Text,
        /// A short text at the end.
        ///
        /// A text, 20 characters shown.
        pub metadata: super::value::Text,
        /// Whether it can be chosen; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// A base64 image.
        ///
        /// A base64 image, up to 100 KB (300 KB before 6.0); since 5.0. A reference or, from 6.0, an expression may stand for it.
        pub image: super::value::Text,
        /// What the image shows.
        ///
        /// A text; since 5.0.
        pub alt_text: super::value::Text,
        /// A colour in place of an image.
        ///
        /// `#RRGGBB`; since 5.0.
        pub color: super::value::Text,
        /// What choosing it does.
        ///
        /// `update_data`; since 6.0.
        pub on_select_action: super::value::Action,
        /// What taking it back does.
        ///
        /// `update_data`; since 6.0.
        pub on_unselect_action: super::value::Action,
    }
    /// An option of `RadioButtonsGroup`.
    pub struct RadioButtonsGroupItem {
        /// What the answer holds.
        ///
        /// A text, not empty; required.
        pub id: super::value::Text,
        /// What is shown.
        ///
        /// A text, 30 characters shown; required.
        pub title: super::value::Text,
        /// A text below the title.
        ///
        /// A text, 300 characters shown.
        pub description: super::value::Text,
        /// A short text at the end.
        ///
        /// A text, 20 characters shown.
        pub metadata: super::value::Text,
        /// Whether it can be chosen; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// A base64 image.
        ///
        /// A base64 image, up to 100 KB (300 KB before 6.0); since 5.0. A reference or, from 6.0, an expression may stand for it.
        pub image: super::value::Text,
        /// What the image shows.
        ///
        /// A text; since 5.0.
        pub alt_text: super::value::Text,
        /// A colour in place of an image.
        ///
        /// `#RRGGBB`; since 5.0.
        pub color: super::value::Text,
        /// What choosing it does.
        ///
        /// `update_data`; since 6.0.
        pub on_select_action: super::value::Action,
        /// What taking it back does.
        ///
        /// `update_data`; since 6.0.
        pub on_unselect_action: super::value::Action,
    }
    /// An option of `ChipsSelector`.
    pub struct ChipsSelectorItem {
        /// What the answer holds.
        ///
        /// A text, not empty; required.
        pub id: super::value::Text,
        /// What is shown.
        ///
        /// A text, 20 characters shown; required.
        pub title: super::value::Text,
        /// Whether it can be chosen; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// What choosing it does.
        ///
        /// `update_data`.
        pub on_select_action: super::value::Action,
        /// What taking it back does.
        ///
        /// `update_data`.
        pub on_unselect_action: super::value::Action,
    }
    /// An option of `Dropdown`.
    pub struct DropdownItem {
        /// What the answer holds.
        ///
        /// A text, not empty; required.
        pub id: super::value::Text,
        /// What is shown.
        ///
        /// A text, 30 characters shown; required.
        pub title: super::value::Text,
        /// A text below the title.
        ///
        /// A text, 300 characters shown.
        pub description: super::value::Text,
        /// A short text at the end.
        ///
        /// A text, 20 characters shown.
        pub metadata: super::value::Text,
        /// Whether it can be chosen; `true` when absent.
        ///
        /// `true` or `false`. A reference or, from 6.0, an expression may stand for it.
        pub enabled: super::value::Boolean,
        /// A base64 image.
        ///
        /// A base64 image, up to 100 KB (300 KB before 6.0); since 5.0. A reference or, from 6.0, an expression may stand for it.
        pub image: super::value::Text,
        /// What the image shows.
        ///
        /// A text; since 5.0.
        pub alt_text: super::value::Text,
        /// A colour in place of an image.
        ///
        /// `#RRGGBB`; since 5.0.
        pub color: super::value::Text,
        /// What choosing it does.
        ///
        /// `update_data`; since 6.0.
        pub on_select_action: super::value::Action,
        /// What taking it back does.
        ///
        /// `update_data`; since 6.0.
        pub on_unselect_action: super::value::Action,
    }
    /// An image of `ImageCarousel`.
    pub struct ImageCarouselItem {
        /// A base64 image.
        ///
        /// A base64 image; required. A reference or, from 6.0, an expression may stand for it.
        pub src: super::value::Text,
        /// What it shows.
        ///
        /// A text; required. A reference or, from 6.0, an expression may stand for it.
        pub alt_text: super::value::Text,
    }
    /// An object.
    pub struct NavigationListItemMainContent {
        /// What is shown.
        ///
        /// A text, 30 characters shown; required.
        pub title: super::value::Text,
        /// A second line.
        ///
        /// A text, 20 characters shown.
        pub description: super::value::Text,
        /// A third line.
        ///
        /// A text, 80 characters shown.
        pub metadata: super::value::Text,
    }
    /// An object.
    pub struct NavigationListItemStart {
        /// A base64 image.
        ///
        /// A base64 image, up to 100 KB (300 KB before 6.0); required.
        pub image: super::value::Text,
        /// What the image shows.
        ///
        /// A text.
        pub alt_text: super::value::Text,
    }
    /// An object.
    pub struct NavigationListItemEnd {
        /// The first line.
        ///
        /// A text, 10 characters shown.
        pub title: super::value::Text,
        /// The second line.
        ///
        /// A text, 10 characters shown.
        pub description: super::value::Text,
        /// The third line.
        ///
        /// A text, 10 characters shown.
        pub metadata: super::value::Text,
    }
    /// An item of `NavigationList`.
    pub struct NavigationListItem {
        /// What the answer holds.
        ///
        /// A text, not empty; required.
        pub id: super::value::Text,
        /// The texts of the item.
        ///
        /// An object; required.
        pub main_content: super::part::NavigationListItemMainContent,
        /// An image before the texts.
        ///
        /// An object.
        pub start: super::part::NavigationListItemStart,
        /// One or two texts at the end.
        ///
        /// An object with 1 to 2 of its keys.
        pub end: super::part::NavigationListItemEnd,
        /// A word on one item of the list.
        ///
        /// A text, 15 characters shown.
        pub badge: super::value::Text,
        /// Up to three words.
        ///
        /// A list of 1 to 3 texts, 15 characters shown.
        pub tags: super::value::Any,
        /// Whether it can be tapped; `true` when absent.
        ///
        /// `true` or `false`.
        pub enabled: super::value::Boolean,
        /// What tapping it does, where the list has no action.
        ///
        /// `navigate` or `data_exchange`.
        pub on_click_action: super::value::Action,
        /// A second line.
        ///
        /// A text, 20 characters shown.
        pub description: super::value::Text,
        /// A third line.
        ///
        /// A text, 80 characters shown.
        pub metadata: super::value::Text,
    }
}

/// The words that properties take.
pub mod word {
    /// One of `bold`, `italic`, `bold_italic`, `normal`.
    pub enum TextBodyFontWeight {
        /// `bold`.
        bold,
        /// `italic`.
        italic,
        /// `bold_italic`.
        bold_italic,
        /// `normal`.
        normal,
    }
    /// One of `bold`, `italic`, `bold_italic`, `normal`.
    pub enum TextCaptionFontWeight {
        /// `bold`.
        bold,
        /// `italic`.
        italic,
        /// `bold_italic`.
        bold_italic,
        /// `normal`.
        normal,
    }
    /// One of `text`, `number`, `email`, `password`, `passcode`, `phone`.
    pub enum TextInputInputType {
        /// `text`.
        text,
        /// `number`.
        number,
        /// `email`.
        email,
        /// `password`.
        password,
        /// `passcode`.
        passcode,
        /// `phone`.
        phone,
    }
    /// One of `large`.
    pub enum TextInputLabelVariant {
        /// `large`.
        large,
    }
    /// One of `large`.
    pub enum TextAreaLabelVariant {
        /// `large`.
        large,
    }
    /// One of `regular`, `large`.
    pub enum CheckboxGroupMediaSize {
        /// `regular`.
        regular,
        /// `large`.
        large,
    }
    /// One of `regular`, `large`.
    pub enum RadioButtonsGroupMediaSize {
        /// `regular`.
        regular,
        /// `large`.
        large,
    }
    /// One of `single`, `range`.
    pub enum CalendarPickerMode {
        /// `single`.
        single,
        /// `range`.
        range,
    }
    /// One of `Mon`, `Tue`, `Wed`, `Thu`, `Fri`, `Sat`, `Sun`.
    pub enum CalendarPickerIncludeDays {
        /// `Mon`.
        Mon,
        /// `Tue`.
        Tue,
        /// `Wed`.
        Wed,
        /// `Thu`.
        Thu,
        /// `Fri`.
        Fri,
        /// `Sat`.
        Sat,
        /// `Sun`.
        Sun,
    }
    /// One of `camera_gallery`, `camera`, `gallery`.
    pub enum PhotoPickerPhotoSource {
        /// `camera_gallery`.
        camera_gallery,
        /// `camera`.
        camera,
        /// `gallery`.
        gallery,
    }
    /// One of `contain`, `cover`.
    pub enum ImageScaleType {
        /// `contain`.
        contain,
        /// `cover`.
        cover,
    }
    /// One of `contain`, `cover`.
    pub enum ImageCarouselScaleType {
        /// `contain`.
        contain,
        /// `cover`.
        cover,
    }
    /// One of `regular`, `large`.
    pub enum NavigationListMediaSize {
        /// `regular`.
        regular,
        /// `large`.
        large,
    }
}

/// The actions.
pub mod action {
    /// Opens another screen and hands it the payload as its data.
    pub struct navigate;
    /// Sends the payload to the endpoint, which answers with a screen.
    pub struct data_exchange;
    /// Ends the flow and sends the payload to the chat.
    pub struct complete;
    /// Changes data of the screen that is shown.
    pub struct update_data;
    /// Opens an https address in the browser.
    pub struct open_url;
}

/// Settings.
pub mod setting {
    /// The settings of a flow.
    pub struct Flow {
        /// The Flow JSON version.
        ///
        /// A version, such as `"7.3"`.
        pub version: super::value::Any,
        /// The Data API version of the endpoint; absent for a flow without one.
        ///
        /// A Data API version, such as `"3.0"`.
        pub data_api_version: super::value::Any,
        /// The endpoint's address, in flows before 3.0.
        ///
        /// An address; before 3.0.
        pub data_channel_uri: super::value::Any,
        /// The routes as they are in the document; derived from `->` and `navigate` when absent.
        ///
        /// Screens, each with a list of screens.
        pub routing_model: super::value::Any,
        /// The name under which the flow is published; the flow's own when absent.
        ///
        /// A text; not in the document.
        pub name: super::value::Any,
        /// What publishing asks for.
        ///
        /// A list of categories; not in the document.
        pub categories: super::value::Any,
        /// The codes of the warnings that the flow accepts; with `AMBIGUOUS_EXCHANGE`, exchanges that cannot be told apart are read as one.
        ///
        /// A list of codes; not in the document.
        pub allow: super::value::Any,
    }
    /// The settings of a screen.
    pub struct Screen {
        /// Whether the flow may end here; inferred from `complete` and `-> SUCCESS`.
        ///
        /// `true` or `false`.
        pub terminal: super::value::Any,
        /// Whether ending here is a success; `true` when absent.
        ///
        /// `true` or `false`.
        pub success: super::value::Any,
        /// Whether going back from this screen asks the endpoint.
        ///
        /// `true` or `false`.
        pub refresh_on_back: super::value::Any,
        /// The components whose values are masked in the summary.
        ///
        /// A list of components; since 5.1.
        pub sensitive: super::value::Any,
    }
}

/// What a flow may be published as.
pub enum Category {
    /// `SIGN_UP`.
    SIGN_UP,
    /// `SIGN_IN`.
    SIGN_IN,
    /// `APPOINTMENT_BOOKING`.
    APPOINTMENT_BOOKING,
    /// `LEAD_GENERATION`.
    LEAD_GENERATION,
    /// `CONTACT_US`.
    CONTACT_US,
    /// `CUSTOMER_SUPPORT`.
    CUSTOMER_SUPPORT,
    /// `SURVEY`.
    SURVEY,
    /// `OTHER`.
    OTHER,
}

/// What a flow may accept with `allow`.
pub enum Code {
    /// The document is not JSON, not an object, too large, or uses `meta`, which Meta refuses.
    INVALID_FLOW_JSON,
    /// A flow declares the Flow JSON version it is written for.
    MISSING_FLOW_JSON_VERSION,
    /// The version is a string that names a Flow JSON version that exists.
    INVALID_FLOW_JSON_VERSION,
    /// The Data API version is "3.0", or "4.0" from Flow JSON 7.3.
    INVALID_DATA_API_VERSION,
    /// A property, component or setting exists, in this place and in the declared version.
    INVALID_PROPERTY_KEY,
    /// A property has a value that its component takes.
    INVALID_PROPERTY_VALUE,
    /// A property has a value of its type.
    INVALID_PROPERTY_TYPE,
    /// A property that holds an address or a regular expression holds a valid one.
    INVALID_PROPERTY_VALUE_FORMAT,
    /// A required property is present.
    MISSING_REQUIRED_PROPERTY,
    /// A component is where components of its kind may be.
    ONE_OF_SCHEMA_VALIDATION_FAILED,
    /// A list has at least as many items as it needs.
    MIN_ITEMS_REQUIRED,
    /// A list has at most as many items as it may have.
    MAX_ITEMS_REQUIRED,
    /// A text that needs a character has one.
    MIN_CHARS_REQUIRED,
    /// A number is at least its minimum.
    MINIMUM_VALUE_REQUIRED,
    /// A number is at most its maximum.
    MAXIMUM_VALUE_REQUIRED,
    /// A name, a colour or a case key has the letters it may have, and no text is blank.
    PATTERN_MISMATCH,
    /// A property with fixed values has one of them, and a component one of its actions.
    INVALID_ENUM_VALUE,
    /// A property that needs another property, or another value of it, has it.
    INVALID_DEPENDENCIES,
    /// Of properties that exclude each other only one is present.
    NOT_KEYWORD_SCHEMA_VALIDATION_FAILED,
    /// The routes between screens go forward, start somewhere, connect every screen and reach an end.
    INVALID_ROUTING_MODEL,
    /// `navigate` leads to another screen of the flow.
    INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME,
    /// The payload of `navigate` has the keys and types of the next screen's data.
    INVALID_NAVIGATE_ACTION_PAYLOAD,
    /// `navigate` to a screen that has data carries a payload.
    MISSING_NAVIGATION_ACTION_PAYLOAD,
    /// A literal in the payload of `navigate` has the type that the next screen declares.
    INVALID_NAVIGATE_ACTION_STATIC_DATA,
    /// The payload of `update_data` names data of its own screen, with their types.
    INVALID_UPDATE_DATA_ACTION_PAYLOAD,
    /// An expression in a payload has a type.
    INVALID_ACTION_PAYLOAD_PROPERTY,
    /// A reference in a payload leads to a field or to data, and files are sent as Meta allows.
    INVALID_ON_CLICK_ACTION_PAYLOAD,
    /// Before Flow JSON 4.0 a Footer outside of the Form sends nothing of the Form.
    INVALID_FOOTER_PAYLOAD_OUTSIDE_FORM,
    /// `complete` is on a terminal screen.
    INVALID_COMPLETE_ACTION,
    /// A screen's data have types, and examples of those types.
    INVALID_SCREEN_DATA,
    /// The JSON Schema of a screen's data lists no value twice, and no number is a multiple of 0.
    INVALID_SCHEMA,
    /// A reference in a component leads to a field or to data of the type that the property takes.
    INVALID_SCREEN_DYNAMIC_DATA,
    /// A list of texts holds no reference alone.
    INVALID_TEXT_DYNAMIC_DATA,
    /// RichText is alone on its screen (Flow JSON before 6.0).
    INVALID_RICHTEXT_PLACEMENT,
    /// RichText and NavigationList are alone on their screen.
    INVALID_COMPONENT_PLACEMENT,
    /// No screen is called `success`, and only `navigate` can show one that is called `SUCCESS`.
    SCREEN_ID_IS_RESERVED_KEYWORD,
    /// Every screen has an id of its own, not only in capitals.
    DUPLICATE_SCREEN_IDS,
    /// A flow has at most 100 screens.
    MAX_SCREENS_NUMBER,
    /// A flow has a terminal screen, and one that ends in success.
    MISSING_TERMINAL_SCREEN,
    /// A terminal screen has a Footer; before Flow JSON 7.3 a warning.
    MISSING_FOOTER_ON_TERMINAL_SCREEN,
    /// Every component has a name of its own on its screen.
    DUPLICATE_FORM_COMPONENT_NAMES,
    /// Where a screen has a Form, its inputs are in it.
    COMPONENTS_OUTSIDE_FORM,
    /// The pickers of photos and documents have no initial values.
    NATIVE_COMPONENT_IN_FORM_INIT_VALUES,
    /// A screen has at most so many components of one kind.
    COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN,
    /// A screen has at most 50 components.
    MAX_ALLOWED_COMPONENTS_PER_SCREEN,
    /// A minimum is not larger than its maximum.
    MIN_VALUE_GREATER_THAN_MAX,
    /// The options of a list have images or colours, not both.
    DATA_SOURCE_ITEMS_HAVE_BOTH_IMAGE_AND_COLOR,
    /// `if` is nested at most three deep.
    MAXIMUM_IF_NESTING,
    /// `sensitive` names components of its screen.
    INVALID_SENSITIVE_FIELD,
    /// A first date is not later than its last, and other dates lie between them.
    INVALID_DATE_RANGE,
    /// A smallest number of days is not larger than the largest.
    INVALID_MIN_MAX_DAYS,
    /// The initial value of a date is a date.
    INVALID_DATE_SINGLE_INIT_VALUE_FORMAT,
    /// A value of a calendar has the form that its mode asks for.
    INVALID_TYPE,
    /// A calendar of ranges has what a range needs.
    MISSING_CALENDAR_PICKER_RANGE_MODE_PROP,
    /// A value of a calendar of ranges has no key but its two ends.
    UNEXPECTED_CALENDAR_PICKER_RANGE_MODE_PROP,
    /// A property is only where another one allows it.
    INVALID_PROPERTY_NAME_FOR_CONDITION,
    /// A property has a value that another one allows.
    INVALID_PROPERTY_VALUE_FOR_CONDITION,
    /// An action is on the component or on its items, not on both.
    DUPLICATE_PROPETY_FOR_CONDITION,
    /// A Footer in one branch of `if` is in the other too, and outside there is none.
    MISSING_FOOTER_IN_IF_ELSE_BRANCHES,
    /// A Footer in one case of `match` is in every case.
    MISSING_FOOTER_IN_SWITCH_BRANCHES,
    /// `match` has a case.
    EMPTY_SWITCH_CASES,
    /// The source reads as `flow!` source.
    SYNTAX,
    /// A key is there once in its object.
    DUPLICATE_KEY,
    /// A name of the flow's own (an options list, a struct, a code) is declared, once.
    UNKNOWN_NAME,
    /// A fragment does not contain itself, and what it stands for fits where it is used.
    INVALID_FRAGMENT,
    /// A name alone in a payload, which may be a form field or a data field, says which it means.
    AMBIGUOUS_NAME,
    /// Names become Rust names, each of its own.
    INVALID_RUST_NAME,
    /// Several data exchanges of a screen can be told apart by their payloads.
    AMBIGUOUS_EXCHANGE,
    /// An embedded file exists, can be read, and is what its place needs.
    INVALID_FILE,
    /// The ids of the options of a list are not empty and differ.
    DUPLICATE_OPTION_IDS,
    /// A required field can be filled in.
    UNFILLABLE_REQUIRED_FIELD,
    /// A text is short enough to be shown whole.
    TEXT_LENGTH,
    /// An image is small enough to be shown.
    IMAGE_SIZE,
    /// An image is a base64 JPEG or PNG.
    IMAGE_FORMAT,
    /// The phone reads a condition of If as it is meant: without back-ticks, and with parentheses where `&&` and `||` meet.
    MISREAD_CONDITION,
    /// The answer of a condition of If does not hang on decimals, which the phone cuts first.
    DECIMALS_CUT,
    /// A condition asks for options that can be chosen.
    UNKNOWN_OPTION,
    /// A text that is meant to hold a value has a reference in it that phones follow.
    REFERENCE_AS_TEXT,
    /// Phones look at every `navigate` and at one `data_exchange` at the least: not at those in branches, nor at every component.
    OVERLOOKED_ACTION,
    /// A document begins with its first character, not with a byte order mark.
    BYTE_ORDER_MARK,
    /// The declared version can still be published.
    FROZEN_FLOW_JSON_VERSION,
    /// A screen has a title.
    MISSING_TITLE,
    /// Something that is declared is used.
    UNUSED,
    /// What a field holds at first passes the field's own rules.
    INVALID_INITIAL_VALUE,
}
