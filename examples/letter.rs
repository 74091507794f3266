//! Checks a letter for mistakes, lists what is overdue on a day, and draws up the report that one
//! unit owes.

use par_index::directive::{
    LEAST_DAYS, ObligationState, PaperAsked, PaperKind, Progress, directive, paper, status,
};
use par_index::{Basis, Efforts, Lang, framework, read, sample, score_all, view};

fn main() -> Result<(), par_index::Error> {
    let letter = directive("hon-quan-2023")?;
    for slip in letter.slips(LEAST_DAYS) {
        println!("{}", slip.text(Lang::Vi));
    }

    let reports = r#"[{"obligation": "1.3", "on": "2023-06-19", "done": 1}]"#;
    let (progress, _) = Progress::from_json(&letter, reports);
    let Ok(on) = "2023-07-01".parse() else { return Ok(()) };
    let standing = status(&letter, &progress, on, LEAST_DAYS);
    let overdue = standing.iter().filter(|one| one.state == ObligationState::Overdue);
    let overdue: Vec<&str> = overdue.map(|one| one.paragraph.as_str()).collect();
    println!("overdue on {on}: {}\n", overdue.join(", "));

    let fw = framework("hon-quan-2023")?;
    let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
    let mut asked = PaperAsked::new(PaperKind::Repair, Some("sample-commune-01"));
    asked.lead = Some("tai-chinh".to_owned());
    let report = paper(&letter, &all, &asked, &progress, &Efforts::default())?;
    let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
    print!("{}", view::paper_document(&letter, &all, &report).markdown(look));
    Ok(())
}
