//! No bytes whatever make a reader panic, and whatever it accepts can be checked, followed and drawn up.

use std::fmt::Write as _;

use par_index::directive::{Directive, LEAST_DAYS, PaperAsked, PaperKind, Progress, paper, status};
use par_index::remediation::EffortRow;
use par_index::{Efforts, Finding, Lang, framework, view};
use par_index_sheets::read_progress;
use proptest::prelude::*;

use super::{Value, directive, json};

fn say(findings: &[Finding]) {
    for finding in findings {
        assert!([Lang::En, Lang::Vi].iter().all(|lang| !finding.text(*lang).is_empty()));
    }
}

fn use_all(letter: &Directive, progress: &Progress) {
    say(&letter.slips(LEAST_DAYS));
    let all = status(letter, progress, "2023-10-01".parse().unwrap(), LEAST_DAYS);
    for lang in [Lang::En, Lang::Vi] {
        let look = view::Look { lang, ..view::Look::default() };
        let _ = view::directive_page(letter).text(look);
        let _ = view::status_page(letter, &all, letter.issued(), None).text(look);
    }
    let cohort = super::papers::cohort();
    for kind in [PaperKind::Repair, PaperKind::Raise, PaperKind::Monitoring] {
        let asked = super::papers::asked(kind, Some(super::papers::UNIT));
        let one = paper(letter, &cohort, &asked, progress, &Efforts::default()).unwrap();
        let _ = view::paper_document(letter, &cohort, &one).markdown(view::Look::default());
    }
    assert_eq!(Directive::from_json(letter.to_json()).unwrap(), *letter);
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) }
}

/// Every value of a document, by its pointer.
fn pointers(value: &Value, at: &str, out: &mut Vec<String>) {
    out.push(at.to_owned());
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| pointers(value, &format!("{at}/{key}"), out));
        }
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(n, value)| pointers(value, &format!("{at}/{n}"), out));
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let letter = directive("hon-quan-2023").unwrap();
        let fw = framework("hon-quan-2023").unwrap();
        if let Err(error) = Directive::from_json(&bytes) {
            say(error.findings());
        }
        for name in ["a.csv", "a.json", "a.xlsx", "-"] {
            say(&read_progress(name, &bytes, &letter).1);
            let efforts = par_index_sheets::read_efforts(&fw, name, &bytes);
            let all = par_index::score_all(&fw, &[], par_index::Basis::Final);
            say(&par_index::plan(&all, "x", par_index::Goal::Rank(1), &efforts).findings);
        }
    }

    /// One value of a sound register replaced by another.
    #[test]
    fn any_value(seed in any::<u64>(), at in any::<prop::sample::Index>(), what in 0..12_usize) {
        let mut document = super::register::clean(seed);
        let mut all = Vec::new();
        pointers(&document, "", &mut all);
        let others = [
            json!(null), json!(""), json!("x"), json!("2023-02-30"), json!("9999-12-31"), json!("-1"),
            json!("8999999999.999999999"), json!([]), json!({}), json!(true), json!("%"), json!(["a", "a"]),
        ];
        if let Some(value) = document.pointer_mut(at.get(all.as_slice()).as_str()) {
            *value = others[what].clone();
        }
        match Directive::from_json(document.to_string()) {
            Ok(letter) => use_all(&letter, &Progress::default()),
            Err(error) => say(error.findings()),
        }
    }

    /// Reports of any figures.
    #[test]
    fn any_report(rows in proptest::collection::vec((0..52_usize, "2023-(0[7-9]|1[0-2])-[0-2][1-8]|[0-9-]{0,12}", "[0-9]{1,2}|[0-9.-]{0,21}", "[1-9][0-9]|[0-9.]{0,21}"), 0..12)) {
        let letter = directive("hon-quan-2023").unwrap();
        let mut table = String::from("obligation,on,done,of\n");
        for (at, on, done, of) in rows {
            let paragraph = letter.obligations()[at].paragraph();
            let _ = writeln!(table, "{paragraph},{on},{done},{of}");
        }
        let (progress, findings) = read_progress("p.csv", table.as_bytes(), &letter);
        say(&findings);
        use_all(&letter, &progress);
    }
}

#[test]
fn the_largest_figures_do_not_overflow() {
    let letter = directive("hon-quan-2023").unwrap();
    let most = "8999999999.999999999";
    let rows: Vec<Value> = letter
        .obligations()
        .iter()
        .map(|one| json!({"obligation": one.paragraph().as_str(), "on": "2023-07-01", "done": "0.000000001", "of": most}))
        .collect();
    let (progress, findings) = Progress::from_json(&letter, Value::from(rows).to_string());
    say(&findings);
    use_all(&letter, &progress);
    let fw = framework("hon-quan-2023").unwrap();
    let row = EffortRow::new("1.3", most.parse().unwrap(), 1);
    let (measures, _) = Efforts::of(&fw, &[row]);
    let empty = par_index::score_all(&fw, &[], par_index::Basis::Final);
    for kind in [PaperKind::Repair, PaperKind::Raise, PaperKind::Monitoring] {
        let asked = PaperAsked::new(kind, None);
        let one = paper(&letter, &empty, &asked, &progress, &measures).unwrap();
        assert_eq!(one.loss.total().to_string(), "0");
        let _ = view::paper_document(&letter, &empty, &one).markdown(view::Look::default());
    }
}
