//! What a commune should do, who does it, by when, and how many points it brings: first to gain the
//! next rank, then to reach 90 %.
//!
//! ```text
//! cargo run --example plan -- [--lang en|vi]
//! ```

use std::error::Error;

use par_index::view::{self, Look};
use par_index::{Basis, Goal, framework, plan, rank, read, sample, score_all};
use par_index_sheets::read_efforts;

const UNIT: &str = "sample-commune-01";

fn main() -> Result<(), Box<dyn Error>> {
    let lang = std::env::args().skip_while(|arg| arg != "--lang").nth(1);
    let look = Look { lang: lang.as_deref().unwrap_or("en").parse()?, ..Look::default() };

    let fw = framework("hon-quan-2023")?;
    let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
    let table = include_bytes!("../samples/efforts-2023.csv");
    let efforts = read_efforts(&fw, "efforts-2023.csv", table);

    let now = rank(&all).of(UNIT).and_then(|row| row.rank).ok_or("not ranked")?;
    for goal in [Goal::Rank(now - 1), Goal::Target("90".parse()?)] {
        let plan = plan(&all, UNIT, goal, &efforts);
        for finding in &plan.findings {
            println!("{}", finding.text(look.lang));
        }
        println!("{}", view::plan_page(&all, UNIT, &plan).text(look));
    }
    Ok(())
}
