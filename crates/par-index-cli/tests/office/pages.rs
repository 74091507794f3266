//! `report --each`: a page for each unit and one that leads to them, all or none.

use std::collections::BTreeSet;
use std::path::Path;

use crate::common::{folder, par_index_in, write};

fn names(at: &Path) -> BTreeSet<String> {
    let files = std::fs::read_dir(at).into_iter().flatten().flatten();
    files.map(|file| file.file_name().to_string_lossy().into_owned()).collect()
}

const COMMUNES: [&str; 4] = ["report", "-f", "hon-quan-2023", "communes.json"];

fn each(at: &Path, more: &[&str]) -> crate::common::Ran {
    par_index_in(at, &[&COMMUNES[..], &["--each"], more].concat(), "")
}

#[test]
fn each_unit_has_its_page_and_one_leads_to_all() {
    let at = folder();
    let at = at.path();
    let text = par_index::sample("communes-2023").unwrap();
    // An id that is no name of a file, and one that is the name of the page of all.
    let text = text.replace("\"sample-commune-02\"", "\"../a/b\"");
    write(at, "communes.json", text.replace("\"sample-commune-03\"", "\"index\""));
    write(at, "out/kept.txt", "x");
    write(at, "out/index.html", "old");
    let ran = each(at, &["-o", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let all = names(&at.join("out"));
    assert_eq!(all.len(), 15, "{all:?}");
    assert!(all.contains("kept.txt") && all.contains("index (2).html"), "{all:?}");
    assert_eq!(names(at), BTreeSet::from(["communes.json".to_owned(), "out".to_owned()]));
    let index = std::fs::read_to_string(at.join("out/index.html")).unwrap();
    for name in all.iter().filter(|name| !["kept.txt", "index.html"].contains(&name.as_str())) {
        let page = std::fs::read_to_string(at.join("out").join(name)).unwrap();
        assert!(page.ends_with("</html>") && page.len() < 150_000, "{name} {}", page.len());
        let address = name.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
        assert!(index.contains(&format!("href=\"{address}\"")), "{name}");
    }
    // The same bytes again.
    let before = std::fs::read(at.join("out/sample-commune-01.html")).unwrap();
    assert_eq!(each(at, &["-o", "out"]).code, 0);
    assert_eq!(std::fs::read(at.join("out/sample-commune-01.html")).unwrap(), before);
    // What one asks of a unit by itself is the same page.
    let one = [&COMMUNES[..], &["--unit", "sample-commune-01", "-o", "one.html"]].concat();
    assert_eq!(par_index_in(at, &one, "").code, 0);
    assert_eq!(std::fs::read(at.join("one.html")).unwrap(), before);
}

#[test]
fn nothing_is_written_of_what_cannot_be_whole() {
    let at = folder();
    let at = at.path();
    write(at, "communes.json", par_index::sample("communes-2023").unwrap());
    write(at, "bad.json", "{");
    let nothing = |more: &[&str], code: u8| {
        let ran = each(at, more);
        assert_eq!(i64::from(ran.code), i64::from(code), "{more:?} {}", ran.err);
        assert_eq!(names(at).len(), 2, "{more:?} {:?}", names(at));
    };
    nothing(&[], 2);
    nothing(&["-o", "page.html"], 2);
    nothing(&["-o", "missing/out"], 3);
    nothing(&["-o", "out", "--format", "json"], 2);
    nothing(&["-o", "out", "--group", "nowhere"], 2);
    let unread = [&COMMUNES[..], &["bad.json", "--each", "-o", "out"]].concat();
    assert_ne!(par_index_in(at, &unread, "").code, 0);
    assert_eq!(names(at).len(), 2);
    let despite = [&unread[..], &["--despite-unread"]].concat();
    assert_eq!(par_index_in(at, &despite, "").code, 1);
    assert_eq!(names(&at.join("out")).len(), 14);
}

/// One place that cannot be taken, and no other is.
#[test]
fn what_stands_in_the_way_leaves_all_as_it_was() {
    let at = folder();
    let at = at.path();
    write(at, "communes.json", par_index::sample("communes-2023").unwrap());
    write(at, "d/index.html", "old");
    write(at, "d/sample-commune-01.html", "old");
    let in_the_way = at.join("d/sample-commune-07.html");
    std::fs::create_dir(&in_the_way).unwrap();
    let refused = || {
        let before = names(&at.join("d"));
        let ran = each(at, &["-o", "d"]);
        assert!(ran.code == 3 && ran.err.contains("sample-commune-07.html"), "{}", ran.err);
        assert_eq!((names(&at.join("d")), names(at).len()), (before, 2));
        for old in ["index", "sample-commune-01"] {
            let text = std::fs::read_to_string(at.join(format!("d/{old}.html"))).unwrap();
            assert_eq!(text, "old");
        }
    };
    refused();
    std::fs::remove_dir(&in_the_way).unwrap();
    write(at, "d/sample-commune-07.html", "kept");
    let mut mode = std::fs::metadata(&in_the_way).unwrap().permissions();
    mode.set_readonly(true);
    std::fs::set_permissions(&in_the_way, mode).unwrap();
    refused();
}
