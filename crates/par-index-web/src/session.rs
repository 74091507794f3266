//! The session: what is kept between calls, and what each call does.

use data_encoding::BASE64;
use par_index::Lang;
use par_index::words::shown;
use par_index_office::{Failure, Office};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::look::{Rulers, look};

/// The files of an office, of which questions are asked.
#[derive(Debug, Default)]
pub struct Session {
    office: Office,
}

/// A call, distinguished by its member `do`.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
enum Do {
    /// Adds a file; its bytes follow the head.
    Put { name: String },
    /// Removes a file.
    Remove { name: String },
    /// Recognises what a file contains, reading it under these frameworks.
    Look {
        name: String,
        #[serde(default)]
        rulers: Vec<String>,
    },
    /// Lists the embedded frameworks, letters and samples.
    Known,
    /// Answers a question, in any format.
    Ask { request: Value },
    /// Makes files from files: forms, a framework from the table of a decision, or a framework as a
    /// workbook.
    Make { request: Value },
    /// Returns the bytes of a file or of an embedded sample.
    File { name: String },
}

impl Session {
    /// Answers one call: a JSON head and bytes come in, a JSON head and bytes go out. An error is
    /// the member `error`, a sentence in both languages.
    ///
    /// ```
    /// let mut session = par_index_web::session::Session::default();
    /// session.call(r#"{"do": "put", "name": "xa.json"}"#, par_index::sample("communes-2023")?.as_bytes());
    /// let ask = r#"{"do": "ask", "request": {"call": "rank", "framework": "hon-quan-2023", "inputs": ["xa.json"]}}"#;
    /// let (head, bytes) = session.call(ask, &[]);
    /// assert!(head.starts_with(r#"{"code":0,"#) && bytes.starts_with(b"{\"schema_version\":1,\"kind\":\"rank\""));
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn call(&mut self, head: &str, bytes: &[u8]) -> (String, Vec<u8>) {
        let (head, bytes) = match serde_json::from_str(head) {
            Ok(call) => self.done(call, bytes),
            Err(error) => (wrong(&error.to_string(), &error.to_string()), Vec::new()),
        };
        (head.to_string(), bytes)
    }

    fn done(&mut self, call: Do, bytes: &[u8]) -> (Value, Vec<u8>) {
        let none = Vec::new();
        match call {
            Do::Put { name } => match self.office.put(&name, bytes) {
                Ok(()) => (json!({ "name": name }), none),
                Err(failure) => (failed(&failure), none),
            },
            Do::Remove { name } => (json!({ "removed": self.office.remove(&name) }), none),
            Do::Look { name, rulers } => match self.office.file(&name) {
                Some(bytes) => {
                    let rulers = Rulers::of(&self.office, &rulers);
                    (look(&name, bytes, &rulers), none)
                }
                None => (no_file(&name), none),
            },
            Do::Known => (known(), none),
            Do::Ask { request } => {
                let answer = self.office.answer(&request.to_string());
                let head = json!({
                    "code": answer.code,
                    "seal": answer.seal,
                    "not_read": answer.not_read,
                    "errors": answer.findings.iter().filter(|finding| finding.is_error()).count(),
                    "findings": answer.findings.len(),
                    "media": answer.format.known().media,
                    "end": answer.format.end(),
                });
                (head, answer.bytes)
            }
            Do::Make { request } => {
                let request = brought(&self.office, request);
                let (answer, code) = par_index_sheets::answer(&request.to_string());
                (json!({ "code": code }), answer.into_bytes())
            }
            Do::File { name } => {
                let held = self.office.file(&name).map(<[u8]>::to_vec);
                let sample = || par_index::sample(&name).ok().map(|text| text.as_bytes().to_vec());
                match held.or_else(sample) {
                    Some(bytes) => (json!({ "name": name }), bytes),
                    None => (no_file(&name), none),
                }
            }
        }
    }
}

fn wrong(vi: &str, en: &str) -> Value {
    json!({ "error": { "vi": shown(vi), "en": shown(en) } })
}

fn failed(failure: &Failure) -> Value {
    wrong(&failure.text(Lang::Vi), &failure.text(Lang::En))
}

fn no_file(name: &str) -> Value {
    wrong(&format!("không có tệp {name}"), &format!("there is no file {name}"))
}

/// The request, with the names of files replaced by the files themselves.
fn brought(office: &Office, request: Value) -> Value {
    let held =
        |one: Value| one.as_str().and_then(|name| Some((name.to_owned(), office.file(name)?)));
    let part = |one: Value| match held(one.clone()) {
        Some((_, bytes)) => table(bytes),
        None => one,
    };
    // Only a file in a list keeps its name.
    let named = |one: Value| match held(one.clone()) {
        Some((name, bytes)) => {
            let mut table = table(bytes);
            if let Some(keys) = table.as_object_mut().filter(|keys| keys.len() == 1) {
                keys.insert("name".to_owned(), name.into());
            }
            table
        }
        None => one,
    };
    let Value::Object(parts) = request else { return request };
    let parts = parts.into_iter().map(|(key, one)| match one {
        Value::Array(all) => (key, all.into_iter().map(named).collect()),
        other => (key, part(other)),
    });
    Value::Object(parts.collect())
}

/// The content of a file, as a part of a request.
fn table(bytes: &[u8]) -> Value {
    if par_index_sheets::is_workbook(bytes) {
        return json!({ "xlsx": BASE64.encode(bytes) });
    }
    let document = serde_json::from_slice(bytes);
    document.unwrap_or_else(|_| json!({ "csv": String::from_utf8_lossy(bytes) }))
}

/// Everything that is embedded in the library.
fn known() -> Value {
    let rulers = par_index::framework::embedded_ids().filter_map(|id| {
        let framework = par_index::framework(id).ok()?;
        Some(crate::look::ruler(&framework))
    });
    let samples = par_index::framework::sample_ids();
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "rulers": rulers.collect::<Vec<_>>(),
        "letters": par_index::directive::directive_ids().collect::<Vec<_>>(),
        "samples": samples.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(session: &mut Session, head: &Value, bytes: &[u8]) -> Value {
        serde_json::from_str(&session.call(&head.to_string(), bytes).0).unwrap()
    }

    #[test]
    fn a_wrong_call_is_told_in_both_languages() {
        let mut session = Session::default();
        for head in [json!({}), json!({"do": "dance"}), json!({"do": "file", "name": "no"})] {
            let said = call(&mut session, &head, b"");
            assert!(said["error"]["vi"].is_string() && said["error"]["en"].is_string(), "{said}");
        }
        let said = call(&mut session, &json!({"do": "put", "name": "../up.csv"}), b"");
        assert!(said["error"]["en"].as_str().unwrap().contains("../up.csv"));
    }

    #[test]
    fn forms_and_rulers_are_made_of_the_files_that_a_call_names() {
        let mut session = Session::default();
        call(
            &mut session,
            &json!({"do": "put", "name": "don-vi.csv"}),
            b"unit,name\nxa-1,A\nxa-2,B\n",
        );
        let pasted = "TT;Nội dung;Điểm tối đa;Cách chấm\nI;CHỈ ĐẠO;1,5;\n\
                      1;Ban hành kế hoạch;0,5;Ban hành: 0,5; không ban hành: 0\n\
                      2;Thực hiện kế hoạch;1;Từ 90% trở lên: 1\nTổng cộng;;1,5;\n";
        call(&mut session, &json!({"do": "put", "name": "phu-luc.csv"}), pasted.as_bytes());
        let mut made = |request: Value| {
            let (head, bytes) =
                session.call(&json!({"do": "make", "request": request}).to_string(), b"");
            let answer: Value = serde_json::from_slice(&bytes).unwrap();
            (head, answer)
        };
        let (head, forms) = made(
            json!({"call": "form", "framework": "hon-quan-2023", "units": "don-vi.csv", "unit": "xa-2"}),
        );
        assert_eq!(
            (head.as_str(), forms["forms"].as_array().unwrap().len()),
            (r#"{"code":0}"#, 1),
            "{forms}"
        );
        assert_eq!(forms["forms"][0]["unit"], "xa-2");
        let (_, ruler) = made(json!({"call": "framework-import", "tables": ["phu-luc.csv"]}));
        assert_eq!(ruler["leaves"], 2, "{ruler}");
    }

    #[test]
    fn what_comes_with_the_library_is_listed_with_its_names() {
        let known = call(&mut Session::default(), &json!({"do": "known"}), b"");
        let ids = known["rulers"].as_array().unwrap();
        assert!(
            ids.iter().any(|one| one["id"] == "hon-quan-2023" && one["leaves"] == 36),
            "{known}"
        );
        assert!(known["samples"].as_array().unwrap().contains(&json!("communes-2023")));
    }
}
