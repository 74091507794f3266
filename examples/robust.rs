//! How robust ranks are: under other weights of the fields, and with one field left out at a time.
//!
//! `cargo run --example robust -- vi` prints it in Vietnamese.

use par_index::analysis::{Variation, Vary, robustness};
use par_index::{Basis, Cohort, Error, Lang, Percent, framework, read, sample, score_all, view};

fn main() -> Result<(), Error> {
    let all = communes()?;
    for vary in [Vary::Weights, Vary::Fields] {
        let how = Variation { vary, amount: Percent::whole(25), replicates: 500, seed: 1 };
        println!("{}", view::robustness_table(&robustness(&all, &how)?.rows, &how).text(look()));
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
