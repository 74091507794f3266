//! The service as a program, asked by whoever behaves and whoever does not.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use par_index_office::Office;
use serde_json::{Value, json};

const MANIFEST: &str = "[[index]]\nframework = \"hon-quan-2023\"\ninputs = \"in/*\"\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn sample() -> Vec<u8> {
    std::fs::read(root().join("samples/communes-2023.json")).unwrap()
}

/// A running service, gone with the test.
struct Service {
    child: Child,
    address: String,
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
struct Came {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Came {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{}: {}", self.head, String::from_utf8_lossy(&self.body)))
    }

    fn header(&self, name: &str) -> Option<&str> {
        let line =
            |line: &'_ str| line.split_once(':').map(|(key, text)| (key.to_owned(), text.len()));
        self.head.lines().find_map(|text| {
            let (key, length) = line(text)?;
            key.eq_ignore_ascii_case(name).then(|| text[text.len() - length..].trim())
        })
    }
}

impl Service {
    fn start(args: &[&str]) -> Service {
        let mut command = Command::new(env!("CARGO_BIN_EXE_par-index-server"));
        command.args(args);
        Service::of(command)
    }

    fn of(mut command: Command) -> Service {
        let mut child =
            command.args(["--http", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").unwrap().to_owned();
        Service { child, address }
    }

    /// The same with the samples in it.
    fn with_samples(args: &[&str]) -> Service {
        let service = Service::start(args);
        assert_eq!(service.put("/dossiers/a", b"").status, 201);
        assert_eq!(
            service.put("/dossiers/a/files/par-index.toml", MANIFEST.as_bytes()).status,
            201
        );
        assert_eq!(service.put("/dossiers/a/files/in/xa.json", &sample()).status, 201);
        service
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        stream
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Came {
        let mut stream = self.connect();
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head += &["Host: ", &self.address, "\r\n"].concat();
        }
        for (name, value) in headers {
            head += &[name, ": ", value, "\r\n"].concat();
        }
        head += &["Content-Length: ", &body.len().to_string(), "\r\n\r\n"].concat();
        // Who refuses early may close before the body is through.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        came(stream)
    }

    fn get(&self, path: &str) -> Came {
        self.send("GET", path, &[], b"")
    }

    fn put(&self, path: &str, body: &[u8]) -> Came {
        self.send("PUT", path, &[], body)
    }
}

fn came(mut stream: TcpStream) -> Came {
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    let end = all.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(&all)));
    let head = String::from_utf8(all[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Came { status, head, body: all.split_off(end + 4) }
}

#[test]
fn questions_are_answered_as_the_office_answers() {
    let service = Service::with_samples(&[]);
    let mut office = Office::new("a");
    office.put("par-index.toml", MANIFEST).unwrap();
    office.put("in/xa.json", sample()).unwrap();
    for (path, request) in [
        ("rank", json!({"call": "rank"})),
        ("rank?by_group=true&lang=vi", json!({"call": "rank", "by_group": true, "lang": "vi"})),
        (
            "weak?unit=x%C3%A3+m%E1%BA%ABu+01&top=3",
            json!({"call": "weak", "unit": "xã mẫu 01", "top": 3}),
        ),
        ("rank?format=xlsx&lang=vi", json!({"call": "rank", "format": "xlsx", "lang": "vi"})),
        ("report?format=html", json!({"call": "report", "format": "html"})),
        (
            "paper?paper=announcement&format=docx",
            json!({"call": "paper", "paper": "announcement", "format": "docx"}),
        ),
        ("rank?format=csv&excel", json!({"call": "rank", "format": "csv", "excel": true})),
        ("rank?policy=ties=dense", json!({"call": "rank", "policy": {"ties": "dense"}})),
        ("check", json!({"call": "check"})),
    ] {
        let came = service.get(&format!("/dossiers/a/ask/{path}"));
        let told = office.answer(&request.to_string());
        assert_eq!(came.status, 200, "{path}: {}", String::from_utf8_lossy(&came.body));
        assert!(came.body == told.bytes, "{path}");
        assert_eq!(came.header("content-type"), Some(told.format.known().media));
        // Known already: nothing is sent again.
        let tag = came.header("etag").unwrap().to_owned();
        assert!(tag.contains(&told.seal) && told.seal.len() == 32, "{tag}");
        let again = service.send(
            "GET",
            &format!("/dossiers/a/ask/{path}"),
            &[("If-None-Match", &tag)],
            b"",
        );
        assert_eq!((again.status, again.body.len()), (304, 0));
        let posted = service.send("POST", "/dossiers/a/call", &[], request.to_string().as_bytes());
        assert!(posted.body == told.bytes && posted.status == 200, "{path}");
    }
    let alone = json!({"call": "rank", "framework": "hon-quan-2023",
        "inputs": serde_json::from_slice::<Value>(&sample()).unwrap()});
    let alone = service.send("POST", "/call", &[], alone.to_string().as_bytes());
    assert_eq!((alone.status, alone.json()["summary"]["units"].as_u64()), (200, Some(13)));
    // Problems, each with its status and findings.
    for (status, method, path, body) in [
        (400, "GET", "/dossiers/a/ask/rank?node=99", ""),
        (400, "GET", "/dossiers/a/ask/rank?strict=perhaps", ""),
        (400, "GET", "/dossiers/a/ask/rank?repair=1", ""),
        (404, "GET", "/dossiers/a/ask/rnak", ""),
        (404, "GET", "/dossiers/b/ask/rank", ""),
        (404, "GET", "/dossiers/a/files/no", ""),
        (404, "DELETE", "/dossiers/b", ""),
        (404, "GET", "/nothing", ""),
        (405, "POST", "/dossiers/a", ""),
        (400, "PUT", "/dossiers/a/files/..%2fx", "x"),
        (400, "PUT", "/dossiers/a/files/.hidden", "x"),
        (400, "PUT", "/dossiers/a/files/in", "x"),
        (400, "PUT", "/dossiers/%2e%2e", ""),
        (400, "PUT", "/dossiers/a%00b", ""),
        (422, "POST", "/call", "{"),
        (400, "POST", "/call", "{\"call\": \"rnak\"}"),
        (422, "GET", "/dossiers/a/ask/rank?inputs=no.csv", ""),
    ] {
        let came = service.send(method, path, &[], body.as_bytes());
        assert_eq!(came.status, status, "{method} {path}: {}", String::from_utf8_lossy(&came.body));
        let problem = came.json();
        assert_eq!(came.header("content-type"), Some("application/problem+json"), "{path}");
        assert_eq!(problem["status"], status);
        assert!(!problem["detail"].as_str().unwrap().is_empty());
    }
    let unknown = service.get("/dossiers/a/ask/weak?unit=nobody").json();
    assert_eq!(unknown["findings"][0]["code"], "unknown_unit");
    assert_eq!(service.send("DELETE", "/dossiers/a/files/in/xa.json", &[], b"").status, 204);
    assert_eq!(service.get("/dossiers/a/ask/rank").status, 422);
}

/// Whoever does not sit at this machine, or comes through a browser from elsewhere, needs a token.
#[test]
fn only_this_machine_is_served_without_a_token() {
    let service = Service::start(&[]);
    for (name, value, status) in [
        ("Host", "par-index.example", 403),
        ("Host", "localhost:1", 200),
        ("Host", "[::1]:1", 200),
        ("Host", "127.0.0.1.example", 403),
        ("Origin", "http://elsewhere.example", 403),
        ("Origin", "null", 403),
        ("Origin", "http://localhost:3000", 200),
    ] {
        let came = service.send("GET", "/dossiers", &[(name, value)], b"");
        assert_eq!(came.status, status, "{name}: {value}");
    }
    let at = tempfile::tempdir().unwrap();
    let file = at.path().join("token");
    std::fs::write(&file, "a-token-of-some-length\n").unwrap();
    let open = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_par-index-server"));
        command.args(args).output().unwrap()
    };
    let refused = open(&["--http", "0.0.0.0:0"]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--token-file"));
    let service = Service::start(&["--token-file", file.to_str().unwrap()]);
    for (token, status) in [
        ("Bearer a-token-of-some-length", 200),
        ("Bearer a-token-of-some-lengtH", 401),
        ("Bearer ", 401),
        ("Basic a-token-of-some-length", 401),
    ] {
        let came = service.send("GET", "/dossiers", &[("Authorization", token)], b"");
        assert_eq!(came.status, status, "{token}");
    }
}

/// A body too large, a slow client, one that goes away: an error, nothing lost, the service goes on.
#[test]
fn clients_that_misbehave_harm_nobody() {
    let at = tempfile::tempdir().unwrap();
    let dir = at.path().to_str().unwrap();
    let service = Service::with_samples(&["--body", "1", "--patience", "1", dir]);
    let rank = service.get("/dossiers/a/ask/rank").body;
    let file = "/dossiers/a/files/in/xa.json";
    let large = service.put(file, &vec![b'x'; 3 << 20]);
    assert_eq!(large.status, 413);
    // The same without a length stated before.
    let mut stream = service.connect();
    let head = format!(
        "PUT {file} HTTP/1.1\r\nHost: {}\r\nTransfer-Encoding: chunked\r\n\r\n",
        service.address
    );
    stream.write_all(head.as_bytes()).unwrap();
    for _ in 0..40 {
        let chunk = [b"10000\r\n".to_vec(), vec![b'y'; 65_536], b"\r\n".to_vec()].concat();
        if stream.write_all(&chunk).is_err() {
            break;
        }
    }
    // It is refused, or the connection is closed on whoever goes on sending.
    let mut told = Vec::new();
    let _ = stream.read_to_end(&mut told);
    assert!(
        told.is_empty() || told.starts_with(b"HTTP/1.1 413"),
        "{}",
        String::from_utf8_lossy(&told)
    );
    // A body that stops half way, with the line open.
    let mut slow = service.connect();
    let head =
        format!("PUT {file} HTTP/1.1\r\nHost: {}\r\nContent-Length: 100\r\n\r\n[", service.address);
    slow.write_all(head.as_bytes()).unwrap();
    assert_eq!(came(slow).status, 408);
    // A head that never ends.
    let began = Instant::now();
    let mut slow = service.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    let _ = slow.read_to_end(&mut told);
    assert!(began.elapsed() < Duration::from_secs(20));
    // Clients that go away in the middle of what they send, and before they are answered.
    for _ in 0..50 {
        let mut gone = service.connect();
        let head = format!(
            "PUT {file} HTTP/1.1\r\nHost: {}\r\nContent-Length: 100\r\n\r\n[",
            service.address
        );
        gone.write_all(head.as_bytes()).unwrap();
        drop(gone);
        let mut gone = service.connect();
        let ask = format!(
            "GET /dossiers/a/ask/report?format=html HTTP/1.1\r\nHost: {}\r\n\r\n",
            service.address
        );
        gone.write_all(ask.as_bytes()).unwrap();
        drop(gone);
    }
    // Noise.
    let mut state = 7_u64;
    for _ in 0..200 {
        let mut noise = service.connect();
        let bytes: Vec<u8> = (0..200)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                state.to_be_bytes()[0]
            })
            .collect();
        let _ = noise.write_all(&bytes);
    }
    assert!(service.get("/dossiers/a/ask/rank").body == rank);
    let kept = at.path().join("a/in/xa.json");
    assert!(std::fs::read(kept).unwrap() == sample());
}

/// Requests as bodies, changed by chance: each is answered, by a result or by a problem.
#[test]
fn changed_bodies_are_answered() {
    let service = Service::with_samples(&[]);
    let good =
        br#"{"call": "weak", "unit": "sample-commune-01", "top": 2, "inputs": ["in/xa.json"]}"#;
    let mut state = 3_u64;
    let mut next = |most: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % most
    };
    for _ in 0..1_000 {
        let mut body = good.to_vec();
        for _ in 0..=next(4) {
            let at = next(body.len());
            match next(3) {
                0 => drop(body.remove(at)),
                1 => body[at] = b"{}[]\",:\\0e-\xe1a"[next(13)],
                _ => body.insert(at, b"{}[]\",:\\0e-\xe1a"[next(13)]),
            }
        }
        let path = ["/call", "/dossiers/a/call"][next(2)];
        let came = service.send("POST", path, &[], &body);
        assert!([200, 400, 422].contains(&came.status), "{}", String::from_utf8_lossy(&body));
        let _ = came.json();
    }
}

/// A disk that takes no more: the old file stays, on disk and in what is asked.
#[test]
fn a_full_disk_loses_nothing() {
    let at = tempfile::tempdir().unwrap();
    let server = env!("CARGO_BIN_EXE_par-index-server");
    let mut command = Command::new("bash");
    // No file may grow beyond 64 KiB.
    let script = format!("ulimit -f 64; exec {server} \"$@\"");
    command.args(["-c", &script, "server", at.path().to_str().unwrap()]);
    let service = Service::of(command);
    assert_eq!(service.put("/dossiers/a", b"").status, 201);
    let first = b"unit,year,1.1\nA,2023,1\n";
    assert_eq!(service.put("/dossiers/a/files/in/a.csv", first).status, 201);
    assert_eq!(service.put("/dossiers/a/files/par-index.toml", MANIFEST.as_bytes()).status, 201);
    let rank = service.get("/dossiers/a/ask/rank").body;
    let large = service.put("/dossiers/a/files/in/a.csv", &vec![b'x'; 200_000]);
    assert_eq!((large.status, &large.json()["status"]), (507, &json!(507)));
    assert!(service.get("/dossiers/a/ask/rank").body == rank);
    assert_eq!(service.get("/dossiers/a/files/in/a.csv").body, first);
    assert_eq!(std::fs::read(at.path().join("a/in/a.csv")).unwrap(), first);
    let left = std::fs::read_dir(at.path().join("a/in")).unwrap().count();
    assert_eq!(left, 1, "nothing unfinished stays");
}

/// What was put is there after the service stopped in the midst of an answer, and after it was killed.
#[test]
fn a_service_stops_gracefully_and_starts_again() {
    let at = tempfile::tempdir().unwrap();
    let dir = at.path().to_str().unwrap();
    let mut service = Service::with_samples(&[dir]);
    let rank = service.get("/dossiers/a/ask/rank").body;
    let mut asked = service.connect();
    let ask = format!(
        "GET /dossiers/a/ask/robustness?replicates=2000 HTTP/1.1\r\nHost: {}\r\n\r\n",
        service.address
    );
    asked.write_all(ask.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let stop = |service: &Service, signal: &str| {
        let id = service.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    };
    stop(&service, "-TERM");
    assert_eq!(came(asked).status, 200);
    assert_eq!(service.child.wait().unwrap().code(), Some(0));
    // Something unfinished of a killed one is no file.
    std::fs::write(at.path().join("a/in/.par-index-server-1234.csv"), "x").unwrap();
    let mut service = Service::start(&[dir]);
    assert!(service.get("/dossiers/a/ask/rank").body == rank);
    assert!(!at.path().join("a/in/.par-index-server-1234.csv").exists());
    stop(&service, "-KILL");
    service.child.wait().unwrap();
    let service = Service::start(&[dir]);
    assert!(service.get("/dossiers/a/ask/rank").body == rank);
    assert_eq!(service.send("DELETE", "/dossiers/a", &[], b"").status, 204);
    assert_eq!(std::fs::read_dir(at.path()).unwrap().count(), 0);
}

/// Nobody waits for a question but whoever asked it: a file is put, taken and seen while one is computed, and a
/// service that is stopped does not compute on for nobody.
#[test]
fn changes_do_not_wait_for_questions() {
    let at = tempfile::tempdir().unwrap();
    let dir = at.path().to_str().unwrap();
    let mut service = Service::with_samples(&["--time", "1", dir]);
    let long = "/dossiers/a/ask/robustness?replicates=100000000";
    let mut asked: Vec<TcpStream> = (0..64).map(|_| service.connect()).collect();
    for stream in &mut asked {
        let ask = format!("GET {long} HTTP/1.1\r\nHost: {}\r\n\r\n", service.address);
        stream.write_all(ask.as_bytes()).unwrap();
    }
    std::thread::sleep(Duration::from_millis(1_500));
    assert_eq!(service.get("/dossiers/a/ask/rank").status, 503, "all places are taken");
    assert_eq!(service.put("/dossiers/a/files/in/b.csv", b"unit,year,1.1\nB,2023,1\n").status, 201);
    assert_eq!(service.get("/dossiers/a/files/in/b.csv").status, 200);
    assert_eq!(service.put("/dossiers/b", b"").status, 201);
    assert_eq!(service.get("/dossiers").json()["rows"], json!(["a", "b"]));
    assert_eq!(service.send("DELETE", "/dossiers/a", &[], b"").status, 204);
    let id = service.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let began = Instant::now();
    assert_eq!(service.child.wait().unwrap().code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

/// A dossier that is taken away while files are put into it is gone, also for the next service.
#[test]
fn what_was_taken_away_does_not_come_back() {
    let at = tempfile::tempdir().unwrap();
    let dir = at.path().to_str().unwrap();
    let service = Service::start(&[dir]);
    for _ in 0..20 {
        assert_eq!(service.put("/dossiers/a", b"").status, 201);
        std::thread::scope(|scope| {
            for n in 0..4 {
                let service = &service;
                scope.spawn(move || service.put(&format!("/dossiers/a/files/{n}/x.csv"), b"x"));
            }
            scope.spawn(|| service.send("DELETE", "/dossiers/a", &[], b""));
        });
        assert!(!at.path().join("a").exists());
    }
}

/// Nothing leads out of the folder, and what a dossier cannot hold is told before it is served.
#[test]
fn links_are_neither_followed_nor_passed_over() {
    let (at, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let service = Service::with_samples(&[at.path().to_str().unwrap()]);
    std::os::unix::fs::symlink(elsewhere.path(), at.path().join("a/out")).unwrap();
    assert_eq!(service.put("/dossiers/a/files/out/x.csv", b"x").status, 400);
    assert_eq!(service.put("/dossiers/a/files/out/deep/x.csv", b"x").status, 400);
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    assert_eq!(service.get("/dossiers/a/ask/rank").status, 200);
    drop(service);
    let refused = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_par-index-server"));
        command.args(["--http", "127.0.0.1:0"]).arg(at.path()).stdout(Stdio::piped());
        let ended = command.spawn().unwrap().wait_with_output().unwrap();
        (ended.status.code(), ended.stdout.len())
    };
    assert_eq!(refused(), (Some(3), 0));
    std::fs::remove_file(at.path().join("a/out")).unwrap();
    let odd = at.path().join("a/in").join(std::ffi::OsStr::from_bytes(b"x\xe1.csv"));
    std::fs::write(&odd, "unit,year,1.1\nX,2023,1\n").unwrap();
    assert_eq!(refused(), (Some(3), 0));
    std::fs::remove_file(odd).unwrap();
    // A dossier that was being taken away when the service was killed is gone with the next one.
    std::fs::create_dir_all(at.path().join(".par-index-server-1/b")).unwrap();
    let _service = Service::start(&[at.path().to_str().unwrap()]);
    assert!(!at.path().join(".par-index-server-1").exists());
}

/// The description lists every question with its flags, and every reference in it leads somewhere.
#[test]
fn the_description_is_the_list() {
    let service = Service::start(&[]);
    let described = service.get("/openapi.json").json();
    assert_eq!(described, serde_json::from_str::<Value>(&par_index_server::openapi()).unwrap());
    for entry in par_index::ask::QUESTIONS {
        let path = &described["paths"][format!("/dossiers/{{dossier}}/ask/{}", entry.name)]["get"];
        let names: Vec<&Value> =
            path["parameters"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert!(entry.all_flags().all(|flag| names.contains(&&json!(flag.key))), "{}", entry.name);
        let mut once: Vec<String> = names.iter().map(ToString::to_string).collect();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), names.len(), "{}: {names:?}", entry.name);
    }
    let mut open = vec![&described];
    let mut refs = 0;
    while let Some(value) = open.pop() {
        match value {
            Value::Array(all) => open.extend(all),
            Value::Object(all) => {
                if let Some(Value::String(name)) = all.get("$ref") {
                    let there = described.pointer(name.trim_start_matches('#'));
                    assert!(there.is_some(), "{name}");
                    refs += 1;
                }
                open.extend(all.values());
            }
            _ => {}
        }
    }
    assert!(refs > 100);
}

/// Whoever asks in Vietnamese is answered so, also where it is the service that refuses.
#[test]
fn problems_are_told_in_the_language_of_the_request() {
    let service = Service::with_samples(&[]);
    let detail = |came: Came| came.json()["detail"].as_str().unwrap().to_owned();
    for (path, vi, en) in [
        ("/dossiers/b/ask/rank", "không có hồ sơ", "no such dossier"),
        ("/dossiers/a/ask/rnak", "không có lệnh này", "no such question"),
        ("/dossiers/a/ask/rank?frame=1", "lệnh rank không có tham số frame", "rank takes no frame"),
        ("/nothing", "không có đường dẫn", "no such path"),
    ] {
        let sign = if path.contains('?') { '&' } else { '?' };
        let told = detail(service.get(&format!("{path}{sign}lang=vi")));
        assert!(told.contains(vi), "{path}: {told}");
        let preferred = [("Accept-Language", "vi-VN,vi;q=0.9")];
        let told = detail(service.send("GET", path, &preferred, b""));
        assert!(told.contains(vi), "{path}: {told}");
        let told = detail(service.get(path));
        assert!(told.contains(en), "{path}: {told}");
    }
}

/// The page for browsers stands at `/` byte for byte; the list of dossiers stays at a path of its own.
#[test]
fn the_page_stands_at_the_root() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("trang.html");
    let text = "<!DOCTYPE html><title>đây là trang</title>";
    std::fs::write(&page, text).unwrap();
    let service = Service::with_samples(&["--page", page.to_str().unwrap()]);
    let came = service.get("/");
    assert_eq!((came.status, came.body.as_slice()), (200, text.as_bytes()));
    assert_eq!(came.header("content-type"), Some("text/html; charset=utf-8"));
    let listed = String::from_utf8(service.get("/list").body).unwrap();
    assert!(listed.contains("/dossiers/a/ask/rank?format=html"), "{listed}");
    // Without a page the list is what stands there.
    let bare = Service::with_samples(&[]);
    assert_eq!(String::from_utf8(bare.get("/").body).unwrap(), listed);
    let missing = Command::new(env!("CARGO_BIN_EXE_par-index-server"))
        .args(["--page", "khong-co.html"])
        .output()
        .unwrap();
    let told = String::from_utf8(missing.stderr).unwrap();
    assert!(missing.status.code() == Some(3) && told.contains("khong-co.html"), "{told}");
}

/// A folder that is not there is named, and so is an address that others reach without a token.
#[test]
fn what_is_wrong_with_the_start_is_named() {
    let start = |args: &[&str]| {
        let done =
            Command::new(env!("CARGO_BIN_EXE_par-index-server")).args(args).output().unwrap();
        (done.status.code(), String::from_utf8(done.stderr).unwrap())
    };
    let (code, told) = start(&["--lang", "vi", "khong-co"]);
    assert_eq!((code, told.trim()), (Some(3), "lỗi: khong-co: không có tệp (thư mục) này"));
    let (code, told) = start(&["--http", "0.0.0.0:0"]);
    assert!(code == Some(3) && told.contains("--token-file"), "{told}");
}
