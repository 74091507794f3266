//! Rows and page of `framework diff`: the changes from one framework to another.

use crate::ask::parts::framework::levels;
use crate::ask::parts::name;
use crate::ask::parts::row::row;
use crate::framework::{Agency, Change, Framework, Grades, Node, Provenance};
use crate::page::{Cell, Column, Page, Table};
use crate::quantity::Points;
use crate::words::{Lang, Phrase, Sentence, Text, column_heading};

row! {
    /// One change. A node that changed in several ways has several rows.
    pub struct FrameworkChangeRow {
        /// The kind of change: `added`, `dropped`, `recoded`, `renamed`, `rescaled`, `rescored` or
        /// `reassigned` for a node; `policy` or `head` for the framework as a whole.
        pub change: String,
        /// The node's code in the later framework, for a dropped node in the earlier one; for a
        /// policy or a key of the head its name.
        pub code: String,
        pub title: String,
        pub title_en: String,
        /// The value before; `to` is the value after. Either is a code, a name, points, a rule in
        /// one line, agencies, or a policy's value.
        pub from: String,
        pub to: String,
    }
}

/// The keys of a framework's head that affect results.
const HEAD: [&str; 6] = ["index", "level", "valid", "total", "provenance", "grades"];

/// The changes from one framework to another: first those of the whole, then those of nodes.
///
/// ```
/// use par_index::{framework, view};
/// let (old, new) = (framework("papi-2018")?, framework("papi-2019")?);
/// let rows = view::framework_changes(&old, &new);
/// assert_eq!((rows[0].change.as_str(), rows[0].code.as_str()), ("head", "valid"));
/// assert!(view::framework_changes(&old, &old).is_empty());
/// # Ok::<(), par_index::Error>(())
/// ```
pub fn framework_changes(old: &Framework, new: &Framework) -> Vec<FrameworkChangeRow> {
    let documents = [old, new]
        .map(|one| serde_json::from_str::<serde_json::Value>(&one.to_json()).unwrap_or_default());
    let keys = |at: &str| {
        let keys = documents.iter().filter_map(|document| document.pointer(at)?.as_object());
        keys.flat_map(|object| object.keys().cloned()).collect::<std::collections::BTreeSet<_>>()
    };
    let value = |n: usize, pointer: &str| match documents[n].pointer(pointer) {
        None => String::new(),
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let value = |n: usize, pointer: &str| match (pointer, n) {
        ("/valid", 0) => old.valid_text(),
        ("/valid", _) => new.valid_text(),
        ("/grades", 0) => grades(old),
        ("/grades", _) => grades(new),
        _ => value(n, pointer),
    };
    let head = HEAD.map(|key| ("head", key.to_owned(), format!("/{key}"))).into_iter();
    let policies = keys("/policies").into_iter().map(|key| {
        let pointer = format!("/policies/{key}");
        ("policy", key, pointer)
    });
    let whole = head.chain(policies).filter_map(|(change, code, pointer)| {
        let (from, to) = (value(0, &pointer), value(1, &pointer));
        let change = change.to_owned();
        (from != to).then(|| FrameworkChangeRow { change, code, from, to, ..Default::default() })
    });
    let nodes = old.difference(new).into_iter().map(|change| row_of(old, new, &change));
    whole.chain(nodes).collect()
}

/// The grades by name, each with its lower bound.
fn grades(framework: &Framework) -> String {
    let parts: Vec<String> = match framework.grades() {
        Grades::Bands(bands) => {
            bands.iter().map(|band| format!("{} {}", name(&band.label), band.from)).collect()
        }
        Grades::Quartiles(labels) => labels.iter().map(|label| name(label)).collect(),
    };
    parts.join("; ")
}

fn row_of(old: &Framework, new: &Framework, change: &Change) -> FrameworkChangeRow {
    let (word, code, was) = match change {
        Change::Added(code) => ("added", code, code),
        Change::Dropped(code) => ("dropped", code, code),
        Change::Recoded { from, to } => ("recoded", to, from),
        Change::Renamed { code, .. } => ("renamed", code, code),
        Change::Rescaled { code, .. } => ("rescaled", code, code),
        Change::Rescored { code, was } => ("rescored", code, was),
        Change::Reassigned { code, was } => ("reassigned", code, was),
    };
    let node = new.node(code.as_str()).filter(|_| word != "dropped");
    let before = old.node(was.as_str());
    let title = node.or(before).map(|node| node.name().clone()).unwrap_or_default();
    let max = |node: Option<&Node>| node.map(|node| node.max().to_string()).unwrap_or_default();
    let (from, to) = match change {
        Change::Added(_) => (String::new(), max(node)),
        Change::Dropped(_) => (max(before), String::new()),
        Change::Recoded { from, to } => (from.to_string(), to.to_string()),
        Change::Renamed { from, to, .. } => (name(from), name(to)),
        Change::Rescaled { from, to, .. } => (from.to_string(), to.to_string()),
        Change::Rescored { .. } => {
            let [from, to] = [before, node].map(|node| node.map(scored).unwrap_or_default());
            if from == to { (written(before), written(node)) } else { (from, to) }
        }
        Change::Reassigned { .. } => {
            (before.map(assigned).unwrap_or_default(), node.map(assigned).unwrap_or_default())
        }
    };
    FrameworkChangeRow {
        change: word.to_owned(),
        code: code.to_string(),
        title: name(&title),
        title_en: title.en,
        from,
        to,
    }
}

/// Who scores a leaf and how, as a table shows it; empty for an inner node.
fn scored(node: &Node) -> String {
    let Some(leaf) = node.leaf() else { return String::new() };
    let mut rule = leaf.rule().to_spec();
    rule.labels = None;
    let line = rule.to_line(Lang::En).unwrap_or_else(|| leaf.rule().kind().to_owned());
    let inherit = leaf.inherit().map(|inherit| format!("inherit: {}", inherit.as_str()));
    let parts = [Some(leaf.scorer().as_str().to_owned()), inherit, Some(line)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// The rule as JSON, used if its short line does not show the difference.
fn written(node: Option<&Node>) -> String {
    let rule = node.and_then(Node::leaf).map(|leaf| leaf.rule().to_spec());
    rule.and_then(|rule| serde_json::to_string(&rule).ok()).unwrap_or_default()
}

fn assigned(node: &Node) -> String {
    let ids = |all: Vec<&Agency>| all.into_iter().map(Agency::id).collect::<Vec<_>>().join("+");
    let lists = [
        ("lead", ids(node.lead().collect())),
        ("cooperating", ids(node.cooperating().collect())),
        ("appraiser", ids(node.appraisers().collect())),
    ];
    let named = lists.into_iter().filter(|(_, ids)| !ids.is_empty());
    named.map(|(key, ids)| format!("{key}: {ids}")).collect::<Vec<_>>().join("; ")
}

/// The changes as a table whose title says how many there are.
pub fn framework_changes_page(rows: &[FrameworkChangeRow]) -> Page {
    let title = Sentence::say(Phrase::ChangesTitle, [("count", rows.len().into())]);
    let columns = [
        Column::code(),
        Column::text(Phrase::ColChanged),
        Column::text(column_heading("before")),
        Column::text(column_heading("after")),
        Column::name(),
    ];
    let mut table = Table::new(title, columns);
    for row in rows {
        let change = match row.change.as_str() {
            "added" => Phrase::ChangeAdded,
            "dropped" => Phrase::ChangeDropped,
            "recoded" => Phrase::ChangeRecoded,
            "renamed" => Phrase::ChangeRenamed,
            "rescaled" => Phrase::ChangeRescaled,
            "rescored" => Phrase::ChangeRescored,
            "reassigned" => Phrase::ChangeReassigned,
            "policy" => Phrase::ChangePolicy,
            _ => Phrase::ChangeHead,
        };
        let said = |text: &str| match (text, row.change.as_str()) {
            ("", _) => Cell::Absent,
            (points, "added" | "dropped" | "rescaled") => match points.parse::<Points>() {
                Ok(points) => Cell::Figure(points.into()),
                Err(_) => Cell::text(points),
            },
            (text, "rescored") => Cell::text(Text::of(|lang| in_words(text, lang))),
            (text, "head") if row.code == "level" => Cell::text(levels(text)),
            (text, "head") if row.code == "provenance" => {
                let all = [Provenance::Official, Provenance::Reconstructed];
                let known = all.into_iter().find(|known| known.as_str() == text);
                Cell::text(known.unwrap_or(Provenance::Illustrative).phrase())
            }
            (text, "reassigned") => Cell::text(Text::of(|lang| agencies_said(text, lang))),
            (text, _) => Cell::text(text),
        };
        let cells = [
            match row.change.as_str() {
                "head" => Cell::text(head_said(&row.code)),
                _ => Cell::Code(row.code.clone()),
            },
            Cell::text(change),
            said(&row.from),
            said(&row.to),
            Cell::text(Text::new(row.title.clone(), row.title_en.clone())),
        ];
        table.push(cells);
    }
    Page::of([table.into()])
}

/// The name of a key of the head in both languages.
fn head_said(key: &str) -> Text {
    let phrase = match key {
        "level" => Phrase::ColLevel,
        "valid" => Phrase::ColValid,
        "total" => Phrase::ColMax,
        "provenance" => Phrase::ColProvenance,
        "grades" => Phrase::ColGrade,
        _ => Phrase::ColIndex,
    };
    phrase.text(&[])
}

/// The agencies of a node, with their roles in the given language.
fn agencies_said(text: &str, lang: Lang) -> String {
    let words = [
        ("lead: ", Phrase::ColLead),
        ("cooperating: ", Phrase::Cooperating),
        ("appraiser: ", Phrase::Appraiser),
    ];
    let parts = text.split("; ").map(|part| {
        let known = words.iter().find_map(|(key, word)| Some((part.strip_prefix(key)?, word)));
        known.map_or(part.to_owned(), |(ids, word)| format!("{}: {ids}", word.text(&[]).get(lang)))
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// How a leaf is scored, in the given language.
fn in_words(text: &str, lang: Lang) -> String {
    let mut parts = text.splitn(2, "; ");
    let (scorer, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let (above, line) = match rest.strip_prefix("inherit: parent; ") {
        Some(line) => (Some(Phrase::OfUnitAbove.text(&[]).get(lang).to_owned()), line),
        None => (None, rest),
    };
    let rule = crate::framework::rule::spec::RuleSpec::from_line(line).ok();
    let line = rule.and_then(|rule| rule.to_line(lang));
    let Some(line) = line else { return text.to_owned() };
    let survey = (scorer == "survey").then(|| Phrase::ColSurvey.text(&[]).get(lang).to_owned());
    [survey, above, Some(line)].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
