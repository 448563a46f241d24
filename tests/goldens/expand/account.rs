/// Sign up or log in.
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
pub mod account {
    /// The Flow JSON document, minified.
    pub const JSON: &str = "{\"version\":\"7.3\",\"data_api_version\":\"3.0\",\"routing_model\":{\"START\":[\"SIGN_UP\",\"LOGIN\"],\"SIGN_UP\":[\"LOGIN\"],\"LOGIN\":[\"WELCOME\"],\"WELCOME\":[]},\"screens\":[{\"id\":\"START\",\"title\":\"Home\",\"layout\":{\"type\":\"SingleColumnLayout\",\"children\":[{\"type\":\"TextHeading\",\"text\":\"Welcome to our app\"},{\"type\":\"EmbeddedLink\",\"text\":\"Click here to sign up\",\"on-click-action\":{\"name\":\"navigate\",\"next\":{\"type\":\"screen\",\"name\":\"SIGN_UP\"},\"payload\":{\"first_name\":\"\",\"email\":\"\"}}},{\"type\":\"EmbeddedLink\",\"text\":\"Click here to log in\",\"on-click-action\":{\"name\":\"navigate\",\"next\":{\"type\":\"screen\",\"name\":\"LOGIN\"},\"payload\":{\"email\":\"\"}}}]}},{\"id\":\"SIGN_UP\",\"title\":\"Sign up\",\"data\":{\"first_name\":{\"type\":\"string\",\"__example__\":\"John\"},\"email\":{\"type\":\"string\",\"__example__\":\"john@example.com\"}},\"layout\":{\"type\":\"SingleColumnLayout\",\"children\":[{\"type\":\"TextHeading\",\"text\":\"Please enter your details\"},{\"type\":\"EmbeddedLink\",\"text\":\"Already have an account?\",\"on-click-action\":{\"name\":\"navigate\",\"next\":{\"type\":\"screen\",\"name\":\"LOGIN\"},\"payload\":{\"email\":\"${form.email}\"}}},{\"type\":\"TextInput\",\"name\":\"first_name\",\"label\":\"First name\",\"required\":true,\"init-value\":\"${data.first_name}\"},{\"type\":\"TextInput\",\"name\":\"email\",\"label\":\"Email address\",\"required\":true,\"input-type\":\"email\",\"init-value\":\"${data.email}\"},{\"type\":\"TextInput\",\"name\":\"password\",\"label\":\"Password\",\"required\":true,\"input-type\":\"password\",\"min-chars\":8,\"max-chars\":16},{\"type\":\"RadioButtonsGroup\",\"name\":\"plan\",\"label\":\"Plan\",\"required\":true,\"data-source\":[{\"id\":\"free\",\"title\":\"Free\"},{\"id\":\"pro\",\"title\":\"Pro\"}]},{\"type\":\"If\",\"condition\":\"${form.plan} == 'pro'\",\"then\":[{\"type\":\"TextInput\",\"name\":\"company\",\"label\":\"Company\"}]},{\"type\":\"Footer\",\"label\":\"Done\",\"on-click-action\":{\"name\":\"data_exchange\",\"payload\":{\"first_name\":\"${form.first_name}\",\"email\":\"${form.email}\",\"password\":\"${form.password}\",\"plan\":\"${form.plan}\",\"company\":\"${form.company}\"}}}]}},{\"id\":\"LOGIN\",\"title\":\"Log in\",\"data\":{\"email\":{\"type\":\"string\",\"__example__\":\"john@example.com\"}},\"layout\":{\"type\":\"SingleColumnLayout\",\"children\":[{\"type\":\"TextInput\",\"name\":\"email\",\"label\":\"Email address\",\"required\":true,\"input-type\":\"email\",\"init-value\":\"${data.email}\"},{\"type\":\"TextInput\",\"name\":\"password\",\"label\":\"Password\",\"required\":true,\"input-type\":\"password\"},{\"type\":\"Footer\",\"label\":\"Log in\",\"on-click-action\":{\"name\":\"data_exchange\",\"payload\":{\"email\":\"${form.email}\",\"password\":\"${form.password}\"}}}]}},{\"id\":\"WELCOME\",\"title\":\"Welcome\",\"terminal\":true,\"data\":{\"name\":{\"type\":\"string\",\"__example__\":\"John\"}},\"layout\":{\"type\":\"SingleColumnLayout\",\"children\":[{\"type\":\"TextHeading\",\"text\":\"`'Welcome back, ' ${data.name}`\"},{\"type\":\"OptIn\",\"name\":\"stay\",\"label\":\"Stay logged in\"},{\"type\":\"Footer\",\"label\":\"Done\",\"on-click-action\":{\"name\":\"complete\",\"payload\":{\"stay_logged_in\":\"${form.stay}\"}}}]}}]}";
    /// Stands for the flow `account` where a type is asked for.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
    )]
    pub struct Account;
    impl ::flow_runtime::Flow for Account {
        const NAME: &'static str = "account";
        const VERSION: &'static str = "7.3";
        const DATA_API_VERSION: ::core::option::Option<&'static str> = ::core::option::Option::Some(
            "3.0",
        );
        const JSON: &'static str = JSON;
        type Completion = Completion;
    }
    /// Begins a message with a button that opens the flow; the text is the button's.
    pub fn message(
        cta: impl ::core::convert::Into<::std::string::String>,
    ) -> ::flow_runtime::message::Opening<Account> {
        ::flow_runtime::message::Opening::new(cta)
    }
    /// Begins a message of a template that has a button which opens the flow.
    pub fn template(
        name: impl ::core::convert::Into<::std::string::String>,
        language: impl ::core::convert::Into<::std::string::String>,
    ) -> ::flow_runtime::message::TemplateOpening<Account> {
        ::flow_runtime::message::TemplateOpening::new(name, language)
    }
    impl ::flow_runtime::message::Exchanges for Account {}
    /// The screens of the flow.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
    )]
    pub enum Screen {
        /// “Home”, the screen `START`.
        Start,
        /// “Sign up”, the screen `SIGN_UP`.
        SignUp,
        /// “Log in”, the screen `LOGIN`.
        Login,
        /// “Welcome”, the screen `WELCOME`.
        Welcome,
    }
    impl Screen {
        /// The screen's id in Flow JSON.
        #[must_use]
        pub const fn id(self) -> &'static str {
            match self {
                Self::Start => "START",
                Self::SignUp => "SIGN_UP",
                Self::Login => "LOGIN",
                Self::Welcome => "WELCOME",
            }
        }
        /// The screen of an id.
        #[must_use]
        pub fn from_id(id: &str) -> ::core::option::Option<Self> {
            match id {
                "START" => ::core::option::Option::Some(Self::Start),
                "SIGN_UP" => ::core::option::Option::Some(Self::SignUp),
                "LOGIN" => ::core::option::Option::Some(Self::Login),
                "WELCOME" => ::core::option::Option::Some(Self::Welcome),
                _ => ::core::option::Option::None,
            }
        }
    }
    /// What arrives when a person has finished the flow.
    ///
    /// What every end of the flow carries is always there; what only some carry is optional.
    #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct Completion {
        /// `stay_logged_in` of the payload.
        ///
        /// `None` where nobody touched the box.
        pub stay_logged_in: ::core::option::Option<bool>,
        /// The token that the business sent with the flow's message.
        pub flow_token: ::core::option::Option<::std::string::String>,
    }
    /// Shows all but what is secret.
    impl ::core::fmt::Debug for Completion {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self {
                Self { stay_logged_in, .. } => {
                    f.debug_struct("Completion")
                        .field("stay_logged_in", stay_logged_in)
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
                fields => [Self] { stay_logged_in "stay_logged_in" flow_token
                "flow_token" }
            )
        }
    }
    /// What the flow may open with.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub enum Init {
        /// Shows the screen `START`.
        Start(::flow_runtime::Shown<start::Data>),
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
    impl InitWith<start::Data> for Init {
        fn of(way: start::Data) -> Self {
            Self::Start(::flow_runtime::Shown::new(way))
        }
    }
    impl InitWith<::flow_runtime::Shown<start::Data>> for Init {
        fn of(way: ::flow_runtime::Shown<start::Data>) -> Self {
            Self::Start(way)
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
                Self::Start(shown) => {
                    ::flow_runtime::Response::screen(
                        "START",
                        ::flow_runtime::value::IntoFields::into_fields(shown.data),
                        shown.error_message,
                    )
                }
            }
        }
    }
    /// What answers the requests of the flow `account`.
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
        /// A person sends the screen `SIGN_UP`.
        fn sign_up(
            &self,
            cx: &::flow_runtime::Context,
            form: sign_up::Exchange,
        ) -> impl ::core::marker::Send + ::core::future::Future<
            Output = ::core::result::Result<sign_up::Next, ::flow_runtime::Reject>,
        >;
        /// A person sends the screen `LOGIN`.
        fn login(
            &self,
            cx: &::flow_runtime::Context,
            form: login::Exchange,
        ) -> impl ::core::marker::Send + ::core::future::Future<
            Output = ::core::result::Result<login::Next, ::flow_runtime::Reject>,
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
        type Flow = Account;
        async fn dispatch(
            &self,
            cx: &::flow_runtime::Context,
            mut request: ::flow_runtime::Request,
        ) -> ::core::result::Result<::flow_runtime::Response, ::flow_runtime::Reject> {
            let answer = match (request.action, request.screen.as_deref()) {
                (::flow_runtime::Action::Init, _) => {
                    ::flow_runtime::exchange::answer(self.0.init(cx))
                }
                (
                    ::flow_runtime::Action::DataExchange,
                    ::core::option::Option::Some("SIGN_UP"),
                ) => {
                    ::flow_runtime::exchange::exchange(
                        &self.0,
                        cx,
                        &mut request.data,
                        H::sign_up,
                    )
                }
                (
                    ::flow_runtime::Action::DataExchange,
                    ::core::option::Option::Some("LOGIN"),
                ) => {
                    ::flow_runtime::exchange::exchange(
                        &self.0,
                        cx,
                        &mut request.data,
                        H::login,
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
    /// “Home”, the screen `START`.
    pub mod start {
        /// What the screen `START` shows.
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
        impl ::flow_runtime::message::Opens<super::Account> for Data {
            const SCREEN: &'static str = "START";
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
    }
    /// “Sign up”, the screen `SIGN_UP`.
    pub mod sign_up {
        /// What the screen `SIGN_UP` shows.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Data {
            /// `first_name` of the screen's data.
            pub first_name: ::std::string::String,
            /// `email` of the screen's data.
            pub email: ::std::string::String,
        }
        impl ::flow_runtime::value::IntoFields for Data {
            fn into_fields(
                self,
            ) -> ::flow_runtime::Map<::std::string::String, ::flow_runtime::Value> {
                ::flow_runtime::value::Writer::new(2usize)
                    .all(["first_name", "email"], (self.first_name, self.email))
                    .finish()
            }
        }
        impl ::flow_runtime::value::FromFields for Data {
            fn from_fields(
                fields: &mut ::flow_runtime::value::Fields,
            ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
                ::flow_runtime::__read!(
                    fields => [Self] { first_name "first_name" email "email" }
                )
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
        /// What the screen `SIGN_UP` sends.
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Exchange {
            /// First name
            pub first_name: ::std::string::String,
            /// Email address
            pub email: ::std::string::String,
            /// Password
            pub password: ::std::string::String,
            /// Plan
            pub plan: Plan,
            /// Company
            pub company: ::core::option::Option<::std::string::String>,
        }
        /// Shows all but what is secret.
        impl ::core::fmt::Debug for Exchange {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    Self { first_name, email, plan, company, .. } => {
                        f.debug_struct("Exchange")
                            .field("first_name", first_name)
                            .field("email", email)
                            .field("password", &::flow_runtime::value::Redacted)
                            .field("plan", plan)
                            .field("company", company)
                            .finish()
                    }
                }
            }
        }
        impl ::flow_runtime::value::FromFields for Exchange {
            fn from_fields(
                fields: &mut ::flow_runtime::value::Fields,
            ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
                ::flow_runtime::__read!(
                    fields => [Self] { first_name "first_name" email "email" password
                    "password" plan "plan" company "company" }
                )
            }
        }
        ::flow_runtime::__sends! {
            Exchange "SIGN_UP" self => ::flow_runtime::value::Writer::new(5usize)
            .all(["first_name", "email", "password", "plan", "company"], (self
            .first_name, self.email, self.password, self.plan, self.company,)).finish()
        }
        /// What `SIGN_UP` may be answered with: itself again, or a screen it leads to.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub enum Next {
            /// Shows the screen `SIGN_UP`.
            SignUp(::flow_runtime::Shown<Data>),
            /// Shows the screen `LOGIN`.
            Login(::flow_runtime::Shown<super::login::Data>),
        }
        /// What [`Next`] is made of.
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(
            message = "screen `SIGN_UP` declares no route to the screen of `{T}`",
            label = "`SIGN_UP` does not lead there",
            note = "declare the route in the flow: `screen SIGN_UP … -> LOGIN | THE_OTHER_SCREEN`, or `SUCCESS` to close the flow"
        )]
        pub trait LeadsTo<T> {
            /// Makes it.
            fn of(way: T) -> Self;
        }
        impl LeadsTo<Data> for Next {
            fn of(way: Data) -> Self {
                Self::SignUp(::flow_runtime::Shown::new(way))
            }
        }
        impl LeadsTo<::flow_runtime::Shown<Data>> for Next {
            fn of(way: ::flow_runtime::Shown<Data>) -> Self {
                Self::SignUp(way)
            }
        }
        impl LeadsTo<super::login::Data> for Next {
            fn of(way: super::login::Data) -> Self {
                Self::Login(::flow_runtime::Shown::new(way))
            }
        }
        impl LeadsTo<::flow_runtime::Shown<super::login::Data>> for Next {
            fn of(way: ::flow_runtime::Shown<super::login::Data>) -> Self {
                Self::Login(way)
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
                    Self::SignUp(shown) => {
                        ::flow_runtime::Response::screen(
                            "SIGN_UP",
                            ::flow_runtime::value::IntoFields::into_fields(shown.data),
                            shown.error_message,
                        )
                    }
                    Self::Login(shown) => {
                        ::flow_runtime::Response::screen(
                            "LOGIN",
                            ::flow_runtime::value::IntoFields::into_fields(shown.data),
                            shown.error_message,
                        )
                    }
                }
            }
        }
        ::flow_runtime::__choice! {
            #[doc = " The options of “Plan”."] pub enum Plan { #[doc = " Free"] Free,
            #[doc = " Pro"] Pro, } Plan { Free "free" "Free" Pro "pro" "Pro" }
        }
    }
    /// “Log in”, the screen `LOGIN`.
    pub mod login {
        /// What the screen `LOGIN` shows.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Data {
            /// `email` of the screen's data.
            pub email: ::std::string::String,
        }
        impl ::flow_runtime::value::IntoFields for Data {
            fn into_fields(
                self,
            ) -> ::flow_runtime::Map<::std::string::String, ::flow_runtime::Value> {
                ::flow_runtime::value::Writer::new(1usize)
                    .all(["email"], (self.email,))
                    .finish()
            }
        }
        impl ::flow_runtime::value::FromFields for Data {
            fn from_fields(
                fields: &mut ::flow_runtime::value::Fields,
            ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
                ::flow_runtime::__read!(fields => [Self] { email "email" })
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
        /// What the screen `LOGIN` sends.
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Exchange {
            /// Email address
            pub email: ::std::string::String,
            /// Password
            pub password: ::std::string::String,
        }
        /// Shows all but what is secret.
        impl ::core::fmt::Debug for Exchange {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    Self { email, .. } => {
                        f.debug_struct("Exchange")
                            .field("email", email)
                            .field("password", &::flow_runtime::value::Redacted)
                            .finish()
                    }
                }
            }
        }
        impl ::flow_runtime::value::FromFields for Exchange {
            fn from_fields(
                fields: &mut ::flow_runtime::value::Fields,
            ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
                ::flow_runtime::__read!(
                    fields => [Self] { email "email" password "password" }
                )
            }
        }
        ::flow_runtime::__sends! {
            Exchange "LOGIN" self => ::flow_runtime::value::Writer::new(2usize)
            .all(["email", "password"], (self.email, self.password,)).finish()
        }
        /// What `LOGIN` may be answered with: itself again, or a screen it leads to.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub enum Next {
            /// Shows the screen `LOGIN`.
            Login(::flow_runtime::Shown<Data>),
            /// Shows the screen `WELCOME`.
            Welcome(::flow_runtime::Shown<super::welcome::Data>),
        }
        /// What [`Next`] is made of.
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(
            message = "screen `LOGIN` declares no route to the screen of `{T}`",
            label = "`LOGIN` does not lead there",
            note = "declare the route in the flow: `screen LOGIN … -> WELCOME | THE_OTHER_SCREEN`, or `SUCCESS` to close the flow"
        )]
        pub trait LeadsTo<T> {
            /// Makes it.
            fn of(way: T) -> Self;
        }
        impl LeadsTo<Data> for Next {
            fn of(way: Data) -> Self {
                Self::Login(::flow_runtime::Shown::new(way))
            }
        }
        impl LeadsTo<::flow_runtime::Shown<Data>> for Next {
            fn of(way: ::flow_runtime::Shown<Data>) -> Self {
                Self::Login(way)
            }
        }
        impl LeadsTo<super::welcome::Data> for Next {
            fn of(way: super::welcome::Data) -> Self {
                Self::Welcome(::flow_runtime::Shown::new(way))
            }
        }
        impl LeadsTo<::flow_runtime::Shown<super::welcome::Data>> for Next {
            fn of(way: ::flow_runtime::Shown<super::welcome::Data>) -> Self {
                Self::Welcome(way)
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
                    Self::Login(shown) => {
                        ::flow_runtime::Response::screen(
                            "LOGIN",
                            ::flow_runtime::value::IntoFields::into_fields(shown.data),
                            shown.error_message,
                        )
                    }
                    Self::Welcome(shown) => {
                        ::flow_runtime::Response::screen(
                            "WELCOME",
                            ::flow_runtime::value::IntoFields::into_fields(shown.data),
                            shown.error_message,
                        )
                    }
                }
            }
        }
    }
    /// “Welcome”, the screen `WELCOME`.
    pub mod welcome {
        /// What the screen `WELCOME` shows.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Data {
            /// `name` of the screen's data.
            pub name: ::std::string::String,
        }
        impl ::flow_runtime::value::IntoFields for Data {
            fn into_fields(
                self,
            ) -> ::flow_runtime::Map<::std::string::String, ::flow_runtime::Value> {
                ::flow_runtime::value::Writer::new(1usize)
                    .all(["name"], (self.name,))
                    .finish()
            }
        }
        impl ::flow_runtime::value::FromFields for Data {
            fn from_fields(
                fields: &mut ::flow_runtime::value::Fields,
            ) -> ::core::result::Result<Self, ::flow_runtime::value::DecodeError> {
                ::flow_runtime::__read!(fields => [Self] { name "name" })
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
    }
}
