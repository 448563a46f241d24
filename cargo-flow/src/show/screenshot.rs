//! `cargo flow screenshot`.

use flow_player::Program;
use flow_preview::{Flow, Preview};
use tokio::net::TcpListener;

use super::flows;
use crate::Outcome;
use crate::browser::{self, Browser, Page, Size};
use crate::cli::{Screenshot, System, Theme};
use crate::failure::{Failure, plain};
use crate::files;
use crate::terminal::{self, Terminal};

/// A phone with its edge around it, in CSS pixels.
const WIDTH: u32 = 410;
const HEIGHT: u32 = 800;

/// So many phones are beside each other on a sheet.
const COLUMNS: u32 = 4;

pub(crate) fn run(arguments: &Screenshot, terminal: &Terminal) -> Result<Outcome, Failure> {
    let sources = flows::sources(&arguments.shown)?;
    let read = flows::read(&sources, terminal.colors)?;
    terminal::faults(&read.told);
    let mut flows = flows::chosen(read.flows, &arguments.shown)?;
    if arguments.shown.flow.is_some() {
        flows.truncate(1);
    }
    flows.retain(|flow| flow.program.is_some());
    if flows.is_empty() {
        return Err(Failure::new(format!("there is no flow in `{}`", sources[0].display())));
    }
    let today = arguments.today.parse().map_err(|_| {
        Failure::new(format!("`--today` is not a date: `{}`", arguments.today))
            .help("write the year, the month and the day: --today 2026-01-15")
    })?;
    let preview = Preview::new(flows.clone()).today(today).build();
    let address = serve(preview)?;
    let browser = start()?;
    files::make_folder(&arguments.out)?;
    for flow in &flows {
        draw(arguments, flow, &address, &browser, terminal)?;
    }
    Ok(Outcome::Fine)
}

fn draw(
    arguments: &Screenshot,
    flow: &Flow,
    address: &str,
    browser: &Browser,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let screens: Vec<&str> = flow.program.iter().flat_map(Program::screens).collect();
    let wanted = |screen: &&str| arguments.screen.as_deref().is_none_or(|wanted| wanted == *screen);
    let drawn: Vec<&str> = screens.iter().copied().filter(wanted).collect();
    if let (true, Some(screen)) = (drawn.is_empty(), &arguments.screen) {
        return Err(Failure::new(format!("flow `{}` has no screen `{screen}`", flow.name)).meant(
            screen,
            &screens,
            "its screens are",
        ));
    }
    let count = u32::try_from(drawn.len()).unwrap_or(u32::MAX);
    let (columns, rows) = if arguments.sheet {
        let columns = count.min(COLUMNS);
        (columns, count.div_ceil(columns.max(1)))
    } else {
        (1, 1)
    };
    let size = Size {
        width: WIDTH * columns,
        height: HEIGHT.saturating_mul(rows),
        scale: arguments.scale.clamp(0.25, 4.0),
    };
    let page = browser.page(size).map_err(|error| gone(&error))?;
    let sets = if arguments.sheet {
        vec![drawn]
    } else {
        drawn.into_iter().map(|one| vec![one]).collect()
    };
    for set in sets {
        let name = match set.as_slice() {
            [screen] if !arguments.sheet => format!("{}-{screen}.png", flow.name),
            _ => format!("{}.png", flow.name),
        };
        let picture =
            picture(&page, &look(arguments, flow, address, &set)).map_err(|error| gone(&error))?;
        let path = arguments.out.join(name);
        std::fs::write(&path, picture).map_err(|error| Failure::path("written", &path, &error))?;
        terminal.done("Wrote", &path.display().to_string());
    }
    Ok(())
}

/// The address of the page that shows these screens.
fn look(arguments: &Screenshot, flow: &Flow, address: &str, screens: &[&str]) -> String {
    let theme = match arguments.theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let system = match arguments.system {
        System::Android => "android",
        System::Ios => "ios",
        System::Web => "web",
    };
    let dir = if arguments.rtl { "rtl" } else { "ltr" };
    let mut url = reqwest::Url::parse(address).unwrap_or_else(|_| unreachable!("it is our own"));
    url.set_path("gallery");
    let mut query = url.query_pairs_mut();
    query.append_pair("flow", &flow.name).append_pair("screens", &screens.join(","));
    query.append_pair("theme", theme).append_pair("system", system).append_pair("dir", dir);
    drop(query);
    url.to_string()
}

fn picture(page: &Page, address: &str) -> Result<Vec<u8>, browser::Error> {
    page.go(address)?;
    page.wait("document.readyState === 'complete' && [...document.images].every(i => i.complete)")?;
    page.picture(None)
}

fn gone(error: &browser::Error) -> Failure {
    Failure::new(format!("the browser draws nothing: {error}"))
}

fn start() -> Result<Browser, Failure> {
    let Some(program) = browser::find() else {
        return Err(Failure::new("there is no Chromium on this machine").help(
            "install one (Debian: `apt install chromium-headless-shell`), or name it in the \
             environment variable CHROME",
        ));
    };
    Browser::start(&program).map_err(|error| {
        let failure = Failure::new(format!("`{}` does not start: {error}", program.display()));
        if browser::is_named() {
            failure.help("the environment variable CHROME names it")
        } else {
            failure
        }
    })
}

/// Serves the pages to the browser, on a port that is free.
fn serve(preview: Preview) -> Result<String, Failure> {
    let fail = |error: std::io::Error| {
        Failure::new(format!("no server can be started: {}", plain(&error)))
    };
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(fail)?;
    let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).map_err(fail)?;
    let port = listener.local_addr().map_err(fail)?.port();
    std::thread::spawn(move || runtime.block_on(preview.serve(listener)));
    Ok(format!("http://127.0.0.1:{port}/"))
}
