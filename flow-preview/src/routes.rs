//! The addresses of the page.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{DefaultBodyLimit, OriginalUri, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{any, get, post};
use axum::{Json, Router, middleware};
use bytes::Bytes;
use flow_desk::WhatsApp;
use flow_player::{File, Upload};
use flow_runtime::testing::media;
use futures_util::Stream;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::did::{Did, System};
use crate::house::{House, Wish, random};
use crate::kept::Kept;
use crate::record::{self, Recorded};
use crate::session::{Look, Room, TEXTS};
use crate::{act, chats, files, graph, guard, html};

/// The largest body of a gesture: a text area holds no more than this by far.
const LARGEST: usize = 1_048_576;

/// So soon a page whose server is gone looks for it again.
const AGAIN: Duration = Duration::from_millis(500);

/// So many screens are shown beside each other.
const GALLERY: usize = 100;

pub(crate) fn router(house: Arc<House>) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/gallery", get(gallery))
        .route(
            "/phone.js",
            get(|| async { asset("text/javascript", include_str!("../assets/phone.js")) }),
        )
        .route("/page.css", get(|| async { asset("text/css", include_str!("../assets/page.css")) }))
        .route(
            "/phone.css",
            get(|| async { asset("text/css", include_str!("../assets/phone.css")) }),
        )
        .route(
            "/lists.css",
            get(|| async { asset("text/css", include_str!("../assets/lists.css")) }),
        )
        .route("/s/{id}/did", post(did))
        .route("/s/{id}/live", get(live))
        .route("/s/{id}/kept", get(kept))
        .route("/s/{id}/attach", post(attach).layer(DefaultBodyLimit::max(files::LARGEST)))
        .route("/cdn/{id}", get(cdn))
        .route("/graph/{*path}", any(graph::call))
        .route("/file/{id}", get(graph::file))
        .route("/s/{id}/picture/{number}", get(picture))
        .route("/s/{id}/map.svg", get(map_svg))
        .route("/s/{id}/map.mmd", get(map_mermaid))
        .route("/s/{id}/recorded.rs", get(recorded_rust))
        .route("/s/{id}/recorded.steps", get(recorded_steps))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn_with_state(Arc::clone(&house), guard::guard))
        .with_state(house)
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    let kind = HeaderValue::from_str(&format!("{kind}; charset=utf-8"));
    ([(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("text/plain")))], text)
        .into_response()
}

/// What the address of the page may ask for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The session that the page showed before it was loaded again.
    session: Option<String>,
    flow: Option<String>,
    screen: Option<String>,
    data: Option<String>,
    system: Option<System>,
    theme: Option<String>,
    dir: String,
    text: Option<u16>,
    everything: bool,
    /// Of the gallery: the screens, with commas between them; all when it is absent.
    screens: Option<String>,
}

async fn page(
    State(house): State<Arc<House>>,
    OriginalUri(address): OriginalUri,
    Query(asked): Query<Asked>,
) -> Response {
    // The addresses on the page are relative to its folder.
    if !address.path().ends_with('/') {
        let query = address.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::permanent(&format!("{}/{query}", address.path())).into_response();
    }
    let data = match asked.data.as_deref().map(serde_json::from_str::<Map<String, Value>>) {
        None => None,
        Some(Ok(data)) => Some(data),
        Some(Err(error)) => {
            let why = format!("`data` is not a JSON object: {error}");
            return (StatusCode::BAD_REQUEST, why).into_response();
        }
    };
    let before = asked.session.as_deref().and_then(|id| house.room(id));
    match before.or_else(|| house.session(asked.wish(&house, data))) {
        Some(room) => Html(html::page(&house, &room)).into_response(),
        None => Html(html::without_phone(&house)).into_response(),
    }
}

impl Asked {
    fn wish(self, house: &House, data: Option<Map<String, Value>>) -> Wish {
        let look = Look {
            dark: self.theme.map_or(house.defaults.dark, |theme| theme == "dark"),
            rtl: self.dir == "rtl",
            text: self.text.filter(|size| TEXTS.contains(size)).unwrap_or(100),
            everything: self.everything,
        };
        let profile = self.system.map_or(house.defaults.profile, System::profile);
        let held = self.session.is_some();
        Wish { flow: self.flow, screen: self.screen, data, profile, look, held }
    }
}

/// Every screen of a flow beside each other, with the examples of its data: for pictures.
async fn gallery(State(house): State<Arc<House>>, Query(asked): Query<Asked>) -> Response {
    let screens = asked.screens.clone();
    let wish = asked.wish(&house, None);
    let flows = house.flows();
    let found = flows.iter().find(|flow| wish.flow.as_ref().is_none_or(|name| flow.name == *name));
    let Some(program) = found.and_then(|flow| flow.program.as_ref()) else { return gone() };
    let all = program.screens().map(str::to_owned);
    let screens: Vec<String> = match screens {
        Some(screens) => screens.split(',').map(str::to_owned).collect(),
        None => all.collect(),
    };
    let rooms: Vec<Arc<Room>> = screens
        .into_iter()
        .take(GALLERY)
        .filter_map(|screen| house.session(Wish { screen: Some(screen), ..wish.clone() }))
        .collect();
    Html(html::gallery(&rooms)).into_response()
}

/// No session has this id: it ended, or there was none.
fn gone() -> Response {
    (StatusCode::NOT_FOUND, "There is no such session. Load the page again.").into_response()
}

async fn did(
    State(house): State<Arc<House>>,
    Path(id): Path<String>,
    did: Result<Json<Did>, JsonRejection>,
) -> Response {
    let Some(room) = house.room(&id) else { return gone() };
    match did {
        Ok(Json(did)) => {
            act::act(&house, &room, did);
            Json(html::parts(&house, &room)).into_response()
        }
        Err(rejection) => (rejection.status(), rejection.body_text()).into_response(),
    }
}

/// A file for a picker, as the page names it.
#[derive(Debug, Deserialize)]
struct Added {
    picker: String,
    file: String,
    kind: String,
}

/// Takes a file for a picker: encrypted, and kept where the service fetches it.
async fn attach(
    State(house): State<Arc<House>>,
    OriginalUri(address): OriginalUri,
    Path(id): Path<String>,
    Query(added): Query<Added>,
    headers: HeaderMap,
    bytes: Result<Bytes, BytesRejection>,
) -> Response {
    let Some(room) = house.room(&id) else { return gone() };
    // No form of another page can send this kind.
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != "application/octet-stream") {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let why = format!("A phone does not do this: `{}` is larger than 25 MB.", added.file);
            return (StatusCode::PAYLOAD_TOO_LARGE, why).into_response();
        }
        Err(rejection) => return rejection.into_response(),
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let folder = address.path().rsplit_once("/s/").map_or("", |(folder, _)| folder);
    let base = format!("http://{host}{folder}/");
    let size = bytes.len() as u64;
    let clear = bytes.to_vec();
    let kept = {
        let house = Arc::clone(&house);
        let work = move || house.files.keep(&base, random().ok_or("no random numbers")?, &bytes);
        tokio::task::spawn_blocking(work).await
    };
    let upload = match kept {
        Ok(Ok(media)) => {
            if let Some(whatsapp) = &house.whatsapp {
                let file = media::File::new(&added.file, &added.kind, clear);
                whatsapp.picked(&media.media_id, file);
            }
            Upload::Done(media)
        }
        _ => Upload::Failed,
    };
    let file = File { name: added.file, mime_type: added.kind, size, upload };
    act::attach(&house, &room, added.picker, file);
    Json(html::parts(&house, &room)).into_response()
}

/// A file that was given to a picker, encrypted, as WhatsApp's CDN has it.
async fn cdn(State(house): State<Arc<House>>, Path(id): Path<String>) -> Response {
    match house.files.get(&id) {
        Some(bytes) => {
            ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response()
        }
        None => (StatusCode::NOT_FOUND, "There is no such file.").into_response(),
    }
}

/// What the browser keeps of the session.
async fn kept(State(house): State<Arc<House>>, Path(id): Path<String>) -> Response {
    let Some(room) = house.room(&id) else { return gone() };
    let kept = Kept::of(&room.lock());
    Json(kept).into_response()
}

/// What happens by itself: answers, reloads, snackbars that go away.
async fn live(State(house): State<Arc<House>>, Path(id): Path<String>) -> Response {
    let Some(room) = house.room(&id) else { return gone() };
    let alive = KeepAlive::new().interval(Duration::from_secs(15));
    Sse::new(events(house, room)).keep_alive(alive).into_response()
}

fn events(house: Arc<House>, room: Arc<Room>) -> impl Stream<Item = Result<Event, Infallible>> {
    let mut changed = room.changed.subscribe();
    // A page that comes back after a break has missed something.
    changed.mark_changed();
    let desk = house.whatsapp.as_ref().map(WhatsApp::changed);
    let held = (house, room, changed, desk);
    futures_util::stream::unfold(held, |(house, room, mut changed, mut desk)| async move {
        chats::until_changed(&house, &room, &mut changed, desk.as_mut()).await?;
        let parts = html::parts(&house, &room);
        let event = Event::default().retry(AGAIN).json_data(parts).unwrap_or_default();
        Some((Ok(event), (house, room, changed, desk)))
    })
}

async fn picture(
    State(house): State<Arc<House>>,
    Path((id, number)): Path<(String, u32)>,
) -> Response {
    let Some(room) = house.room(&id) else { return gone() };
    let found = room.lock().pictures.bytes(number);
    match found {
        Some((kind, bytes)) => {
            let kept = "private, max-age=3600, immutable";
            ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)], bytes).into_response()
        }
        None => (StatusCode::NOT_FOUND, "This picture is not shown any more.").into_response(),
    }
}

async fn map_svg(State(house): State<Arc<House>>, Path(id): Path<String>) -> Response {
    let Some(room) = house.room(&id) else { return gone() };
    let svg = crate::map::Map::of(room.lock().player.program()).svg();
    ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response()
}

async fn map_mermaid(State(house): State<Arc<House>>, Path(id): Path<String>) -> Response {
    let Some(room) = house.room(&id) else { return gone() };
    let text = crate::map::Map::of(room.lock().player.program()).mermaid();
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

async fn recorded_rust(State(house): State<Arc<House>>, Path(id): Path<String>) -> Response {
    recorded(&house, &id, Recorded::Rust)
}

async fn recorded_steps(State(house): State<Arc<House>>, Path(id): Path<String>) -> Response {
    recorded(&house, &id, Recorded::Steps)
}

fn recorded(house: &House, id: &str, form: Recorded) -> Response {
    let Some(room) = house.room(id) else { return gone() };
    let session = room.lock();
    let flow = house.flow(&session.flow);
    let text = record::written(flow.as_ref(), &session, form);
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
