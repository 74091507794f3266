//! Why another unit is ahead: a comparison criterion by criterion that adds up to the difference of
//! the indices; then one number explained down to who gave which points.
//!
//! `cargo run --example two_units -- vi` prints it in Vietnamese.

use par_index::analysis::versus;
use par_index::{Basis, Cohort, Error, Lang, framework, read, sample, score_all, view};

fn main() -> Result<(), Error> {
    let all = communes()?;
    let pair = versus(&all, "sample-commune-01", "sample-commune-09")?;
    println!("{}", view::versus_page(&all, &pair).text(look()));
    if let Some(card) = all.card("sample-commune-01") {
        println!("{}", card.explain("1.3", look().lang)?);
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
