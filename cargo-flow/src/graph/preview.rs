//! `cargo flow preview-url`.

use flow_graph::{Id, PreviewOptions};

use super::opening::{self, Opening};
use super::send::number;
use super::session::{Found, Session};
use super::source::{self, Declared};
use crate::Outcome;
use crate::cli::PreviewUrl;
use crate::failure::Failure;
use crate::terminal::{Terminal, print};

pub(super) async fn run(arguments: &PreviewUrl, terminal: &Terminal) -> Result<Outcome, Failure> {
    let session = Session::open(&arguments.place)?;
    let found = session.find(&arguments.flow).await?;
    let options = if arguments.interactive {
        Some(options(arguments, &session, &found, terminal).await?)
    } else {
        None
    };
    let preview = session.client.flow(&found.working).preview(arguments.renew).await?;
    let url = match options {
        Some(options) => preview.interactive(&options)?,
        None => preview.preview_url,
    };
    if let Some(end) = preview.expires_at {
        terminal.note(&format!("whoever has the address can see the flow, until {end}"));
    }
    print(&format!("{url}\n"))?;
    Ok(Outcome::Fine)
}

async fn options(
    arguments: &PreviewUrl,
    session: &Session,
    found: &Found,
    terminal: &Terminal,
) -> Result<PreviewOptions, Failure> {
    let data = arguments.data.as_deref().map(opening::object).transpose()?;
    let declared = source::declared(&session.config, terminal.colors)?;
    let name = found.record.as_ref().map(|record| &record.flow);
    let source = declared.iter().find(|declared| Some(&declared.name) == name);
    let opening = opening::of(source, arguments.screen.as_deref(), data)?;
    let asks = matches!(opening, Opening::Endpoint) || source.is_some_and(Declared::has_endpoint);
    let mut options = match opening {
        Opening::Screen(screen, data) => PreviewOptions::navigate(screen, data),
        Opening::Endpoint => PreviewOptions::data_exchange(),
    };
    if let Some(token) = &arguments.token {
        options = options.flow_token(token);
    }
    match &arguments.phone {
        Some(phone) => options = options.phone_number(number(phone)?),
        None if asks => options = options.phone_number(own_number(session).await?),
        None => {}
    }
    Ok(if arguments.debug { options.debug() } else { options })
}

/// The number of the environment: an endpoint is called with the key of one.
async fn own_number(session: &Session) -> Result<String, Failure> {
    let id = session.environment.phone.as_ref().map(Id::as_str);
    let phones = session.phones().await?;
    let own = phones.into_iter().find(|(phone, _)| Some(&**phone) == id);
    own.and_then(|(_, shown)| number(&shown).ok()).ok_or_else(|| {
        Failure::new("the endpoint is called with the key of a phone number, and none is known")
            .help("name the number with `--phone NUMBER`, or write its id as `phone` into `flow.toml`")
    })
}
