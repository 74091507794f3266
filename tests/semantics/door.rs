//! The door for programs: what it reads at once, what it holds, and awards that say why as data.

use par_index::ask::Asked;
use par_index::assessment::Value;
use par_index::call::Door;
use par_index::dossier::Dossier;
use par_index::framework::{Award, Earns, FullAt, Reason};
use par_index::spec::AssessmentSpec;
use par_index::{Framework, Inputs, Lang, Percent, Points, call, framework, sample};
use serde_json::Value as Json;

const RULER: &str = "hon-quan-2023";

fn sheets() -> Vec<Json> {
    serde_json::from_str(sample("communes-2023").unwrap()).unwrap()
}

/// What the same elements give that are read one after the other, each as a file.
fn one_by_one(fw: &Framework, elements: &[String]) -> String {
    let mut inputs = Inputs::new(fw);
    for (n, element) in elements.iter().enumerate() {
        inputs.read(format!("inputs[{n}]"), element);
    }
    let dossier = Dossier::new(fw, inputs.finish());
    dossier.ask(&Asked::of("check", "{}").unwrap()).unwrap().to_json()
}

#[test]
fn a_list_at_the_door_is_what_its_sheets_are_one_by_one() {
    let fw = framework(RULER).unwrap();
    let good: Vec<String> = sheets().iter().map(Json::to_string).collect();
    let of = |n: usize, change: &dyn Fn(&mut Json)| {
        let mut sheet = sheets()[n].clone();
        change(&mut sheet);
        sheet.to_string()
    };
    let broken = [
        of(6, &|sheet| sheet["yeer"] = 2023.into()),
        of(6, &|sheet| sheet["entries"][3]["self"]["points"] = true.into()),
        of(6, &|sheet| sheet["entries"][3]["code"] = "1.1".into()),
        of(6, &|sheet| sheet["entries"][3]["code"] = "1.1.1".into()),
        of(6, &|sheet| sheet["entries"][0]["self"]["facts"]["done"] = "-1".into()),
        of(6, &|sheet| drop(sheet["unit"].take())),
        // A sheet is an object, though its keys come in an order.
        r#"[1, "assessment", "hon-quan-2023", null, 2023]"#.to_owned(),
        "7".to_owned(),
        r#"{"csv": "unit,component,self"}"#.to_owned(),
    ];
    let told = |elements: &[String]| {
        let inputs = elements.join(", ");
        let request =
            format!(r#"{{"call": "check", "framework": "{RULER}", "inputs": [{inputs}]}}"#);
        assert_eq!(call(&request), one_by_one(&fw, elements));
        let reply: Json = serde_json::from_str(&call(&request)).unwrap();
        let errors = reply["findings"].as_array().unwrap().iter();
        errors.filter(|one| one["severity"] == "error").map(|one| one["file"].clone()).collect()
    };
    assert_eq!(told(&good), Vec::<Json>::new());
    // A list inside the list is read too, and an empty one is no mistake.
    let nested = format!("[{}]", good[6..].join(", "));
    assert_eq!(told(&[&good[..6], &[nested, "[]".to_owned()]].concat()), Vec::<Json>::new());
    for broken in broken {
        for place in [0, 6, 12] {
            let mut elements = good.clone();
            elements.remove(6);
            elements.insert(place, broken.clone());
            let files: Vec<Json> = told(&elements);
            assert!(files.contains(&format!("inputs[{place}]").into()), "{broken}: {files:?}");
            assert!(files.iter().all(|file| *file == format!("inputs[{place}]")), "{files:?}");
        }
    }
}

#[test]
fn what_a_door_holds_gives_the_same_answer_as_often_as_it_is_asked() {
    let inputs = sample("communes-2023").unwrap();
    let door = |title: &str| {
        Door::open(&format!(
            r#"{{{title}"index": [{{"framework": "{RULER}", "inputs": {inputs}}}]}}"#
        ))
        .unwrap()
    };
    let doors = [door(""), door(r#""title": "2023", "#)];
    let mut seals = Vec::new();
    for question in [
        r#""call": "rank""#,
        r#""call": "rank", "basis": "self""#,
        r#""call": "weak", "unit": "sample-commune-01""#,
        r#""call": "lost""#,
    ] {
        let carried =
            call(&format!(r#"{{{question}, "framework": "{RULER}", "inputs": {inputs}}}"#));
        for door in &doors {
            for _ in 0..2 {
                assert_eq!(door.call(&format!("{{{question}}}")), carried);
            }
        }
        let carried: Json = serde_json::from_str(&carried).unwrap();
        seals.push(carried["seal"].as_str().unwrap().to_owned());
    }
    // One dossier, another question: another seal.
    seals.sort();
    seals.dedup();
    assert_eq!(seals.len(), 4);
    // What a request brings along counts for it alone.
    let one = Json::from(vec![sheets().swap_remove(0)]).to_string();
    let rows = |request: &str| {
        let reply: Json = serde_json::from_str(&doors[1].call(request)).unwrap();
        (reply["rows"].as_array().unwrap().len(), reply["seal"].clone())
    };
    let (own, seal) = rows(&format!(r#"{{"call": "rank", "inputs": {one}}}"#));
    let (all, held) = rows(r#"{"call": "rank"}"#);
    assert_eq!((own, all), (1, 13));
    assert_ne!(seal, held);
}

#[test]
fn an_award_says_why_as_data_and_in_words() {
    let fw = framework(RULER).unwrap();
    let mut sheet = AssessmentSpec::new(RULER, 2023, "xa");
    sheet.entry("1.1.1").self_score =
        serde_json::from_str(r#"{"facts": {"done": 58, "of": 60}}"#).ok();
    sheet.entry("1.5").self_score = serde_json::from_str(r#"{"facts": {"count": 2}}"#).ok();
    let (assessment, findings) = sheet.check(&fw);
    assert_eq!(findings, []);
    let award = |code: &str| -> Award {
        let entry = assessment.entry(code).unwrap();
        match &entry.self_score.as_ref().unwrap().value {
            Some(Value::Facts(declared)) => declared.award.clone(),
            other => panic!("{other:?}"),
        }
    };
    let share = award("1.1.1");
    let Reason::Share { done, of, percent, full, floor, earns } = share.reason.clone() else {
        panic!("{share:?}")
    };
    assert_eq!(
        (done, of, percent.to_string()),
        (Points::whole(58), Points::whole(60), "96.67".into())
    );
    let whole = Percent::whole(100);
    assert_eq!((full, floor), (FullAt::AtLeast(whole), Some(Percent::whole(70))));
    assert_eq!(earns, Earns::Part(par_index::framework::Part::OfWhole));
    assert_eq!(share.say(Lang::Vi), "58/60 = 96,67%, tính theo tỷ lệ: 1,45/1,5 điểm");
    assert_eq!(share.text().en, "58 of 60 = 96.67 %, in proportion: 1.45 of 1.5 points");
    let count = award("1.5");
    let Reason::CountBand { met: Some(band), .. } = count.reason else { panic!("{count:?}") };
    assert_eq!((band.from, count.points), (Points::whole(2), Some(Points::whole(1))));
    assert_eq!(count.say(Lang::En), "initiatives: 2, at least 2: 1 of 1.5 points");
}

/// An index that the dossier does not have is told of though the request brings its own framework.
#[test]
fn a_wrong_index_is_told_beside_an_own_framework() {
    let inputs = sample("communes-2023").unwrap();
    let index = format!(r#"{{"id": "xa", "framework": "{RULER}", "inputs": {inputs}}}"#);
    let door = Door::open(&format!(r#"{{"index": [{index}]}}"#)).unwrap();
    let answer = |index: &str| -> Json {
        let own = format!(r#""framework": "{RULER}", "inputs": {inputs}"#);
        let request = format!(r#"{{"call": "rank", {index}{own}}}"#);
        serde_json::from_str(&door.answer(&request).0).unwrap()
    };
    let wrong = answer(r#""index": "xã", "#);
    assert_eq!(wrong["kind"], "error", "{wrong}");
    assert!(wrong["message"].as_str().unwrap().starts_with("index “xã”"), "{wrong}");
    assert_eq!(answer("")["kind"], "rank");
    assert_eq!(answer(r#""index": "xa", "#)["rows"], answer("")["rows"]);
}

/// Which of two frameworks, or indices, of one id is meant nobody can tell.
#[test]
fn an_id_that_stands_twice_in_a_dossier_is_refused() {
    let of = |title: &str| {
        let mut ruler: Json = serde_json::from_str(&framework(RULER).unwrap().to_json()).unwrap();
        ruler["id"] = "own".into();
        ruler["title"] = title.into();
        ruler
    };
    let index = |id: &str| serde_json::json!({"id": id, "framework": "own"});
    let open = |frameworks: &[Json], index: &[Json]| {
        let spec = serde_json::json!({"frameworks": frameworks, "index": index});
        Door::open(&spec.to_string())
    };
    assert!(open(&[of("a")], &[index("x"), index("y")]).is_ok());
    for (error, key) in [
        (open(&[of("a"), of("b")], &[index("x")]).unwrap_err(), "frameworks “own”"),
        (open(&[of("a")], &[index("x"), index("x")]).unwrap_err(), "index “x”"),
    ] {
        assert!(error.is_usage(), "{error}");
        let said = error.to_string();
        assert!(said.contains(key) && said.contains("this id stands twice"), "{said}");
    }
}
