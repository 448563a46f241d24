//! Why a message cannot be sent as it is, and what should be better.

/// Why a message or a flow button was refused before any call was made.
///
/// Lengths are counted in characters. No text of the message and no number of a person is in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageError {
    /// The message names no flow.
    #[error(
        "the message names no flow; give the flow's id with `flow_id`, or its name with `flow_name`"
    )]
    NoFlow,
    /// The button of the message has no text.
    #[error("the button has no text; write what it opens, such as `Book a table`")]
    CtaEmpty,
    /// The message has no body, and the flow declares no `name` to take for one.
    #[error("the message has no body; write it with `body`, or declare the flow with a `name`")]
    BodyEmpty,
    /// The body is longer than 1,024 characters.
    #[error("the body has {chars} characters, and at most 1,024 are taken; write a shorter one")]
    BodyTooLong {
        /// Its characters.
        chars: usize,
    },
    /// The header is an empty text.
    #[error("the header has no text; leave the header out, or write its text")]
    HeaderEmpty,
    /// The text of the header is longer than 60 characters.
    #[error("the header has {chars} characters, and at most 60 are taken; write a shorter one")]
    HeaderTooLong {
        /// Its characters.
        chars: usize,
    },
    /// The media of the header has no id or link.
    #[error(
        "the header's media has an empty id or link; give the id of an uploaded file, or an `https://` link"
    )]
    MediaEmpty,
    /// The link of the header's media is no `https` or `http` link.
    #[error(
        "the header's media is not at an `https://` or `http://` link; Meta downloads the file from there"
    )]
    MediaLink,
    /// The document of the header has an empty file name.
    #[error(
        "the header's document has an empty file name; write one, such as `offer.pdf`, or leave it out with `Header::document`"
    )]
    FilenameEmpty,
    /// The footer is an empty text.
    #[error("the footer has no text; leave the footer out, or write its text")]
    FooterEmpty,
    /// The footer is longer than 60 characters.
    #[error("the footer has {chars} characters, and at most 60 are taken; write a shorter one")]
    FooterTooLong {
        /// Its characters.
        chars: usize,
    },
    /// The id of the message that is replied to is empty.
    #[error(
        "the message that is replied to has an empty id; give the `wamid…` that its webhook named"
    )]
    ReplyEmpty,
    /// The text that statuses come back with is empty or too long.
    #[error(
        "the text that statuses come back with has {chars} characters; write 1 to 512, or leave it out"
    )]
    CallbackData {
        /// Its characters.
        chars: usize,
    },
    /// The screen that opens the flow has no id.
    #[error(
        "the first screen has an empty id; give the id of a screen to which no other screen leads"
    )]
    ScreenEmpty,
    /// The data of the first screen holds a `null`.
    #[error(
        "`{path}` in the data of the first screen is `null`, which Meta refuses; leave the key out"
    )]
    DataNull {
        /// Where it is: keys and indices, joined by dots.
        path: String,
    },
    /// There is nobody to send to.
    #[error(
        "the recipient is empty; give a phone number with its country code, such as `31600000000`, \
         or a business-scoped user id, such as `NL.1000000000000000001`"
    )]
    NoRecipient,
    /// The flow token is empty.
    #[error("the flow token is empty; issue one with `FlowTokens::issue`")]
    NoToken,
    /// The template has no name or no language.
    #[error("the template needs a name and a language, such as `welcome` and `en_US`")]
    NoTemplate,
    /// The text of a template's flow button is empty.
    #[error("the flow button has no text; write what it opens, such as `Book a table`")]
    ButtonEmpty,
    /// The text of a template's flow button is longer than 25 characters.
    #[error(
        "the flow button's text has {chars} characters, and at most 25 are taken; write a shorter one"
    )]
    ButtonTooLong {
        /// Its characters.
        chars: usize,
    },
}

/// What Meta advises against in a message, and takes nevertheless.
///
/// From [`Outgoing::warnings`](super::Outgoing::warnings). No text of the message is in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageWarning {
    /// The button of the message is longer than 30 characters.
    #[error(
        "the button's text has {chars} characters, and Meta advises at most 30: phones cut a longer one; write a shorter one"
    )]
    CtaLong {
        /// Its characters.
        chars: usize,
    },
    /// The button of the message has an emoji in it.
    #[error(
        "the button's text has an emoji, and Meta advises against it; write it with letters alone"
    )]
    CtaEmoji,
}
