//! Files under the [small](super::small) framework without policies to be told of, and what an unfinished file is called.

use std::path::{Path, PathBuf};

use super::write;

/// The unfinished files in a folder.
pub(crate) fn parts(at: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(at).unwrap().filter_map(Result::ok).map(|file| file.path());
    files.filter(|file| file.extension().is_some_and(|end| end == "part")).collect()
}

/// A small ruler without policies to be told of, one good sheet, one bad sheet, and one without units.
pub(crate) fn small(at: &Path) {
    write(
        at,
        "f.csv",
        super::small::FRAMEWORK
            .replace("có/không", "nhập điểm")
            .replace("tỷ lệ: tối đa từ 100%; sàn 50%; nếu có", "nhập điểm"),
    );
    write(at, "p.json", super::small::POLICIES);
    write(at, "good.csv", "unit;year;1.1;1.2;2\nxa;2023;1;2;3\n");
    write(at, "bad.csv", "unit;year;1.1;1.2;2\nxa;2023;1;2;3\nxb;2023;9;2;3\n");
    write(at, "none.csv", "unit;year;1.1;1.2;2\n");
    write(at, "q.csv", "question,code\nQ1,2\n");
    write(at, "empty-ballots.csv", "ballot,unit,Q1\n");
    write(at, "empty-table.csv", "unit,value,rank\n");
}

pub(crate) const RULED: [&str; 4] = ["-f", "f.csv", "--policies", "p.json"];
