//! Rows and tables of `intake`: who has sent what, what is open.

use super::layout::{Grid, Row, left, right};
use super::look::Look;
use super::name;
use super::row::row;
use crate::assessment::{Cell, StageName};
use crate::framework::{Agency, LeafIx};
use crate::scoring::{Cohort, Mark, Scorecard, State, score};
use crate::words::Phrase;

row! {
    /// What one unit has sent.
    pub struct IntakeRow {
        pub unit: String,
        pub name: String,
        pub group: Option<String>,
        pub state: String,
        /// How many leaves count on this basis.
        pub leaves: usize,
        /// How many of them have a self score.
        pub self_scored as "self": usize,
        /// How many have been appraised.
        pub appraised: usize,
        /// How many have survey points.
        pub survey: usize,
        /// How many wait for a value that counts.
        pub open: usize,
        /// The files it came from, joined by `+`.
        pub files: String,
        /// Those of them that could not be read, wholly or in rows: they have arrived.
        pub unreadable: String,
    }
}

row! {
    /// What one appraiser has appraised, over all units.
    pub struct AppraiserRow {
        pub appraiser: String,
        pub title: String,
        pub title_en: String,
        /// Leaves to appraise, summed over the units that report.
        pub leaves: usize,
        pub appraised: usize,
        /// Claimed by the unit and not yet appraised.
        pub waiting: usize,
        /// Neither claimed nor appraised.
        pub missing: usize,
        /// The same of units of which something came that could not be read: it may hold them.
        pub unreadable: usize,
    }
}

/// One row per unit.
///
/// # Example
/// ```
/// use par_index::{framework, read, sample, score_all, view, Basis};
///
/// let fw = framework("hon-quan-2023")?;
/// let all = score_all(&fw, &read(&fw, sample("communes-2023")?).assessments, Basis::Final);
/// let rows = view::intake_rows(&all);
/// assert_eq!((rows[4].unit.as_str(), rows[4].state.as_str()), ("sample-commune-05", "not_reported"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn intake_rows(cohort: &Cohort) -> Vec<IntakeRow> {
    let rows = cohort.cards().iter().map(|card| {
        let assessment = card.assessment();
        let leaves = || (0..cohort.framework().leaf_count()).map(LeafIx);
        let has = |stage| leaves().filter(|leaf| filled(card, *leaf, stage)).count();
        // What has come of a unit in error is counted as of any other.
        let counted = match card.state() {
            State::InError => score(cohort.framework(), &assessment.as_if_right(), cohort.basis()),
            _ => card.clone(),
        };
        let open = leaves().filter(|leaf| waits(counted.mark_at(*leaf))).count();
        let left_out = |leaf: &LeafIx| counted.mark_at(*leaf) == Mark::LeftOut;
        IntakeRow {
            unit: card.unit().id.clone(),
            name: name(&card.unit().name),
            group: card.unit().group.clone(),
            state: card.state().as_str().to_owned(),
            leaves: leaves().filter(|leaf| !left_out(leaf)).count(),
            self_scored: has(StageName::SelfScore),
            appraised: leaves()
                .filter(|leaf| {
                    filled(card, *leaf, StageName::Appraised)
                        || filled(card, *leaf, StageName::AppraisedAgain)
                })
                .count(),
            survey: has(StageName::Survey),
            open,
            files: assessment.files().collect::<Vec<&str>>().join("+"),
            unreadable: assessment.unreadable_files().collect::<Vec<&str>>().join("+"),
        }
    });
    rows.collect()
}

/// One row per appraiser, in the order of the framework's agencies; then leaves nobody appraises.
pub fn appraiser_rows(cohort: &Cohort) -> Vec<AppraiserRow> {
    let framework = cohort.framework();
    let agencies = framework.agencies().iter().map(Some).chain([None]);
    let rows = agencies.filter_map(|agency| {
        let id = agency.map_or("", Agency::id);
        let mut row = AppraiserRow {
            appraiser: id.to_owned(),
            title: agency.map(|agency| name(agency.name())).unwrap_or_default(),
            title_en: agency.map(|agency| agency.name().en.clone()).unwrap_or_default(),
            ..AppraiserRow::default()
        };
        let reporting = cohort.cards().iter().filter(|card| card.state() != State::NotReported);
        for card in reporting {
            let unreadable = card.assessment().unreadable_files().next().is_some();
            for (ix, node) in framework.leaves().enumerate().filter(|(_, node)| !node.is_survey()) {
                let mut appraisers = framework.appraisers(node).map(Agency::id).peekable();
                let own = match agency {
                    Some(_) => appraisers.any(|appraiser| appraiser == id),
                    None => appraisers.peek().is_none(),
                };
                if !own {
                    continue;
                }
                let leaf = LeafIx(ix);
                let appraised = filled(card, leaf, StageName::Appraised)
                    || filled(card, leaf, StageName::AppraisedAgain);
                let claimed = filled(card, leaf, StageName::SelfScore);
                row.leaves += 1;
                row.appraised += usize::from(appraised);
                row.waiting += usize::from(!appraised && claimed);
                row.missing += usize::from(!appraised && !claimed && !unreadable);
                row.unreadable += usize::from(!appraised && !claimed && unreadable);
            }
        }
        (row.leaves > 0).then_some(row)
    });
    rows.collect()
}

fn filled(card: &Scorecard, leaf: LeafIx, stage: StageName) -> bool {
    match card.assessment().cell(leaf) {
        Cell::Empty => false,
        Cell::Plain(_) => card.assessment().0.counting_stage(leaf) == stage,
        Cell::Full(entry) => entry.stage(stage).is_some_and(|stage| stage.value.is_some()),
    }
}

fn waits(mark: Mark) -> bool {
    matches!(mark, Mark::Missing | Mark::NotAppraised)
}

/// What each unit has sent, as a table.
pub fn intake_table(cohort: &Cohort, look: Look) -> String {
    let mut grid = Grid::new([
        left(24, 40).hanging(),
        right(6),
        right(6),
        right(6),
        right(6),
        right(6),
        left(10, 30),
    ]);
    grid.push(Row::head(vec![
        look.say(Phrase::IntakeTitle, &[("units", cohort.cards().len().into())]),
        look.word(Phrase::ColLeaves),
        look.word(Phrase::ColSelf),
        look.word(Phrase::ColAppraised),
        look.word(Phrase::ColSurvey),
        look.word(Phrase::ColOpen),
        look.word(Phrase::ColState),
    ]));
    for (row, card) in intake_rows(cohort).into_iter().zip(cohort.cards()) {
        let counts = [row.leaves, row.self_scored, row.appraised, row.survey, row.open];
        let mut line = vec![card.unit().name.get(look.lang).to_owned()];
        line.extend(counts.iter().map(ToString::to_string));
        line.push(if row.unreadable.is_empty() {
            card.state().phrase().word(look.lang).to_lowercase()
        } else {
            look.word(Phrase::Unreadable)
        });
        grid.push(Row::of(line));
    }
    look.plain(grid.text(look))
}

/// What each appraiser has appraised, as a table.
pub fn appraiser_table(cohort: &Cohort, look: Look) -> String {
    let mut grid =
        Grid::new([left(24, 50).hanging(), right(8), right(8), right(8), right(8), right(8)]);
    grid.push(Row::head(vec![
        look.word(Phrase::AppraiserTitle),
        look.word(Phrase::ColLeaves),
        look.word(Phrase::ColAppraised),
        look.word(Phrase::ColWaiting),
        look.word(Phrase::ColMissing),
        look.word(Phrase::ColUnreadable),
    ]));
    for row in appraiser_rows(cohort) {
        let agencies = cohort.framework().agencies().iter();
        let agency = agencies.into_iter().find(|agency| agency.id() == row.appraiser);
        let who = agency
            .map_or(look.word(Phrase::None), |agency| agency.name().get(look.lang).to_owned());
        let mut line = vec![who];
        let counts = [row.leaves, row.appraised, row.waiting, row.missing, row.unreadable];
        line.extend(counts.iter().map(ToString::to_string));
        grid.push(Row::of(line));
    }
    look.plain(grid.text(look))
}
