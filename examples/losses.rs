//! Who lost points, and why: by agency and cause over all units, then claims compared with
//! appraisal.
//!
//! `cargo run --example losses -- vi` prints it in Vietnamese.

use par_index::analysis::{By, cuts, lost_by};
use par_index::{Basis, Cohort, Error, Lang, framework, read, sample, score_all, view};

fn main() -> Result<(), Error> {
    let all = communes()?;
    println!("{}", view::lost_table(&all, &lost_by(&all, None, By::Lead)?, By::Lead).text(look()));
    println!("{}", view::cut_table(&all, &cuts(&all, None, By::Unit)?, By::Unit).text(look()));
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
