//! `announce`: a folder that holds a result whole, answers by itself, and is corrected by another.

use std::collections::BTreeSet;
use std::path::Path;

use crate::common::{folder, par_index_in, write};
use serde_json::Value;

const D: &str = "hon-quan-2023";

fn names(at: &Path) -> BTreeSet<String> {
    let files = std::fs::read_dir(at).into_iter().flatten().flatten();
    files.map(|file| file.file_name().to_string_lossy().into_owned()).collect()
}

fn text(at: &Path, name: &str) -> String {
    std::fs::read_to_string(at.join(name)).unwrap()
}

/// The sample, in which a component of a unit got other points.
fn communes(points: Option<&str>) -> String {
    let sample = par_index::sample("communes-2023").unwrap();
    let Some(points) = points else { return sample.to_owned() };
    let mut all: Value = serde_json::from_str(sample).unwrap();
    for one in all.as_array_mut().unwrap() {
        if one["unit"]["id"] != "sample-commune-01" {
            continue;
        }
        for entry in one["entries"].as_array_mut().unwrap() {
            if entry["code"] == "1.3" {
                entry["appraised"] = serde_json::json!({"points": points});
            }
        }
    }
    all.to_string()
}

fn announce(at: &Path, more: &[&str]) -> crate::common::Ran {
    par_index_in(at, &[&["announce", "-f", D, "in.json"][..], more].concat(), "")
}

#[test]
fn a_folder_holds_the_result_and_what_it_follows_from() {
    let at = folder();
    let at = at.path();
    write(at, "in.json", communes(None));
    let head = ["--head", "issuer=UBND huyện Thử", "--lang", "vi", "-o", "out"];
    let ran = announce(at, &head);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let out = at.join("out");
    let papers = ["announcement.docx", "announcement.html"];
    let kept = ["data.json", "framework.json", "par-index.toml", "report.html", "result.json"];
    let wanted: BTreeSet<String> = papers.into_iter().chain(kept).map(str::to_owned).collect();
    let all = names(&out);
    assert!(wanted.is_subset(&all) && all.len() - wanted.len() <= 1, "{all:?}");
    assert_eq!(names(at).len(), 2);
    assert!(text(&out, "announcement.html").contains("UBND HUYỆN THỬ"));
    // The figures are those that the data give, by themselves, with nothing of ours beside them.
    let told: Value = serde_json::from_str(&text(&out, "result.json")).unwrap();
    let again = par_index_in(at, &["-C", "out", "rank", "--format", "json"], "").json();
    assert_eq!((&again["rows"], &again["seal"]), (&told["rows"], &told["seal"]));
    let own = par_index_in(at, &["rank", "-f", D, "in.json", "--format", "json"], "").json();
    assert_eq!(own["seal"], told["seal"]);
    let verdict = ["-C", "out", "verify", "result.json", "--format", "json"];
    let verdict = par_index_in(at, &verdict, "");
    assert_eq!((verdict.code, &verdict.json()["summary"]["same"]), (0, &true.into()));
    // What was announced stays.
    let before = std::fs::read(out.join("announcement.docx")).unwrap();
    let ran = announce(at, &head);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert_eq!((names(&out), std::fs::read(out.join("announcement.docx")).unwrap()), (all, before));
    // The same bytes in another place, which may be an empty folder.
    std::fs::create_dir(at.join("again")).unwrap();
    let head = [&head[..5], &["again"]].concat();
    assert_eq!(announce(at, &head).code, 0);
    for name in names(&out) {
        let [a, b] = ["out", "again"].map(|folder| std::fs::read(at.join(folder).join(&name)));
        assert_eq!(a.unwrap(), b.unwrap(), "{name}");
    }
}

#[test]
fn a_correction_says_what_changed_and_why() {
    let at = folder();
    let at = at.path();
    write(at, "in.json", communes(None));
    assert_eq!(announce(at, &["-o", "out"]).code, 0);
    let was = std::fs::read(at.join("out/result.json")).unwrap();
    write(at, "in.json", communes(Some("1.5")));
    for wrong in [
        &["--previous", "out", "-o", "new"][..],
        &["--previous", "out", "--reason", " ", "-o", "new"],
        &["--reason", "x", "-o", "new"],
    ] {
        let ran = announce(at, wrong);
        assert_eq!(ran.code, 2, "{wrong:?} {}", ran.err);
        assert_eq!(names(at).len(), 2, "{wrong:?}");
    }
    for (lang, said) in [("en", "a correction needs a reason"), ("vi", "cần nêu lý do đính chính")]
    {
        let ran = announce(at, &["--previous", "out", "-o", "new", "--lang", lang]);
        assert!(ran.code == 2 && ran.err.contains(said), "{}", ran.err);
    }
    // Earlier data that are not whole correct nothing.
    write(at, "pv/a.json", communes(None));
    write(at, "pv/b.json", "{");
    let ran = announce(at, &["--previous", "pv", "--reason", "x", "-o", "new"]);
    assert!(ran.code == 1 && ran.err.contains("b.json"), "{} {}", ran.code, ran.err);
    assert!(!at.join("new").exists());
    let reason = "bổ sung tài liệu kiểm chứng tiêu chí 1.3 <b>";
    let ran = announce(at, &["--previous", "out", "--reason", reason, "-o", "new"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let all = names(&at.join("new"));
    // One paper, whose annex is the whole result: a second one would bear its number.
    assert!(all.contains("correction.docx") && !all.contains("announcement.docx"), "{all:?}");
    assert_eq!(std::fs::read(at.join("out/result.json")).unwrap(), was);
    let page = text(&at.join("new"), "correction.html");
    assert!(page.contains("bổ sung tài liệu kiểm chứng tiêu chí 1.3 &lt;b&gt;"));
    // Its figures are those of the two results.
    let paper = ["paper", "correction", "-f", D, "in.json", "--previous", "out/data.json"];
    let paper = [&paper[..], &["--reason", reason, "--format", "json"]].concat();
    let paper = par_index_in(at, &paper, "").json();
    let rows = paper["rows"].as_array().unwrap();
    let ranks = |name: &str| -> Vec<(String, Value)> {
        let told: Value = serde_json::from_str(&text(at, name)).unwrap();
        let rows = told["rows"].as_array().unwrap().iter();
        rows.map(|row| (row["unit"].as_str().unwrap().to_owned(), row["rank"].clone())).collect()
    };
    let [before, after] = ["out/result.json", "new/result.json"].map(ranks);
    let of = |all: &[(String, Value)], unit: &str| {
        all.iter().find(|(id, _)| id == unit).unwrap().1.clone()
    };
    let moved = before.iter().filter(|(unit, rank)| of(&after, unit) != *rank).count();
    assert!(moved > 1, "{before:?} {after:?}");
    let totals: Vec<&Value> = rows.iter().filter(|row| row["code"] == "total").collect();
    let told = totals.iter().filter(|row| row["rank_before"] != row["rank_after"]).count();
    assert_eq!(told, moved);
    for row in totals {
        let unit = row["unit"].as_str().unwrap();
        assert_eq!(row["rank_before"], of(&before, unit), "{unit}");
        assert_eq!(row["rank_after"], of(&after, unit), "{unit}");
    }
    let changed: Vec<&Value> = rows.iter().filter(|row| row["code"] == "1.3").collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(
        (&changed[0]["after"], changed[0]["unit"].as_str()),
        (&"1.5".into(), Some("sample-commune-01"))
    );
    // The corrected folder answers by itself too, with what is announced now.
    let verdict = par_index_in(at, &["-C", "new", "verify", "result.json"], "");
    assert_eq!(verdict.code, 0, "{}", verdict.err);
}

/// It cites what it corrects and shows index, rank and grade before and after; of the same data there is none.
#[test]
fn a_correction_cites_what_it_corrects() {
    let at = folder();
    let at = at.path();
    write(at, "in.json", communes(None));
    let head = |number: &'static str, day: &'static str| ["--head", number, "--head", day];
    let first = head("number=5/TB-UBND", "day=2024-01-08");
    assert_eq!(announce(at, &[&first[..], &["-o", "out"]].concat()).code, 0);
    let second = head("number=9/TB-UBND", "day=2024-02-01");
    let correct = |from: &str, to: &str| {
        let more = ["--previous", from, "--reason", "lý do", "--lang", "vi", "-o", to];
        announce(at, &[&second[..], &more].concat())
    };
    let ran = correct("out", "same");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("không có nội dung điều chỉnh") && !at.join("same").exists());
    write(at, "in.json", communes(Some("1.5")));
    let ran = correct("out", "new");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = text(&at.join("new"), "correction.html");
    for said in [
        "Số: 09/TB-UBND",
        "Điều chỉnh kết quả đã công bố tại Thông báo số 05/TB-UBND ngày 08 tháng 01 năm 2024.",
        "KẾT QUẢ TRƯỚC VÀ SAU ĐIỀU CHỈNH",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let told = |name: &str| -> Value {
        let told: Value = serde_json::from_str(&text(at, name)).unwrap();
        let mut rows = told["rows"].as_array().unwrap().iter();
        rows.find(|row| row["unit"] == "sample-commune-01").unwrap().clone()
    };
    let [before, after] = ["out/result.json", "new/result.json"].map(told);
    let index = [&before, &after].map(|row| row["ratio"].as_str().unwrap().replace('.', ","));
    assert_ne!(index[0], index[1]);
    assert!(page.contains(&format!("{}% → {}%", index[0], index[1])), "{index:?}");
    // The next one cites this one.
    write(at, "in.json", communes(None));
    assert_eq!(correct("new", "third").code, 0);
    assert!(text(&at.join("third"), "correction.html").contains("Thông báo số 09/TB-UBND"));
}

/// Where something waits for a value no figure looks final, and where nobody is ranked nothing is announced.
#[test]
fn what_waits_for_a_value_is_no_result() {
    let at = folder();
    let at = at.path();
    let part = |only: bool| {
        let mut all: Vec<Value> = serde_json::from_str(&communes(None)).unwrap();
        for one in all.iter_mut().take(if only { 99 } else { 1 }) {
            one["entries"].as_array_mut().unwrap().truncate(3);
        }
        serde_json::to_string(&all).unwrap()
    };
    write(at, "in.json", part(false));
    let paper = ["paper", "announcement", "-f", D, "in.json", "--lang", "vi", "--format", "table"];
    let paper = par_index_in(at, &paper, "");
    let is_row = |line: &&str| line.contains("xã mẫu 01") && line.contains('—');
    let row = paper.out.lines().find(is_row).unwrap_or_else(|| panic!("{}", paper.out));
    assert!(!row.contains(','), "{row}");
    assert_eq!(announce(at, &["-o", "out"]).code, 0);
    write(at, "in.json", part(true));
    let ran = announce(at, &["--lang", "vi", "-o", "none"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("chưa đơn vị nào được xếp hạng"), "{}", ran.err);
    assert!(!at.join("none").exists());
}

/// What has to be mended first is not announced, and nothing is left of the attempt.
#[test]
fn what_is_not_whole_is_not_announced() {
    let at = folder();
    let at = at.path();
    write(at, "in.json", communes(Some("99")));
    write(at, "bad.json", "{");
    write(at, "full/x.txt", "x");
    let before = names(at);
    let wrong = announce(at, &["-o", "out"]);
    assert!(wrong.code == 1 && wrong.err.contains("1.3"), "{}", wrong.err);
    write(at, "in.json", communes(None));
    for (more, code) in [
        (&["bad.json", "-o", "out"][..], 1),
        (&["-o", "full"], 3),
        (&["-o", "missing/out"], 3),
        (&["-o", "-"], 2),
        (&[], 2),
    ] {
        let ran = announce(at, more);
        assert_eq!(ran.code, code, "{more:?} {}", ran.err);
        assert_eq!(names(at), before, "{more:?}");
    }
    assert_eq!(names(&at.join("full")).len(), 1);
}

/// A unit that sent nothing stands only in the register, which is kept too.
#[test]
fn a_silent_unit_stays_in_the_announced_result() {
    let at = folder();
    let at = at.path();
    write(at, "in.json", communes(None));
    let known: Vec<Value> = serde_json::from_str(&communes(None)).unwrap();
    let ids = known.iter().map(|one| one["unit"]["id"].as_str().unwrap());
    let list = ids.map(|id| format!("{id},\n")).collect::<Vec<String>>().concat();
    write(at, "don-vi.csv", format!("unit,name\n{list}silent,xã im lặng\n"));
    let ran = announce(at, &["--units", "don-vi.csv", "-o", "out"]);
    assert!(ran.code < 2, "{}", ran.err);
    let told: Value = serde_json::from_str(&text(&at.join("out"), "result.json")).unwrap();
    assert!(told["rows"].as_array().unwrap().iter().any(|row| row["unit"] == "silent"));
    let verdict = par_index_in(at, &["-C", "out", "verify", "result.json", "--format", "json"], "");
    assert_eq!(verdict.json()["summary"]["same"], true, "{}", verdict.err);
}

/// Killed at any moment it leaves no folder, or a whole one; what is left half under another name is
/// gone with the next call.
#[cfg(unix)]
#[test]
fn a_killed_process_leaves_no_half_folder() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let at = folder();
    let at = at.path();
    write(at, "in.json", communes(None));
    assert_eq!(announce(at, &["-o", "whole"]).code, 0);
    let whole = names(&at.join("whole"));
    let is_part = |name: &String| Path::new(name).extension().is_some_and(|end| end == "part");
    let parts = || names(at).into_iter().filter(is_part).collect::<Vec<_>>();
    let mut caught = 0;
    for files in 0..whole.len() {
        let mut child = Command::new(env!("CARGO_BIN_EXE_par-index"))
            .args(["announce", "-f", D, "in.json", "-o", "out"])
            .current_dir(at)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let began = Instant::now();
        let written = || parts().iter().map(|part| names(&at.join(part)).len()).max();
        // So many files are there, then it is killed without warning.
        while written().is_none_or(|count| count < files)
            && child.try_wait().unwrap().is_none()
            && began.elapsed() < Duration::from_mins(1)
        {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        caught += usize::from(!parts().is_empty());
        if at.join("out").exists() {
            assert_eq!(names(&at.join("out")), whole);
            std::fs::remove_dir_all(at.join("out")).unwrap();
        }
    }
    assert!(caught > 0, "the process was never caught while writing");
    assert_eq!(announce(at, &["-o", "out"]).code, 0);
    assert_eq!(names(&at.join("out")), whole);
    assert!(parts().is_empty(), "{:?}", parts());
}
