//! The sockets: accepts connections, reads calls, and answers, refuses or cuts.

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::runtime::{Handle, Runtime};
use tokio::sync::{Notify, oneshot, watch};

use crate::answer::{Answer, Refusal};
use crate::call::{Answered, Call};
use crate::delivery;
use crate::fault::{Effect, strike};
use crate::keep::Keeper;
use crate::network::Network;
use crate::reply::{Cut, Reply};
use crate::routes;
use crate::state::State;

/// The largest document is 10 MB; a body of this size holds it with what is around it.
const MOST_BYTES: usize = 16 << 20;

/// Room for the recursion of the flow checker in a debug build.
const STACK_BYTES: usize = 16 << 20;

/// How long a call that is under way may still take when the desk is cleared.
const GRACE: Duration = Duration::from_millis(200);

pub(crate) type Log = Box<dyn Fn(&str) + Send + Sync>;

/// What the handlers share with the test.
pub(crate) struct Shared {
    state: Mutex<State>,
    log: Option<Log>,
    pub(crate) network: Network,
    /// Whether an `https://` endpoint can be called as well.
    pub(crate) speaks_tls: bool,
    /// The file that keeps the state.
    keeper: Option<Keeper>,
    /// Counts what happens, for who waits for it.
    pub(crate) changed: watch::Sender<u64>,
    /// Wakes who delivers the reports.
    pub(crate) wake: Notify,
    open: AtomicUsize,
    most_open: AtomicUsize,
}

/// The threads; they stop when this is dropped.
pub(crate) struct Server {
    pub(crate) handle: Handle,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

/// Counts a call while it is under way.
struct Open<'s>(&'s Shared);

impl<'s> Open<'s> {
    fn new(shared: &'s Shared) -> Self {
        let open = shared.open.fetch_add(1, Ordering::SeqCst) + 1;
        shared.most_open.fetch_max(open, Ordering::SeqCst);
        Self(shared)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Shared {
    pub(crate) fn new(
        state: State,
        log: Option<Log>,
        network: Network,
        speaks_tls: bool,
        keeper: Option<Keeper>,
    ) -> Self {
        Self {
            state: Mutex::new(state),
            log,
            network,
            speaks_tls,
            keeper,
            changed: watch::channel(0).0,
            wake: Notify::new(),
            open: AtomicUsize::new(0),
            most_open: AtomicUsize::new(0),
        }
    }

    /// Something has changed: it is kept, and whoever waits looks.
    pub(crate) fn touched(&self) {
        if let Some(keeper) = &self.keeper
            && let Err(error) = keeper.save(&self.state())
            && let Some(log) = &self.log
        {
            log(&format!("the state cannot be kept: {error}"));
        }
        self.changed.send_modify(|count| *count += 1);
        self.wake.notify_one();
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn most_open(&self) -> usize {
        self.most_open.load(Ordering::SeqCst)
    }
}

/// The threads of a desk that nothing runs on yet.
pub(crate) fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(STACK_BYTES)
        .enable_all()
        .build()
}

impl Server {
    /// Delivers reports, and serves where there is a listener.
    pub(crate) fn start(
        runtime: Runtime,
        listener: Option<TcpListener>,
        shared: Arc<Shared>,
    ) -> io::Result<Self> {
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new().name("flow-desk".to_owned()).spawn(move || {
            runtime.spawn(delivery::work(Arc::clone(&shared)));
            if let Some(listener) = listener {
                runtime.spawn(accept(listener, shared));
            }
            // The sender sends nothing: it ends the wait when it is dropped.
            let _ = runtime.block_on(stopped);
            // A service of the test may never answer.
            runtime.shutdown_timeout(GRACE);
        })?;
        Ok(Self { handle, stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // The server's own panic was reported when it happened.
            let _ = thread.join();
        }
    }
}

/// Listens at an address; port 0 takes a free one.
pub(crate) fn listen(address: SocketAddr) -> io::Result<(TcpListener, String)> {
    let listener = TcpListener::bind(address)?;
    let url = format!("http://{}", listener.local_addr()?);
    Ok((listener, url))
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        // An answer is written at once; a system that cannot promise that is only slower.
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let shared = Arc::clone(&shared);
                async move { serve(&shared, request).await }
            });
            // A cut is an error here as well, and a client may hang up when it likes.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn serve(shared: &Shared, request: Request<Incoming>) -> Result<Response<Reply>, Cut> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, MOST_BYTES).collect().await.map_err(|_| Cut)?.to_bytes();
    handle(shared, &head, body).await
}

/// Answers a request whose body is there.
pub(crate) async fn handle(
    shared: &Shared,
    head: &hyper::http::request::Parts,
    body: Bytes,
) -> Result<Response<Reply>, Cut> {
    let _open = Open::new(shared);
    let call = Call::read(head, body).await;
    let (method, path) = (call.recorded.method.clone(), call.recorded.path.clone());
    let effect = {
        let mut state = shared.state();
        if state.requests.len() >= state.most_requests {
            state.requests.remove(0);
        }
        state.requests.push(call.recorded.clone());
        strike(&mut state.faults, &method, &path)
    };
    let log = |outcome: &str| {
        if let Some(log) = &shared.log {
            log(&format!("{method} {path} {outcome}"));
        }
    };
    match effect {
        Some(Effect::CutBefore) => {
            log("cut before its effect");
            return Err(Cut);
        }
        Some(Effect::Refuse(refusal)) => {
            log(&format!("{} as injected", refusal.status));
            return Ok(refused(shared, &refusal));
        }
        Some(Effect::Answer(body)) => {
            log("200 as injected");
            let body = Reply::whole(body.to_string());
            return Ok(response(shared, 200, "application/json", body, &[]));
        }
        _ => {}
    }
    let answer = routes::answer(shared, &call).await;
    if let Err(refusal) = &answer
        && refusal.is_complaint
    {
        let details = refusal.details.as_deref().unwrap_or(&refusal.message);
        shared.state().complaints.push(format!("{method} {path}: {details}"));
    }
    let told = match &answer {
        Ok(_) => "200".to_owned(),
        Err(refusal) => outcome(refusal),
    };
    log(&told);
    shared.state().calls.push(Answered { method: method.clone(), path: path.clone(), told });
    if method == "GET" {
        shared.changed.send_modify(|count| *count += 1);
    } else {
        shared.touched();
    }
    match effect {
        Some(Effect::CutAfter) => return Err(Cut),
        Some(Effect::Delay(delay)) => tokio::time::sleep(delay).await,
        Some(Effect::Garbage) => {
            let body = Reply::whole("<html><body>Something went wrong</body></html>");
            return Ok(response(shared, 200, "text/html", body, &[]));
        }
        _ => {}
    }
    Ok(match answer {
        Ok(answer) => {
            let (kind, bytes) = match answer {
                Answer::Json(value) => ("application/json".to_owned(), value.to_string().into()),
                Answer::File(kind, bytes) => (kind, bytes),
            };
            let is_torn = matches!(effect, Some(Effect::Tear));
            let body = if is_torn { Reply::torn(bytes) } else { Reply::whole(bytes) };
            response(shared, 200, &kind, body, &[])
        }
        Err(refusal) => refused(shared, &refusal),
    })
}

fn outcome(refusal: &Refusal) -> String {
    let details = refusal.details.as_deref().unwrap_or(&refusal.message);
    format!("{} ({}) {details}", refusal.status, refusal.code)
}

fn refused(shared: &Shared, refusal: &Refusal) -> Response<Reply> {
    let trace = shared.state().count();
    let body = Reply::whole(refusal.body(trace).to_string());
    response(shared, refusal.status, "application/json", body, &refusal.headers)
}

fn response(
    shared: &Shared,
    status: u16,
    content_type: &str,
    body: Reply,
    headers: &[(String, String)],
) -> Response<Reply> {
    let mut response = Response::builder().status(status).header("content-type", content_type);
    for (name, value) in shared.state().headers.iter().chain(headers) {
        response = response.header(name, value);
    }
    // A test's own header may have no place in an answer; that must be seen.
    response.body(body).unwrap_or_else(|error| {
        let mut response = Response::new(Reply::whole(format!("the fake cannot answer: {error}")));
        *response.status_mut() = hyper::StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}
