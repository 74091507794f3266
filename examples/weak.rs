//! Which criteria cost the most points: for all units together, then for one unit, by points and by
//! the gap to its peers.
//!
//! `cargo run --example weak -- vi` prints it in Vietnamese.

use par_index::analysis::weak_pooled;
use par_index::{
    Basis, Cohort, Error, Lang, Order, framework, read, sample, score_all, view, weak,
};

fn main() -> Result<(), Error> {
    let all = communes()?;
    let pooled = weak_pooled(&all, Order::PointsLost);
    println!(
        "{}",
        view::pooled_page(
            &all,
            &pooled[..pooled.len().min(8)],
            &pooled,
            (Order::PointsLost, pooled.iter().map(|row| row.lost).sum())
        )
        .text(look())
    );
    for order in [Order::PointsLost, Order::PeerGap] {
        let list = weak(&all, "sample-commune-07", order);
        println!("{}", view::weak_page(&all, &list, order, 5).text(look()));
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
