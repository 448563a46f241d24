//! The codes of the faults: Meta's own names where Meta has one.

/// Declares the codes, each with the rule it stands for.
macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $variant:ident = $name:literal; )+) => {
        /// The code of a fault, as Meta's API names it; ours where Meta has none.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl Code {
            /// Every code, Meta's first.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];

            /// Its name, in capitals.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }

            /// The rule it stands for, in one or two sentences.
            #[must_use]
            pub fn rule(self) -> &'static str {
                match self { $( Self::$variant => concat!($($doc),+).trim_ascii(), )+ }
            }

            /// The code of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == name)
            }

            /// The code that the fault of another name of Meta's pages has here.
            #[must_use]
            pub fn from_other_name(name: &str) -> Option<Self> {
                OTHER_NAMES.iter().find(|(other, _)| *other == name).map(|(_, code)| *code)
            }
        }
    };
}

codes! {
    /// The document is not JSON, not an object, too large, or uses `meta`, which Meta refuses.
    InvalidFlowJson = "INVALID_FLOW_JSON";
    /// A flow declares the Flow JSON version it is written for.
    MissingFlowJsonVersion = "MISSING_FLOW_JSON_VERSION";
    /// The version is a string that names a Flow JSON version that exists.
    InvalidFlowJsonVersion = "INVALID_FLOW_JSON_VERSION";
    /// The Data API version is "3.0", or "4.0" from Flow JSON 7.3.
    InvalidDataApiVersion = "INVALID_DATA_API_VERSION";
    /// A property, component or setting exists, in this place and in the declared version.
    InvalidPropertyKey = "INVALID_PROPERTY_KEY";
    /// A property has a value that its component takes.
    InvalidPropertyValue = "INVALID_PROPERTY_VALUE";
    /// A property has a value of its type.
    InvalidPropertyType = "INVALID_PROPERTY_TYPE";
    /// A property that holds an address or a regular expression holds a valid one.
    InvalidPropertyValueFormat = "INVALID_PROPERTY_VALUE_FORMAT";
    /// A required property is present.
    MissingRequiredProperty = "MISSING_REQUIRED_PROPERTY";
    /// A component is where components of its kind may be.
    OneOfSchemaValidationFailed = "ONE_OF_SCHEMA_VALIDATION_FAILED";
    /// A list has at least as many items as it needs.
    MinItemsRequired = "MIN_ITEMS_REQUIRED";
    /// A list has at most as many items as it may have.
    MaxItemsRequired = "MAX_ITEMS_REQUIRED";
    /// A text that needs a character has one.
    MinCharsRequired = "MIN_CHARS_REQUIRED";
    /// A number is at least its minimum.
    MinimumValueRequired = "MINIMUM_VALUE_REQUIRED";
    /// A number is at most its maximum.
    MaximumValueRequired = "MAXIMUM_VALUE_REQUIRED";
    /// A name, a colour or a case key has the letters it may have, and no text is blank.
    PatternMismatch = "PATTERN_MISMATCH";
    /// A property with fixed values has one of them, and a component one of its actions.
    InvalidEnumValue = "INVALID_ENUM_VALUE";
    /// A property that needs another property, or another value of it, has it.
    InvalidDependencies = "INVALID_DEPENDENCIES";
    /// Of properties that exclude each other only one is present.
    NotKeywordSchemaValidationFailed = "NOT_KEYWORD_SCHEMA_VALIDATION_FAILED";
    /// The routes between screens go forward, start somewhere, connect every screen and reach an end.
    InvalidRoutingModel = "INVALID_ROUTING_MODEL";
    /// `navigate` leads to another screen of the flow.
    InvalidNavigateActionNextScreenName = "INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME";
    /// The payload of `navigate` has the keys and types of the next screen's data.
    InvalidNavigateActionPayload = "INVALID_NAVIGATE_ACTION_PAYLOAD";
    /// `navigate` to a screen that has data carries a payload.
    MissingNavigationActionPayload = "MISSING_NAVIGATION_ACTION_PAYLOAD";
    /// A literal in the payload of `navigate` has the type that the next screen declares.
    InvalidNavigateActionStaticData = "INVALID_NAVIGATE_ACTION_STATIC_DATA";
    /// The payload of `update_data` names data of its own screen, with their types.
    InvalidUpdateDataActionPayload = "INVALID_UPDATE_DATA_ACTION_PAYLOAD";
    /// An expression in a payload has a type.
    InvalidActionPayloadProperty = "INVALID_ACTION_PAYLOAD_PROPERTY";
    /// A reference in a payload leads to a field or to data, and files are sent as Meta allows.
    InvalidOnClickActionPayload = "INVALID_ON_CLICK_ACTION_PAYLOAD";
    /// Before Flow JSON 4.0 a Footer outside of the Form sends nothing of the Form.
    InvalidFooterPayloadOutsideForm = "INVALID_FOOTER_PAYLOAD_OUTSIDE_FORM";
    /// `complete` is on a terminal screen.
    InvalidCompleteAction = "INVALID_COMPLETE_ACTION";
    /// A screen's data have types, and examples of those types.
    InvalidScreenData = "INVALID_SCREEN_DATA";
    /// The JSON Schema of a screen's data lists no value twice, and no number is a multiple of 0.
    InvalidSchema = "INVALID_SCHEMA";
    /// A reference in a component leads to a field or to data of the type that the property takes.
    InvalidScreenDynamicData = "INVALID_SCREEN_DYNAMIC_DATA";
    /// A list of texts holds no reference alone.
    InvalidTextDynamicData = "INVALID_TEXT_DYNAMIC_DATA";
    /// RichText is alone on its screen (Flow JSON before 6.0).
    InvalidRichtextPlacement = "INVALID_RICHTEXT_PLACEMENT";
    /// RichText and NavigationList are alone on their screen.
    InvalidComponentPlacement = "INVALID_COMPONENT_PLACEMENT";
    /// No screen is called `success`, and only `navigate` can show one that is called `SUCCESS`.
    ScreenIdIsReservedKeyword = "SCREEN_ID_IS_RESERVED_KEYWORD";
    /// Every screen has an id of its own, not only in capitals.
    DuplicateScreenIds = "DUPLICATE_SCREEN_IDS";
    /// A flow has at most 100 screens.
    MaxScreensNumber = "MAX_SCREENS_NUMBER";
    /// A flow has a terminal screen, and one that ends in success.
    MissingTerminalScreen = "MISSING_TERMINAL_SCREEN";
    /// A terminal screen has a Footer; before Flow JSON 7.3 a warning.
    MissingFooterOnTerminalScreen = "MISSING_FOOTER_ON_TERMINAL_SCREEN";
    /// Every component has a name of its own on its screen.
    DuplicateFormComponentNames = "DUPLICATE_FORM_COMPONENT_NAMES";
    /// Where a screen has a Form, its inputs are in it.
    ComponentsOutsideForm = "COMPONENTS_OUTSIDE_FORM";
    /// The pickers of photos and documents have no initial values.
    NativeComponentInFormInitValues = "NATIVE_COMPONENT_IN_FORM_INIT_VALUES";
    /// A screen has at most so many components of one kind.
    ComponentTypeMaxNumberPerScreen = "COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN";
    /// A screen has at most 50 components.
    MaxAllowedComponentsPerScreen = "MAX_ALLOWED_COMPONENTS_PER_SCREEN";
    /// A minimum is not larger than its maximum.
    MinValueGreaterThanMax = "MIN_VALUE_GREATER_THAN_MAX";
    /// The options of a list have images or colours, not both.
    DataSourceItemsHaveBothImageAndColor = "DATA_SOURCE_ITEMS_HAVE_BOTH_IMAGE_AND_COLOR";
    /// `if` is nested at most three deep.
    MaximumIfNesting = "MAXIMUM_IF_NESTING";
    /// `sensitive` names components of its screen.
    InvalidSensitiveField = "INVALID_SENSITIVE_FIELD";
    /// A first date is not later than its last, and other dates lie between them.
    InvalidDateRange = "INVALID_DATE_RANGE";
    /// A smallest number of days is not larger than the largest.
    InvalidMinMaxDays = "INVALID_MIN_MAX_DAYS";
    /// The initial value of a date is a date.
    InvalidDateSingleInitValueFormat = "INVALID_DATE_SINGLE_INIT_VALUE_FORMAT";
    /// A value of a calendar has the form that its mode asks for.
    InvalidType = "INVALID_TYPE";
    /// A calendar of ranges has what a range needs.
    MissingCalendarPickerRangeModeProp = "MISSING_CALENDAR_PICKER_RANGE_MODE_PROP";
    /// A value of a calendar of ranges has no key but its two ends.
    UnexpectedCalendarPickerRangeModeProp = "UNEXPECTED_CALENDAR_PICKER_RANGE_MODE_PROP";
    /// A property is only where another one allows it.
    InvalidPropertyNameForCondition = "INVALID_PROPERTY_NAME_FOR_CONDITION";
    /// A property has a value that another one allows.
    InvalidPropertyValueForCondition = "INVALID_PROPERTY_VALUE_FOR_CONDITION";
    /// An action is on the component or on its items, not on both.
    DuplicatePropertyForCondition = "DUPLICATE_PROPETY_FOR_CONDITION";
    /// A Footer in one branch of `if` is in the other too, and outside there is none.
    MissingFooterInIfElseBranches = "MISSING_FOOTER_IN_IF_ELSE_BRANCHES";
    /// A Footer in one case of `match` is in every case.
    MissingFooterInSwitchBranches = "MISSING_FOOTER_IN_SWITCH_BRANCHES";
    /// `match` has a case.
    EmptySwitchCases = "EMPTY_SWITCH_CASES";

    /// The source reads as `flow!` source.
    Syntax = "SYNTAX";
    /// A key is there once in its object.
    DuplicateKey = "DUPLICATE_KEY";
    /// A name of the flow's own (an options list, a struct, a code) is declared, once.
    UnknownName = "UNKNOWN_NAME";
    /// A fragment does not contain itself, and what it stands for fits where it is used.
    InvalidFragment = "INVALID_FRAGMENT";
    /// A name alone in a payload, which may be a form field or a data field, says which it means.
    AmbiguousName = "AMBIGUOUS_NAME";
    /// Names become Rust names, each of its own.
    InvalidRustName = "INVALID_RUST_NAME";
    /// Several data exchanges of a screen can be told apart by their payloads.
    AmbiguousExchange = "AMBIGUOUS_EXCHANGE";
    /// An embedded file exists, can be read, and is what its place needs.
    InvalidFile = "INVALID_FILE";
    /// The ids of the options of a list are not empty and differ.
    DuplicateOptionIds = "DUPLICATE_OPTION_IDS";
    /// A required field can be filled in.
    UnfillableRequiredField = "UNFILLABLE_REQUIRED_FIELD";
    /// A text is short enough to be shown whole.
    TextLength = "TEXT_LENGTH";
    /// An image is small enough to be shown.
    ImageSize = "IMAGE_SIZE";
    /// An image is a base64 JPEG or PNG.
    ImageFormat = "IMAGE_FORMAT";
    /// The phone reads a condition of If as it is meant: without back-ticks, and with parentheses
    /// where `&&` and `||` meet.
    MisreadCondition = "MISREAD_CONDITION";
    /// The answer of a condition of If does not hang on decimals, which the phone cuts first.
    DecimalsCut = "DECIMALS_CUT";
    /// A condition asks for options that can be chosen.
    UnknownOption = "UNKNOWN_OPTION";
    /// A text that is meant to hold a value has a reference in it that phones follow.
    ReferenceAsText = "REFERENCE_AS_TEXT";
    /// Phones look at every `navigate` and at one `data_exchange` at the least: not at those in
    /// branches, nor at every component.
    OverlookedAction = "OVERLOOKED_ACTION";
    /// A document begins with its first character, not with a byte order mark.
    ByteOrderMark = "BYTE_ORDER_MARK";
    /// The declared version can still be published.
    FrozenVersion = "FROZEN_FLOW_JSON_VERSION";
    /// A screen has a title.
    MissingTitle = "MISSING_TITLE";
    /// Something that is declared is used.
    Unused = "UNUSED";
    /// What a field holds at first passes the field's own rules.
    InvalidInitialValue = "INVALID_INITIAL_VALUE";
}

/// Names on Meta's pages of faults that have another code here: an older one, one for each
/// component, or one of its services alone.
pub const OTHER_NAMES: &[(&str, Code)] = &[
    ("INVALID_ONE_OF_SCHEMA", Code::OneOfSchemaValidationFailed),
    ("INVALID_TYPE_PROPERTY_VALUE", Code::OneOfSchemaValidationFailed),
    ("KEYWORD_ONE_OF", Code::OneOfSchemaValidationFailed),
    ("MAX_EMBEDDED_LINK_PER_SCREEN", Code::ComponentTypeMaxNumberPerScreen),
    ("MAX_FOOTER_PER_SCREEN", Code::ComponentTypeMaxNumberPerScreen),
    ("MAX_IMAGE_PER_SCREEN", Code::ComponentTypeMaxNumberPerScreen),
    ("MAX_OPT_IN_PER_SCREEN", Code::ComponentTypeMaxNumberPerScreen),
    ("MISSING_REQUIRED_TYPE_PROPERTY", Code::MissingRequiredProperty),
    ("MORE_THAN_ONE_FOOTER", Code::ComponentTypeMaxNumberPerScreen),
    ("NO_SUPPORTED_DATA_API_VERSION", Code::InvalidDataApiVersion),
    ("UNAVAILABLE_FLOW_JSON_VERSION", Code::InvalidFlowJsonVersion),
    ("UNSUPPORTED_FLOW_JSON_VERSION", Code::InvalidFlowJsonVersion),
];

impl Code {
    /// The codes that a flow may accept with `allow`: those of warnings, and the one of exchanges
    /// that the endpoint cannot tell apart.
    pub const ALLOWABLE: &'static [Self] = &[
        Self::ByteOrderMark,
        Self::DuplicateScreenIds,
        Self::FrozenVersion,
        Self::InvalidPropertyValue,
        Self::MisreadCondition,
        Self::DecimalsCut,
        Self::InvalidRoutingModel,
        Self::MissingFooterOnTerminalScreen,
        Self::MissingRequiredProperty,
        Self::MissingTitle,
        Self::OverlookedAction,
        Self::ReferenceAsText,
        Self::ScreenIdIsReservedKeyword,
        Self::TextLength,
        Self::ImageFormat,
        Self::ImageSize,
        Self::UnknownOption,
        Self::InvalidEnumValue,
        Self::Unused,
        Self::InvalidInitialValue,
        Self::InvalidScreenData,
        Self::MinimumValueRequired,
        Self::AmbiguousExchange,
    ];
}
