//! How fast the preview is, as a person sees it: in a real browser, over the command itself.
//!
//! `cargo bench -p cargo-flow --bench preview`

#[path = "../../flow-player/benches/fifty/mod.rs"]
mod fifty;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use cargo_flow::browser::{Browser, Page, Size, find};
use serde_json::{Value, json};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const SIZE: Size = Size { width: 1440, height: 900, scale: 1.0 };
const KEYS: usize = 200;
const SAVES: usize = 40;
const STARTS: usize = 10;
const SCREENS: usize = 10;

fn main() -> Result<()> {
    let Some(program) = find() else {
        println!("SKIPPED: there is no Chromium in CHROME, PATH or the usual places");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("flow.json");
    std::fs::write(&file, fifty::fifty("Fifty").to_string())?;
    let browser = Browser::start(&program)?;
    starts(&file, &browser)?;
    let preview = Preview::start(&file)?;
    let page = browser.page(SIZE)?;
    page.go(&preview.address)?;
    keys(&page)?;
    saves(&page, &file)?;
    drop(preview);
    screenshots(folder.path())
}

/// A preview that runs.
struct Preview {
    child: Child,
    address: String,
}

impl Preview {
    fn start(file: &Path) -> Result<Self> {
        let mut child = command()
            .arg("preview")
            .arg(file)
            .args(["--no-open", "--port", "0"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let stderr = child.stderr.take().ok_or("no standard error")?;
        let mut lines = BufReader::new(stderr).lines();
        let said = lines.find_map(|line| {
            let line = line.ok()?;
            line.find("http://").map(|at| line[at..].to_owned())
        });
        // What it says later must not block it.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { child, address: said.ok_or("no address is said")? })
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-flow"));
    command.arg("flow");
    command
}

/// From the command to the page that is loaded and drawn, in a browser that runs.
fn starts(file: &Path, browser: &Browser) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let page = browser.page(SIZE)?;
        let begun = Instant::now();
        let preview = Preview::start(file)?;
        page.go(&preview.address)?;
        page.eval(
            "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))",
        )?;
        times.push(begun.elapsed());
    }
    say("command to first paint", times);
    Ok(())
}

/// From a key press to the text that it changes elsewhere on the screen, 50 components.
fn keys(page: &Page) -> Result<()> {
    let script = format!(
        r#"(async () => {{
            const field = document.querySelector("[data-type=t0]"), desk = document.getElementById("desk"), times = [];
            field.focus();
            for (let at = 0; at < {KEYS}; at++) {{
                field.value = "k" + at;
                const begun = performance.now();
                field.dispatchEvent(new InputEvent("input", {{ bubbles: true }}));
                await new Promise(done => {{
                    const seen = () => {{ if (desk.textContent.includes("You wrote k" + at + ".")) {{ watch.disconnect(); done(); }} }};
                    const watch = new MutationObserver(seen);
                    watch.observe(desk, {{ subtree: true, childList: true, characterData: true }});
                }});
                times.push(performance.now() - begun);
            }}
            return times;
        }})()"#
    );
    let times = page.eval(&script)?;
    let times = times.as_array().into_iter().flatten().filter_map(Value::as_f64);
    say("key press to DOM", times.map(|ms| Duration::from_secs_f64(ms / 1000.0)).collect());
    Ok(())
}

/// From a file that is saved to the title on the phone.
fn saves(page: &Page, file: &Path) -> Result<()> {
    let mut times = Vec::new();
    for at in 0..SAVES {
        let title = format!("Saved {at}");
        page.eval(&format!(
            r#"window.shown = 0; new MutationObserver((_, watch) => {{
                if (document.getElementById("title").textContent === {title:?}) {{ window.shown = performance.timeOrigin + performance.now(); watch.disconnect(); }}
            }}).observe(document.getElementById("desk"), {{ subtree: true, childList: true, characterData: true }})"#
        ))?;
        // Not always at the same moment of a look.
        std::thread::sleep(Duration::from_millis(100 + 7 * (at as u64 % 9)));
        let begun = SystemTime::now().duration_since(UNIX_EPOCH)?;
        std::fs::write(file, fifty::fifty(&title).to_string())?;
        page.wait("window.shown")?;
        let shown = page.eval("window.shown")?.as_f64().unwrap_or_default();
        times.push(Duration::from_secs_f64(shown / 1000.0).saturating_sub(begun));
    }
    say("save to shown", times);
    Ok(())
}

fn screenshots(folder: &Path) -> Result<()> {
    let file = folder.join("ten.json");
    std::fs::write(&file, ten().to_string())?;
    let out = folder.join("out");
    let mut times = Vec::new();
    for _ in 0..5 {
        let begun = Instant::now();
        let status = command()
            .arg("screenshot")
            .arg(&file)
            .arg("--out")
            .arg(&out)
            .stderr(Stdio::null())
            .status()?;
        assert!(status.success(), "the pictures are drawn");
        times.push(begun.elapsed());
    }
    say("screenshot of 10 screens", times);
    Ok(())
}

fn say(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!("{what}: median {:.1?}, p95 {:.1?}, of {}", at(50), at(95), times.len());
}

/// Ten screens, each with a few fields.
fn ten() -> Value {
    let screen = |at: usize| {
        let last = at + 1 == SCREENS;
        let id = |at: usize| format!("SCREEN_{}", char::from(b'A' + u8::try_from(at).unwrap_or(0)));
        let action = if last {
            json!({ "name": "complete", "payload": {} })
        } else {
            json!({ "name": "navigate", "next": { "type": "screen", "name": id(at + 1) }, "payload": {} })
        };
        let mut screen = json!({ "id": id(at), "title": "A screen", "layout": { "type": "SingleColumnLayout",
            "children": [
                { "type": "TextHeading", "text": "Tell us" },
                { "type": "TextInput", "name": "name", "label": "Name", "required": true },
                { "type": "TextArea", "name": "note", "label": "A note" },
                { "type": "RadioButtonsGroup", "name": "again", "label": "Again?", "required": true,
                  "data-source": [{ "id": "0", "title": "Yes" }, { "id": "1", "title": "No" }] },
                { "type": "Footer", "label": "Next", "on-click-action": action },
            ] } });
        if last {
            screen["terminal"] = true.into();
        }
        screen
    };
    json!({ "version": "7.3", "screens": (0..SCREENS).map(screen).collect::<Vec<_>>() })
}
