//! The embedded letter: whole, ours in its words, true in its links, and wrong where it is wrong.

use std::collections::BTreeSet;

use par_index::directive::{
    Comparator, Goal as ObligationGoal, Link, SIPAS_CHANNELS, directive_ids,
};
use par_index::framework::embedded_ids;
use par_index::{framework, view};

use super::{Directive, Lang, directive, told};

fn letter() -> Directive {
    directive("hon-quan-2023").unwrap()
}

#[test]
fn every_paragraph_of_the_letter_is_there() {
    let all = letter();
    let paragraphs: BTreeSet<String> = all
        .obligations()
        .iter()
        .map(|one| {
            one.paragraph().as_str().trim_end_matches(|c: char| c.is_ascii_lowercase()).to_owned()
        })
        .collect();
    let wanted = [
        "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.1", "2.10", "2.11", "2.2", "2.3", "2.4",
        "2.5", "2.6", "2.7", "2.8", "2.9", "3", "4",
    ];
    assert_eq!(paragraphs.iter().map(String::as_str).collect::<Vec<_>>(), wanted);
    for one in all.obligations() {
        assert!(one.source().unwrap().starts_with('¶'), "{}", one.paragraph());
        assert!(!one.text().vi.is_empty() && !one.text().en.is_empty(), "{}", one.paragraph());
    }
}

#[test]
fn its_figures_are_the_letters() {
    let all = letter();
    let figure = |paragraph: &str| {
        let one = all.obligation(paragraph).unwrap();
        let target = one.target().unwrap();
        let due = one.due().map(|due| due.to_string()).unwrap_or_default();
        (target.comparator(), target.threshold().to_string(), due)
    };
    let (least, above) = (Comparator::AtLeast, Comparator::Above);
    for (paragraph, comparator, threshold, due) in [
        ("1.6b", above, "95", ""),
        ("1.6c", above, "85", ""),
        ("2.1b", least, "100", ""),
        ("2.1c", least, "100", "2023-06-20"),
        ("2.2b", least, "100", "2023-11-30"),
        ("2.2c", least, "30", "2023-11-30"),
        ("2.2d", least, "100", "2023-11-30"),
        ("2.4b", least, "100", "2023-11-30"),
        ("2.4c", least, "80", "2023-11-30"),
        ("2.6c", least, "3", "2023-10-30"),
    ] {
        assert_eq!(
            figure(paragraph),
            (comparator, threshold.to_owned(), due.to_owned()),
            "{paragraph}"
        );
    }
    let targets = all.obligations().iter().filter(|one| one.target().is_some());
    assert_eq!(targets.count(), 10);
    let held: Vec<&str> = all
        .obligations()
        .iter()
        .filter(|one| one.goal() == ObligationGoal::Hold)
        .map(|one| one.paragraph().as_str())
        .collect();
    assert_eq!(held, ["2.3", "2.5a"]);
}

/// The one place that knows what the other indices are made of: the PAPI framework in force, and the
/// channels of the sample survey.
fn is_known(link: &Link) -> bool {
    let ruler = |id: &str| framework(id).unwrap();
    match link {
        Link::Node(code) => ruler("hon-quan-2023").node(code.as_str()).is_some(),
        Link::Papi(dimension) => {
            let papi = ruler("papi-2021");
            assert!(papi.is_valid_for(2023_u16));
            papi.fields().any(|field| field.code().as_str() == dimension.to_string())
        }
        Link::Sipas(channel) => {
            let asked = include_str!("../../samples/satisfaction-2023/asked.csv");
            asked.lines().skip(1).any(|row| row.split(',').nth(1) == Some(channel))
        }
        _ => false,
    }
}

#[test]
fn every_link_is_known() {
    for id in directive_ids() {
        let all = directive(id).unwrap();
        assert!(embedded_ids().any(|known| Some(known) == all.framework_id()));
        assert_eq!(all.unresolved_links(), []);
        let mut kinds = BTreeSet::new();
        for one in all.obligations() {
            for link in one.links() {
                assert!(is_known(link), "{}: {link}", one.paragraph());
                kinds.insert(link.to_string().split(':').next().map(str::len));
            }
        }
        assert!(kinds.len() >= 3, "codes, PAPI and SIPAS");
    }
    // Each channel the register may name is one of the survey's, and a survey is there to hold it.
    for channel in SIPAS_CHANNELS {
        assert!(is_known(&letter_link(&format!("sipas:{channel}"))), "{channel}");
    }
    assert!(framework("sipas-district-2023").unwrap().is_valid_for(2023_u16));
}

/// A link as a register of one obligation reads it.
fn letter_link(link: &str) -> Link {
    let document = serde_json::json!({
        "schema_version": 1, "kind": "directive", "id": "x", "title": {"vi": "X"}, "issued": "2023-06-08",
        "obligations": [{"paragraph": "1", "text": {"vi": "Việc"}, "nodes": [link], "goal": "do"}]
    });
    super::sound(&document).obligations()[0].links()[0].clone()
}

#[test]
fn a_dimension_is_held_to_the_framework_of_the_letters_year() {
    for (issued, dimension, found) in [
        ("2017-06-08", "papi:6", 0),
        ("2017-06-08", "papi:7", 1),
        ("2018-06-08", "papi:8", 0),
        ("2024-06-08", "papi:8", 0),
        // No framework of that year is embedded: nothing can be said.
        ("2030-06-08", "papi:8", 0),
    ] {
        let document = serde_json::json!({
            "schema_version": 1, "kind": "directive", "id": "x", "title": {"vi": "X"}, "issued": issued,
            "obligations": [{"paragraph": "1", "text": {"vi": "Việc"}, "nodes": [dimension], "goal": "do"}]
        });
        let findings = super::sound(&document).unresolved_links();
        assert_eq!(findings.len(), found, "{issued} {dimension}");
        let pointer = findings.first().map(|finding| finding.place().pointer.clone().unwrap());
        assert_eq!(pointer.as_deref(), (found > 0).then_some("/obligations/0/nodes/0"));
    }
}

#[test]
fn every_day_of_the_letter_is_one_to_be_before() {
    let all = letter();
    let days: Vec<_> = all.obligations().iter().filter(|one| one.due().is_some()).collect();
    assert!(days.len() == 11 && days.iter().all(|one| one.is_due_before()));
    assert!(all.obligations().iter().all(|one| one.due().is_some() || !one.is_due_before()));
    for (lang, words) in [(Lang::Vi, "trước ngày"), (Lang::En, "before")] {
        let look = view::Look { lang, ..view::Look::default() };
        let said = view::directive_page(&all).text(look).matches(words).count();
        assert!(said >= 11, "{said} in {lang:?}");
    }
}

/// A link to a component is the letter's only where the ruler's own source cites that paragraph.
#[test]
fn links_the_letter_does_not_state_say_so() {
    let (all, nodes) = (letter(), framework("hon-quan-2023").unwrap());
    let mut stated = 0;
    for one in all.obligations() {
        for link in one.links().iter().filter(|link| !one.is_reconstructed(link)) {
            let Some(node) = link.node().and_then(|code| nodes.node(code.as_str())) else {
                continue;
            };
            let number =
                one.paragraph().as_str().trim_end_matches(|c: char| c.is_ascii_lowercase());
            let source = node.source().unwrap_or_default();
            let said = source.split("reconstructed").next().unwrap_or_default();
            assert!(
                said.contains(&format!("¶{number}")),
                "{} → {}: {source}",
                one.paragraph(),
                node.code()
            );
            stated += 1;
        }
    }
    assert!(stated > 30, "{stated}");
}

#[test]
fn its_slips_are_those_read_by_hand() {
    let wanted = [
        ("1.2b", "due_before_plan"),
        ("1.3", "too_little_time"),
        ("2.1c", "too_little_time"),
        ("2.5a", "several_leads"),
        ("2.5a", "conflicting_goals"),
        ("2.9", "due_before_letter"),
        ("2.11a", "not_addressed"),
        ("2.11b", "own_cooperator"),
        ("3", "too_little_time"),
        // The tax branch: addressed, and not among those the letter is sent to.
        ("", "addressee_without_copy"),
        // Impact: its targets are set in ¶1.6 and its survey is ordered in ¶1.4, the field is nobody's.
        ("", "field_unassigned"),
    ];
    let wanted: Vec<(String, &str)> =
        wanted.into_iter().map(|(paragraph, code)| (paragraph.to_owned(), code)).collect();
    assert_eq!(told(&letter().slips(15)), wanted);
    // Twelve days are enough where twelve are asked.
    assert_eq!(told(&letter().slips(12)).len(), 8);
}

#[test]
fn the_words_of_its_slips_are_as_looked_at() {
    let all = letter();
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (lang, name) in [(Lang::En, "slips_en"), (Lang::Vi, "slips_vi")] {
            let look = view::Look { lang, ..view::Look::default() };
            insta::assert_snapshot!(name, view::slips_page(&all, &all.slips(15)).text(look));
        }
    });
}

#[test]
fn written_and_read_again_it_is_the_same() {
    let all = letter();
    let again = Directive::from_json(all.to_json()).unwrap();
    assert_eq!((again.clone(), again.hash()), (all.clone(), all.hash()));
    assert_eq!(again.to_json(), all.to_json());
    let register = super::sound(&super::register::clean(5));
    assert_eq!(super::sound(&serde_json::from_str(&register.to_json()).unwrap()), register);
}

/// Under `vi` the tables hold the letter's Vietnamese and ids; no English word.
#[test]
fn vietnamese_tables_hold_no_english() {
    let all = letter();
    let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
    let tables = [
        view::directive_page(&all).text(look),
        view::directives_table(std::slice::from_ref(&all)).text(look),
    ];
    for table in tables {
        for english in ["the ", "due", "signed", "request", "gain", "Office", "and ", "of "] {
            assert!(!table.contains(english), "{english}: {table}");
        }
        assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
    }
}

/// Who is pressed does not co-operate, and nobody is added whom the paragraph does not name.
#[test]
fn its_agencies_are_those_its_paragraphs_name() {
    let all = letter();
    let helpers = |paragraph: &str| -> Vec<String> {
        let one = all.obligation(paragraph).unwrap();
        all.cooperating(one).map(|actor| actor.id().to_owned()).collect()
    };
    for paragraph in ["2.1d", "2.2d", "2.6b"] {
        assert_eq!(helpers(paragraph), [""; 0], "{paragraph}");
    }
    assert_eq!(helpers("2.1f"), ["co-quan-chuyen-mon", "don-vi-su-nghiep"]);
    assert_eq!(helpers("4b"), ["van-phong", "co-quan-chuyen-mon", "don-vi-su-nghiep"]);
    // Where it says units and localities, the communes are among them.
    assert!(helpers("2.2a").contains(&"ubnd-xa".to_owned()));
    assert_eq!(all.lead_key(all.obligation("1.4c").unwrap()), "co-quan-chuyen-mon+ubnd-xa");
    // What is ours is marked: the wholes of the surveys, and who leads where it says co-operate.
    for paragraph in ["1.6b", "1.6c", "2.2b"] {
        let source = all.obligation(paragraph).unwrap().source().unwrap();
        assert!(source.contains("reconstructed: "), "{paragraph}");
    }
}

#[test]
fn shown_it_has_helpers_wholes_products_and_documents() {
    let all = letter();
    let rows = view::obligation_rows(&all);
    let row = rows.iter().find(|row| row.obligation == "1.2b").unwrap();
    assert_eq!(row.parents, "09/QĐ-UBND");
    assert!(row.product.starts_with("Báo cáo") && row.product_en.starts_with("Report"));
    let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
    let table = view::directive_page(&all).text(look);
    for words in
        ["phối hợp: MTTQ", "tính trên: kiến nghị", "sản phẩm: Báo cáo", "căn cứ: 09/QĐ-UBND"]
    {
        assert!(table.contains(words), "{words}");
    }
}

/// A target must say how much of what; an id must not be the word for nobody.
#[test]
fn half_targets_and_reserved_ids_are_refused() {
    let codes = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut document = super::register::clean(1);
        let one = document["obligations"][0].as_object_mut().unwrap();
        one.insert("goal".to_owned(), "reach".into());
        one.insert("comparator".to_owned(), "at_least".into());
        one.insert("threshold".to_owned(), "80".into());
        one.insert("unit_of_measure".to_owned(), "%".into());
        one.insert("base".to_owned(), "hồ sơ".into());
        change(&mut document);
        match Directive::from_json(document.to_string()) {
            Ok(_) => Vec::new(),
            Err(error) => error.findings().iter().map(|one| one.code().as_str()).collect(),
        }
    };
    assert_eq!(codes(&|_| {}), [""; 0]);
    for unit in ["％", "phần trăm", " Phần  trăm", "percent"] {
        let unit = codes(&|doc| {
            doc["obligations"][0].as_object_mut().unwrap().remove("base");
            doc["obligations"][0]["unit_of_measure"] = unit.into();
        });
        assert_eq!(unit, ["target_unclear"]);
    }
    let noun = codes(&|doc| {
        doc["obligations"][0].as_object_mut().unwrap().remove("base");
        doc["obligations"][0]["unit_of_measure"] = "hồ sơ".into();
    });
    assert_eq!(noun, [""; 0]);
    // Without a unit nobody knows what is counted, nor what the base is of.
    let empty = codes(&|doc| doc["obligations"][0]["unit_of_measure"] = "".into());
    assert_eq!(empty, ["target_unclear"; 2]);
    let nobody = codes(&|doc| {
        doc["agencies"]
            .as_array_mut()
            .unwrap()
            .push(serde_json::json!({"id": "none", "name": {"vi": "Không"}}));
    });
    assert_eq!(nobody, ["bad_id"]);
    // The excluded bound is told as excluded.
    let said = |comparator: &str, threshold: &str| {
        let mut document = super::register::clean(1);
        let one = document["obligations"][0].as_object_mut().unwrap();
        for (key, value) in [
            ("goal", "reach"),
            ("comparator", comparator),
            ("threshold", threshold),
            ("unit_of_measure", "%"),
            ("base", "hồ sơ"),
        ] {
            one.insert(key.to_owned(), value.into());
        }
        let error = Directive::from_json(document.to_string()).unwrap_err();
        error.findings()[0].message(Lang::En)
    };
    assert_eq!(said("above", "100"), "100 is outside 0 to less than 100");
    assert_eq!(said("at_least", "0"), "0 is outside more than 0 to 100");
    assert_eq!(said("at_least", "101"), "101 is outside more than 0 to 100");
}
