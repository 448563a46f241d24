/// A table in a restaurant: every type that a value can have.
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
pub mod booking {
    /// The Flow JSON document, minified.
    pub const JSON: &str = "{\"version\":\"7.3\",\"data_api_version\":\"4.0\",\"routing_model\":{\"WHEN\":[\"DETAILS\"],\"DETAILS\":[]},\"screens\":[{\"id\":\"WHEN\",\"title\":\"When [and] where?\",\"data\":{\"slots\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"seats\":{\"type\":\"integer\"}}},\"__example__\":[{\"id\":\"a\",\"title\":\"18:00\",\"seats\":4}]},\"offer\":{\"type\":\"object\",\"properties\":{\"price\":{\"type\":\"number\"},\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}}},\"__example__\":{\"price\":12.5,\"tags\":[{\"text\":\"new\"}]}},\"type\":{\"type\":\"string\",\"__example__\":\"lunch\"},\"open\":{\"type\":\"boolean\",\"__example__\":true}},\"layout\":{\"type\":\"SingleColumnLayout\",\"children\":[{\"type\":\"DatePicker\",\"name\":\"day\",\"label\":\"Day\",\"required\":true},{\"type\":\"CalendarPicker\",\"name\":\"stay\",\"mode\":\"range\",\"title\":\"Stay\",\"label\":{\"start-date\":\"From\",\"end-date\":\"To\"}},{\"type\":\"TextInput\",\"name\":\"guests\",\"label\":\"Guests\",\"required\":true,\"input-type\":\"number\"},{\"type\":\"TextInput\",\"name\":\"code\",\"label\":\"Code\",\"input-type\":\"passcode\"},{\"type\":\"Dropdown\",\"name\":\"slot\",\"label\":\"Time\",\"required\":true,\"enabled\":\"${data.open}\",\"data-source\":\"${data.slots}\"},{\"type\":\"RadioButtonsGroup\",\"name\":\"again\",\"label\":\"Been here?\",\"required\":true,\"data-source\":[{\"id\":\"0\",\"title\":\"Yes\"},{\"id\":\"1\",\"title\":\"No\"}]},{\"type\":\"OptIn\",\"name\":\"T&Cs\",\"label\":\"I accept\",\"required\":true},{\"type\":\"EmbeddedLink\",\"text\":\"Other times\",\"on-click-action\":{\"name\":\"data_exchange\",\"payload\":{\"action\":\"other-times\",\"day\":\"${form.day}\"}}},{\"type\":\"Footer\",\"label\":\"Next\",\"on-click-action\":{\"name\":\"data_exchange\",\"payload\":{\"action\":\"choose\",\"day\":\"${form.day}\",\"stay\":\"${form.stay}\",\"guests\":\"${form.guests}\",\"code\":\"${form.code}\",\"slot\":\"${form.slot}\",\"again\":\"${form.again}\",\"T&Cs\":\"${form.T&Cs}\",\"type\":\"${data.type}\",\"offer\":\"${data.offer}\"}}}]}},{\"id\":\"DETAILS\",\"title\":\"Details\",\"terminal\":true,\"refresh_on_back\":true,\"layout\":{\"type\":\"SingleColumnLayout\",\"children\":[{\"type\":\"CheckboxGroup\",\"name\":\"food\",\"label\":\"Food\",\"data-source\":[{\"id\":\"to-go\",\"title\":\"To go\"},{\"id\":\"here\",\"title\":\"Here\"}]},{\"type\":\"Dropdown\",\"name\":\"stars\",\"label\":\"Last time\",\"data-source\":[{\"id\":\"5\",\"title\":\"★★★★★\"},{\"id\":\"4\",\"title\":\"★★★★\"}]},{\"type\":\"PhotoPicker\",\"name\":\"photo\",\"label\":\"Photo\",\"min-uploaded-photos\":0,\"max-uploaded-photos\":1},{\"type\":\"Footer\",\"label\":\"Book\",\"on-click-action\":{\"name\":\"data_exchange\",\"payload\":{\"food\":\"${form.food}\",\"stars\":\"${form.stars}\",\"photo\":\"${form.photo}\",\"day\":\"${screen.WHEN.form.day}\"}}}]}}]}";
    /// Stands for the flow `booking` where a type is asked for.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
    )]
    pub struct Booking;
    impl ::flow_runtime::Flow for Booking {
        const NAME: &'static str = "booking";
        const VERSION: &'static str = "7.3";
        const DATA_API_VERSION: ::core::option::Option<&'static str> = ::core::option::Option::Some(
            "4.0",
        );
        const JSON: &'static str = JSON;
        type Completion = Completion;
    }
    /// Begins a message with a button that opens the flow; the text is the button's.
    pub fn message(
        cta: impl ::core::convert::Into<::std::string::String>,
    ) -> ::flow_runtime::message::Opening<Booking> {
        ::flow_runtime::message::Opening::new(cta)
    }
    /// Begins a message of a template that has a button which opens the flow.
    pub fn template(
        name: impl ::core::convert::Into<::std::string::String>,
        language: impl ::core::convert::Into<::std::string::String>,
    ) -> ::flow_runtime::message::TemplateOpening<Booking> {
        ::flow_runtime::message::TemplateOpening::new(name, language)
    }
    impl ::flow_runtime::message::Exchanges for Booking {}
    /// The screens of the flow.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
    )]
    pub enum Screen {
        /// “When \[and\] where?”, the screen `WHEN`.
        When,
        /// “Details”, the screen `DETAILS`.
        Details,
    }
    impl Screen {
        /// The screen's id in Flow JSON.
        #[must_use]
        pub const fn id(self) -> &'static str {
            match self {
                Self::When => "WHEN",
                Self::Details => "DETAILS",
            }
        }
        /// The screen of an id.
        #[must_use]
        pub fn from_id(id: &str) -> ::core::option::Option<Self> {
            match id {
                "WHEN" => ::core::option::Option::Some(Self::When),
                "DETAILS" => ::core::option::Option::Some(Self::Details),
                _ => ::core::option::Option::None,
            }
        }
    }
    /// A time that is free.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct Slot {
        /// `id` on the wire.
        pub id: ::std::string::String,
        /// `title` on the wire.
        pub title: ::std::string::String,
        /// `seats` on the wire.
        pub seats: i64,
    }
    impl ::flow_runtime::value::FromValue for Slot {
        const EXPECTED: &'static str = "an object";
        fn from_value(
            value: ::flow_runtime::Value,
        ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
            let mut fields = ::flow_runtime::value::Fields::object(value)?;
            ::flow_runtime::__read!(
                fields => [Self] { id "id" title "title" seats "seats" }
            )
        }
    }
    impl ::flow_runtime::value::IntoValue for Slot {
        fn into_value(self) -> ::flow_runtime::Value {
            ::flow_runtime::Value::Object(
                ::flow_runtime::value::Writer::new(3usize)
                    .all(["id", "title", "seats"], (self.id, self.title, self.seats))
                    .finish(),
            )
        }
    }
    ::flow_runtime::__choice! {
        #[doc = " The options of `Stars`."] pub enum Stars { #[doc = " ★★★★★"]
        Option5, #[doc = " ★★★★"] Option4, } Stars { Option5 "5"
        "★★★★★" Option4 "4" "★★★★" }
    }
    /// Closes the flow; the completion carries these.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct Success {
        /// `number` of the completion.
        pub number: ::std::string::String,
        /// `slot` of the completion.
        pub slot: Slot,
    }
    impl ::flow_runtime::value::IntoFields for Success {
        fn into_fields(
            self,
        ) -> ::flow_runtime::Map<::std::string::String, ::flow_runtime::Value> {
            ::flow_runtime::value::Writer::new(2usize)
                .all(["number", "slot"], (self.number, self.slot))
                .finish()
        }
    }
    /// What arrives when a person has finished the flow.
    ///
    /// What every end of the flow carries is always there; what only some carry is optional.
    #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct Completion {
        /// `number` of the payload.
        pub number: ::std::string::String,
        /// Time
        pub slot: Slot,
        /// The token that the business sent with the flow's message.
        pub flow_token: ::core::option::Option<::std::string::String>,
    }
    /// Shows all but what is secret.
    impl ::core::fmt::Debug for Completion {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Self { number, slot, .. } => {
                    f.debug_struct("Completion")
                        .field("number", number)
                        .field("slot", slot)
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
                fields => [Self] { number "number" slot "slot" flow_token "flow_token" }
            )
        }
    }
    /// What the flow may open with.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub enum Init {
        /// Shows the screen `WHEN`.
        When(::flow_runtime::Shown<when::Data>),
    }
    /// What [`Init`] is made of.
    #[doc(hidden)]
    #[diagnostic::on_unimplemented(
        message = "the flow cannot open with the screen of `{T}`",
        label = "not a screen that opens the flow",
        note = "a flow opens with a screen that no route leads to"
    )]
    pub trait InitWith<T> {
        /// Makes it.
        fn of(way: T) -> Self;
    }
    impl InitWith<when::Data> for Init {
        fn of(way: when::Data) -> Self {
            Self::When(::flow_runtime::Shown::new(way))
        }
    }
    impl InitWith<::flow_runtime::Shown<when::Data>> for Init {
        fn of(way: ::flow_runtime::Shown<when::Data>) -> Self {
            Self::When(way)
        }
    }
    impl<T> ::core::convert::From<T> for Init
    where
        Init: InitWith<T>,
    {
        fn from(way: T) -> Self {
            <Self as InitWith<T>>::of(way)
        }
    }
    impl ::flow_runtime::exchange::IntoResponse for Init {
        fn into_response(self) -> ::flow_runtime::Response {
            match self {
                Self::When(shown) => {
                    ::flow_runtime::Response::screen(
                        "WHEN",
                        ::flow_runtime::value::IntoFields::into_fields(shown.data),
                        shown.error_message,
                    )
                }
            }
        }
    }
    /// What a person who goes back may be shown.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub enum Back {
        /// Shows the screen `WHEN`.
        When(::flow_runtime::Shown<when::Data>),
        /// Shows the screen `DETAILS`.
        Details(::flow_runtime::Shown<details::Data>),
    }
    /// What [`Back`] is made of.
    #[doc(hidden)]
    #[diagnostic::on_unimplemented(
        message = "`{T}` is not the data of a screen of this flow",
        label = "not a screen's data",
        note = "going back shows a screen; only an answer to a screen can close the flow"
    )]
    pub trait BackTo<T> {
        /// Makes it.
        fn of(way: T) -> Self;
    }
    impl BackTo<when::Data> for Back {
        fn of(way: when::Data) -> Self {
            Self::When(::flow_runtime::Shown::new(way))
        }
    }
    impl BackTo<::flow_runtime::Shown<when::Data>> for Back {
        fn of(way: ::flow_runtime::Shown<when::Data>) -> Self {
            Self::When(way)
        }
    }
    impl BackTo<details::Data> for Back {
        fn of(way: details::Data) -> Self {
            Self::Details(::flow_runtime::Shown::new(way))
        }
    }
    impl BackTo<::flow_runtime::Shown<details::Data>> for Back {
        fn of(way: ::flow_runtime::Shown<details::Data>) -> Self {
            Self::Details(way)
        }
    }
    impl<T> ::core::convert::From<T> for Back
    where
        Back: BackTo<T>,
    {
        fn from(way: T) -> Self {
            <Self as BackTo<T>>::of(way)
        }
    }
    impl ::flow_runtime::exchange::IntoResponse for Back {
        fn into_response(self) -> ::flow_runtime::Response {
            match self {
                Self::When(shown) => {
                    ::flow_runtime::Response::screen(
                        "WHEN",
                        ::flow_runtime::value::IntoFields::into_fields(shown.data),
                        shown.error_message,
                    )
                }
                Self::Details(shown) => {
                    ::flow_runtime::Response::screen(
                        "DETAILS",
                        ::flow_runtime::value::IntoFields::into_fields(shown.data),
                        shown.error_message,
                    )
                }
            }
        }
    }
    /// What answers the requests of the flow `booking`.
    ///
    /// Each method may be written as an `async fn`.
    pub trait Handler: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// The flow opens and asks for its first screen.
        fn init(
            &self,
            cx: &::flow_runtime::Context,
        ) -> impl ::core::marker::Send + ::core::future::Future<
            Output = ::core::result::Result<Init, ::flow_runtime::Reject>,
        >;
        /// A person goes back to, or leaves, a screen with `refresh_on_back`.
        ///
        /// `screen` is the one that the request names.
        fn back(
            &self,
            cx: &::flow_runtime::Context,
            screen: Screen,
        ) -> impl ::core::marker::Send + ::core::future::Future<
            Output = ::core::result::Result<Back, ::flow_runtime::Reject>,
        >;
        /// A person sends the screen `WHEN`.
        fn when(
            &self,
            cx: &::flow_runtime::Context,
            form: when::Exchange,
        ) -> impl ::core::marker::Send + ::core::future::Future<
            Output = ::core::result::Result<when::Next, ::flow_runtime::Reject>,
        >;
        /// A person sends the screen `DETAILS`.
        fn details(
            &self,
            cx: &::flow_runtime::Context,
            form: details::Exchange,
        ) -> impl ::core::marker::Send + ::core::future::Future<
            Output = ::core::result::Result<details::Next, ::flow_runtime::Reject>,
        >;
    }
    /// A handler, ready for the endpoint.
    #[derive(::core::fmt::Debug, ::core::clone::Clone)]
    pub struct Served<H>(H);
    /// Makes a handler ready for the endpoint.
    #[must_use]
    pub const fn serve<H: Handler>(handler: H) -> Served<H> {
        Served(handler)
    }
    impl<H: Handler> ::flow_runtime::Dispatch for Served<H> {
        type Flow = Booking;
        async fn dispatch(
            &self,
            cx: &::flow_runtime::Context,
            mut request: ::flow_runtime::Request,
        ) -> ::core::result::Result<::flow_runtime::Response, ::flow_runtime::Reject> {
            let answer = match (request.action, request.screen.as_deref()) {
                (::flow_runtime::Action::Init, _) => {
                    ::flow_runtime::exchange::answer(self.0.init(cx))
                }
                (::flow_runtime::Action::Back, screen) => {
                    match screen.and_then(Screen::from_id) {
                        ::core::option::Option::Some(screen) => {
                            ::flow_runtime::exchange::answer(self.0.back(cx, screen))
                        }
                        ::core::option::Option::None => {
                            return ::core::result::Result::Err(
                                ::flow_runtime::Reject::unhandled(
                                    request.action,
                                    request.screen,
                                ),
                            );
                        }
                    }
                }
                (
                    ::flow_runtime::Action::DataExchange,
                    ::core::option::Option::Some("WHEN"),
                ) => {
                    ::flow_runtime::exchange::exchange(
                        &self.0,
                        cx,
                        &mut request.data,
                        H::when,
                    )
                }
                (
                    ::flow_runtime::Action::DataExchange,
                    ::core::option::Option::Some("DETAILS"),
                ) => {
                    ::flow_runtime::exchange::exchange(
                        &self.0,
                        cx,
                        &mut request.data,
                        H::details,
                    )
                }
                _ => {
                    return ::core::result::Result::Err(
                        ::flow_runtime::Reject::unhandled(request.action, request.screen),
                    );
                }
            };
            answer.await
        }
    }
    /// “When \[and\] where?”, the screen `WHEN`.
    pub mod when {
        /// What the screen `WHEN` shows.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Data {
            /// The times that are free.
            pub slots: ::std::vec::Vec<super::Slot>,
            /// `offer` of the screen's data.
            pub offer: Offer,
            /// `type` of the screen's data.
            pub r#type: ::std::string::String,
            /// `open` of the screen's data.
            pub open: bool,
        }
        impl ::flow_runtime::value::IntoFields for Data {
            fn into_fields(
                self,
            ) -> ::flow_runtime::Map<::std::string::String, ::flow_runtime::Value> {
                ::flow_runtime::value::Writer::new(4usize)
                    .all(
                        ["slots", "offer", "type", "open"],
                        (self.slots, self.offer, self.r#type, self.open),
                    )
                    .finish()
            }
        }
        impl ::flow_runtime::value::FromFields for Data {
            fn from_fields(
                fields: &mut ::flow_runtime::value::Fields,
            ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
                ::flow_runtime::__read!(
                    fields => [Self] { slots "slots" offer "offer" r#type "type" open
                    "open" }
                )
            }
        }
        impl ::flow_runtime::message::Opens<super::Booking> for Data {
            const SCREEN: &'static str = "WHEN";
        }
        impl Data {
            /// Shows the screen with a message in a snackbar.
            #[must_use]
            pub fn error(
                self,
                message: impl ::core::convert::Into<::std::string::String>,
            ) -> ::flow_runtime::Shown<Self> {
                ::flow_runtime::Shown::error(self, message)
            }
        }
        /// What the screen `WHEN` sends.
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
        pub enum Exchange {
            /// The payload whose `action` is “other-times”.
            OtherTimes {
                /// Day
                ///
                /// `None` where it is not filled in yet: this does not wait for it.
                day: ::core::option::Option<::flow_runtime::Date>,
            },
            /// The payload whose `action` is “choose”.
            Choose {
                /// Day
                day: ::flow_runtime::Date,
                /// `stay` of the payload.
                stay: ::core::option::Option<
                    ::flow_runtime::DateRange<
                        ::core::option::Option<::flow_runtime::Date>,
                    >,
                >,
                /// Guests
                guests: f64,
                /// Code
                code: ::core::option::Option<::std::string::String>,
                /// Time
                ///
                /// `None` where the input is disabled.
                slot: ::core::option::Option<::std::string::String>,
                /// Whether they have been here.
                again: Again,
                /// I accept
                terms: bool,
                /// `type` of the payload.
                r#type: ::std::string::String,
                /// `offer` of the payload.
                offer: Offer,
            },
        }
        /// Shows all but what is secret.
        impl ::core::fmt::Debug for Exchange {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    Self::OtherTimes { day } => {
                        f.debug_struct("OtherTimes").field("day", day).finish()
                    }
                    Self::Choose {
                        day,
                        stay,
                        guests,
                        slot,
                        again,
                        terms,
                        r#type,
                        offer,
                        ..
                    } => {
                        f.debug_struct("Choose")
                            .field("day", day)
                            .field("stay", stay)
                            .field("guests", guests)
                            .field("code", &::flow_runtime::value::Redacted)
                            .field("slot", slot)
                            .field("again", again)
                            .field("terms", terms)
                            .field("type", r#type)
                            .field("offer", offer)
                            .finish()
                    }
                }
            }
        }
        impl ::flow_runtime::value::FromFields for Exchange {
            fn from_fields(
                fields: &mut ::flow_runtime::value::Fields,
            ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
                if fields
                    .get("action")
                    .is_some_and(|value| {
                        value.as_str() == ::core::option::Option::Some("other-times")
                    })
                {
                    return ::flow_runtime::__read!(
                        fields => [Self::OtherTimes] { day "day" }
                    );
                }
                if fields
                    .get("action")
                    .is_some_and(|value| {
                        value.as_str() == ::core::option::Option::Some("choose")
                    })
                {
                    return ::flow_runtime::__read!(
                        fields => [Self::Choose] { day "day" stay "stay" guests "guests"
                        slot "slot" again "again" terms "T&Cs" r#type "type" offer
                        "offer" } take_optional_digits code "code"
                    );
                }
                ::core::result::Result::Err(fields.untold("action", "Exchange"))
            }
        }
        ::flow_runtime::__sends! {
            Exchange "WHEN" self => match self { Self::OtherTimes { day, } =>
            ::flow_runtime::value::Writer::new(2usize).field("action", "other-times")
            .all(["day"], (day,)).finish(), Self::Choose { day, stay, guests, code, slot,
            again, terms, r#type, offer, } => ::flow_runtime::value::Writer::new(10usize)
            .field("action", "choose").all(["day", "stay", "guests", "code", "slot",
            "again", "T&Cs", "type", "offer"], (day, stay, guests, code, slot, again,
            terms, r#type, offer,)).finish(), }
        }
        /// What `WHEN` may be answered with: itself again, or a screen it leads to.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub enum Next {
            /// Shows the screen `WHEN`.
            When(::flow_runtime::Shown<Data>),
            /// Shows the screen `DETAILS`.
            Details(::flow_runtime::Shown<super::details::Data>),
        }
        /// What [`Next`] is made of.
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(
            message = "screen `WHEN` declares no route to the screen of `{T}`",
            label = "`WHEN` does not lead there",
            note = "declare the route in the flow: `screen WHEN … -> DETAILS | THE_OTHER_SCREEN`, or `SUCCESS` to close the flow"
        )]
        pub trait LeadsTo<T> {
            /// Makes it.
            fn of(way: T) -> Self;
        }
        impl LeadsTo<Data> for Next {
            fn of(way: Data) -> Self {
                Self::When(::flow_runtime::Shown::new(way))
            }
        }
        impl LeadsTo<::flow_runtime::Shown<Data>> for Next {
            fn of(way: ::flow_runtime::Shown<Data>) -> Self {
                Self::When(way)
            }
        }
        impl LeadsTo<super::details::Data> for Next {
            fn of(way: super::details::Data) -> Self {
                Self::Details(::flow_runtime::Shown::new(way))
            }
        }
        impl LeadsTo<::flow_runtime::Shown<super::details::Data>> for Next {
            fn of(way: ::flow_runtime::Shown<super::details::Data>) -> Self {
                Self::Details(way)
            }
        }
        impl<T> ::core::convert::From<T> for Next
        where
            Next: LeadsTo<T>,
        {
            fn from(way: T) -> Self {
                <Self as LeadsTo<T>>::of(way)
            }
        }
        impl ::flow_runtime::exchange::IntoResponse for Next {
            fn into_response(self) -> ::flow_runtime::Response {
                match self {
                    Self::When(shown) => {
                        ::flow_runtime::Response::screen(
                            "WHEN",
                            ::flow_runtime::value::IntoFields::into_fields(shown.data),
                            shown.error_message,
                        )
                    }
                    Self::Details(shown) => {
                        ::flow_runtime::Response::screen(
                            "DETAILS",
                            ::flow_runtime::value::IntoFields::into_fields(shown.data),
                            shown.error_message,
                        )
                    }
                }
            }
        }
        /// The object `Offer` of the flow.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Offer {
            /// `price` on the wire.
            pub price: f64,
            /// `tags` on the wire.
            pub tags: ::std::vec::Vec<OfferTagsItem>,
        }
        impl ::flow_runtime::value::FromValue for Offer {
            const EXPECTED: &'static str = "an object";
            fn from_value(
                value: ::flow_runtime::Value,
            ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
                let mut fields = ::flow_runtime::value::Fields::object(value)?;
                ::flow_runtime::__read!(fields => [Self] { price "price" tags "tags" })
            }
        }
        impl ::flow_runtime::value::IntoValue for Offer {
            fn into_value(self) -> ::flow_runtime::Value {
                ::flow_runtime::Value::Object(
                    ::flow_runtime::value::Writer::new(2usize)
                        .all(["price", "tags"], (self.price, self.tags))
                        .finish(),
                )
            }
        }
        /// The object `OfferTagsItem` of the flow.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct OfferTagsItem {
            /// `text` on the wire.
            pub text: ::std::string::String,
        }
        impl ::flow_runtime::value::FromValue for OfferTagsItem {
            const EXPECTED: &'static str = "an object";
            fn from_value(
                value: ::flow_runtime::Value,
            ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
                let mut fields = ::flow_runtime::value::Fields::object(value)?;
                ::flow_runtime::__read!(fields => [Self] { text "text" })
            }
        }
        impl ::flow_runtime::value::IntoValue for OfferTagsItem {
            fn into_value(self) -> ::flow_runtime::Value {
                ::flow_runtime::Value::Object(
                    ::flow_runtime::value::Writer::new(1usize)
                        .all(["text"], (self.text,))
                        .finish(),
                )
            }
        }
        ::flow_runtime::__choice! {
            #[doc = " The options of “Been here?”."] pub enum Again { #[doc = " Yes"]
            Yes, #[doc = " No"] No, } Again { Yes "0" "Yes" No "1" "No" }
        }
    }
    /// “Details”, the screen `DETAILS`.
    pub mod details {
        /// What the screen `DETAILS` shows.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Data;
        impl ::flow_runtime::value::IntoFields for Data {
            fn into_fields(
                self,
            ) -> ::flow_runtime::Map<::std::string::String, ::flow_runtime::Value> {
                ::flow_runtime::value::Writer::new(0usize).finish()
            }
        }
        impl ::flow_runtime::value::FromFields for Data {
            fn from_fields(
                _: &mut ::flow_runtime::value::Fields,
            ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
                ::core::result::Result::Ok(Self)
            }
        }
        impl Data {
            /// Shows the screen with a message in a snackbar.
            #[must_use]
            pub fn error(
                self,
                message: impl ::core::convert::Into<::std::string::String>,
            ) -> ::flow_runtime::Shown<Self> {
                ::flow_runtime::Shown::error(self, message)
            }
        }
        /// What the screen `DETAILS` sends.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Exchange {
            /// Food
            pub food: ::core::option::Option<::std::vec::Vec<Food>>,
            /// Last time
            pub stars: ::core::option::Option<super::Stars>,
            /// Photo
            pub photo: ::core::option::Option<
                ::std::vec::Vec<::flow_runtime::EndpointMedia>,
            >,
            /// `day` of the payload.
            ///
            /// `None` where the screen that it comes from was left before it was filled in.
            pub day: ::core::option::Option<::flow_runtime::Date>,
        }
        impl ::flow_runtime::value::FromFields for Exchange {
            fn from_fields(
                fields: &mut ::flow_runtime::value::Fields,
            ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
                ::flow_runtime::__read!(
                    fields => [Self] { food "food" stars "stars" photo "photo" day "day"
                    }
                )
            }
        }
        ::flow_runtime::__sends! {
            Exchange "DETAILS" self => ::flow_runtime::value::Writer::new(4usize)
            .all(["food", "stars", "photo", "day"], (self.food, self.stars, self.photo,
            self.day,)).finish()
        }
        /// What `DETAILS` may be answered with: itself again, or a screen it leads to.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub enum Next {
            /// Shows the screen `WHEN`.
            When(::flow_runtime::Shown<super::when::Data>),
            /// Shows the screen `DETAILS`.
            Details(::flow_runtime::Shown<Data>),
            /// Closes the flow.
            Success(super::Success),
        }
        /// What [`Next`] is made of.
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(
            message = "screen `DETAILS` declares no route to the screen of `{T}`",
            label = "`DETAILS` does not lead there",
            note = "declare the route in the flow: `screen DETAILS … -> WHEN | THE_OTHER_SCREEN`"
        )]
        pub trait LeadsTo<T> {
            /// Makes it.
            fn of(way: T) -> Self;
        }
        impl LeadsTo<super::when::Data> for Next {
            fn of(way: super::when::Data) -> Self {
                Self::When(::flow_runtime::Shown::new(way))
            }
        }
        impl LeadsTo<::flow_runtime::Shown<super::when::Data>> for Next {
            fn of(way: ::flow_runtime::Shown<super::when::Data>) -> Self {
                Self::When(way)
            }
        }
        impl LeadsTo<Data> for Next {
            fn of(way: Data) -> Self {
                Self::Details(::flow_runtime::Shown::new(way))
            }
        }
        impl LeadsTo<::flow_runtime::Shown<Data>> for Next {
            fn of(way: ::flow_runtime::Shown<Data>) -> Self {
                Self::Details(way)
            }
        }
        impl LeadsTo<super::Success> for Next {
            fn of(way: super::Success) -> Self {
                Self::Success(way)
            }
        }
        impl<T> ::core::convert::From<T> for Next
        where
            Next: LeadsTo<T>,
        {
            fn from(way: T) -> Self {
                <Self as LeadsTo<T>>::of(way)
            }
        }
        impl ::flow_runtime::exchange::IntoResponse for Next {
            fn into_response(self) -> ::flow_runtime::Response {
                match self {
                    Self::When(shown) => {
                        ::flow_runtime::Response::screen(
                            "WHEN",
                            ::flow_runtime::value::IntoFields::into_fields(shown.data),
                            shown.error_message,
                        )
                    }
                    Self::Details(shown) => {
                        ::flow_runtime::Response::screen(
                            "DETAILS",
                            ::flow_runtime::value::IntoFields::into_fields(shown.data),
                            shown.error_message,
                        )
                    }
                    Self::Success(params) => {
                        ::flow_runtime::Response::success(
                            ::flow_runtime::value::IntoFields::into_fields(params),
                        )
                    }
                }
            }
        }
        ::flow_runtime::__choice! {
            #[doc = " The options of “Food”."] pub enum Food { #[doc = " To go"]
            ToGo, #[doc = " Here"] Here, } Food { ToGo "to-go" "To go" Here "here" "Here"
            }
        }
    }
}
