//! The paths of the service, and the check of who may use them.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{get, post};
use par_index::ask::{QUESTIONS, Takes};
use par_index::{Lang, Text};
use par_index_office::{Answer, Format};
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::asking;
use crate::limits::Limits;
use crate::openapi;
use crate::problem::{self, Reply, plain, problem};
use crate::shelf::{Refused, Shelf};

/// The state shared by all requests.
pub(crate) struct Service {
    pub(crate) shelf: Shelf,
    pub(crate) limits: Limits,
    /// The token that a request must carry; without one only this machine is served.
    pub(crate) token: Option<String>,
    /// The page for browsers, if there is one.
    page: Option<Bytes>,
    work: Arc<Semaphore>,
    described: String,
}

type Shared = Arc<Service>;

impl Service {
    pub(crate) fn new(
        shelf: Shelf,
        limits: Limits,
        token: Option<String>,
        page: Option<Vec<u8>>,
    ) -> Service {
        let work = Arc::new(Semaphore::new(limits.work.max(1)));
        let described = openapi::document().to_string();
        Service { shelf, limits, token, page: page.map(Bytes::from), work, described }
    }
}

/// The router with all paths.
pub(crate) fn router(service: Shared) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/list", get(list))
        .route("/openapi.json", get(described))
        .route("/questions", get(questions))
        .route("/dossiers", get(dossiers))
        .route("/dossiers/{dossier}", get(dossier).put(make).delete(discard))
        .route("/dossiers/{dossier}/files/{*file}", get(file).put(put).delete(remove))
        .route("/dossiers/{dossier}/ask/{question}", get(ask))
        .route("/dossiers/{dossier}/call", post(call_dossier))
        .route("/call", post(call))
        .fallback(async || {
            plain(StatusCode::NOT_FOUND, "không có đường dẫn này", "there is no such path")
        })
        .method_not_allowed_fallback(async || {
            let vi = "đường dẫn này dùng phương thức khác";
            plain(StatusCode::METHOD_NOT_ALLOWED, vi, "this path takes other methods")
        })
        .layer(from_fn_with_state(Arc::clone(&service), guarded))
        .with_state(service)
}

/// Answers in the language of the request: the parameter `lang`, or else the first language of
/// `Accept-Language`.
async fn guarded(service: State<Shared>, request: Request, next: Next) -> Reply {
    let lang = language(&request);
    problem::spoken(admitted(service, request, next).await, lang)
}

fn language(request: &Request) -> Lang {
    let query = form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes());
    let asked = query.filter(|(key, _)| key == "lang").find_map(|(_, lang)| lang.parse().ok());
    let preferred = request.headers().get(header::ACCEPT_LANGUAGE);
    let preferred = preferred.and_then(|list| list.to_str().ok()?.get(..2)?.parse().ok());
    asked.or(preferred).unwrap_or_default()
}

/// Admits a request that carries the token or, without a token, comes from this machine.
async fn admitted(State(service): State<Shared>, request: Request, next: Next) -> Reply {
    let headers = request.headers();
    if let Some(token) = &service.token {
        let given = headers.get(header::AUTHORIZATION).map(HeaderValue::as_bytes);
        let given = given.and_then(|given| given.strip_prefix(b"Bearer "));
        if !given.is_some_and(|given| is_same(given, token.as_bytes())) {
            let mut reply = plain(
                StatusCode::UNAUTHORIZED,
                "cần mã truy cập (bearer token)",
                "a bearer token is needed",
            );
            let scheme = HeaderValue::from_static("Bearer");
            reply.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
            return reply;
        }
    } else if !is_of_here(headers) {
        // A page of another site must not reach the service through the browser of a user of this
        // machine.
        return plain(
            StatusCode::FORBIDDEN,
            "không có mã truy cập thì chỉ phục vụ máy này",
            "only this machine is served without a token",
        );
    }
    let mut reply = next.run(request).await;
    let headers = reply.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    reply
}

/// Compares two texts in a time that does not reveal where they differ.
fn is_same(given: &[u8], token: &[u8]) -> bool {
    let differs = given.iter().zip(token).fold(0, |all, (a, b)| all | (a ^ b));
    given.len() == token.len() && differs == 0
}

/// Whether a request names this machine as its host and does not come from a page of another site.
fn is_of_here(headers: &HeaderMap) -> bool {
    let here = |host: &str| {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    };
    let of = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let origin = of(header::ORIGIN)
        .is_none_or(|origin| origin.split_once("://").is_some_and(|(_, host)| here(host)));
    origin && of(header::HOST).is_some_and(here)
}

/// Serves the page for browsers, or else the list of dossiers.
async fn home(service: State<Shared>) -> Reply {
    match &service.page {
        Some(page) => sent("text/html; charset=utf-8", page.clone()),
        None => list(service).await,
    }
}

/// The list of dossiers as a page.
async fn list(State(service): State<Shared>) -> Reply {
    let names = service.shelf.names();
    let items = names.iter().map(|name| {
        format!(
            "<li>{name}: <a href=\"/dossiers/{name}/ask/report?format=html&lang=vi\">báo cáo</a>, \
            <a href=\"/dossiers/{name}/ask/rank?format=html&lang=vi\">xếp hạng</a>, \
            <a href=\"/dossiers/{name}\">các tệp</a></li>"
        )
    });
    let items = items.collect::<Vec<String>>().concat();
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"vi\"><meta charset=\"utf-8\"><title>par-index</title>\n\
         <h1>par-index</h1>\n<ul>{items}</ul>\n<p><a href=\"/openapi.json\">OpenAPI</a></p>\n</html>\n"
    );
    sent("text/html; charset=utf-8", page)
}

async fn described(State(service): State<Shared>) -> Reply {
    sent("application/json", service.described.clone())
}

async fn questions() -> Reply {
    let flags = |entry: &par_index::ask::Entry| -> Vec<Value> {
        let row = |flag: &'static par_index::ask::Flag| {
            let takes = match flag.takes {
                Takes::Nothing => "nothing",
                Takes::Number(_) => "number",
                Takes::Percent(_) => "percent",
                Takes::Texts(_) => "texts",
                Takes::Pairs(_) => "pairs",
                Takes::Needed(_) => "text, needed",
                _ => "text",
            };
            json!({"key": flag.key, "takes": takes,
                "about": {"en": flag.help(Lang::En), "vi": flag.help(Lang::Vi)}})
        };
        entry.all_flags().map(row).collect()
    };
    let rows = QUESTIONS.iter().map(|entry| {
        json!({"call": entry.name, "flags": flags(entry),
            "about": {"en": entry.about(Lang::En), "vi": entry.about(Lang::Vi)}})
    });
    object(&json!({"rows": rows.collect::<Vec<Value>>()}))
}

async fn dossiers(State(service): State<Shared>) -> Reply {
    object(&json!({"rows": service.shelf.names()}))
}

async fn dossier(State(service): State<Shared>, Path(name): Path<String>) -> Reply {
    worked(service, move |service| match service.shelf.find(&name) {
        Ok(office) => {
            let all = office.understood(None);
            let rows: Vec<Value> = all.iter().map(|one| one.to_json(Lang::En)).collect();
            object(&json!({"dossier": name, "rows": rows}))
        }
        Err(refused) => problem::of_refused(&refused),
    })
    .await
}

async fn make(State(service): State<Shared>, Path(name): Path<String>) -> Reply {
    stored(service, move |shelf| shelf.make(&name)).await
}

async fn discard(State(service): State<Shared>, Path(name): Path<String>) -> Reply {
    stored(service, move |shelf| shelf.drop(&name).map(|()| false)).await
}

async fn file(
    State(service): State<Shared>,
    Path((dossier, file)): Path<(String, String)>,
) -> Reply {
    let found = service.shelf.find(&dossier).and_then(|office| {
        let bytes = office.file(&file).map(<[u8]>::to_vec);
        bytes.ok_or(Refused::Absent)
    });
    match found {
        // A file sent by a client is never displayed as a page of this service.
        Ok(bytes) => sent("application/octet-stream", bytes),
        Err(refused) => problem::of_refused(&refused),
    }
}

async fn put(
    State(service): State<Shared>,
    Path((dossier, file)): Path<(String, String)>,
    request: Request,
) -> Reply {
    match body(&service, request).await {
        Ok(bytes) => stored(service, move |shelf| shelf.put(&dossier, &file, &bytes)).await,
        Err(reply) => reply,
    }
}

async fn remove(
    State(service): State<Shared>,
    Path((dossier, file)): Path<(String, String)>,
) -> Reply {
    stored(service, move |shelf| shelf.remove(&dossier, &file).map(|()| false)).await
}

async fn ask(
    State(service): State<Shared>,
    Path((dossier, question)): Path<(String, String)>,
    request: Request,
) -> Reply {
    let known = QUESTIONS.iter().any(|entry| entry.name == question);
    if !known {
        return plain(
            StatusCode::NOT_FOUND,
            "không có lệnh này; xem /questions",
            "there is no such question; see /questions",
        );
    }
    let asked = match asking::request(&question, request.uri().query().unwrap_or_default()) {
        Ok(asked) => asked.to_string(),
        Err(why) => return problem(StatusCode::BAD_REQUEST, why, &Value::Null),
    };
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    answered(service, Some(dossier), asked, known).await
}

async fn call_dossier(
    State(service): State<Shared>,
    Path(dossier): Path<String>,
    request: Request,
) -> Reply {
    match text(&service, request).await {
        Ok(request) => answered(service, Some(dossier), request, None).await,
        Err(reply) => reply,
    }
}

async fn call(State(service): State<Shared>, request: Request) -> Reply {
    match text(&service, request).await {
        Ok(request) => answered(service, None, request, None).await,
        Err(reply) => reply,
    }
}

/// Answers a request about a dossier, or about the data in the request itself.
async fn answered(
    service: Shared,
    dossier: Option<String>,
    request: String,
    known: Option<HeaderValue>,
) -> Reply {
    worked(service, move |service| {
        let answer = match dossier {
            Some(name) => match service.shelf.find(&name) {
                Ok(office) => office.answer(&request),
                Err(refused) => return problem::of_refused(&refused),
            },
            None => Answer::of_call(par_index_sheets::answer(&request)),
        };
        written(answer, known.as_ref())
    })
    .await
}

/// The response for an answer.
fn written(answer: Answer, known: Option<&HeaderValue>) -> Reply {
    if answer.is_error {
        return problem::of_answer(&answer);
    }
    let form = answer.format.known();
    // The seal identifies the figures; the checksum over the bytes identifies how they are written.
    let tag = format!("\"{}-{:016x}\"", answer.seal, sum(&answer.bytes));
    let tag = HeaderValue::from_str(&tag).ok().filter(|_| !answer.seal.is_empty());
    let same = |known: &HeaderValue| {
        let known = known.to_str().unwrap_or_default();
        tag.as_ref().is_some_and(|tag| {
            known == "*" || known.split(',').any(|one| plain_tag(one).as_bytes() == tag.as_bytes())
        })
    };
    let mut reply = if known.is_some_and(same) {
        let mut reply = Response::new(Body::empty());
        *reply.status_mut() = StatusCode::NOT_MODIFIED;
        reply
    } else {
        sent(form.media, answer.bytes)
    };
    if let Some(tag) = tag {
        reply.headers_mut().insert(header::ETAG, tag);
    }
    if matches!(answer.format, Format::Book | Format::Docx) {
        let file = HeaderValue::from_static("attachment");
        reply.headers_mut().insert(header::CONTENT_DISPOSITION, file);
    }
    reply
}

/// An entity tag without the weak mark `W/`, which a cache on the way may add.
fn plain_tag(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag)
}

/// A checksum (FNV-1a) that serves only for caching.
fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Changes the dossiers without waiting for questions in progress: replies 201 if something was
/// created, 204 if it already existed.
async fn stored(
    service: Shared,
    deed: impl FnOnce(&Shelf) -> Result<bool, Refused> + Send + 'static,
) -> Reply {
    let limit = service.limits.time;
    let work = tokio::task::spawn_blocking(move || match deed(&service.shelf) {
        Ok(is_new) => {
            let mut reply = Response::new(Body::empty());
            *reply.status_mut() = if is_new { StatusCode::CREATED } else { StatusCode::NO_CONTENT };
            reply
        }
        Err(refused) => problem::of_refused(&refused),
    });
    in_time(limit, async { work.await.ok() }).await
}

/// Computes a reply on a thread of its own, as long as the limit of simultaneous work allows.
async fn worked(service: Shared, work: impl FnOnce(&Service) -> Reply + Send + 'static) -> Reply {
    in_time(service.limits.time, async {
        let place = Arc::clone(&service.work).acquire_owned().await.ok()?;
        let work = tokio::task::spawn_blocking(move || {
            // The permit is returned when the work is done, whether or not a client still waits for
            // it.
            let _place = place;
            work(&service)
        });
        work.await.ok()
    })
    .await
}

/// Replies with an error if the work takes too long.
async fn in_time(limit: Duration, work: impl Future<Output = Option<Reply>>) -> Reply {
    match timeout(limit, work).await {
        Ok(Some(reply)) => reply,
        Ok(None) => plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            "công việc bị dừng giữa chừng",
            "the work was broken off",
        ),
        Err(_) => {
            let mut reply = plain(
                StatusCode::SERVICE_UNAVAILABLE,
                "quá thời gian cho phép",
                "this takes longer than it may",
            );
            reply.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            reply
        }
    }
}

/// The body of a request, within the limits of size and time.
async fn body(service: &Service, request: Request) -> Result<Bytes, Reply> {
    let most = service.limits.body;
    let too_large = || {
        problem(
            StatusCode::PAYLOAD_TOO_LARGE,
            Text::new(
                "nội dung gửi lên lớn hơn mức cho phép",
                "the body is larger than this service takes",
            ),
            &json!({"most": most}),
        )
    };
    let stated = request.headers().get(header::CONTENT_LENGTH);
    let stated = stated.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if stated.is_some_and(|length| length > most) {
        return Err(too_large());
    }
    match timeout(service.limits.patience, to_bytes(request.into_body(), most)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => {
            let inner = std::error::Error::source(&error);
            let long =
                inner.is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>);
            Err(if long {
                too_large()
            } else {
                plain(StatusCode::BAD_REQUEST, "nội dung gửi lên bị ngắt", "the body broke off")
            })
        }
        Err(_) => Err(plain(
            StatusCode::REQUEST_TIMEOUT,
            "chờ nội dung gửi lên quá lâu",
            "the body took too long to come",
        )),
    }
}

/// The body of a request as text.
async fn text(service: &Service, request: Request) -> Result<String, Reply> {
    let bytes = body(service, request).await?;
    String::from_utf8(bytes.to_vec()).map_err(|_| {
        let vi = "yêu cầu không theo bảng mã UTF-8";
        plain(StatusCode::BAD_REQUEST, vi, "the request is not UTF-8")
    })
}

fn sent(media: &'static str, body: impl Into<Body>) -> Reply {
    let mut reply = Response::new(body.into());
    reply.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    reply
}

fn object(value: &Value) -> Reply {
    sent("application/json", value.to_string())
}
