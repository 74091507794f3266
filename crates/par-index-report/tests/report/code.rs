//! The QR code of a page and of a document: what a camera reads there is the line that `verify` takes.

use std::io::{Cursor, Read as _};

use par_index::ask::Asked;
use par_index::dossier::Dossier;
use par_index::reply::{Printed, Reply};
use par_index::view::Look;
use par_index::{Inputs, Lang, framework, sample};

fn communes(text: &str) -> Dossier {
    let fw = framework("hon-quan-2023").unwrap();
    let mut inputs = Inputs::new(&fw);
    inputs.read("communes.json", text);
    Dossier::new(&fw, inputs.finish())
}

/// What a camera reads of dark and light.
fn seen(wide: usize, high: usize, is_dark: impl Fn(usize, usize) -> bool) -> String {
    let light = |x, y| if is_dark(x, y) { 0 } else { 255 };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(wide, high, light);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

/// What is drawn in a page: runs of dark modules in a box of its own.
fn of_page(html: &str) -> String {
    let svg = html.split("<svg class=\"qr\"").nth(1).unwrap().split("</svg>").next().unwrap();
    let part = |key: &str| svg.split_once(key).unwrap().1.split_once('"').unwrap().0;
    let wide: usize = part("viewBox=\"").rsplit(' ').next().unwrap().parse().unwrap();
    let mut dark = vec![false; wide * wide];
    let (mut x, mut y) = (0_i64, 0_i64);
    for run in part(" d=\"").split('m').skip(1) {
        let (by, long) = run.split_once('h').unwrap();
        let (dx, dy) = by.split_once(' ').unwrap();
        (x, y) = (x + dx.parse::<i64>().unwrap(), y + dy.parse::<i64>().unwrap());
        for _ in 0..long.parse::<usize>().unwrap() {
            dark[usize::try_from(y).unwrap() * wide + usize::try_from(x).unwrap()] = true;
            x += 1;
        }
    }
    let zoom = 3;
    seen(wide * zoom, wide * zoom, |x, y| dark[y / zoom * wide + x / zoom])
}

fn of_document(docx: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut bytes = Vec::new();
    zip.by_name("word/media/code.png").unwrap().read_to_end(&mut bytes).unwrap();
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    let mut bits = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bits).unwrap();
    let side = usize::try_from(info.width).unwrap();
    seen(side, side, |x, y| bits[y * info.line_size + x / 8] >> (7 - x % 8) & 1 == 0)
}

fn is_right(dossier: &Dossier, line: &str) -> (bool, bool) {
    let verdict = Printed::read(line).unwrap().verify(dossier).unwrap();
    let summary = verdict.summary().unwrap();
    let is = |key: &str| summary[key].as_bool().unwrap();
    assert_eq!(verdict.exit_code(), u8::from(!is("same")));
    (is("same"), is("line_only"))
}

#[test]
fn what_a_camera_reads_is_verified() {
    let text = sample("communes-2023").unwrap();
    let dossier = communes(text);
    // One figure of one unit is another.
    let other = communes(&text.replacen("\"1.75\"", "\"1.5\"", 1));
    let unit = r#""unit": "sample-commune-01""#;
    let head = r#""head": {"issuer": "Ủy ban nhân dân huyện Thử", "number": "9/BC-UBND", "signer": "Nguyễn Văn A"}"#;
    for (name, flags) in [
        ("rank", "{}".to_owned()),
        ("report", format!("{{{unit}}}")),
        ("paper", format!("{{\"paper\": \"appraisal\", {unit}, {head}}}")),
        ("paper", format!("{{\"paper\": \"announcement\", {head}}}")),
    ] {
        let reply: Reply = dossier.ask(&Asked::of(name, &flags).unwrap()).unwrap();
        for lang in [Lang::En, Lang::Vi] {
            let look = Look { lang, ..Look::default() };
            let line = of_page(&par_index_report::html(&reply, look));
            assert_eq!(line, reply.seal_line(look), "{name} {flags}");
            assert_eq!(of_document(&par_index_report::docx(&reply, look).unwrap()), line);
            assert_eq!(is_right(&dossier, &line), (true, true), "{name} {flags}");
            assert_eq!(is_right(&other, &line), (false, true), "{name} {flags}");
            let forged = line.replacen(&reply.seal()[..4], "0000", 1);
            assert_eq!(is_right(&dossier, &forged), (false, true), "{name} {flags}");
        }
    }
}

/// A line that no camera could read is printed, and has no code.
#[test]
fn what_is_too_long_has_no_code() {
    let flags = format!(
        r#"{{"paper": "announcement", "head": {{"copies": "{}"}}}}"#,
        "Sở Nội vụ; ".repeat(100)
    );
    let dossier = communes(sample("communes-2023").unwrap());
    let reply = dossier.ask(&Asked::of("paper", &flags).unwrap()).unwrap();
    let html = par_index_report::html(&reply, Look::default());
    assert!(!html.contains("class=\"qr\"") && html.contains(&reply.seal()[..4]));
    let docx = par_index_report::docx(&reply, Look::default()).unwrap();
    let zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    assert!(zip.file_names().all(|name| name.is_ok_and(|name| !name.contains("media"))));
}
