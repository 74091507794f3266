//! A folder with a manifest: a question needs no flags, and answers as with them.

use crate::common::{folder, par_index_in, root, write};
use tempfile::TempDir;

const MANIFEST: &str = r#"
title = "PAR INDEX huyện"
units = "units.csv"
efforts = "efforts.csv"
directive = "hon-quan-2023"
frameworks = "rulers"

[[index]]
id = "par"
framework = "hon-quan-2023"
inputs = ["in/communes-2023.json"]

[[index]]
id = "papi"
framework = "papi-2021"
inputs = "papi.json"
"#;

/// A folder with the samples and a manifest that names them.
fn filled() -> TempDir {
    let at = folder();
    for (from, to) in [
        ("communes-2023.json", "in/communes-2023.json"),
        ("papi-2023.json", "papi.json"),
        ("efforts-2023.csv", "efforts.csv"),
    ] {
        write(at.path(), to, std::fs::read(root().join("samples").join(from)).unwrap());
    }
    let units: Vec<String> = (1..=13).map(|n| format!("sample-commune-{n:02}")).collect();
    write(at.path(), "units.csv", format!("unit\n{}\nsample-province-04\n", units.join("\n")));
    write(at.path(), "par-index.toml", MANIFEST);
    at
}

/// What is drafted is complete: once a sheet lies in it, a question needs nothing more.
#[test]
fn a_drafted_folder_answers_without_flags() {
    for (lang, inputs) in [("vi", "so-lieu"), ("en", "inputs")] {
        let at = folder();
        let run = |args: &[&str]| par_index_in(at.path(), args, "");
        let made = run(&["init", "ho so", "-f", "hon-quan-2023", "--lang", lang]);
        assert_eq!((made.code, made.out.lines().count()), (0, 4), "{}", made.err);
        // Only headings yet: that is said, and nothing passes for a result.
        let empty = run(&["-C", "ho so", "rank", "--format", "json"]);
        let codes: Vec<_> = empty.json()["findings"].as_array().unwrap().clone();
        assert_eq!(empty.code, 1);
        assert!(codes.iter().any(|one| one["code"] == "sheet_empty"), "{codes:?}");
        let sample = std::fs::read(root().join("samples/communes-2023.json")).unwrap();
        write(at.path(), &format!("ho so/{inputs}/xa.json"), &sample);
        let rank = run(&["-C", "ho so", "rank", "--format", "json"]);
        assert_eq!((rank.code, rank.json()["summary"]["ranked"].as_u64()), (0, Some(11)));
        let table = run(&["-C", "ho so", "rank", "--format", "table"]).out;
        assert!(table.starts_with(if lang == "vi" { "Hồ sơ: " } else { "Dossier: " }), "{table}");
        // Nothing that is there is written over, and nothing beside it is written.
        let again = run(&["init", "ho so", "-f", "papi-2021"]);
        assert!(again.code == 3 && again.err.contains("par-index.toml"), "{}", again.err);
        assert_eq!(run(&["-C", "ho so", "rank", "--format", "json"]).out, rank.out);
    }
}

/// Every question over a manifest gives what the same flags give.
#[test]
fn a_manifest_equals_its_flags() {
    let at = filled();
    let bare = filled();
    std::fs::remove_file(bare.path().join("par-index.toml")).unwrap();
    let par = ["-f", "hon-quan-2023", "--units", "units.csv", "in/communes-2023.json"];
    let own = ["--unit", "sample-commune-01"];
    let efforts = ["--efforts", "efforts.csv"];
    for (question, flags, efforts_too) in [
        (&["check"][..], &[][..], false),
        (&["rank"], &[], false),
        (&["rank", "--by-group"], &[], false),
        (&["weak"], &own[..], false),
        (&["lost", "--by", "lead"], &[], false),
        (&["explain"], &own, false),
        (&["what-if", "--repair-first", "2"], &own, true),
        (&["plan", "--target", "85"], &own, true),
        (&["join"], &[], false),
        (&["intake"], &[], false),
    ] {
        let more = if efforts_too { &efforts[..] } else { &[] };
        let given = [question, flags, &["--format", "json", "--index", "par"]].concat();
        let told = [question, flags, &["--format", "json"], more, &par].concat();
        let given = par_index_in(at.path(), &given, "");
        let told = par_index_in(bare.path(), &told, "");
        assert_eq!((given.code, &given.out), (told.code, &told.out), "{question:?}: {}", given.err);
        assert!(given.out.len() > 100);
    }
    let with = ["--with", "papi-2021=papi.json", "--format", "json"];
    let told = par_index_in(bare.path(), &[&["together"][..], &with, &par].concat(), "");
    let given = par_index_in(at.path(), &["together", "--format", "json"], "");
    assert_eq!((given.code, given.out), (told.code, told.out), "{}", given.err);
    // A letter is one of the folder's things too.
    let paper = ["directive", "papers", "--paper", "repair", "--unit", "sample-commune-01"];
    let given = [&paper[..], &["--index", "par", "--format", "json"]].concat();
    let given = par_index_in(at.path(), &given, "");
    let told = ["--format", "json", "--measures", "efforts.csv", "--", "hon-quan-2023"];
    let told = [&paper[..], &["-f", "hon-quan-2023", "--units", "units.csv"], &told].concat();
    let told = [&told[..], &["in/communes-2023.json"]].concat();
    let told = par_index_in(bare.path(), &told, "");
    assert_eq!((given.code, given.out), (told.code, told.out), "{}", given.err);
}

/// What stands on the command line counts.
#[test]
fn flags_override_the_manifest() {
    let at = filled();
    let run = |args: &[&str]| par_index_in(at.path(), args, "");
    let several = run(&["rank"]);
    assert!(several.code == 2 && several.err.contains("par, papi"), "{}", several.err);
    let unknown = run(&["rank", "--index", "sipas"]);
    assert!(unknown.code == 2 && unknown.err.contains("par, papi"), "{}", unknown.err);
    let papi = run(&["rank", "--index", "papi", "--format", "json"]);
    assert_eq!(papi.json()["framework"]["id"], "papi-2021", "{}", papi.err);
    // Other inputs take the place of those of the index, not of its framework.
    write(at.path(), "one.csv", "unit,1.2\nsample-commune-02,1\n");
    let one = run(&["check", "--index", "par", "--year", "2023", "one.csv", "--format", "json"]);
    assert_eq!(one.json()["summary"]["units"], 1, "{}", one.out);
    // Another framework takes the place of all that stands in the array.
    let other = run(&["rank", "-f", "papi-2021", "--format", "json"]);
    let json = other.json();
    assert_eq!(json["framework"]["id"], "papi-2021");
    assert_eq!(json["summary"]["ranked"], 0, "no inputs are left: {json}");
    let other = run(&["rank", "-f", "papi-2021", "papi.json", "--format", "json"]);
    assert_eq!(other.json()["framework"]["id"], "papi-2021", "{}", other.err);
    // An id may be that of a ruler in the shared folder.
    let ruler = run(&["framework", "export", "hon-quan-2023", "-o", "mine.json"]);
    assert_eq!(ruler.code, 0, "{}", ruler.err);
    let text = std::fs::read_to_string(at.path().join("mine.json")).unwrap();
    let text = text.replacen("hon-quan-2023", "district-2023", 1);
    write(at.path(), "rulers/district-2023.json", text);
    write(at.path(), "own.csv", "unit,1.2\nsample-commune-02,1\n");
    let shared =
        run(&["check", "-f", "district-2023", "own.csv", "--year", "2023", "--format", "json"]);
    assert_eq!(shared.json()["framework"]["id"], "district-2023", "{}", shared.err);
}

/// Everything wrong with a manifest is told at once, each with line and column.
#[test]
fn what_is_wrong_with_a_manifest_is_told_with_its_place() {
    let at = filled();
    let wrong = "titel = \"x\"\nwidth = \"wide\"\nunits = \"/etc/passwd\"\n\n[[index]]\n\
                 inputs = [\"in\", \"../x.csv\", \"in/../../x\"]\nfarbe = 1\n";
    write(at.path(), "par-index.toml", wrong);
    let ran = par_index_in(at.path(), &["rank"], "");
    assert_eq!(ran.code, 1, "{}", ran.err);
    for told in [
        "line 1, column 1",
        "titel",
        "line 2, column 9",
        "line 3, column 9",
        "/etc/passwd",
        "line 6, column 17",
        "../x.csv",
        "line 6, column 29",
        "line 7, column 1",
        "farbe",
        "framework",
    ] {
        assert!(ran.err.contains(told), "{told}\n{}", ran.err);
    }
    // What needs no data does not read it.
    assert_eq!(par_index_in(at.path(), &["framework", "list"], "").code, 0);
    assert_eq!(par_index_in(at.path(), &["rank", "--help"], "").code, 0);
    write(at.path(), "par-index.toml", "title = \n");
    let ran = par_index_in(at.path(), &["rank"], "");
    assert!(ran.code == 2 && ran.err.contains("line 1, column"), "{}", ran.err);
}

/// A link cannot lead out of the folder.
#[cfg(unix)]
#[test]
fn no_path_of_a_manifest_leaves_its_folder() {
    let at = filled();
    let outside = folder();
    write(outside.path(), "x.csv", "unit,1.2\nu,1\n");
    std::os::unix::fs::symlink(outside.path(), at.path().join("out")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("x.csv"), at.path().join("in/y.csv")).unwrap();
    for inputs in ["out", "out/x.csv", "o*", "in", "in/*.csv", "in/y.csv"] {
        let text = format!("[[index]]\nframework = \"hon-quan-2023\"\ninputs = \"{inputs}\"\n");
        write(at.path(), "par-index.toml", text);
        let ran = par_index_in(at.path(), &["rank", "--year", "2023"], "");
        assert!(ran.code == 1 && ran.err.contains("below this folder"), "{inputs}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
}

/// A print is found right with and without the manifest, however wide it is.
#[test]
fn prints_of_a_folder_and_of_any_width_are_verified() {
    let at = filled();
    let par = ["-f", "hon-quan-2023", "--units", "units.csv", "in/communes-2023.json"];
    for width in [60, 73, 100, 140, 200] {
        let width = width.to_string();
        let args = ["--format", "table", "--width", &width, "--index", "par"];
        for question in [&["rank"][..], &["weak", "--unit", "sample-commune-01"], &["lost"]] {
            let print = par_index_in(at.path(), &[question, &args].concat(), "");
            assert_eq!(print.code, 0, "{}", print.err);
            let (body, _) = print.out.trim_end().rsplit_once('\n').unwrap();
            let most = width.parse().unwrap();
            let wide = body.lines().skip(1).find(|line| line.chars().count() > most);
            assert_eq!(wide, None, "{question:?}");
            write(at.path(), "print.txt", &print.out);
            for more in [&["--index", "par"][..], &par] {
                let verify = [&["verify", "print.txt", "--format", "json"][..], more].concat();
                let verdict = par_index_in(at.path(), &verify, "");
                assert_eq!(verdict.json()["summary"]["same"], true, "{question:?} {}", verdict.out);
            }
            // A figure that was changed is seen at that width too.
            let spoilt = print.out.replacen('8', "9", 3);
            write(at.path(), "print.txt", spoilt);
            let verdict = par_index_in(at.path(), &["verify", "print.txt", "--index", "par"], "");
            assert_ne!(verdict.code, 0);
        }
    }
    // What was not read stands above all, also above the title, and the title is one line.
    let text = MANIFEST.replace("PAR INDEX huyện", "PAR\\nINDEX");
    let text = text.replace("inputs = [", "inputs = [\"lan2.csv\", ");
    write(at.path(), "par-index.toml", text);
    write(at.path(), "lan2.csv", "gì,đó,lạ\nu8,1.2,0\n");
    let print = par_index_in(at.path(), &["rank", "--index", "par", "--format", "table"], "").out;
    let lines: Vec<&str> = print.lines().collect();
    assert!(lines[0].starts_with("NOT READ: ") && lines[1].starts_with("Dossier: PAR"), "{print}");
    assert!(lines[1].ends_with("(par-index.toml)") && lines[2].starts_with("RANKING"), "{print}");
    write(at.path(), "print.txt", &print);
    let verify = ["verify", "print.txt", "lan2.csv", "--format", "json"];
    let verdict = par_index_in(at.path(), &[&verify[..], &par].concat(), "").json();
    assert_eq!(verdict["summary"]["same"], true, "{verdict}");
    // Without a title the folder's name says that a manifest was taken.
    let text = MANIFEST.replace("title = \"PAR INDEX huyện\"\n", "");
    write(at.path(), "par-index.toml", text);
    let print = par_index_in(at.path(), &["rank", "--index", "par", "--format", "table"], "").out;
    let name = at.path().file_name().unwrap().to_str().unwrap();
    assert!(print.starts_with(&format!("Dossier: {name} (par-index.toml)\n")), "{print}");
    let ran = par_index_in(at.path(), &["rank", "--index", "par", "--width", "59"], "");
    assert_eq!(ran.code, 2);
}

/// The manifest that a question was filled from is one of its inputs, under whatever name.
#[test]
fn a_manifest_is_not_written_over() {
    let at = filled();
    let sub = at.path().join("sub");
    std::fs::create_dir(&sub).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("par-index.toml", at.path().join("link.toml")).unwrap();
    let here = ["--format", "json", "-o"];
    let mut cases = vec![
        (at.path(), vec![], "par-index.toml"),
        (at.path(), vec![], "./par-index.toml"),
        (at.path(), vec![], "sub/../par-index.toml"),
        (sub.as_path(), vec!["-C", ".."], "par-index.toml"),
        (sub.as_path(), vec!["-C", ".."], "./sub/../par-index.toml"),
    ];
    if cfg!(unix) {
        cases.push((at.path(), vec![], "link.toml"));
    }
    for (folder, enter, output) in cases {
        let ran = par_index_in(
            folder,
            &[&enter[..], &["rank", "--index", "par"], &here, &[output]].concat(),
            "",
        );
        assert_eq!(ran.code, 2, "{output}: {}", ran.err);
        assert!(ran.err.contains("one of the inputs"), "{output}: {}", ran.err);
        assert_eq!(std::fs::read_to_string(at.path().join("par-index.toml")).unwrap(), MANIFEST);
    }
}

/// Rulers that an office shares as files are listed, shown and asked for by their ids.
#[test]
fn shared_rulers_are_found_beside_a_manifest_and_by_the_environment() {
    let at = folder();
    let own = std::fs::read_to_string(root().join("frameworks/vn-766-2026.json")).unwrap();
    let own = own
        .replace("\"vn-766-2026\"", "\"tinh-766\"")
        .replace("\"max\": \"20\"", "\"max\": \"21\"");
    let own = own.replace("\"total\": \"100\"", "\"total\": \"101\"");
    write(at.path(), "frameworks/tinh-766.json", own);
    write(at.path(), "frameworks/ghi-chu.txt", "không phải bộ tiêu chí");
    let ids = |args: &[&str], variable: Option<&str>| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_par-index"));
        command.args(args).current_dir(at.path()).env_remove("PAR_INDEX_LANG");
        if let Some(folder) = variable {
            command.env("PAR_INDEX_FRAMEWORKS", folder);
        }
        let done = command.output().unwrap();
        (
            done.status.code(),
            String::from_utf8(done.stdout).unwrap(),
            String::from_utf8(done.stderr).unwrap(),
        )
    };
    let list = ["framework", "list", "--format", "json"];
    // Without a manifest a folder of that name is a folder like any other.
    assert!(!ids(&list, None).1.contains("tinh-766"));
    assert!(ids(&list, Some("frameworks")).1.contains("tinh-766"));
    write(at.path(), "par-index.toml", "title = \"Tỉnh\"\n");
    let (code, listed, _) = ids(&list, None);
    let rows: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let rows = rows.as_array().unwrap();
    let row = rows.iter().find(|row| row["id"] == "tinh-766").unwrap();
    assert_eq!((code, row["file"].as_str()), (Some(0), Some("frameworks/tinh-766.json")));
    assert_eq!(
        (&row["level"], &row["valid_from"]),
        (&"province, department, commune".into(), &"2026".into())
    );
    let table =
        ids(&["framework", "list", "--format", "table", "--lang", "vi", "--width", "200"], None).1;
    assert!(table.contains("tỉnh, sở, ngành, xã") && table.contains(" 2026 "), "{table}");

    let (code, shown, _) =
        ids(&["framework", "diff", "vn-766-2026", "tinh-766", "--format", "json"], None);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let rows: Vec<_> = shown["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            ["change", "code", "from", "to"]
                .map(|key| row[key].as_str().unwrap().to_owned())
                .join(" ")
        })
        .collect();
    assert_eq!(code, Some(0));
    assert_eq!(rows, ["head total 100 101", "rescaled 2 20 21"]);
    let table = ids(
        &["framework", "diff", "vn-766-2026", "tinh-766", "--lang", "vi", "--format", "table"],
        None,
    )
    .1;
    assert!(
        table.contains("đổi điểm tối đa") && table.contains("NỘI DUNG THAY ĐỔI (2)"),
        "{table}"
    );

    // One that cannot be read is told beside the others.
    write(at.path(), "frameworks/hong.json", "{}");
    let (code, listed, told) = ids(&list, None);
    assert!(code == Some(1) && listed.contains("tinh-766") && told.contains("hong.json"), "{told}");
}
