//! The addresses of the page.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, OriginalUri, Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use futures_util::Stream;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::did::{Did, System};
use crate::house::{House, Wish};
use crate::session::{Look, Room, TEXTS};
use crate::{act, guard, html};

/// The largest body of a gesture: a text area holds no more than this by far.
const LARGEST: usize = 1_048_576;

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
        .route("/s/{id}/picture/{number}", get(picture))
        .route("/s/{id}/map.svg", get(map_svg))
        .route("/s/{id}/map.mmd", get(map_mermaid))
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
    flow: Option<String>,
    screen: Option<String>,
    data: Option<String>,
    system: System,
    theme: String,
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
    match house.session(asked.wish(data)) {
        Some(room) => Html(html::page(&house, &room)).into_response(),
        None => Html(html::without_phone(&house)).into_response(),
    }
}

impl Asked {
    fn wish(self, data: Option<Map<String, Value>>) -> Wish {
        let look = Look {
            dark: self.theme == "dark",
            rtl: self.dir == "rtl",
            text: self.text.filter(|size| TEXTS.contains(size)).unwrap_or(100),
            everything: self.everything,
        };
        let profile = self.system.profile();
        Wish { flow: self.flow, screen: self.screen, data, profile, look }
    }
}

/// Every screen of a flow beside each other, with the examples of its data: for pictures.
async fn gallery(State(house): State<Arc<House>>, Query(asked): Query<Asked>) -> Response {
    let screens = asked.screens.clone();
    let wish = asked.wish(None);
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
    futures_util::stream::unfold((house, room, changed), |(house, room, mut changed)| async move {
        changed.changed().await.ok()?;
        let parts = html::parts(&house, &room);
        let event = Event::default().json_data(parts).unwrap_or_default();
        Some((Ok(event), (house, room, changed)))
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
