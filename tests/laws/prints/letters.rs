//! Directives: register, slips, standing and papers hold their rows.

use par_index::Lang;
use par_index::directive::{Directive, Progress, ProgressRow};
use par_index::dossier::Dossier;
use par_index::view::{self, Look};
use serde_json::Value;

use super::named::{long, suffix};
use super::read::{figure, grouped, held_in_parts};
use super::*;

/// A letter over the nodes of a case: every third obligation has three leads, helpers and a product.
fn letter_of(dice: &mut Dice, of: &Named) -> Directive {
    let agencies: Vec<Value> = of
        .case
        .framework
        .agencies
        .iter()
        .map(|agency| json!({"id": agency.id, "name": agency.name}))
        .collect();
    let ids: Vec<&str> =
        of.case.framework.agencies.iter().map(|agency| agency.id.as_str()).collect();
    let codes: Vec<&str> = of.framework.nodes().iter().map(|node| node.code().as_str()).collect();
    let obligations: Vec<Value> = (0..2 + dice.below(6))
        .map(|n| {
            let many = dice.rarely(3);
            let mut one = json!({
                "paragraph": format!("{}.{}", 1 + n / 3, 1 + n % 3), "goal": "do",
                "text": long(dice, &format!("o{n}")), "nodes": [codes[n % codes.len()]],
                "lead": if many { &ids[..3] } else { &ids[..1] },
            });
            if many {
                one["cooperating"] = json!([ids[3]]);
                one["product"] = json!(long(dice, &format!("q{n}")));
                one["due"] = json!("2023-11-30");
            } else {
                let goal = json!({"goal": "reach", "comparator": "at_least", "threshold": "80",
                    "unit_of_measure": "%", "base": long(dice, &format!("b{n}"))});
                one.as_object_mut().unwrap().extend(goal.as_object().unwrap().clone());
            }
            one
        })
        .collect();
    let document = json!({
        "schema_version": 1, "kind": "directive", "id": "x", "title": long(dice, "t"),
        "issued": "2023-06-08", "framework": of.framework.id(), "agencies": agencies,
        "obligations": obligations,
    });
    Directive::from_json(document.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

/// Reports of progress with a remark of their own.
fn reports(dice: &mut Dice, letter: &Directive) -> Vec<ProgressRow> {
    let rows = letter.obligations().iter().enumerate().filter(|_| dice.below(3) > 0);
    let rows: Vec<(usize, String)> =
        rows.map(|(n, one)| (n, one.paragraph().to_string())).collect();
    let rows = rows.into_iter().map(|(n, obligation)| {
        let (mut row, on) = (ProgressRow::default(), "2023-09-01".to_owned());
        row.obligation = obligation;
        row.on = on;
        row.done = Some("3".into());
        row.of = Some("40".into());
        row.note = format!("r{n}s {} r{n}e", dice.pick(&["báo cáo", "行政改革 部門間", ""]));
        row
    });
    rows.collect()
}

/// The row of an obligation, by its place in the letter.
fn obligation(letter: &Directive, paragraph: &str, lang: Lang) -> Expected {
    let n = letter.obligations().iter().position(|one| one.paragraph().as_str() == paragraph);
    let n = n.unwrap();
    let [start, end] = ['s', 'e'].map(|part| format!("o{n}{part}{}", suffix(lang)));
    Expected::at([paragraph.to_owned(), start]).marks([end])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases / 16, ..config() })]

    #[test]
    fn every_row_of_a_letter_and_its_papers_is_printed_whole(
        of in Named::any(), choices in prop::collection::vec(any::<u16>(), 0..400)
    ) {
        let mut dice = Dice::of(choices);
        let order = letter_of(&mut dice, &of);
        let rows = reports(&mut dice, &order);
        let (progress, found) = Progress::new(&order, &rows);
        let on = "2023-10-01";
        let letter = Dossier::default().with_directive(order.clone());
        let reported = letter.with_progress(progress.clone(), found.clone());
        let status = reported.ask(&asked("directive-status", &json!({"on": on}))).unwrap();
        for lang in [Lang::En, Lang::Vi] {
            let look = Look { lang, ..Look::default() };
            let table = view::directive_page(&order).text(look);
            let all = view::obligation_rows(&order);
            let expected: Vec<Expected> = all.iter().enumerate().map(|(n, row)| {
                let product = if row.product.is_empty() { Vec::new() } else { vec![format!("q{n}e{}", suffix(lang))] };
                obligation(&order, &row.obligation, lang)
                    .marks(of.leads(&row.lead, lang)).marks(of.leads(&row.cooperating, lang)).own(product)
            }).collect();
            prop_assert_eq!(held_in_parts(&table, &expected), Ok(()), "{}", table);

            let object: Value = serde_json::from_str(&status.to_json()).unwrap();
            let table = status.text(look);
            let expected: Vec<Expected> = object["rows"].as_array().unwrap().iter().map(|row| {
                let note = said(row["note"].as_str().unwrap_or_default());
                obligation(&order, row["obligation"].as_str().unwrap(), lang)
                    .marks(of.leads(row["lead"].as_str().unwrap(), lang)).own(note.first().cloned())
            }).collect();
            prop_assert_eq!(held_in_parts(&table, &expected), Ok(()), "{}", table);
        }
        for kind in ["repair", "raise", "monitoring"] {
            for unit in [None, Some("u0")] {
                let monitoring = kind == "monitoring";
                let on = monitoring.then_some(on);
                let asked = asked("directive-papers", &json!({"paper": kind, "unit": unit, "on": on}));
                let dossier = Dossier::new(&of.framework, of.input(&asked, |_| ()));
                let dossier = dossier.with_directive(order.clone());
                let dossier = if monitoring {
                    dossier.with_progress(progress.clone(), found.clone())
                } else {
                    dossier.with_efforts(of.table_of_efforts())
                };
                let reply = dossier.ask(&asked).unwrap_or_else(|error| panic!("{error}"));
                let object: Value = serde_json::from_str(&reply.to_json()).unwrap();
                for lang in [Lang::En, Lang::Vi] {
                    let table = reply.text(Look { lang, ..Look::default() });
                    let rows = object["rows"].as_array().unwrap().iter();
                    let expected = rows.filter_map(|row| line(&of, &order, row, lang));
                    let expected: Vec<Expected> = expected.collect();
                    let shown = if object["summary"]["state"].is_null() || monitoring { expected } else { Vec::new() };
                    prop_assert_eq!(held_in_parts(&table, &shown), Ok(()), "{:?} {}", kind, table);
                }
            }
        }
    }
}

/// The line of a paper: position, code or paragraph, points, and cause and measure under it.
fn line(of: &Named, order: &Directive, row: &Value, lang: Lang) -> Option<Expected> {
    let digits = u32::from(of.framework.policies().print.get());
    let position = row["position"].as_u64()?.to_string();
    let code = row["code"].as_str().unwrap_or_default();
    let points = ["max", "self", "appraised", "lost"].map(|key| {
        let text = row[key].as_str().unwrap_or_default();
        if text.is_empty() || row["max"] == "0" {
            String::new()
        } else {
            grouped(&figure(text, digits, lang), lang)
        }
    });
    let leads = of.leads(row["lead"].as_str().unwrap_or_default(), lang);
    let cause = if lang == Lang::Vi { "cause" } else { "cause_en" };
    if row["group"] == "obligations" {
        let mut one = obligation(order, row["obligation"].as_str()?, lang);
        one.start.insert(0, position);
        return Some(one.marks(leads));
    }
    let [start, end] = ['s', 'e'].map(|part| of.node(code, part, lang));
    let one = Expected::at([position, code.to_owned(), start?]).figures(points).marks(end);
    Some(one.marks(leads).marks(said(row[cause].as_str().unwrap_or_default())))
}
