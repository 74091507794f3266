//! One case per code.

use par_index::finding::Place;

use super::*;

pub(crate) fn case(code: FindingCode) -> Finding {
    type C = FindingCode;
    let doc = || framework_document().to_string();
    match code {
        C::NotUtf8 => {
            let mut bytes = doc().into_bytes();
            bytes[40] = 0xFF;
            shape(bytes)
        }
        C::BadJson => shape(
            doc()
                .replace("\"index\":\"par\"", "\"index\":\"par\",")
                .replace("{\"agencies\":[", "{\"agencies\":[,"),
        ),
        C::UnknownKey => shape(doc().replace("\"floor\":", "\"flor\":")),
        C::MissingKey => shape(doc().replace("\"total\":\"10.5\",", "")),
        C::UnknownValue => shape(doc().replace("\"competition\"", "\"olympic\"")),
        C::BadSchemaVersion => in_framework(&[("/schema_version", json!(2))]),
        C::WrongKind => in_framework(&[("/kind", json!("assessment"))]),
        C::BadNumber => in_framework(&[("/nodes/0/children/2/rule/step", json!("0,25"))]),
        C::OutOfRange => in_sheet(&[("/entries/2/appraised/points", json!("2.5"))]),
        C::BadDate => in_sheet(&[("/entries/0/appraised/on", json!("30/02/2024"))]),
        C::BadCode => in_framework(&[("/nodes/0/children/2/code", json!("1.3 a"))]),
        C::DuplicateCode => in_framework(&[("/nodes/0/children/2/code", json!("1.1"))]),
        C::BadId => in_framework(&[("/id", json!("huyện mẫu"))]),
        C::NameMissing => in_framework(&[("/nodes/0/children/1/name", json!({}))]),
        C::TreeEmpty => in_framework(&[("/nodes", json!([]))]),
        C::TreeTooLarge => in_framework(&[("/policies/bonus_cap", json!("8999999999"))]),
        C::SumOfChildren => in_framework(&[("/nodes/0/max", json!("6")), ("/total", json!("10"))]),
        C::ReservedCode => in_framework(&[("/nodes/1/code", json!("bonus"))]),
        C::MisplacedCode => in_framework(&[("/nodes/0/children/2/code", json!("2.3"))]),
        C::RuleMissing => in_framework(&[("/nodes/0/children/2/rule", Value::Null)]),
        C::OnlyOnLeaf => in_framework(&[("/nodes/0/evidence", json!("Báo cáo năm"))]),
        C::RuleKeyForeign => in_framework(&[("/nodes/0/children/2/rule/floor", json!("50"))]),
        C::RuleKeyMissing => in_framework(&[("/nodes/0/children/0/rule/levels", Value::Null)]),
        C::PartRequired => in_framework(&[("/nodes/0/children/1/rule/part", Value::Null)]),
        C::PartRefused => in_framework(&[
            ("/nodes/0/children/1/rule/full_at", json!({"above": "95"})),
            ("/nodes/0/children/1/rule/part", json!("of_target")),
        ]),
        C::FullAtUnclear => {
            in_framework(&[("/nodes/0/children/1/rule/full_at/above", json!("80"))])
        }
        C::FloorAboveFull => in_framework(&[("/nodes/0/children/1/rule/floor", json!("96.5"))]),
        C::LevelTwice => in_framework(&[("/nodes/0/children/0/rule/levels/1/id", json!("none"))]),
        C::MaxUnreachable => {
            in_framework(&[("/nodes/0/children/0/rule/levels/2/points", json!("1.25"))])
        }
        C::PolicyRequired => in_framework(&[("/policies/missing", Value::Null)]),
        C::AwardDigitsRequired => in_framework(&[("/policies/award", Value::Null)]),
        C::UnknownAgency => in_framework(&[("/nodes/0/appraiser", json!(["noi-vụ"]))]),
        C::DuplicateAgency => in_framework(&[("/agencies/1/id", json!("noi-vu"))]),
        C::YearsReversed => in_framework(&[("/valid/to", json!(2021))]),
        C::BandsEqual => in_framework(&[(
            "/grades",
            json!([{"label": {"vi": "Tốt"}, "from": "80.5"}, {"label": {"vi": "Khá"}, "from": "80.5"}]),
        )]),
        C::FloorWithoutLevel => in_framework(&[(
            "/grades",
            json!([{"label": {"vi": "Tốt"}, "from": "80", "component_floor": "70"}]),
        )]),
        C::DeclaredDiffers => in_framework(&[("/nodes/0/declared", json!("6.05"))]),
        // Told by whoever sets a document.
        C::LetterNotSet => {
            Finding::new(C::LetterNotSet, Place::default()).found("漢").with("number", "U+6F22")
        }
        C::StatedDiffers => in_framework(&[("/nodes/0/stated", json!({"criteria": 5}))]),
        _ => case_of_a_sheet(code),
    }
}

pub(crate) fn case_of_a_sheet(code: FindingCode) -> Finding {
    type C = FindingCode;
    match code {
        C::OtherFramework => in_sheet(&[("/framework", json!("huyen-mau-2022"))]),
        // Only when all sheets are read is it sure that none of them settles the year.
        C::YearUnknown => {
            let document = spoilt_sheet(&[("/year", Value::Null)]);
            only(&read(&ruler(), document.to_string()).findings)
        }
        C::PeriodDisagrees => in_sheet(&[("/period", json!("2024-Q1"))]),
        C::BadPeriod => {
            let table = "unit,year,period,1.3\nxa-01,2023,quý V,1\n";
            only(&tables::tables(Inputs::new(&ruler()), &[("xã 01.csv", table)]))
        }
        C::SnapshotsMixed => {
            let of = |as_of: &str, entries: Value| {
                spoilt_sheet(&[("/as_of", json!(as_of)), ("/entries", entries)])
            };
            let both = [
                of("2023-05-31", json!([{"code": "1.3", "appraised": {"points": "1"}}])),
                of("2023-06-30", json!([{"code": "2", "survey": {"points": "1"}}])),
            ];
            let input = read(&ruler(), json!(both).to_string());
            let asked = par_index::ask::Asked::of("rank", "{}").unwrap();
            only(par_index::dossier::Dossier::new(&ruler(), input).ask(&asked).unwrap().findings())
        }
        C::ProvisionalFramework => in_sheet(&[("/year", json!(2026))]),
        C::UnknownCode => in_sheet(&[("/entries/2/code", json!("1.33"))]),
        C::NotALeaf => in_sheet(&[("/entries/2/code", json!("1"))]),
        C::WrongStage => in_sheet(&[("/entries/3/self", json!({"points": "3"}))]),
        C::WrongAppraiser => in_sheet(&[("/entries/0/appraised/by", json!("tu-phap"))]),
        C::OneValue => in_sheet(&[("/entries/0/self/points", json!("1.5"))]),
        C::FactsForeign => in_sheet(&[("/entries/0/self/facts/done", json!("5"))]),
        C::FactsMissing => in_sheet(&[("/entries/1/self/facts/of", Value::Null)]),
        C::NotALevel => in_sheet(&[("/entries/0/self/facts/level", json!("half"))]),
        C::NotAStep => in_sheet(&[("/entries/2/self/points", json!("1.7"))]),
        C::DoneOverOf => in_sheet(&[("/entries/1/self/facts/done", json!("1210"))]),
        C::OfZero => in_sheet(&[("/entries/1/self/facts", json!({"done": "0", "of": "0"}))]),
        C::EvidenceMissing => in_sheet(&[("/entries/1/self/evidence", json!([]))]),
        C::ReasonMissing => in_sheet(&[("/entries/2/self", json!({"not_applicable": " "}))]),
        C::BonusOverCap => in_sheet(&[("/bonus", json!("2.5"))]),
        C::DeductionOverCap => in_sheet(&[("/deduction", json!("3.5"))]),
        C::CapMissing => {
            let framework = spoilt_framework(&[("/policies/bonus_cap", Value::Null)]).to_string();
            in_sheet_under(&Framework::from_json(framework).unwrap(), &[])
        }
        C::SurveyNotHeld => in_sheet(&[("/survey", json!("not_held"))]),
        C::SurveyNotCounted => {
            let input = read(&ruler(), sheet_document().to_string());
            only(&input.assessments[0].without_survey().1)
        }
        C::SurveyRefused => {
            let framework = spoilt_framework(&[("/policies/no_survey", json!("refuse"))]);
            let framework = Framework::from_json(framework.to_string()).unwrap();
            in_sheet_under(
                &framework,
                &[("/survey", json!("not_held")), ("/entries/3/survey", Value::Null)],
            )
        }
        _ => case_of_a_result(code),
    }
}

pub(crate) fn case_of_a_result(code: FindingCode) -> Finding {
    type C = FindingCode;
    let ruler = ruler();
    let cohort = |units: &[Assessment]| score_all(&ruler, units, Basis::Final);
    match code {
        C::IndexOutside => {
            let full = spoilt_sheet(&[
                ("/entries/0/appraised/facts/level", json!("full")),
                ("/entries/1/appraised/facts/done", json!("60")),
                ("/entries/2/appraised/points", json!("2")),
                ("/entries/3/survey/points", json!("4")),
            ]);
            let input = read(&ruler, full.to_string());
            only(score(&ruler, &input.assessments[0], Basis::Final).findings())
        }
        C::OtherYears => only(cohort(&[unit("a", 2023, None), unit("a", 2024, None)]).findings()),
        C::OtherRulers => {
            let input = |ruler: &str, year: u16| {
                let ruler = par_index::framework(ruler).unwrap();
                let mut input = par_index::Input::default();
                input.assessments.push(AssessmentSpec::new(ruler.id(), year, "a").check(&ruler).0);
                (ruler, input)
            };
            let ((ruler, now), (_, before)) = (input("papi-2018", 2018), input("papi-2011", 2017));
            let earlier = par_index::dossier::Earlier::new(&ruler, before);
            let index = par_index::dossier::Index::new(&ruler, now).against(earlier);
            let weak = par_index::ask::Asked::of("weak", "{}").unwrap();
            let reply = par_index::dossier::Dossier::default().with(index).ask(&weak).unwrap();
            only(reply.findings())
        }
        C::SeveralBlocks => {
            let units = [unit("a", 2023, Some("xã")), unit("b", 2023, Some("thị trấn"))];
            only(rank(&cohort(&units)).findings())
        }
        C::UnknownUnit => {
            let units = [unit("xa-01", 2023, None)];
            only(weak(&cohort(&units), "xa-1", Order::PointsLost).findings())
        }
        C::OpenCard => {
            let silent = AssessmentSpec::new(ruler.id(), 2023, "xa-01").check(&ruler).0;
            only(&what_if(&cohort(&[silent]), "xa-01", &[]).findings)
        }
        C::NotRepairable => {
            let sheet = spoilt_sheet(&[(
                "/entries/2/appraised",
                json!({"not_applicable": "Không phát sinh"}),
            )]);
            let input = read(&ruler, sheet.to_string());
            only(&what_if(&cohort(&input.assessments), "xa-01", &[step("1.3", "2")]).findings)
        }
        _ => case_by_name(code.as_str()),
    }
}

/// What a sound framework may be reminded of.
pub(crate) fn case_by_name(code: &str) -> Finding {
    let leaf = |key: &str| format!("/nodes/0/children/2/{key}");
    let lowest = json!({"label": {"vi": "Yếu"}, "from": "0"});
    match code {
        "scorer_assumed" => in_framework(&[(&leaf("scorer"), Value::Null)]),
        "evidence_not_asked" => in_framework(&[(&leaf("evidence"), Value::Null)]),
        "appraiser_missing" => in_framework(&[(&leaf("appraiser"), json!([]))]),
        "not_nfc" => in_framework(&[(&leaf("name"), json!({"vi": "Sa\u{301}ng kiến"}))]),
        "unseen_letter" => in_framework(&[(&leaf("name"), json!({"vi": "Đổi\u{202e} mới"}))]),
        "name_too_long" => in_framework(&[(&leaf("name"), json!({"vi": "Đổi mới ".repeat(126)}))]),
        "look_alike" => in_framework(&[(&leaf("name"), json!({"vi": "\u{d0}ổi mới"}))]),
        "grades_gap" => {
            in_framework(&[("/grades", json!([{"label": {"vi": "Tốt"}, "from": "80.5"}]))])
        }
        "grade_beyond" => {
            let grades = json!([{"label": {"vi": "Tốt"}, "from": "150.5"}, lowest]);
            in_framework(&[("/policies/bonus_cap", Value::Null), ("/grades", grades)])
        }
        "grade_never" => in_framework(&[(
            "/grades",
            json!([
                {"label": {"vi": "Tốt"}, "from": "80.5"},
                {"label": {"vi": "Khá"}, "from": "80.5", "component_floor": "50",
                 "floor_on": "field"},
                lowest,
            ]),
        )]),
        _ => case_of_an_answer(code),
    }
}

/// Bands, counts and the answers of respondents.
#[expect(clippy::too_many_lines, reason = "an arm for each code")]
pub(crate) fn case_of_an_answer(code: &str) -> Finding {
    let rule = "/nodes/0/children/2/rule";
    let bands = |bands: Value| json!({"kind": "bands", "on": "share", "bands": bands});
    let question = |full: &str| {
        json!({"kind": "survey",
            "options": [{"id": "A", "weight": full}, {"id": "B", "weight": "0"}, {"id": "C"}],
            "groups": [{"id": "dan", "weight": "2"}, {"id": "can-bo", "weight": "1"}]})
    };
    let answered = |facts: Value| {
        let framework = spoilt_framework(&[("/nodes/1/rule", question("100"))]);
        let framework = Framework::from_json(framework.to_string()).unwrap();
        in_sheet_under(&framework, &[("/entries/3/survey", json!({"facts": facts}))])
    };
    match code {
        "bands_fall" => in_framework(&[(
            rule,
            bands(
                json!([{"at_least": "30.5", "points": "1.5"}, {"at_least": "60", "points": "0.5"},
                {"at_least": "90", "points": "2"}]),
            ),
        )]),
        "band_twice" => in_framework(&[(
            rule,
            bands(json!([{"at_least": "30.5", "points": "1.5"},
                {"at_least": "30.50", "points": "2"}])),
        )]),
        "survey_rule" => in_framework(&[(rule, question("100"))]),
        "no_full_option" => in_framework(&[("/nodes/1/rule", question("87.5"))]),
        "not_whole" => answered(json!({"groups": {"dan": {"A": "2.5"}, "can-bo": {"A": "1"}}})),
        "unknown_option" => answered(json!({"groups": {"dan": {"E": "2"}, "can-bo": {"A": "1"}}})),
        "unknown_group" => answered(
            json!({"groups": {"dan": {"A": "2"}, "can-bo": {"A": "1"}, "khac": {"A": "1"}}}),
        ),
        "too_many_answers" => {
            // Groups whose numbers of answers share no factor: the mean has no short form.
            let ids = || (1..=400).map(|n| format!("nhom-{n}"));
            let groups: Vec<Value> = ids().map(|id| json!({"id": id, "weight": "1"})).collect();
            let mut many = question("100");
            many["groups"] = json!(groups);
            let framework = spoilt_framework(&[("/nodes/1/rule", many)]).to_string();
            let answers = ids().zip(0..).map(|(id, n)| {
                (id, json!({"A": "1", "B": (8_999_999_989_i64 - 6 * n).to_string()}))
            });
            let facts = json!({"groups": answers.collect::<serde_json::Map<_, _>>()});
            in_sheet_under(
                &Framework::from_json(framework).unwrap(),
                &[("/entries/3/survey", json!({"facts": facts}))],
            )
        }
        "no_valid_answer" => answered(json!({"groups": {"dan": {"C": "2"}, "can-bo": {"A": "1"}}})),
        "count_twice" => {
            let slip = (rule, json!({"kind": "per_item", "each": "0.5"}));
            let framework = spoilt_framework(&[slip]).to_string();
            in_sheet_under(
                &Framework::from_json(framework).unwrap(),
                &[("/entries/2/self", json!({"facts": {"count": "2", "cases": "3"}}))],
            )
        }
        "below_lowest_grade" => {
            let highest = json!([{"label": {"vi": "Tốt"}, "from": "99"}]);
            let framework = spoilt_framework(&[("/grades", highest)]).to_string();
            let framework = Framework::from_json(framework).unwrap();
            let input = read(&framework, sheet_document().to_string());
            only(rank(&score_all(&framework, &input.assessments, Basis::Final)).findings())
        }
        "duplicate_key" => {
            let text =
                sheet_document().to_string().replace("\"bonus\":", "\"year\":2023,\"bonus\":");
            read(&ruler(), text).findings[0].clone()
        }
        "blocks_empty" => in_framework(&[(
            "/grades",
            json!([{"label": {"vi": "Tốt"}, "from": "0", "blocks": []}]),
        )]),
        "other_channels" => {
            let sheet = |channel: &str| {
                let sheet = spoilt_sheet(&[("/channel", json!(channel))]);
                read(&ruler(), sheet.to_string()).assessments.remove(0)
            };
            let all = score_all(&ruler(), &[sheet("online"), sheet("desk")], Basis::Final);
            only(all.findings())
        }
        "unit_in_error" => {
            let sheet = spoilt_sheet(&[("/bonus", json!("1,5"))]);
            let broken = read(&ruler(), sheet.to_string()).assessments;
            only(&what_if(&score_all(&ruler(), &broken, Basis::Final), "xa-01", &[]).findings)
        }
        "no_such_leaf" | "foreign_sheet" => case_of_inputs(code),
        "nothing_varies" => {
            let sheet = read(&ruler(), sheet_document().to_string()).assessments;
            let all = score_all(&ruler(), &sheet, Basis::Final);
            let (vary, amount) = (Vary::Weights, Percent::ZERO);
            let how = Variation { vary, amount, replicates: 9, seed: 0 };
            only(&robustness(&all, &how).unwrap().findings)
        }
        "replicates_cut" => {
            let sheet = |unit: &str| {
                let mut sheet = sheet_document();
                sheet["unit"]["id"] = json!(unit);
                sheet
            };
            let sheets = json!([sheet("xa-01"), sheet("xa-02")]).to_string();
            let all = score_all(&ruler(), &read(&ruler(), sheets).assessments, Basis::Final);
            let how = Variation {
                vary: Vary::Weights,
                amount: Percent::whole(25),
                replicates: 9,
                seed: 0,
            };
            only(&robustness_within(&all, &how, WorkBudget::new(7)).unwrap().findings)
        }
        "effort_of_both" | "items_uncounted" | "effort_twice" | "not_planned" | "step_unusable"
        | "step_too_late" | "step_of_itself" | "excludes_nothing" | "fixed_together"
        | "unit_unranked" | "foreign_efforts" => case_of_a_plan(code),
        "fixed_unsettled" => pigeons(),
        code => surveys::case_of_a_survey(code).unwrap_or_else(|| tables::case_of_a_table(code)),
    }
}

/// A value that a reader of its own gives to no leaf, or to a sheet of other inputs.
fn case_of_inputs(code: &str) -> Finding {
    let (mut inputs, mut others) = (Inputs::new(&ruler()), Inputs::new(&ruler()));
    let origin = Origin::pointer(&Arc::new(Source::default()), "", None);
    let mut head = Head::new("xa-01");
    head.period = Some(2023.into());
    let own = inputs.sheet(&head, &origin).unwrap();
    // The same place among the sheets, but not among these inputs.
    let foreign = others.sheet(&head, &origin).unwrap();
    let sheet = if code == "foreign_sheet" { foreign } else { own };
    let leaf = if code == "foreign_sheet" { 0 } else { ruler().leaves().count() };
    for _ in 0..2 {
        inputs.points(sheet, leaf, StageName::Appraised, Points::ZERO, &origin);
    }
    let input = inputs.finish();
    assert_eq!(input.assessments[0].is_in_error(), code == "no_such_leaf");
    assert!(input.assessments[0].is_silent());
    input.findings[0].clone()
}

/// Ten steps asked for together at nine levels, no two of which go together: too much to count out.
fn pigeons() -> Finding {
    use std::fmt::Write as _;
    let codes: Vec<String> = (0..10).map(|n| format!("1.{}", n + 1)).collect();
    let leaf = |code: &String| json!({"code": code, "name": {"en": code}, "max": "9", "scorer": "appraisal", "rule": {"kind": "direct"}});
    let leaves: Vec<Value> = codes.iter().map(leaf).collect();
    let field = json!({"code": "1", "name": {"en": "field"}, "max": "90", "children": leaves});
    let ruler = spoilt_framework(&[("/nodes", json!([field])), ("/total", json!("90"))]);
    let ruler = Framework::from_json(ruler.to_string()).unwrap();
    let zero = |code: &String| json!({"code": code, "appraised": {"points": "0"}});
    let entries: Vec<Value> = codes.iter().map(zero).collect();
    let sheet = spoilt_sheet(&[("/entries", json!(entries))]);
    let all = score_all(&ruler, &read(&ruler, sheet.to_string()).assessments, Basis::Final);
    let mut table = "code,to,effort,excludes\n".to_owned();
    for code in &codes {
        for level in 1..10 {
            let others = codes.iter().filter(|other| *other != code);
            let others: Vec<String> = others.map(|other| format!("{other}={level}")).collect();
            let _ = writeln!(table, "{code},{level},1,{}", others.join("+"));
        }
    }
    let efforts = par_index_sheets::read_efforts(&ruler, "giải pháp.csv", table.as_bytes());
    let efforts = codes.iter().fold(efforts, |efforts, code| efforts.fixed(code.as_str(), None));
    let plan = plan(&all, "xa-01", Goal::Target("90".parse().unwrap()), &efforts);
    // Nothing is done, and the answer still says where the unit stands.
    assert!(!plan.reached && !plan.proven_optimal && plan.steps.rows.is_empty());
    assert!(plan.steps.before.is_some() && plan.steps.after.is_some());
    only(&plan.findings)
}

fn case_of_a_plan(code: &str) -> Finding {
    let ruler = ruler();
    let document = spoilt_sheet(&[("/unit/ranked", json!(code != "unit_unranked"))]);
    let input = read(&ruler, document.to_string());
    let all = score_all(&ruler, &input.assessments, Basis::Final);
    let table =
        |text: &str| par_index_sheets::read_efforts(&ruler, "giải pháp.csv", text.as_bytes());
    let (goal, efforts) = match code {
        "effort_of_both" => {
            (Goal::Budget(5), table("code,to,effort,per_item\n1.3,1.75,2,\"0,5\"\n"))
        }
        "items_uncounted" => (Goal::Budget(5), table("code,to,per_item\n1.3,1.75,\"0,5\"\n")),
        "effort_twice" => (Goal::Budget(5), table("code,to\n1.3,1.75\n1.3,\"1,75\"\n")),
        "not_planned" => {
            let table = table("code,to\n1.3,1.75\n1.3,2\n");
            (Goal::Budget(5), table.fixed("1.3", Some("1.9".parse().unwrap())))
        }
        "step_unusable" => (Goal::Budget(5), table("code,to,requires\n1.3,1.75,1.1\n")),
        "fixed_together" => {
            let table = table("code,to,excludes\n1.1,1.5,1.3\n1.3,2,\n");
            (Goal::Budget(5), table.fixed("1.1", None).fixed("1.3", None))
        }
        "step_of_itself" => (Goal::Budget(5), table("code,to,requires\n1.3,1.75,1.3=1\n")),
        "excludes_nothing" => {
            (Goal::Budget(5), table("code,to,excludes\n1.3,1.75,1.1=0.5\n1.1,1.5,\n"))
        }
        "step_too_late" => {
            let table = table("code,to,due\n1.3,1.75,2023-06-30\n");
            (Goal::Budget(5), table.on("2023-07-01".parse().unwrap()))
        }
        "foreign_efforts" => {
            let other = par_index::framework("vn-ministry-2023").unwrap();
            (Goal::Budget(5), Efforts::of(&other, &[]).0)
        }
        _ => (Goal::Rank(1), Efforts::default()),
    };
    only(&plan(&all, "xa-01", goal, &efforts).findings)
}

pub(crate) fn step(code: &str, to: &str) -> Step {
    Step::new(code.parse().unwrap(), to.parse().unwrap())
}
