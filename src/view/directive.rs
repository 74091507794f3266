//! Directives: which there are, what one orders, and what is wrong with it.

use super::layout::{Grid, Row, codes, left, right, wrap};
use super::row::row;
use super::{name, percent};
use crate::analysis::PooledLeaf;
use crate::directive::{Actor, Directive, Goal, Obligation, Parent, Target, TargetUnit};
use crate::finding::{Finding, Severity};
use crate::quantity::{Digits, Percent, PointSum};
use crate::render::Look;
use crate::words::{Arg, Lang, Phrase};

row! {
    /// One directive of a list.
    pub struct DirectiveRow {
        pub id: String,
        pub hash: String,
        pub title: String,
        pub title_en: String,
        pub issued: String,
        pub framework: Option<String>,
        pub provenance: String,
        pub obligations: usize,
    }
}

row! {
    /// One obligation, as CSV shows it.
    pub struct ObligationRow {
        /// The paragraph.
        pub obligation: String,
        pub text: String,
        pub text_en: String,
        /// Codes and links joined by `+`.
        pub nodes: String,
        /// Those of them the letter does not state.
        pub reconstructed: String,
        pub goal: String,
        pub comparator: Option<String>,
        pub threshold: Option<String>,
        pub unit_of_measure: Option<String>,
        pub base: Option<String>,
        pub if_any: bool,
        pub lead: String,
        pub cooperating: String,
        pub due: Option<String>,
        /// Before that day, not on it.
        pub due_before: bool,
        pub starts: Option<String>,
        /// The numbers of the documents it belongs to, joined by `+`.
        pub parents: String,
        /// What it must yield.
        pub product: String,
        pub product_en: String,
        pub request: bool,
        pub source: Option<String>,
    }
}

row! {
    /// One thing that is wrong with a letter.
    pub struct SlipRow {
        /// The paragraph.
        pub obligation: Option<String>,
        pub code: String,
        pub severity: String,
        pub message: String,
    }
}

row! {
    /// The same beside a year's data: something wrong with a letter, or a weak criterion that none of its
    /// obligations touches.
    pub struct GapRow {
        /// The paragraph; empty of a criterion.
        pub obligation: Option<String>,
        pub code: String,
        pub severity: String,
        pub message: String,
        /// The criterion; empty of a slip.
        pub node: Option<String>,
        pub title: String,
        pub title_en: String,
        pub lead: String,
        pub lost: Option<PointSum>,
        /// In percent.
        pub ratio: Option<String>,
    }
}

/// The row of a directive.
pub fn directive_row(directive: &Directive) -> DirectiveRow {
    DirectiveRow {
        id: directive.id().to_owned(),
        hash: directive.hash(),
        title: name(directive.title()),
        title_en: directive.title().en.clone(),
        issued: directive.issued().to_string(),
        framework: directive.framework_id().map(str::to_owned),
        provenance: directive.provenance().as_str().to_owned(),
        obligations: directive.obligations().len(),
    }
}

/// The obligations of a directive as rows.
///
/// ```
/// use par_index::{directive, view};
/// let rows = view::obligation_rows(&directive("hon-quan-2023")?);
/// assert_eq!(rows.iter().find(|row| row.obligation == "2.6c").unwrap().threshold.as_deref(), Some("3"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn obligation_rows(directive: &Directive) -> Vec<ObligationRow> {
    let rows = directive.obligations().iter().map(|one| {
        let target = one.target();
        let (unit, base, if_any) = match target.map(Target::unit) {
            Some(TargetUnit::Percent { base, if_any }) => {
                (Some("%".to_owned()), base.as_ref().map(name), *if_any)
            }
            Some(TargetUnit::Count(noun)) => (Some(name(noun)), None, false),
            None => (None, None, false),
        };
        let helpers: Vec<&str> = directive.cooperating(one).map(Actor::id).collect();
        let links = one.links().iter();
        let ours = links.clone().filter(|link| one.is_reconstructed(link));
        let joined = |links: Vec<String>| links.join("+");
        ObligationRow {
            obligation: one.paragraph().to_string(),
            text: name(one.text()),
            text_en: one.text().en.clone(),
            nodes: joined(links.map(ToString::to_string).collect()),
            reconstructed: joined(ours.map(ToString::to_string).collect()),
            goal: one.goal().as_str().to_owned(),
            comparator: target.map(|target| target.comparator().as_str().to_owned()),
            threshold: target.map(|target| target.threshold().to_string()),
            unit_of_measure: unit,
            base,
            if_any,
            lead: directive.lead_key(one),
            cooperating: helpers.join("+"),
            due: one.due().map(|day| day.to_string()),
            due_before: one.is_due_before(),
            starts: one.starts().map(|day| day.to_string()),
            parents: documents(directive, one).join("+"),
            product: name(one.product()),
            product_en: one.product().en.clone(),
            request: one.is_request(),
            source: one.source().map(str::to_owned),
        }
    });
    rows.collect()
}

/// The numbers of the documents an obligation belongs to.
fn documents<'a>(directive: &'a Directive, one: &'a Obligation) -> Vec<&'a str> {
    directive.parents_of(one).map(Parent::document).collect()
}

/// The slips of a directive as rows.
pub fn slip_rows(slips: &[Finding]) -> Vec<SlipRow> {
    let rows = slips.iter().map(|slip| SlipRow {
        obligation: slip.place().node.clone(),
        code: slip.code().as_str().to_owned(),
        severity: slip.severity().as_str().to_owned(),
        message: slip.message(Lang::En),
    });
    rows.collect()
}

/// The slips of a directive and the weak criteria it does not touch, as rows.
pub(crate) fn gap_rows(
    slips: &[Finding],
    gaps: &[(PooledLeaf, Finding)],
    digits: Digits,
) -> Vec<GapRow> {
    let slips = slip_rows(slips).into_iter().map(|row| GapRow {
        obligation: row.obligation,
        code: row.code,
        severity: row.severity,
        message: row.message,
        ..GapRow::default()
    });
    let gaps = gaps.iter().map(|(leaf, finding)| GapRow {
        obligation: None,
        code: finding.code().as_str().to_owned(),
        severity: finding.severity().as_str().to_owned(),
        message: finding.message(Lang::En),
        node: Some(leaf.code.to_string()),
        title: name(&leaf.title),
        title_en: leaf.title.en.clone(),
        lead: leaf.lead.clone(),
        lost: Some(leaf.lost),
        ratio: leaf.ratio.map(|ratio| percent(ratio, digits)),
    });
    slips.chain(gaps).collect()
}

/// The weak criteria that a letter does not touch, one line each; `None` where no unit has figures.
pub(crate) fn gap_table(
    gaps: Option<&[PooledLeaf]>,
    (below, year): (Percent, Option<u16>),
    digits: Digits,
    look: Look,
) -> String {
    let Some(gaps) = gaps else {
        return look.plain(look.word(Phrase::UntouchedUnknown) + "\n");
    };
    let place = |phrase: Phrase| {
        year.map(|year| look.say(phrase, &[("year", year.to_string().into())])).unwrap_or_default()
    };
    let args = |phrase| {
        let below = look.lang.percent(below, digits);
        [("below", Arg::from(below)), ("year", place(phrase).into())]
    };
    if gaps.is_empty() {
        return look.plain(look.say(Phrase::UntouchedNone, &args(Phrase::InYear)) + "\n");
    }
    let title = look.say(Phrase::UntouchedTitle, &args(Phrase::OfYear));
    let mut grid = Grid::new([left(20, 44).hanging(), right(6), right(8), left(8, 30)]);
    grid.push(Row::of(vec![
        look.word(Phrase::ColNode),
        look.word(Phrase::ColLost),
        look.word(Phrase::ColRatio),
        look.word(Phrase::ColLead),
    ]));
    for leaf in gaps {
        let lead = leaf.lead_names.get(look.lang);
        grid.push(Row::of(vec![
            format!("{} {}", leaf.code, leaf.short.get(look.lang)),
            look.sum(leaf.lost, digits),
            leaf.ratio.map(|ratio| look.ratio(ratio, digits)).unwrap_or_default(),
            if lead.is_empty() { look.word(Phrase::None) } else { lead.to_owned() },
        ]));
    }
    let title: Vec<String> = wrap(&title, "", "  ").lines().map(|line| look.bold(line)).collect();
    look.plain(format!("{}\n{}", title.join("\n"), grid.text(look)))
}

/// Directives as a table.
///
/// ```
/// use par_index::{directive, view};
/// let all = [directive("hon-quan-2023")?];
/// assert!(view::directive_list(&all, view::Look::default()).contains("2023-06-08"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn directive_list(directives: &[Directive], look: Look) -> String {
    let columns = [left(15, 30), left(13, 14), left(10, 13), right(6).within(12), left(10, 32)];
    let mut grid = Grid::new(columns);
    grid.push(Row::head(vec![
        look.word(Phrase::DirectivesTitle),
        look.word(Phrase::ColProvenance),
        look.word(Phrase::ColIssued),
        look.word(Phrase::ColObligations),
        look.word(Phrase::ColTitle),
    ]));
    for directive in directives {
        grid.push(Row::of(vec![
            directive.id().to_owned(),
            look.word(directive.provenance().phrase()),
            directive.issued().text().get(look.lang).to_owned(),
            directive.obligations().len().to_string(),
            directive.title().get(look.lang).to_owned(),
        ]));
    }
    look.plain(grid.text(look))
}

/// What an obligation is after: its figure, or its goal in a word.
pub(super) fn goal_text(one: &Obligation, look: Look) -> String {
    match (one.target(), one.goal()) {
        (Some(target), _) => target.text(look.lang),
        (None, Goal::Do) => String::new(),
        (None, goal) => look.word(goal.phrase()),
    }
}

/// The head of a directive's pages.
fn head(directive: &Directive, look: Look) -> String {
    head_of(directive, directive.obligations().len(), look)
}

/// The same where only so many obligations are shown.
pub(super) fn head_of(directive: &Directive, shown: usize, look: Look) -> String {
    let hash = directive.hash();
    let count = directive.obligations().len();
    let args = [("some", shown.into()), ("count", count.into())];
    let some = look.say(Phrase::DirectiveSome, &args);
    let count = if shown == count { Arg::from(count) } else { some.into() };
    let args = [
        ("id", directive.id().into()),
        ("provenance", look.word(directive.provenance().phrase()).into()),
        ("hash", hash.get(..8).unwrap_or_default().into()),
        ("issued", directive.issued().text().into()),
        ("count", count),
    ];
    let title = directive.title().get(look.lang);
    format!("{}\n{}\n\n", look.bold(title), look.say(Phrase::DirectiveHead, &args))
}

/// What a directive orders, paragraph by paragraph.
///
/// ```
/// use par_index::{Lang, directive, view};
/// let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
/// let table = view::directive_table(&directive("hon-quan-2023")?, look);
/// assert!(table.contains("≥ 3 sáng kiến") && table.contains("30/10/2023"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn directive_table(directive: &Directive, look: Look) -> String {
    let head_row = [
        Phrase::ColParagraph,
        Phrase::ColOrdered,
        Phrase::ColGoal,
        Phrase::ColLead,
        Phrase::ColDue,
    ];
    let columns = [codes(5), left(20, 44), left(8, 16), left(8, 18), left(10, 10)];
    let mut grid = Grid::new(columns);
    grid.push(Row::head(head_row.map(|phrase| look.word(phrase)).to_vec()));
    for one in directive.obligations() {
        let text = one.text().get(look.lang);
        let request = if one.is_request() { look.word(Phrase::RequestMark) } else { String::new() };
        let due = one.due_text().get(look.lang).to_owned();
        let line = vec![
            one.paragraph().to_string(),
            format!("{text} {request}").trim_end().to_owned(),
            goal_text(one, look),
            directive.lead_names(one, look.lang),
            due,
        ];
        grid.push(Row::of(line).under(besides(directive, one, look).join("; ")));
    }
    look.plain(head(directive, look) + &grid.text(look))
}

/// What an obligation has besides the columns: who helps, the whole of its percentage, what it yields,
/// what it belongs to.
fn besides(directive: &Directive, one: &Obligation, look: Look) -> Vec<String> {
    let base = one.target().and_then(Target::base);
    let parts = [
        (Phrase::ShowHelpers, "agencies", directive.cooperating_names(one, look.lang)),
        (
            Phrase::ShowBase,
            "base",
            base.map(|base| base.get(look.lang).to_owned()).unwrap_or_default(),
        ),
        (Phrase::ShowProduct, "product", one.product().get(look.lang).to_owned()),
        (Phrase::ShowParents, "documents", documents(directive, one).join(", ")),
    ];
    let said = parts.into_iter().filter(|(_, _, text)| !text.is_empty());
    said.map(|(phrase, key, text)| look.say(phrase, &[(key, text.into())])).collect()
}

/// What is wrong with a letter: paragraph, what it is, what was expected, what to do.
///
/// ```
/// use par_index::{directive, view};
/// let letter = directive("hon-quan-2023")?;
/// let table = view::slip_table(&letter, &letter.slips(15), view::Look::default());
/// assert!(table.contains("[several_leads]: several lead 7"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn slip_table(directive: &Directive, slips: &[Finding], look: Look) -> String {
    let mut out = head(directive, look);
    if !slips.is_empty() {
        out.push_str(&look.bold(&look.word(Phrase::SlipsTitle)));
        out.push('\n');
    }
    for slip in slips {
        let paragraph = slip.place().node.clone().unwrap_or_default();
        let paragraph = if paragraph.is_empty() { paragraph } else { paragraph + "  " };
        let line = format!(
            "{paragraph}{} [{}]: {}",
            slip.severity().word(look.lang),
            slip.code().as_str(),
            slip.message(look.lang)
        );
        out.push_str(&wrap(&line, " ", "      "));
        out.push('\n');
        let cure = [slip.expected(look.lang), slip.suggestion(look.lang)];
        let cure: Vec<String> = cure.into_iter().filter(|text| !text.is_empty()).collect();
        if !cure.is_empty() {
            let cure = format!("{} {}", look.arrow(), cure.join("; "));
            out.push_str(&wrap(&cure, "      ", "        "));
            out.push('\n');
        }
    }
    let count = |severity| slips.iter().filter(|slip| slip.severity() == severity).count();
    let args = [
        ("errors", count(Severity::Error).into()),
        ("warnings", count(Severity::Warning).into()),
        ("count", directive.obligations().len().into()),
    ];
    look.plain(format!("{out}{}\n", look.say(Phrase::SlipsSum, &args)))
}
