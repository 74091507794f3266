//! Surveys, crosswalks, audits and the lists of frameworks hold their rows.

use par_index::Lang;
use par_index::analysis::{Crosswalk, CrosswalkRow};
use par_index::assessment::{BallotHead, QuestionRow, Questionnaire, Tally};
use par_index::audit::audit;
use par_index::finding::Place;
use par_index::view::{self, SurveyView};

use super::named::long;
use super::read::in_language;
use super::*;

fn survey_leaves(nodes: &mut [NodeSpec]) {
    const RULE: &str = r#"{"kind": "survey", "options": [{"id": "A", "weight": "100"},
        {"id": "B", "weight": "60"}, {"id": "C", "weight": "0"}]}"#;
    for node in nodes {
        if node.children.is_empty() {
            node.scorer = Some(par_index::framework::Scorer::Survey);
            node.rule = Some(serde_json::from_str(RULE).unwrap());
            node.evidence = None;
        }
        survey_leaves(&mut node.children);
    }
}

/// A framework whose leaves are all decided by a survey, under the names of a case.
fn surveyed(of: &Named) -> Framework {
    let mut spec = of.case.framework.clone();
    survey_leaves(&mut spec.nodes);
    spec.policies.award.get_or_insert(par_index::spec::AwardSpec { digits: 4 });
    spec.check().unwrap_or_else(|error| panic!("{error}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases / 16, ..config() })]

    #[test]
    fn every_row_of_a_survey_is_printed_whole(
        of in Named::any(), answers in prop::collection::vec((0_usize..4, 0_usize..4), 1..40)
    ) {
        let fw = surveyed(&of);
        let leaves: Vec<&str> = fw.leaves().map(|leaf| leaf.code().as_str()).collect();
        let rows: Vec<QuestionRow> = leaves.iter().enumerate().map(|(n, code)| QuestionRow {
            question: format!("Q{n}"), code: (*code).to_owned(), ..QuestionRow::default()
        }).collect();
        let (questions, _) = Questionnaire::new(&fw, &rows, &|_, _| Place::default());
        let mut tally = Tally::new(&questions);
        for (unit, answer) in answers {
            let channel = ["regular", "surprise"][answer % 2];
            let unit = format!("u{unit}");
            let head = BallotHead { unit: &unit, channel, ..BallotHead::default() };
            let given: Vec<&str> = leaves.iter().map(|_| ["A", "B", "C", ""][answer]).collect();
            tally.ballot(&head, &given, &|_| Place::default());
        }
        let counted = tally.finish();
        let shown = SurveyView::default();
        let rows = view::survey_rows(&counted, &shown);
        let digits = u32::from(fw.policies().print.get());
        for lang in [Lang::En, Lang::Vi] {
            let table = view::survey_page(&counted, &shown).text(wide(lang));
            let expected: Vec<Expected> = rows.iter().map(|row| {
                let node = |part| of.node(&row.component, part, lang);
                let percent = row.survey_ratio.as_deref().map(|text| in_language(text, lang));
                let points = row.survey.map(|points| read::figure(&points.to_string(), digits, lang));
                let answers = row.survey_answers.map(|n| n.to_string());
                let figures = [answers, percent, points].into_iter().flatten();
                Expected::at([Some(row.component.clone()), node('s')].into_iter().flatten())
                    .figures(figures).marks(node('e'))
            }).collect();
            prop_assert_eq!(held(&table, &expected), Ok(()), "{}", table);
            for unit in ["u0", "u1", "u2", "u3"] {
                let table = view::satisfaction_page(&counted, unit, &[]).text(wide(lang));
                if table.is_empty() {
                    continue;
                }
                let fields = fw.fields().map(|field| {
                    let code = field.code().to_string();
                    let [start, end] = ['s', 'e'].map(|part| of.node(&code, part, lang).unwrap());
                    Expected::at([code, start]).marks([end])
                });
                prop_assert_eq!(held(&table, &fields.collect::<Vec<_>>()), Ok(()), "{}", table);
            }
        }
    }

    #[test]
    fn every_row_of_a_crosswalk_an_audit_and_a_list_is_printed_whole(
        of in Named::any(), choices in prop::collection::vec(any::<u16>(), 0..600)
    ) {
        let mut dice = Dice::of(choices);
        let mut rows: Vec<CrosswalkRow> = Crosswalk::draft(&of.framework, &of.framework);
        for (n, row) in rows.iter_mut().enumerate() {
            row.note = format!("w{n}s {} w{n}e", long(&mut dice, "x").vi);
        }
        let lines = (0..2 + dice.below(5)).map(|n| {
            let name = long(&mut dice, &format!("u{n}")).vi;
            format!("{name},1.5,2.25,{}.{n:02}", 7 + n)
        });
        let lines: Vec<String> = lines.collect();
        let table = format!("unit,part_a,part_b,total\n{}\n", lines.join("\n"));
        let (printed, _) = par_index_sheets::read_printed("t.csv", table.as_bytes());
        let found = audit(&printed);
        prop_assert!(!found.contradictions().is_empty());
        for lang in [Lang::En, Lang::Vi] {
            let look = wide(lang);
            let shown = view::crosswalk_page(&rows).text(look);
            let expected: Vec<Expected> = rows.iter().enumerate().map(|(n, row)| {
                let code = |code: &str| if code.is_empty() { "—".to_owned() } else { code.to_owned() };
                Expected::at([code(&row.old), "→".to_owned(), code(&row.new)])
                    .own([format!("w{n}s"), format!("w{n}e")])
            }).collect();
            prop_assert_eq!(held(&shown, &expected), Ok(()), "{}", shown);

            let shown = view::audit_page(&found, true).text(look);
            let expected: Vec<Expected> = view::audit_rows(&found).iter().map(|row| {
                let words = said(&row.unit);
                let equation = row.equation.map(|number| number.to_string());
                let start = [equation, row.cell.clone(), words.first().cloned()];
                let start = start.into_iter().flatten();
                let found = [in_language(&row.found, lang)];
                Expected::at(start).figures(found).marks(words.last().cloned())
            }).collect();
            prop_assert_eq!(held(&shown, &expected), Ok(()), "{}", shown);

            let shown = view::framework_page(&of.framework).text(look);
            let expected: Vec<Expected> = of.framework.nodes().iter().map(|node| {
                let code = node.code().to_string();
                let [start, end] = ['s', 'e'].map(|part| of.node(&code, part, lang).unwrap());
                Expected::at([code, start]).figures([in_language(&node.max().to_string(), lang)])
                    .marks([end]).marks(of.leads(&node.lead_key(), lang))
            }).collect();
            prop_assert_eq!(held(&shown, &expected), Ok(()), "{}", shown);
        }
    }
}
