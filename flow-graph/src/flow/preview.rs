//! The web preview of a flow, and what its link can be told.

use std::fmt;

use jiff::Timestamp;
use reqwest::Url;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::lenient;

/// A link under which anyone sees the flow in a browser, for 30 days.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Preview {
    /// The link. Who has it sees the flow.
    #[serde(deserialize_with = "lenient::id")]
    pub preview_url: String,
    /// When the link ends.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub expires_at: Option<Timestamp>,
}

/// How an interactive preview opens the flow.
///
/// ```
/// use flow_graph::PreviewOptions;
/// use serde_json::{Map, json};
///
/// let data = Map::from_iter([("first_name".to_owned(), json!("Ada"))]);
/// let options = PreviewOptions::navigate("SIGN_UP", data)
///     .flow_token("token-1")
///     .phone_number("31600000000");
/// # drop(options);
/// ```
#[derive(Clone, PartialEq)]
#[must_use = "options do nothing until they are given to `Preview::interactive`"]
pub struct PreviewOptions {
    payload: Option<Value>,
    flow_token: Option<String>,
    phone_number: Option<String>,
    debug: bool,
}

impl Preview {
    /// The link to a preview that can be used: it opens the flow and asks its endpoint.
    ///
    /// # Errors
    ///
    /// When the link of Meta's is not a URL.
    pub fn interactive(&self, options: &PreviewOptions) -> Result<String, Error> {
        let mut url = Url::parse(&self.preview_url).map_err(|_| Error::Decode {
            call: "make a preview of the flow",
            what: "its link is not a URL".to_owned(),
            unclear: false,
        })?;
        let own = url.query().filter(|own| !own.is_empty()).map(str::to_owned);
        url.set_query(None);
        {
            let mut query = url.query_pairs_mut();
            query.append_pair("interactive", "true");
            if let Some(token) = &options.flow_token {
                query.append_pair("flow_token", token);
            }
            query.append_pair("flow_action", options.action());
            if let Some(payload) = &options.payload {
                query.append_pair("flow_action_payload", &payload.to_string());
            }
            if let Some(number) = &options.phone_number {
                query.append_pair("phone_number", number);
            }
            if options.debug {
                query.append_pair("debug", "true");
            }
        }
        // Every reader takes `%20` for a space, and not every one `+`.
        let added = url.query().unwrap_or_default().replace('+', "%20");
        let whole = own.map(|own| format!("{own}&{added}")).unwrap_or(added);
        url.set_query(Some(&whole));
        Ok(url.into())
    }
}

impl PreviewOptions {
    /// Opens the flow on a screen, with the screen's data.
    pub fn navigate(screen: impl Into<String>, data: Map<String, Value>) -> Self {
        let mut payload = Map::with_capacity(2);
        payload.insert("screen".to_owned(), json!(screen.into()));
        if !data.is_empty() {
            payload.insert("data".to_owned(), Value::Object(data));
        }
        Self::new(Some(Value::Object(payload)))
    }

    /// Opens the flow by asking its endpoint for the first screen.
    pub fn data_exchange() -> Self {
        Self::new(None)
    }

    fn new(payload: Option<Value>) -> Self {
        Self { payload, flow_token: None, phone_number: None, debug: false }
    }

    /// Sets the flow token that the endpoint is given.
    pub fn flow_token(mut self, token: impl Into<String>) -> Self {
        self.flow_token = Some(token.into());
        self
    }

    /// Sets the phone number that the flow is sent from. A flow with an endpoint needs it: its
    /// public key is what the requests are encrypted with.
    pub fn phone_number(mut self, number: impl Into<String>) -> Self {
        self.phone_number = Some(number.into());
        self
    }

    /// Shows what goes to the endpoint and comes back.
    pub fn debug(mut self) -> Self {
        self.debug = true;
        self
    }

    fn action(&self) -> &'static str {
        if self.payload.is_some() { "navigate" } else { "data_exchange" }
    }
}

/// Shows the link without its query, which is what lets people in.
impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.preview_url.split(['?', '#']).next().unwrap_or_default();
        f.debug_struct("Preview")
            .field("preview_url", &address)
            .field("expires_at", &self.expires_at)
            .finish()
    }
}

/// Shows neither the token nor the data: these may be a person's.
impl fmt::Debug for PreviewOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreviewOptions")
            .field("flow_action", &self.action())
            .field("debug", &self.debug)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::{Preview, PreviewOptions};

    fn preview() -> Preview {
        serde_json::from_value(json!({
            "preview_url": "https://business.facebook.com/wa/manage/flows/55/preview/?token=b9d6",
            "expires_at": "2023-05-21T11:18:09+0000",
        }))
        .unwrap()
    }

    #[test]
    fn the_link_is_told_how_to_open() {
        let data = Map::from_iter([("a&b".to_owned(), json!("c d"))]);
        let options = PreviewOptions::navigate("FIRST", data).flow_token("t=1").debug();
        assert_eq!(
            preview().interactive(&options).unwrap(),
            "https://business.facebook.com/wa/manage/flows/55/preview/?token=b9d6&interactive=true\
             &flow_token=t%3D1&flow_action=navigate&flow_action_payload=%7B%22screen%22%3A%22FIRST\
             %22%2C%22data%22%3A%7B%22a%26b%22%3A%22c%20d%22%7D%7D&debug=true"
        );
        let options = PreviewOptions::data_exchange().phone_number("31600000000");
        assert_eq!(
            preview().interactive(&options).unwrap(),
            "https://business.facebook.com/wa/manage/flows/55/preview/?token=b9d6&interactive=true\
             &flow_action=data_exchange&phone_number=31600000000"
        );
    }

    #[test]
    fn what_meta_has_put_into_the_link_stays() {
        let link = |url: &str| Preview { preview_url: url.to_owned(), expires_at: None };
        let options = PreviewOptions::data_exchange().flow_token("1 + 1");
        let added = "interactive=true&flow_token=1%20%2B%201&flow_action=data_exchange";
        for (url, whole) in [
            ("https://a/?token=b+c%2F", format!("https://a/?token=b+c%2F&{added}")),
            ("https://a/?", format!("https://a/?{added}")),
            ("https://a/#b", format!("https://a/?{added}#b")),
        ] {
            assert_eq!(link(url).interactive(&options).unwrap(), whole);
        }
        assert!(link("preview").interactive(&options).is_err());
    }

    #[test]
    fn the_time_is_read_and_the_token_not_shown() {
        let preview = preview();
        assert_eq!(preview.expires_at.unwrap().to_string(), "2023-05-21T11:18:09Z");
        assert!(!format!("{preview:?}").contains("b9d6"));
    }
}
