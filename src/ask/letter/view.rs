//! Rows and pages about directives: a list of them, the obligations of one, and its faults.

use crate::analysis::PooledLeaf;
use crate::ask::parts::row::row;
use crate::ask::parts::{name, percent};
use crate::directive::{Actor, Directive, Goal, Obligation, Parent, Target, TargetUnit};
use crate::finding::{Finding, Severity};
use crate::page::{Block, Cell, Column, Page, Row, Table};
use crate::period::Period;
use crate::quantity::{Digits, Percent, PointSum};
use crate::words::{Arg, Lang, Phrase, Sentence, Text, column_heading};

row! {
    /// One directive in a list of directives.
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
    /// One obligation as a row for CSV.
    pub struct ObligationRow {
        /// The paragraph of the letter that states the obligation.
        pub obligation: String,
        pub text: String,
        pub text_en: String,
        /// The codes and other links of the obligation, joined by `+`.
        pub nodes: String,
        /// The links that the letter itself does not state: they were added when it was recorded.
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
        /// Whether the work is due before that day and not on it.
        pub due_before: bool,
        pub starts: Option<String>,
        /// The numbers of the documents that the obligation derives from, joined by `+`.
        pub parents: String,
        /// The product that the obligation asks for.
        pub product: String,
        pub product_en: String,
        pub request: bool,
        pub source: Option<String>,
    }
}

row! {
    /// One fault of a letter.
    pub struct SlipRow {
        /// The paragraph of the letter.
        pub obligation: Option<String>,
        pub code: String,
        pub severity: String,
        pub message: String,
    }
}

row! {
    /// A fault of a letter, or a weak criterion that none of its obligations touches; used if the
    /// letter is checked with the data of a year.
    pub struct GapRow {
        /// The paragraph; empty for a criterion.
        pub obligation: Option<String>,
        pub code: String,
        pub severity: String,
        pub message: String,
        /// The code of the criterion; empty for a fault of the letter.
        pub node: Option<String>,
        pub title: String,
        pub title_en: String,
        pub lead: String,
        pub lost: Option<PointSum>,
        /// The attainment in percent.
        pub ratio: Option<String>,
    }
}

/// One directive as a row.
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
/// use par_index::directive::directive;
/// use par_index::view;
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

/// The numbers of the documents that an obligation derives from.
fn documents<'a>(directive: &'a Directive, one: &'a Obligation) -> Vec<&'a str> {
    directive.parents_of(one).map(Parent::document).collect()
}

/// The faults of a directive as rows.
pub fn slip_rows(slips: &[Finding]) -> Vec<SlipRow> {
    let rows = slips.iter().map(|slip| SlipRow {
        obligation: slip.place().node.clone(),
        code: slip.code().as_str().to_owned(),
        severity: slip.severity().as_str().to_owned(),
        message: slip.message(Lang::En),
    });
    rows.collect()
}

/// The faults of a directive, followed by the weak criteria that it does not touch, as rows.
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

/// The weak criteria that a letter does not touch, one row each; `gaps` is `None` if no unit has
/// figures.
pub(crate) fn gap_block(
    gaps: Option<&[PooledLeaf]>,
    (below, period): (Percent, Option<Period>),
    digits: Digits,
) -> Block {
    let Some(gaps) = gaps else { return Block::say(Phrase::UntouchedUnknown) };
    let say = |phrase, of, said: fn(Period) -> Text| {
        let period = period.map(|period| Sentence::say(of, [("year", said(period).into())]));
        let args = [
            ("below", Arg::SignedPercent(below, digits)),
            ("year", period.unwrap_or_default().into()),
        ];
        Sentence::say(phrase, args)
    };
    if gaps.is_empty() {
        return Block::say(say(Phrase::UntouchedNone, Phrase::InYear, Period::text));
    }
    let columns = [
        Column::code(),
        Column::name().headed(Phrase::ColNode),
        Column::figure(Phrase::ColLost),
        Column::figure(Phrase::ColRatio),
        Column::text(Phrase::ColLead),
    ];
    let mut table = Table::new(say(Phrase::UntouchedTitle, Phrase::OfYear, Period::title), columns);
    for leaf in gaps {
        let lead = Some(&leaf.lead_names).filter(|names| !names.is_empty());
        table.push([
            Cell::code(&leaf.code),
            Cell::text(&leaf.short),
            Cell::points(leaf.lost, digits),
            leaf.ratio.map(|ratio| Cell::Ratio(ratio, digits)).unwrap_or_default(),
            lead.map_or_else(|| Cell::text(Phrase::None), Cell::text),
        ]);
    }
    table.into()
}

/// Directives as a table.
///
/// ```
/// use par_index::directive::directive;
/// use par_index::view;
/// let table = view::directives_table(&[directive("hon-quan-2023")?]);
/// assert_eq!((table.columns.len(), table.rows().count()), (5, 1));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn directives_table(directives: &[Directive]) -> Table {
    let columns = [
        Column::name(),
        Column::text(Phrase::ColProvenance),
        Column::text(Phrase::ColIssued),
        Column::figure(Phrase::ColObligations),
        Column::text(Phrase::ColTitle),
    ];
    let mut table = Table::new(Phrase::DirectivesTitle, columns);
    for directive in directives {
        table.push([
            Cell::Code(directive.id().to_owned()),
            Cell::text(directive.provenance().phrase()),
            Cell::Day(directive.issued()),
            Cell::count(directive.obligations().len()),
            Cell::text(directive.title()),
        ]);
    }
    table
}

/// The goal of an obligation: its target figure, or its goal in a word.
pub(crate) fn goal(one: &Obligation) -> Sentence {
    match (one.target(), one.goal()) {
        (Some(target), _) => Text::of(|lang| target.text(lang)).into(),
        (None, Goal::Do) => Sentence::NONE,
        (None, goal) => goal.phrase().into(),
    }
}

/// The short names of the lead agencies of an obligation.
pub(crate) fn leads(directive: &Directive, one: &Obligation) -> Text {
    Text::of(|lang| directive.lead_names(one, lang))
}

/// The head of a directive's pages; `shown` is the number of obligations that the page shows.
pub(crate) fn head(directive: &Directive, shown: usize) -> [Block; 2] {
    let hash = directive.hash();
    let count = directive.obligations().len();
    let args = [("some", shown.into()), ("count", count.into())];
    let some = || Sentence::say(Phrase::DirectiveSome, args);
    let args = [
        ("id", directive.id().into()),
        ("provenance", Sentence::word(directive.provenance().phrase()).into()),
        ("hash", hash.get(..8).unwrap_or_default().into()),
        ("issued", directive.issued().text().into()),
        ("count", if shown == count { count.into() } else { some().into() }),
    ];
    [Block::title(directive.title()), Block::say(Sentence::say(Phrase::DirectiveHead, args))]
}

/// The obligations of a directive, paragraph by paragraph.
///
/// ```
/// use par_index::directive::directive;
/// use par_index::{Lang, view};
/// let look = view::Look { lang: Lang::Vi, ..view::Look::default() };
/// let text = view::directive_page(&directive("hon-quan-2023")?).text(look);
/// assert!(text.contains("≥ 3 sáng") && text.contains("30/10/2023"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn directive_page(directive: &Directive) -> Page {
    let columns = [
        Column::code().headed(Phrase::ColParagraph),
        Column::name().headed(Phrase::ColOrdered),
        Column::text(column_heading("goal")),
        Column::text(Phrase::ColLead),
        Column::text(Phrase::ColDue),
    ];
    let mut table = Table::new(Sentence::NONE, columns);
    for one in directive.obligations() {
        let request = one.is_request().then_some(Phrase::RequestMark).map(Sentence::word);
        let text = [one.text().into(), request.unwrap_or_default()];
        let cells = [
            Cell::code(one.paragraph()),
            Cell::text(Sentence::joined(text, " ")),
            Cell::text(goal(one)),
            Cell::text(leads(directive, one)),
            Cell::text(one.due_text()),
        ];
        table.push(Row::of(cells).note(besides(directive, one)));
    }
    let shown = directive.obligations().len();
    Page::of(head(directive, shown)).with([Block::from(table)])
}

/// The details of an obligation that have no column: co-operating agencies, the base of its
/// percentage, its product, and the documents it derives from.
fn besides(directive: &Directive, one: &Obligation) -> Sentence {
    let base = one.target().and_then(Target::base).cloned();
    let parts = [
        (Phrase::ShowHelpers, "agencies", Text::of(|lang| directive.cooperating_names(one, lang))),
        (Phrase::ShowBase, "base", base.unwrap_or_default()),
        (Phrase::ShowProduct, "product", one.product().clone()),
        (Phrase::ShowParents, "documents", Text::same(documents(directive, one).join(", "))),
    ];
    let said = parts.into_iter().filter(|(_, _, text)| !text.is_empty());
    let said = said.map(|(phrase, key, text)| Sentence::say(phrase, [(key, text.into())]));
    Sentence::joined(said, "; ")
}

/// The faults of a letter: for each the paragraph, the fault, what was expected, and what to do.
///
/// ```
/// use par_index::directive::directive;
/// use par_index::view;
/// let letter = directive("hon-quan-2023")?;
/// let text = view::slips_page(&letter, &letter.slips(15)).text(view::Look::default());
/// assert!(text.contains("[several_leads]: several lead 7"));
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn slips_page(directive: &Directive, slips: &[Finding]) -> Page {
    let mut table = Table::new(Phrase::SlipsTitle, [Column::code(), Column::text(Sentence::NONE)]);
    for slip in slips {
        let what = Text::of(|lang| {
            let severity = slip.severity().word(lang);
            format!("{severity} [{}]: {}", slip.code().as_str(), slip.message(lang))
        });
        let cure = [Text::of(|lang| slip.expected(lang)), Text::of(|lang| slip.suggestion(lang))];
        let cure = Sentence::joined(cure.map(Sentence::from), "; ");
        let arrow = Sentence::sign(if cure.is_empty() { "" } else { "→ " });
        let paragraph = slip.place().node.clone().map(Cell::Code);
        let row = Row::of([paragraph.unwrap_or_default(), Cell::text(what)]);
        table.push(row.note(arrow.and(cure)));
    }
    let mut blocks = Vec::from_iter((!slips.is_empty()).then(|| Block::from(table)));
    let count = |severity| slips.iter().filter(|slip| slip.severity() == severity).count();
    let obligations = directive.obligations().len();
    let args = [
        ("errors", count(Severity::Error).into()),
        ("warnings", count(Severity::Warning).into()),
        ("count", obligations.into()),
    ];
    blocks.push(Block::say(Sentence::say(Phrase::SlipsSum, args)));
    Page::of(head(directive, obligations)).with(blocks)
}
