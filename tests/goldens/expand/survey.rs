/// A survey that no server takes part in.
#[allow(
    dead_code,
    unreachable_pub,
    clippy::doc_markdown,
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    clippy::too_many_lines,
    rustdoc::bare_urls,
    reason = "the names, texts and sizes are the flow's own, and a program may use a part"
)]
pub(crate) mod survey {
    /// The Flow JSON document, minified.
    pub const JSON: &str = "{\"version\":\"7.3\",\"screens\":[{\"id\":\"RATE\",\"title\":\"How was it?\",\"layout\":{\"type\":\"SingleColumnLayout\",\"children\":[{\"type\":\"RadioButtonsGroup\",\"name\":\"stars\",\"label\":\"Stars\",\"required\":true,\"data-source\":[{\"id\":\"5\",\"title\":\"Very good\"},{\"id\":\"1\",\"title\":\"Bad\"}]},{\"type\":\"Footer\",\"label\":\"Next\",\"on-click-action\":{\"name\":\"navigate\",\"next\":{\"type\":\"screen\",\"name\":\"WHY\"},\"payload\":{\"stars\":\"${form.stars}\"}}}]}},{\"id\":\"WHY\",\"title\":\"Why?\",\"terminal\":true,\"data\":{\"stars\":{\"type\":\"string\",\"__example__\":\"5\"}},\"layout\":{\"type\":\"SingleColumnLayout\",\"children\":[{\"type\":\"TextBody\",\"text\":\"`'You chose ' ${data.stars}`\"},{\"type\":\"TextArea\",\"name\":\"why\",\"label\":\"Why?\"},{\"type\":\"Footer\",\"label\":\"Done\",\"on-click-action\":{\"name\":\"complete\",\"payload\":{\"stars\":\"${data.stars}\",\"again\":\"${screen.RATE.form.stars}\",\"why\":\"${form.why}\"}}}]}}]}";
    /// Stands for the flow `survey` where a type is asked for.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
    )]
    pub struct Survey;
    impl ::flow_runtime::Flow for Survey {
        const NAME: &'static str = "survey";
        const VERSION: &'static str = "7.3";
        const DATA_API_VERSION: ::core::option::Option<&'static str> = ::core::option::Option::None;
        const JSON: &'static str = JSON;
        type Completion = Completion;
    }
    /// Begins a message with a button that opens the flow; the text is the button's.
    pub fn message(
        cta: impl ::core::convert::Into<::std::string::String>,
    ) -> ::flow_runtime::message::Opening<Survey> {
        ::flow_runtime::message::Opening::new(cta)
    }
    /// Begins a message of a template that has a button which opens the flow.
    pub fn template(
        name: impl ::core::convert::Into<::std::string::String>,
        language: impl ::core::convert::Into<::std::string::String>,
    ) -> ::flow_runtime::message::TemplateOpening<Survey> {
        ::flow_runtime::message::TemplateOpening::new(name, language)
    }
    /// The screens of the flow.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
    )]
    pub enum Screen {
        /// “How was it?”, the screen `RATE`.
        Rate,
        /// “Why?”, the screen `WHY`.
        Why,
    }
    impl Screen {
        /// The screen's id in Flow JSON.
        #[must_use]
        pub const fn id(self) -> &'static str {
            match self {
                Self::Rate => "RATE",
                Self::Why => "WHY",
            }
        }
        /// The screen of an id.
        #[must_use]
        pub fn from_id(id: &str) -> ::core::option::Option<Self> {
            match id {
                "RATE" => ::core::option::Option::Some(Self::Rate),
                "WHY" => ::core::option::Option::Some(Self::Why),
                _ => ::core::option::Option::None,
            }
        }
    }
    /// What arrives when a person has finished the flow.
    ///
    /// What every end of the flow carries is always there; what only some carry is optional.
    #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct Completion {
        /// Stars
        pub stars: ::std::string::String,
        /// `again` of the payload.
        pub again: rate::Stars,
        /// Why?
        pub why: ::core::option::Option<::std::string::String>,
        /// The token that the business sent with the flow's message.
        pub flow_token: ::core::option::Option<::std::string::String>,
    }
    /// Shows all but what is secret.
    impl ::core::fmt::Debug for Completion {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Self { stars, again, why, .. } => {
                    f.debug_struct("Completion")
                        .field("stars", stars)
                        .field("again", again)
                        .field("why", why)
                        .field("flow_token", &::flow_runtime::value::Redacted)
                        .finish()
                }
            }
        }
    }
    impl ::flow_runtime::value::FromFields for Completion {
        fn from_fields(
            fields: &mut ::flow_runtime::value::Fields,
        ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
            ::flow_runtime::__read!(
                fields => [Self] { stars "stars" again "again" why "why" flow_token
                "flow_token" }
            )
        }
    }
    /// “How was it?”, the screen `RATE`.
    pub mod rate {
        /// What the screen `RATE` shows.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Data;
        impl ::flow_runtime::value::IntoFields for Data {
            fn into_fields(
                self,
            ) -> ::flow_runtime::Map<::std::string::String, ::flow_runtime::Value> {
                ::flow_runtime::value::Writer::new(0usize).finish()
            }
        }
        impl ::flow_runtime::message::Opens<super::Survey> for Data {
            const SCREEN: &'static str = "RATE";
        }
        ::flow_runtime::__choice! {
            #[doc = " The options of “Stars”."] pub enum Stars { #[doc =
            " Very good"] Option5, #[doc = " Bad"] Option1, } Stars { Option5 "5"
            "Very good" Option1 "1" "Bad" }
        }
    }
}
