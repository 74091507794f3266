//! The annex of an announcement: the ranking, then a table of units by fields, in points and in
//! ranks.
//!
//! `cargo run --example annex -- vi` prints it in Vietnamese.

use par_index::analysis::{Figures, TableLevel, table};
use par_index::{Basis, Cohort, Error, Lang, framework, rank, read, sample, score_all, view};

fn main() -> Result<(), Error> {
    let all = communes()?;
    println!("{}", view::ranking_page(&all, &rank(&all)).text(look()));
    for figures in [Figures::Obtained, Figures::Rank] {
        let (codes, lines) = table(&all, TableLevel::Field, figures);
        println!(
            "{}",
            view::units_page(&all, &codes, &lines, (TableLevel::Field, figures)).text(look())
        );
    }
    Ok(())
}

fn look() -> view::Look {
    let lang = if std::env::args().any(|arg| arg == "vi") { Lang::Vi } else { Lang::En };
    view::Look { lang, ..view::Look::default() }
}

fn communes() -> Result<Cohort, Error> {
    let fw = framework("hon-quan-2023")?;
    let input = read(&fw, sample("communes-2023")?);
    Ok(score_all(&fw, &input.assessments, Basis::Final))
}
