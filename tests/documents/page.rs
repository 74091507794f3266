//! The page a person sees: true in the book, 100 columns at most, both languages.

use par_index::view::{self, Look};
use par_index::{Basis, Cohort, Lang, framework, read, sample, score_all};
use unicode_width::UnicodeWidthStr;

fn cohort(ruler: &str, id: &str) -> Cohort {
    let fw = framework(ruler).unwrap();
    score_all(&fw, &read(&fw, sample(id).unwrap()).assessments, Basis::Final)
}

fn communes() -> Cohort {
    cohort("hon-quan-2023", "communes-2023")
}

fn vi() -> Look {
    Look { lang: Lang::Vi, ..Look::default() }
}

/// The first block of text on either page is what `cargo run --example scoring` prints; `UPDATE_BOOK=1`
/// writes it anew.
#[test]
fn the_book_shows_the_true_page() {
    for (page, look) in [("en", Look::default()), ("vi", vi())] {
        let file = format!("{}/docs/{page}/example.md", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&file).unwrap();
        let printed = view::unit_page(&communes(), "sample-commune-01").text(look);
        let (before, rest) = text.split_once("```text\n").unwrap();
        let (_, after) = rest.split_once("```").unwrap();
        let made = format!("{before}```text\n{}\n```{after}", printed.trim_end());
        if std::env::var_os("UPDATE_BOOK").is_some() {
            std::fs::write(&file, &made).unwrap();
        } else {
            assert_eq!(text, made);
        }
    }
}

#[test]
fn the_vietnamese_page_is_as_looked_at() {
    insta::assert_snapshot!(view::unit_page(&communes(), "sample-commune-01").text(vi()));
}

#[test]
fn every_page_fits_a_hundred_columns() {
    for (ruler, id) in [("hon-quan-2023", "communes-2023"), ("vn-ministry-2023", "ministries-2023")]
    {
        let all = cohort(ruler, id);
        for look in [Look::default(), vi(), Look { ascii: true, ..vi() }] {
            for card in all.cards() {
                for line in view::unit_page(&all, &card.unit().id).text(look).lines() {
                    assert!(line.width() <= 100, "{}: {line}", line.width());
                }
            }
        }
    }
}

#[test]
fn ascii_pages_hold_letters_and_ascii_only() {
    let look = Look { ascii: true, ..Look::default() };
    for card in communes().cards() {
        let page = view::unit_page(&communes(), &card.unit().id).text(look);
        // The sample's own notes are Vietnamese; letters are no drawing signs.
        let strange = page.chars().find(|c| !c.is_ascii() && !c.is_alphabetic());
        assert_eq!(strange, None, "{page}");
    }
}

#[test]
fn colour_only_adds_escapes() {
    let plain = view::unit_page(&communes(), "sample-commune-01").text(Look::default());
    let coloured = view::unit_page(&communes(), "sample-commune-01")
        .text(Look { color: true, ..Look::default() });
    let stripped: String = ["\u{1b}[1m", "\u{1b}[31m", "\u{1b}[0m"]
        .iter()
        .fold(coloured.clone(), |text, escape| text.replace(escape, ""));
    assert_ne!(coloured, plain);
    let trim = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert_eq!(trim(&stripped), trim(&plain));
}

#[test]
fn a_silent_unit_and_an_open_one_say_what_they_are() {
    let silent = view::unit_page(&communes(), "sample-commune-05").text(Look::default());
    assert!(silent.contains("No value has been reported") && !silent.contains("WEAKEST"));
    let open = view::unit_page(&communes(), "sample-commune-13").text(Look::default());
    assert!(open.contains("Index between 70.00 % and 76.00 %"));
    assert!(open.contains("2.3 missing, 7.2 not yet appraised"));
}

#[test]
fn many_units_show_the_best_and_the_neighbours() {
    let fw = framework("vn-ministry-2023").unwrap();
    let assessments: Vec<_> = (0..63)
        .map(|n| {
            let unit = format!("unit-{n:02}");
            let spec = par_index::spec::AssessmentSpec::new("vn-ministry-2023", 2023, &unit);
            let spec = spec.appraised("1", format!("{n}")).survey("2", "20");
            spec.check(&fw).0
        })
        .collect();
    let all = score_all(&fw, &assessments, Basis::Final);
    let page = view::unit_page(&all, "unit-20").text(Look::default());
    assert!(page.contains("RANKING (63 units)"));
    for shown in ["unit-62", "unit-53", "unit-25", "unit-20", "unit-15"] {
        assert!(page.contains(shown), "{shown}\n{page}");
    }
    for far in ["unit-40", "unit-05"] {
        assert!(!page.contains(far), "{far}");
    }
    assert!(page.contains("… +27"), "{page}");
}

#[test]
fn explaining_walks_from_the_index_to_the_facts() {
    let all = communes();
    let card = all.card("sample-commune-01").unwrap();
    insta::assert_snapshot!(
        ["total", "6", "3.2", "1.3", "8.1", "6.1"]
            .map(|code| card.explain(code, Lang::En).unwrap()
                + &card.explain(code, Lang::Vi).unwrap())
            .join("\n")
    );
    assert!(card.explain("no such code", Lang::En).unwrap_err().is_usage());
}
