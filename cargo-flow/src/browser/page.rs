//! A page: where it is, what it shows, what is typed and clicked, and a picture of it.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::connection::{Connection, Event};
use super::{Error, lock};

/// So long a page may take to load.
const LOAD: Duration = Duration::from_secs(30);

/// How large a page is, in CSS pixels, and how many pixels of the picture one of them is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// From the left edge to the right one.
    pub width: u32,
    /// From the top to the bottom.
    pub height: u32,
    /// Pixels of the picture for one CSS pixel, in each direction.
    pub scale: f64,
}

/// A page of a [`Browser`](super::Browser).
#[derive(Debug)]
pub struct Page {
    connection: Arc<Mutex<Connection>>,
    session: String,
}

impl Page {
    pub(super) fn new(
        connection: Arc<Mutex<Connection>>,
        session: String,
        size: Size,
    ) -> Result<Self, Error> {
        let page = Self { connection, session };
        for domain in ["Page.enable", "Runtime.enable", "Log.enable", "Network.enable"] {
            page.call(domain, &Value::Null)?;
        }
        page.resize(size)?;
        Ok(page)
    }

    /// Calls a method of the protocol that has no method of its own here.
    ///
    /// # Errors
    ///
    /// When the browser refuses it, or is gone.
    pub fn call(&self, method: &str, params: &Value) -> Result<Value, Error> {
        lock(&self.connection).call(Some(&self.session), method, params)
    }

    /// Gives the page another size.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub fn resize(&self, size: Size) -> Result<(), Error> {
        let metrics = json!({ "width": size.width, "height": size.height,
            "deviceScaleFactor": size.scale, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", &metrics).map(drop)
    }

    /// Goes to an address, and waits until the page and its pictures are loaded.
    ///
    /// # Errors
    ///
    /// When the address cannot be reached, or the page takes longer than 30 seconds.
    pub fn go(&self, url: &str) -> Result<(), Error> {
        let until = Instant::now() + LOAD;
        let mut connection = lock(&self.connection);
        // An earlier load must not be taken for this one.
        while connection
            .event(Instant::now(), |event| self.is(event, "Page.loadEventFired"))?
            .is_some()
        {}
        let answer =
            connection.call(Some(&self.session), "Page.navigate", &json!({ "url": url }))?;
        if let Some(reason) = answer["errorText"].as_str() {
            return Err(Error::new(format!("`{url}` was not reached: {reason}")));
        }
        match connection.event(until, |event| self.is(event, "Page.loadEventFired"))? {
            Some(_) => Ok(()),
            None => Err(Error::new(format!("`{url}` did not load within 30 seconds"))),
        }
    }

    /// The value of an expression of JavaScript; a promise is awaited.
    ///
    /// # Errors
    ///
    /// When the expression throws; the message is the exception's.
    pub fn eval(&self, expression: &str) -> Result<Value, Error> {
        let mut answer = self.call(
            "Runtime.evaluate",
            &json!({ "expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true }),
        )?;
        let thrown = &answer["exceptionDetails"];
        if thrown.is_object() {
            let text = thrown["exception"]["description"].as_str().or(thrown["text"].as_str());
            return Err(Error::new(text.unwrap_or("the expression failed")));
        }
        Ok(answer["result"]["value"].take())
    }

    /// Waits until an expression is true, for ten seconds at most.
    ///
    /// # Errors
    ///
    /// When it is not true in time, or throws.
    pub fn wait(&self, expression: &str) -> Result<(), Error> {
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            if self.eval(&format!("Boolean({expression})"))? == json!(true) {
                return Ok(());
            }
            if Instant::now() > until {
                return Err(Error::new(format!(
                    "it did not come true within 10 seconds: {expression}"
                )));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Clicks in the middle of the first element that the CSS selector finds, as a mouse does.
    ///
    /// # Errors
    ///
    /// When there is no such element, or it has no size.
    pub fn click(&self, selector: &str) -> Result<(), Error> {
        // An answer may still move what is below it: the place counts once it is the same for five frames.
        let find = format!(
            "(async () => {{ const at = () => {{ const e = document.querySelector({}); if (!e) return null; \
             e.scrollIntoView({{block: 'nearest'}}); const b = e.getBoundingClientRect(); \
             return b.width && b.height ? [b.x + b.width / 2, b.y + b.height / 2] : null }}; \
             let place = at(); for (let same = 0, n = 0; same < 5 && n < 100; n++) {{ \
             await new Promise(requestAnimationFrame); const now = at(); \
             same = String(now) === String(place) ? same + 1 : 0; place = now }} return place }})()",
            json!(selector)
        );
        let place = self.eval(&find)?;
        let (Some(x), Some(y)) = (place[0].as_f64(), place[1].as_f64()) else {
            return Err(Error::new(format!("nothing to click at `{selector}`")));
        };
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", &event)?;
        }
        Ok(())
    }

    /// Presses and releases a key, by its name in the DOM: `Tab`, `Enter`, `ArrowDown`, `a`.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub fn press(&self, key: &str) -> Result<(), Error> {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            " " => (32, " "),
            "ArrowLeft" => (37, ""),
            "ArrowUp" => (38, ""),
            "ArrowRight" => (39, ""),
            "ArrowDown" => (40, ""),
            "Backspace" => (8, ""),
            "Home" => (36, ""),
            "End" => (35, ""),
            other => (0, other),
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code });
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = text.into();
            }
            self.call("Input.dispatchKeyEvent", &event)?;
        }
        Ok(())
    }

    /// Types a text into what has the focus, one key a character.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub fn write(&self, text: &str) -> Result<(), Error> {
        text.chars().try_for_each(|letter| self.press(letter.encode_utf8(&mut [0; 4])))
    }

    /// Gives files to an `<input type="file">`, by their paths.
    ///
    /// # Errors
    ///
    /// When there is no such element.
    pub fn attach(&self, selector: &str, paths: &[&str]) -> Result<(), Error> {
        let root = self.call("DOM.getDocument", &json!({ "depth": 0 }))?;
        let node = self.call(
            "DOM.querySelector",
            &json!({ "nodeId": root["root"]["nodeId"], "selector": selector }),
        )?;
        self.call("DOM.setFileInputFiles", &json!({ "files": paths, "nodeId": node["nodeId"] }))
            .map(drop)
    }

    /// A PNG of the first element that the CSS selector finds, or of the whole view.
    ///
    /// # Errors
    ///
    /// When there is no such element.
    pub fn picture(&self, selector: Option<&str>) -> Result<Vec<u8>, Error> {
        let mut params = json!({ "format": "png", "captureBeyondViewport": true });
        if let Some(selector) = selector {
            let find = format!(
                "(() => {{ const e = document.querySelector({}); if (!e) return null; const b = e.getBoundingClientRect(); \
                 return {{ x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: b.height, scale: 1 }} }})()",
                json!(selector)
            );
            let place = self.eval(&find)?;
            if place.is_null() {
                return Err(Error::new(format!("nothing to draw at `{selector}`")));
            }
            params["clip"] = place;
        }
        let answer = self.call("Page.captureScreenshot", &params)?;
        let data = answer["data"].as_str().ok_or_else(|| Error::unread("data"))?;
        STANDARD
            .decode(data)
            .map_err(|error| Error::new(format!("the picture cannot be read: {error}")))
    }

    /// What was written to the console since the last call, errors and uncaught exceptions among it.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub fn console(&self) -> Result<Vec<String>, Error> {
        self.take(
            &["Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"],
            |event| event.params.to_string(),
        )
    }

    /// The addresses that were asked for since the last call.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub fn requests(&self) -> Result<Vec<String>, Error> {
        self.take(&["Network.requestWillBeSent"], |event| {
            event.params["request"]["url"].as_str().unwrap_or_default().to_owned()
        })
    }

    fn take(
        &self,
        methods: &[&str],
        read: impl Fn(&Event) -> String,
    ) -> Result<Vec<String>, Error> {
        let mut connection = lock(&self.connection);
        // Events come before the answer to a later call.
        connection.call(Some(&self.session), "Runtime.evaluate", &json!({ "expression": "0" }))?;
        let mut found = Vec::new();
        let fits = |event: &Event| methods.iter().any(|method| self.is(event, method));
        while let Some(event) = connection.event(Instant::now(), fits)? {
            found.push(read(&event));
        }
        Ok(found)
    }

    fn is(&self, event: &Event, method: &str) -> bool {
        event.method == method && event.session.as_deref() == Some(&self.session)
    }
}
