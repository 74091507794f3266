//! From ballots to satisfaction: factors by channel, targets and what is still missing for them,
//! response rates, and the weakest questions of every channel with their lead agencies.
//!
//! `cargo run --example satisfaction -- vi` prints it in Vietnamese.

use par_index::assessment::{SurveyCounts, Tally, Target};
use par_index::framework::FullAt;
use par_index::{Basis, Lang, Order, Percent, framework, score_all, view, weak};
use par_index_sheets::{read_asked, read_ballots, read_questions, read_register};

const UNIT: &str = "sample-commune-01";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let counted = count()?;
    println!("{}", view::satisfaction_page(&counted, UNIT, &targets()).text(look()));
    for (target, assessment) in targets().into_iter().zip(counted.assessments()) {
        assert_eq!(assessment.channel(), target.channel.as_deref());
        println!("{}:", view::channel_name(&target.channel.unwrap_or_default()).text(look().lang));
        let all = score_all(counted.framework(), &[assessment], Basis::Final);
        let list = weak(&all, UNIT, Order::PointsLost);
        println!("{}", view::weak_page(&all, &list, Order::PointsLost, 3).text(look()));
    }
    Ok(())
}

/// The ballots of the sample, counted under the framework.
fn count() -> Result<SurveyCounts, Box<dyn std::error::Error>> {
    let fw = framework("sipas-district-2023")?;
    let questions = include_bytes!("../samples/satisfaction-2023/questions.csv");
    let (questions, findings) = read_questions(&fw, "questions.csv", questions);
    assert!(findings.is_empty());
    let units = include_bytes!("../samples/satisfaction-2023/units.csv");
    let mut tally = Tally::new(&questions).with_register(read_register("units.csv", units).0);
    let asked = include_bytes!("../samples/satisfaction-2023/asked.csv");
    read_asked(&mut tally, "asked.csv", asked);
    let ballots = include_bytes!("../samples/satisfaction-2023/ballots.csv");
    read_ballots(&mut tally, &questions, "ballots.csv", ballots.as_slice())?;
    Ok(tally.for_year(2023).finish())
}

/// The targets: above 95 % in the regular channels, above 85 % in the unannounced survey.
fn targets() -> Vec<Target> {
    let target = |(channel, percent): (&str, u32)| Target {
        channel: Some(channel.to_owned()),
        threshold: FullAt::Above(Percent::whole(percent)),
    };
    [("regular", 95), ("regular-online", 95), ("surprise", 85)].map(target).to_vec()
}

fn look() -> view::Look {
    let lang = if std::env::args().any(|arg| arg == "vi") { Lang::Vi } else { Lang::En };
    view::Look { lang, ..view::Look::default() }
}
