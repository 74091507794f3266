//! The README's one-liners print what it says they print. Renew what it says with
//! `UPDATE_README=1 cargo test -p par-index-cli --test readme`.

mod common;

use common::{par_index_in, root};

/// A command line split at blanks; single quotes hold blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

#[test]
fn one_liners_print_what_the_readme_says() {
    let update = std::env::var_os("UPDATE_README").is_some();
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut renewed = readme.clone();
    let blocks: Vec<&str> = readme.split("\n```").collect();
    let mut shown = 0;
    let mut vietnamese = 0;
    for pair in blocks.windows(3) {
        let (Some(line), Some(wanted)) =
            (pair[0].strip_prefix("sh\npar-index "), pair[2].strip_prefix("text\n"))
        else {
            continue;
        };
        let mut args = words(line.trim());
        let is_csv = args.contains(&"csv".to_owned());
        if !is_csv {
            // A person's terminal shows tables; a test reads through a pipe.
            args.extend(["--format".to_owned(), "table".to_owned()]);
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = par_index_in(&root(), &args, "");
        // The letter that the README checks has days nobody can keep.
        let code = i32::from(line.starts_with("directive check"));
        assert_eq!(ran.code, code, "{line}: {}", ran.err);
        let got: Vec<&str> = ran.out.trim_end().lines().collect();
        let wanted: Vec<&str> = wanted.trim_end().lines().collect();
        // Of CSV the README shows the first lines.
        let got = if is_csv { &got[..wanted.len()] } else { &got[..] };
        if update {
            let [old, new] = [pair[2].to_owned(), format!("text\n{}", got.join("\n"))];
            renewed = renewed.replacen(&format!("```{old}\n"), &format!("```{new}\n"), 1);
        } else {
            assert_eq!(got, wanted, "{line}");
        }
        shown += 1;
        vietnamese += usize::from(args.contains(&"vi"));
    }
    if update {
        std::fs::write(root().join("README.md"), renewed).unwrap();
    }
    assert!(shown >= 6 && vietnamese >= 2, "{shown} one-liners, {vietnamese} in Vietnamese");
}
