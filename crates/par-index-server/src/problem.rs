//! Reports failures as problem details (RFC 9457).

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use par_index::{Lang, Text};
use par_index_office::{Answer, reason};
use serde_json::{Value, json};

use crate::shelf::Refused;

/// A response of the service.
pub(crate) type Reply = Response<Body>;

/// The content of a problem, kept in both languages until the language of the request is known.
#[derive(Clone)]
struct Problem {
    detail: Text,
    more: Value,
}

/// A problem with its status, a description, and further members. [`spoken`] writes it in a
/// language.
pub(crate) fn problem(status: StatusCode, detail: impl Into<Text>, more: &Value) -> Reply {
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = status;
    reply.extensions_mut().insert(Problem { detail: detail.into(), more: more.clone() });
    reply
}

/// A problem without further members, described in Vietnamese and English.
pub(crate) fn plain(status: StatusCode, vi: &str, en: &str) -> Reply {
    problem(status, Text::new(vi, en), &Value::Null)
}

/// Writes a problem in the given language; other replies are returned unchanged.
pub(crate) fn spoken(mut reply: Reply, lang: Lang) -> Reply {
    let Some(Problem { detail, more }) = reply.extensions_mut().remove() else { return reply };
    let status = reply.status();
    let mut object = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or("Error"),
        "status": status.as_u16(),
        "detail": detail.get(lang),
    });
    if let (Some(object), Some(more)) = (object.as_object_mut(), more.as_object()) {
        object.extend(more.clone());
    }
    *reply.body_mut() = Body::from(object.to_string());
    let media = HeaderValue::from_static("application/problem+json");
    reply.headers_mut().insert(header::CONTENT_TYPE, media);
    reply
}

/// The problem for a call without a result; the findings on refused data accompany the message.
pub(crate) fn of_answer(answer: &Answer) -> Reply {
    let object: Value = serde_json::from_slice(&answer.bytes).unwrap_or_default();
    let status = match answer.code {
        2 => StatusCode::BAD_REQUEST,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let detail = object["message"].as_str().unwrap_or_default();
    let mut more = json!({"findings": object["findings"]});
    if !object["not_read"].is_null() {
        more["not_read"] = object["not_read"].clone();
    }
    problem(status, detail, &more)
}

/// The problem for an operation on a dossier that was refused.
pub(crate) fn of_refused(refused: &Refused) -> Reply {
    match refused {
        Refused::Absent => plain(
            StatusCode::NOT_FOUND,
            "không có hồ sơ hoặc tệp này",
            "there is no such dossier or file",
        ),
        Refused::Name(failure) => {
            plain(StatusCode::BAD_REQUEST, &failure.text(Lang::Vi), &failure.text(Lang::En))
        }
        Refused::Full => plain(
            StatusCode::INSUFFICIENT_STORAGE,
            "đã giữ 64 hồ sơ hoặc 1 GiB: bỏ bớt trước",
            "64 dossiers or 1 GiB are held: take something away first",
        ),
        Refused::Disk(error) => {
            use std::io::ErrorKind as Kind;
            let full = matches!(
                error.kind(),
                Kind::StorageFull | Kind::QuotaExceeded | Kind::WriteZero | Kind::FileTooLarge
            );
            let status = match error.kind() {
                _ if full => StatusCode::INSUFFICIENT_STORAGE,
                Kind::InvalidFilename | Kind::InvalidInput | Kind::NotADirectory => {
                    StatusCode::BAD_REQUEST
                }
                _ => StatusCode::INTERNAL_SERVER_ERROR,
            };
            problem(status, reason(error), &Value::Null)
        }
    }
}
