//! Rows and tables of `intake`: what each unit has sent, and what is still open.

use crate::ask::parts::name;
use crate::ask::parts::row::row;
use crate::assessment::{self, StageName};
use crate::framework::{Agency, LeafIx};
use crate::page::{Cell, Column, Table};
use crate::scoring::{Cohort, Mark, Scorecard, State, score};
use crate::words::{Phrase, Sentence};

row! {
    /// The data that one unit has sent.
    pub struct IntakeRow {
        pub unit: String,
        pub name: String,
        pub group: Option<String>,
        pub state: String,
        /// How many leaves count on this basis, without those taken from the unit above.
        pub leaves: usize,
        /// How many of the unit's leaves have a self score.
        pub self_scored as "self": usize,
        /// How many of the unit's leaves have been appraised.
        pub appraised: usize,
        /// How many of the unit's leaves have survey points.
        pub survey: usize,
        /// How many wait for a value that counts, being missing or not yet appraised.
        pub open: usize,
        /// The files that the data came from, joined by `+`.
        pub files: String,
        /// The files of the unit that could not be read, wholly or in part.
        pub unreadable: String,
    }
}

row! {
    /// The work of one appraiser, over all units.
    pub struct AppraiserRow {
        pub appraiser: String,
        pub title: String,
        pub title_en: String,
        /// How many leaves it has to appraise, summed over the units that report.
        pub leaves: usize,
        pub appraised: usize,
        /// How many leaves a unit claimed that are not appraised yet.
        pub waiting: usize,
        /// How many leaves are neither claimed nor appraised.
        pub missing: usize,
        /// How many leaves are neither claimed nor appraised in units with an unreadable file,
        /// which may hold the values.
        pub unreadable: usize,
    }
}

/// The rows of units, one per unit.
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
        // A leaf whose value comes from the unit above is not asked of the unit itself.
        let asked = |leaf: &LeafIx| !assessment.takes(*leaf);
        let leaves = || (0..cohort.framework().leaf_count()).map(LeafIx).filter(asked);
        let has = |stage| leaves().filter(|leaf| filled(card, *leaf, stage)).count();
        // The values that a unit in error has sent are counted like those of any other unit.
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

/// The rows of appraisers, in the order of the framework's agencies; the last row is for leaves
/// that nobody appraises.
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
                let mut appraisers = node.appraisers().map(Agency::id).peekable();
                let own = match agency {
                    Some(_) => appraisers.any(|appraiser| appraiser == id),
                    None => appraisers.peek().is_none(),
                };
                if !own {
                    continue;
                }
                let leaf = LeafIx(ix);
                if card.assessment().takes(leaf) {
                    continue;
                }
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
        assessment::Cell::Empty | assessment::Cell::Taken(_) => false,
        assessment::Cell::Plain(_) => card.assessment().0.counting_stage(leaf) == stage,
        assessment::Cell::Full(entry) => {
            entry.stage(stage).is_some_and(|stage| stage.value.is_some())
        }
    }
}

fn waits(mark: Mark) -> bool {
    matches!(mark, Mark::Missing | Mark::NotAppraised)
}

/// What each unit has sent, as a table for human readers.
pub fn intake_table(cohort: &Cohort) -> Table {
    let units = [("units", cohort.cards().len().into())];
    let columns = [
        Column::name(),
        Column::figure(Phrase::ColLeaves),
        Column::figure(Phrase::ColSelf),
        Column::figure(Phrase::ColAppraised),
        Column::figure(Phrase::ColSurvey),
        Column::figure(Phrase::ColOpen),
        Column::text(Phrase::ColState),
    ];
    let mut table = Table::new(Sentence::say(Phrase::IntakeTitle, units), columns);
    for (row, card) in intake_rows(cohort).into_iter().zip(cohort.cards()) {
        let counts = [row.leaves, row.self_scored, row.appraised, row.survey, row.open];
        let state = match row.unreadable.as_str() {
            "" => Sentence::word(card.state().phrase()).lower(),
            _ => Phrase::Unreadable.into(),
        };
        table.push(counted(&card.unit().name, &counts, Cell::Text(state)));
    }
    table
}

/// What each appraiser has appraised, as a table for human readers.
pub fn appraiser_table(cohort: &Cohort) -> Table {
    let columns = [
        Column::name(),
        Column::figure(Phrase::ColLeaves),
        Column::figure(Phrase::ColAppraised),
        Column::figure(Phrase::ColWaiting),
        Column::figure(Phrase::ColMissing),
        Column::figure(Phrase::ColUnreadable),
    ];
    let mut table = Table::new(Phrase::AppraiserTitle, columns);
    for row in appraiser_rows(cohort) {
        let mut agencies = cohort.framework().agencies().iter();
        let agency = agencies.find(|agency| agency.id() == row.appraiser);
        let who = agency.map_or(Phrase::None.into(), |agency| Sentence::from(agency.name()));
        let counts = [row.leaves, row.appraised, row.waiting, row.missing];
        table.push(counted(who, &counts, Cell::count(row.unreadable)));
    }
    table
}

fn counted(who: impl Into<Sentence>, counts: &[usize], last: Cell) -> Vec<Cell> {
    let counts = counts.iter().map(|count| Cell::count(*count));
    [Cell::text(who)].into_iter().chain(counts).chain([last]).collect()
}
