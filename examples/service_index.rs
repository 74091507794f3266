//! The service index of decision 766/QĐ-TTg during a year: the standing of a province's communes,
//! where one of them loses points, and which steps would raise its score. All units and figures are
//! made up.
//!
//! `cargo run --example service_index -- vi` prints it in Vietnamese.

use par_index::assessment::{Register, RegisteredUnit};
use par_index::{
    Basis, Efforts, Error, Goal, Inputs, Lang, Order, framework, plan, rank, sample, score_all,
    view, weak,
};

fn main() -> Result<(), Error> {
    let fw = framework("vn-766-2026")?;
    // Three leaves of a commune take the value of its province, so the register states which unit
    // is above which.
    let unit = |id: &str, parent: Option<&str>| {
        let mut unit = RegisteredUnit::new(id);
        unit.parent = parent.map(str::to_owned);
        unit.ranked = Some(parent.is_some());
        unit
    };
    let communes = ["mau-01", "mau-02", "mau-03"].map(|id| unit(id, Some("mau")));
    let units = [unit("mau", None)].into_iter().chain(communes).collect();
    let (register, _) = Register::new(units);
    let mut inputs = Inputs::new(&fw).with_register(register).for_year(2026);
    inputs.read("services-2026.json", sample("services-2026")?);
    let all = score_all(&fw, &inputs.finish().assessments, Basis::Final);

    println!("{}", view::ranking_page(&all, &rank(&all)).text(look()));
    let list = weak(&all, "mau-02", Order::PointsLost);
    println!("{}", view::weak_page(&all, &list, Order::PointsLost, 8).text(look()));
    for card in all.cards().iter().filter(|card| card.unit().id == "mau-02") {
        println!("{}", card.explain("1.2", look().lang)?);
    }
    let best = plan(&all, "mau-02", Goal::Budget(3), &Efforts::default());
    println!("{}", view::plan_page(&all, "mau-02", &best).text(look()));
    Ok(())
}

fn look() -> view::Look {
    let lang = if std::env::args().any(|arg| arg == "vi") { Lang::Vi } else { Lang::En };
    view::Look { lang, ..view::Look::default() }
}
