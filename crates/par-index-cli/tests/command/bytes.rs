//! Any bytes as any input file: a finding or an error, an exit code, never a panic.

use crate::common::{folder, par_index_in, write};

/// Bytes that programs tend to stumble over.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let deep = |open: &str, n: usize| open.repeat(n).into_bytes();
    let wide = |n: usize| format!("unit,{}\n", "1,".repeat(n)).into_bytes();
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend("unit,1\nxa,1\n".encode_utf16().flat_map(u16::to_le_bytes));
    let mut half = utf16.clone();
    half.pop();
    vec![
        ("nothing", Vec::new()),
        ("blanks", b" \n\t\r\n  ".to_vec()),
        ("zeros", vec![0; 4096]),
        ("ones", vec![0xFF; 4096]),
        ("bom", b"\xEF\xBB\xBF".to_vec()),
        ("utf-16", utf16),
        ("half of utf-16", half),
        ("lone surrogate", vec![0xFF, 0xFE, 0x00, 0xD8, 0x0A, 0x00]),
        ("deep lists", deep("[", 100_000)),
        ("deep objects", deep("{\"a\":", 100_000)),
        ("one quote", b"unit,1\n\"xa,1\n".to_vec()),
        ("quotes", b"\"\"\"\"\"\"\n\"".to_vec()),
        ("many columns", wide(50_000)),
        ("long cell", [b"unit,1\nxa,".to_vec(), vec![b'9'; 2_000_000]].concat()),
        ("separators", b",;\t,;\t\n,;\t,;\t\n".to_vec()),
        ("sep line", b"sep=".to_vec()),
        ("carriage returns", b"unit,1\rxa,1\r\r\r".to_vec()),
        ("zip", b"PK\x03\x04\x14\x00\x06\x00".to_vec()),
        ("a number too long", b"unit,1\nxa,1e999999999\n".to_vec()),
        (
            "a code like a bomb",
            format!("unit,component,self\nxa,{},1\n", "1.".repeat(100_000)).into_bytes(),
        ),
    ]
}

#[test]
fn hostile_files_give_findings_and_exit_codes() {
    let at = folder();
    let at = at.path();
    let good = [
        ("f.csv", "code,parent,max,scorer\nT,,2,\n1,T,2,appraisal\n"),
        ("a.csv", "unit,1\nxa,1\n"),
        (
            "p.json",
            r#"{"policies": {"not_applicable": "rescale", "no_survey": "rescale", "missing": "zero", "ties": "dense", "print": {"digits": 2}}}"#,
        ),
        ("u.csv", "unit\nxa\n"),
    ];
    for (name, text) in good {
        write(at, name, text);
    }
    for (name, bytes) in hostile() {
        for end in ["csv", "json", ""] {
            let file = if end.is_empty() { "x".to_owned() } else { format!("x.{end}") };
            write(at, &file, &bytes);
            let runs: [&[&str]; 7] = [
                &["rank", "-f", "f.csv", &file, "--year", "2023"],
                &["rank", "-f", &file, "a.csv", "--year", "2023"],
                &["rank", "-f", "f.csv", "--policies", &file, "a.csv", "--year", "2023"],
                &["rank", "-f", "f.csv", "a.csv", "--units", &file, "--year", "2023"],
                &["join", "-f", "f.csv", "a.csv", &file, "--year", "2023", "--format", "csv"],
                &["framework", "check", &file],
                &["verify", &file, "-f", "f.csv", "a.csv"],
            ];
            for args in runs {
                let ran = par_index_in(at, args, "");
                assert!((0..=3).contains(&ran.code), "{name} {args:?}: {}", ran.err);
                assert!(!ran.err.contains("panicked"), "{name} {args:?}: {}", ran.err);
                let said = ran.code == 0 || !ran.err.is_empty() || !ran.out.is_empty();
                assert!(said, "{name} {args:?}: exit {} without a word", ran.code);
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        let called = par_index_in(at, &["call"], &text);
        assert!((1..=2).contains(&called.code), "{name}: {}", called.err);
    }
}

/// A hundred thousand units of which nothing came, in memory that would not hold a card for each.
#[cfg(target_os = "linux")]
#[test]
fn silent_units_take_little_memory() {
    let at = folder();
    let at = at.path();
    let units: Vec<String> = (0..100_000).map(|n| format!("u{n:06}\n")).collect();
    let units = units.concat();
    write(at, "units.csv", format!("unit\n{units}"));
    let binary = env!("CARGO_BIN_EXE_par-index");
    let call = "rank -f hon-quan-2023 --units units.csv --year 2023 --format csv";
    let done = std::process::Command::new("sh")
        .args(["-c", &format!("ulimit -v 300000 && exec '{binary}' {call}")])
        .current_dir(at)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let rows = crate::common::csv_rows(&String::from_utf8(done.stdout).unwrap());
    assert_eq!(rows.len(), 100_000);
    assert!(rows.iter().all(|row| row["state"] == "not_reported" && row["rank"].is_empty()));
}
