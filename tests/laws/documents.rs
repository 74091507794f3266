//! Documents read back as they were written.

use super::*;

/// An assessment's text, entry by entry, wherever it was read.
pub(crate) fn sheet_text(assessment: &Assessment) -> String {
    let entries = assessment.framework().leaves().map(|leaf| {
        let entry = assessment.entry(leaf.code().as_str());
        let stages = par_index::assessment::StageName::ALL.map(|name| {
            let stage = entry.as_ref()?.stage(name)?;
            Some((stage.value.clone(), stage.remarks.clone()))
        });
        format!("{stages:?} {:?}", entry.map(|entry| entry.explanation.clone()))
    });
    let entries: Vec<String> = entries.collect();
    format!("{:?} {:?} {entries:?}", assessment.unit(), assessment.year())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn frameworks_print_and_read_back(case in Case::any()) {
        let ruler = case.ruler();
        let printed = ruler.to_json();
        let again = Framework::from_json(&printed).unwrap();
        prop_assert_eq!(again.hash(), ruler.hash());
        prop_assert_eq!(again.to_json(), printed);
        prop_assert!(again == ruler);
        prop_assert_eq!(again.policies(), ruler.policies());
        prop_assert_eq!(again.grades(), ruler.grades());
        let grave = |framework: &Framework| {
            let findings = framework.findings().iter();
            let grave = findings.filter(|finding| finding.severity() > par_index::finding::Severity::Note);
            grave.map(ToString::to_string).collect::<Vec<String>>()
        };
        prop_assert_eq!(grave(&again), grave(&ruler));
        for (a, b) in again.nodes().iter().zip(ruler.nodes()) {
            prop_assert_eq!(a.code(), b.code());
            prop_assert_eq!(a.lead_key(), b.lead_key());
            let rules = |node: &Node| node.leaf().map(|leaf| leaf.rule().clone());
            prop_assert_eq!(rules(a), rules(b));
        }
        // The document itself also survives its own text.
        let text = serde_json::to_string(&case.framework).unwrap();
        let spec: FrameworkSpec = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&spec, &case.framework);
        let checked = spec.check().unwrap();
        prop_assert_eq!(checked.hash(), ruler.hash());
    }

    /// A whole year is one period, however it is said: results are the same to the byte.
    #[test]
    fn a_whole_year_may_be_said_either_way(case in Case::any(), year in 2000u16..2100) {
        let ruler = case.ruler();
        let said = |say: &dyn Fn(&mut AssessmentSpec)| {
            let mut sheets = case.sheets.clone();
            for sheet in &mut sheets {
                (sheet.year, sheet.period) = (None, None);
                say(sheet);
            }
            let mut inputs = par_index::Inputs::new(&ruler);
            inputs.read("sheets.json", serde_json::to_string(&sheets).unwrap());
            let dossier = par_index::dossier::Dossier::new(&ruler, inputs.finish());
            ["rank", "score", "trend", "join"].map(|name| {
                let reply = dossier.ask(&asked(name, &json!({})));
                reply.map_or_else(|error| error.to_string(), |reply| reply.to_json())
            })
        };
        let by_year = said(&|sheet| sheet.year = Some(year));
        prop_assert_eq!(&by_year, &said(&|sheet| sheet.period = Some(year.into())));
        let both = said(&|sheet| (sheet.year, sheet.period) = (Some(year), Some(year.into())));
        prop_assert_eq!(&by_year, &both);
    }

    #[test]
    fn assessments_print_and_read_back(case in Case::any()) {
        let ruler = case.ruler();
        let texts: Vec<String> =
            case.sheets.iter().map(|sheet| serde_json::to_string(sheet).unwrap()).collect();
        for (text, sheet) in texts.iter().zip(&case.sheets) {
            let back: AssessmentSpec = serde_json::from_str(text).unwrap();
            prop_assert_eq!(&back, sheet);
        }
        // One array and one object per line say the same.
        let wanted: Vec<String> = case.units(&ruler).iter().map(sheet_text).collect();
        for file in [format!("[{}]", texts.join(",")), texts.join("\n")] {
            let input = read(&ruler, &file);
            prop_assert!(!input.has_errors(), "{:?}", input.findings);
            let got: Vec<String> = input.assessments.iter().map(sheet_text).collect();
            prop_assert_eq!(&got, &wanted);
        }
    }
}

#[test]
fn the_embedded_frameworks_print_and_read_back() {
    for id in par_index::framework::embedded_ids() {
        let ruler = par_index::framework(id).unwrap();
        let again = Framework::from_json(ruler.to_json()).unwrap();
        assert_eq!((again.hash(), again.to_json()), (ruler.hash(), ruler.to_json()));
    }
}

/// The hash is of normal form C: the same words typed in two ways are one framework.
#[test]
fn the_hash_does_not_see_how_accents_were_typed() {
    let document = |a: &str| {
        format!(
            r#"{{"schema_version": 1, "kind": "framework", "id": "x", "title": {{"vi": "{a}"}},
            "index": "par", "level": "{a}", "basis": [{{"document": "{a}"}}],
            "provenance": "illustrative", "total": "2",
            "policies": {{"not_applicable": "rescale", "no_survey": "rescale",
              "missing": "incomplete", "ties": "competition", "award": {{"digits": 2}},
              "print": {{"digits": 2}}}},
            "grades": [{{"label": {{"vi": "{a}"}}, "from": "80", "blocks": ["{a}"], "source": "{a}"}}],
            "agencies": [{{"id": "{a}", "name": {{"vi": "{a}"}}, "short": {{"vi": "{a}"}}}}],
            "nodes": [
              {{"code": "{a}", "name": {{"vi": "{a}"}}, "short": {{"vi": "{a}"}}, "max": "1",
                "lead": ["{a}"], "evidence": "{a}", "how": "{a}", "source": "{a}",
                "rule": {{"kind": "levels", "levels": [
                  {{"id": "{a}", "points": "1", "label": {{"vi": "{a}"}}}}]}}}},
              {{"code": "2", "name": {{"vi": "{a}"}}, "max": "1",
                "rule": {{"kind": "share", "full_at": {{"at_least": "100"}},
                  "labels": {{"done": {{"vi": "{a}"}}}}}}}}]}}"#
        )
    };
    let composed = Framework::from_json(document("\u{e1}")).unwrap();
    let decomposed = Framework::from_json(document("a\u{301}")).unwrap();
    assert_eq!(composed.to_json(), decomposed.to_json());
    assert_eq!(composed.hash(), decomposed.hash());
}

/// Nouns for facts are part of the ruler, whatever the kind of rule.
#[test]
fn labels_of_facts_survive_the_printed_form() {
    let labels: BTreeMap<String, par_index::Text> =
        [("answer".to_owned(), par_index::Text::new("đã ban hành", "issued"))].into();
    let mut framework = share_framework(&mut Dice::of(Vec::new()));
    let rule = framework.nodes[0].rule.as_mut().unwrap();
    *rule = par_index::spec::RuleSpec {
        kind: par_index::spec::Kind::YesNo,
        labels: Some(labels),
        ..par_index::spec::RuleSpec::default()
    };
    let printed = framework.check().unwrap().to_json();
    assert!(printed.contains("đã ban hành"), "{printed}");
}

/// Two channels of one unit are two assessments; their order in the input must not show.
#[test]
fn order_of_channels_changes_nothing() {
    let framework = share_framework(&mut Dice::of(Vec::new())).check().unwrap();
    let sheet = |channel: &str, points: &str| {
        let mut sheet = AssessmentSpec::new(framework.id(), 2023, "a").appraised("1", points);
        sheet.channel = Some(channel.to_owned());
        sheet.check(&framework).0
    };
    let (web, desk) = (sheet("web", "1"), sheet("desk", "0.5"));
    let one = score_all(&framework, &[web.clone(), desk.clone()], Basis::Final);
    let other = score_all(&framework, &[desk, web], Basis::Final);
    assert_eq!(rows_text(&rank(&one)), rows_text(&rank(&other)));
    let first = |all: &Cohort| five(&all.card("a").unwrap().total());
    assert_eq!(first(&one), first(&other));
}
