//! The server: a socket of this machine, requests in, answers out.

use crate::answer::{Answer, PageRequest};
use crate::desk::{Desk, Fetcher, SharedTeller};
use crate::guard::{Guard, Sender};
use crate::{pages, route};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use crossread_store::Project;
use std::future::{Future, IntoFuture};
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::task::Poll;

/// Longest body of a request, in bytes: a web archive of some hundred pages. What is longer is named by its path.
const LONGEST: usize = 32 << 20;

/// The header in which a script of a page sends the token.
const TOKEN: HeaderName = HeaderName::from_static("x-crossread-token");

/// A project's pages, on this machine alone.
pub struct Bench {
    listener: TcpListener,
    port: u16,
    desk: Arc<Desk>,
}

impl Bench {
    /// Takes a port of this machine; 0 takes one that is free. `others` know how the other outputs tell things, and how the network
    /// is asked. `by` is who decides.
    pub fn at(project: Project, by: &str, others: (SharedTeller, Arc<dyn Fetcher>), port: u16) -> io::Result<Bench> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let port = listener.local_addr()?.port();
        let folder = project.folder().canonicalize().unwrap_or_else(|_| project.folder().to_owned());
        let desk = Arc::new(Desk::of((project, by), others, Guard::of(port, &folder), pages::dress()));
        Ok(Bench { listener, port, desk })
    }

    /// Where its first page lies.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers until it is interrupted.
    pub fn run(self) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let ended = runtime.block_on(async {
            self.listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let app = Router::new().fallback(answer).with_state(self.desk);
            let mut served = std::pin::pin!(axum::serve(listener, app).into_future());
            let mut stopped = std::pin::pin!(tokio::signal::ctrl_c());
            // Whoever interrupts does not wait for connections that a browser keeps open: what is on the disk is whole at any
            // moment.
            std::future::poll_fn(|context| match stopped.as_mut().poll(context) {
                Poll::Ready(stopped) => Poll::Ready(stopped),
                Poll::Pending => served.as_mut().poll(context),
            })
            .await
        });
        // Nor for a page that is still being made.
        runtime.shutdown_background();
        ended
    }
}

async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let policy = desk.dress.policy().to_owned();
    let (parts, body) = request.into_parts();
    let answer = match read(&desk, &parts, body).await {
        Ok(asked) => {
            let done = tokio::task::spawn_blocking(move || route::answer(&desk, &asked)).await;
            done.unwrap_or_else(|_| Answer::refused(500, "the page could not be made"))
        }
        Err(refused) => refused,
    };
    response(answer, &policy)
}

/// The request, if the guard lets it in.
async fn read(desk: &Desk, parts: &Parts, body: Body) -> Result<PageRequest, Answer> {
    let header = |name: HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let mut sender = Sender {
        host: header(header::HOST),
        origin: header(header::ORIGIN),
        site: header(HeaderName::from_static("sec-fetch-site")),
        token: header(TOKEN),
    };
    if !desk.guard.knows_host(sender) {
        return Err(Answer::refused(403, "this bench answers under its own address alone"));
    }
    let fields = |text: &[u8]| form_urlencoded::parse(text).into_owned().collect::<Vec<(String, String)>>();
    let mut asked = PageRequest {
        path: parts.uri.path().to_owned(),
        query: fields(parts.uri.query().unwrap_or_default().as_bytes()),
        has: header(header::IF_NONE_MATCH).map(str::to_owned),
        ..PageRequest::default()
    };
    match parts.method {
        Method::GET | Method::HEAD => return Ok(asked),
        Method::POST => asked.writes = true,
        _ => return Err(Answer::refused(405, "only GET and POST are answered")),
    }
    let too_long = || Answer::refused(413, "longer than 32 MB: name the file by its path instead");
    let told = header(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if told.is_some_and(|length| length > LONGEST) {
        return Err(too_long());
    }
    let body = to_bytes(body, LONGEST).await.map_err(|_| too_long())?;
    let kind = header(header::CONTENT_TYPE).unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        asked.form = fields(&body);
    } else {
        asked.body = body.to_vec();
    }
    sender.token = sender.token.or_else(|| asked.sent("token"));
    match desk.guard.refuses_write(sender) {
        Some(why) => Err(Answer::refused(403, why)),
        None => Ok(asked),
    }
}

fn response(answer: Answer, policy: &str) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, answer.kind);
    put(header::CONTENT_SECURITY_POLICY, policy);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(header::REFERRER_POLICY, "same-origin");
    put(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    // Kept by the browser, and asked for again each time.
    put(header::CACHE_CONTROL, if answer.tag.is_some() { "private, no-cache" } else { "no-store" });
    if let Some(tag) = &answer.tag {
        put(header::ETAG, tag);
    }
    if let Some(address) = &answer.see {
        put(header::LOCATION, address);
    }
    if let Some(name) = answer.file {
        put(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""));
    }
    if answer.again {
        put(HeaderName::from_static("refresh"), "1");
    }
    if answer.status == 405 {
        put(header::ALLOW, "GET, HEAD, POST");
    }
    response
}
