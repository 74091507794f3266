//! A framework from the table of a decision as it is pasted: rows numbered in any way, a total
//! anywhere, rules in words. Whatever had to be guessed is told, row by row.

mod columns;
mod lines;
mod marker;
mod outline;
mod wording;

use std::collections::HashMap;

use par_index::finding::{FindingCode, Findings, Place};
use par_index::framework::{Provenance, Scorer};
use par_index::spec::{BasisSpec, HeadSpec, NodeSpec, Num, RuleSpec};
use par_index::words::Arg;
use par_index::{Day, Error, Finding, Framework, Lang, PointSum, Points, Text};

use super::Imported;
use super::agencies::name_agencies;
use super::head::Beside;
use super::row::FRAMEWORK;
use crate::file::{File, open};
use crate::kind::foreign;
use crate::record::Record;
use crate::table::Table;
use outline::{Item, Outline};

/// Reads a framework from the table of a decision, and its policies, grades and agencies from
/// further tables.
///
/// Guesses are told among the findings of the framework, each with its cell and its node: codes and
/// parents that had to be made, rules that were recognised in words.
///
/// ```
/// let pasted = "STT;Tiêu chí;Điểm tối đa;Cách tính điểm\n\
///     I;CHỈ ĐẠO, ĐIỀU HÀNH;1,5 điểm;\n\
///     1;Ban hành kế hoạch;0,5;Ban hành: 0,5; không ban hành: 0\n\
///     2;Thực hiện kế hoạch;1;\"Từ 90% trở lên: 1\nDưới 90%: 0\"\n\
///     Tổng cộng;;1,5;\n";
/// let fw = par_index_sheets::import_framework(&[("phu-luc.csv", pasted.as_bytes())])?;
/// let codes: Vec<&str> = fw.nodes().iter().map(|node| node.code().as_str()).collect();
/// assert_eq!(codes, ["I", "1", "2"]);
/// assert!(fw.findings().iter().any(|finding| finding.code().as_str() == "rule_proposed"));
/// # Ok::<(), par_index::Error>(())
/// ```
///
/// # Errors
/// [`Error::is_refused`] with every finding, each with file, line and cell.
pub fn import_framework(files: &[(&str, &[u8])]) -> Result<Framework, Error> {
    import_decision(files).framework
}

/// Reads a framework like [`import_framework`], and also gives the tree as it was understood, even
/// if it is refused: whoever corrects the table sees how it was read.
///
/// ```
/// let pasted = "STT;Tiêu chí;Điểm tối đa\nI;CHỈ ĐẠO;2\n1;Kế hoạch;0,5\n2;Báo cáo;1\nTổng cộng;;2\n";
/// let read = par_index_sheets::import_decision(&[("phu-luc.csv", pasted.as_bytes())]);
/// let error = read.framework.unwrap_err();
/// assert!(error.findings().iter().any(|finding| finding.code().as_str() == "sum_of_children"));
/// assert_eq!(read.understood.unwrap().nodes[0].children.len(), 2);
/// ```
pub fn import_decision(files: &[(&str, &[u8])]) -> Imported {
    let mut findings = Findings::default();
    let mut beside = Beside::default();
    let mut trees: Vec<Table<'_>> = Vec::new();
    let first = files.first().map_or("", |(file, _)| *file);
    for (file, bytes) in files {
        match open(file, bytes, &mut |finding| findings.push(finding)) {
            Ok(File::Json) => findings.push(foreign(file, bytes)),
            Ok(File::Tables(tables)) => {
                trees.extend(tables.into_iter().filter_map(|one| beside.take(one, &mut findings)));
            }
            Err(finding) => findings.push(finding),
        }
    }
    let assumed = !beside.has_policies();
    let refused =
        |findings: Findings| Imported::refused(Error::of_findings(first, findings.into_vec()));
    // A framework table in this crate's own form states everything itself.
    if let Some(at) =
        trees.iter().position(|table| FRAMEWORK.fits(table) && table.column("rule").is_some())
    {
        let own = trees.swap_remove(at);
        return super::made(
            first,
            vec![own],
            (beside, HeadSpec::assumed(), assumed),
            findings,
            None,
        );
    }
    let mut read: Vec<(Read, Table<'_>)> = Vec::new();
    for mut table in trees {
        findings.extend(table.begins());
        let read_table = Read::of(&mut table, &mut findings);
        if read_table.outline.items.is_empty() {
            findings.push(table.passed());
        } else {
            read.push((read_table, table));
        }
    }
    if read.len() > 1 {
        let names = read.iter().filter_map(|(_, table)| table.source.sheet.as_deref());
        let names = names.collect::<Vec<_>>().join(", ");
        findings.push(Finding::new(FindingCode::SeveralTables, Place::file(first)).found(names));
        return refused(findings);
    }
    let Some((read, _)) = read.pop() else {
        let finding = Finding::new(FindingCode::TableUnclear, Place::file(first)).found("");
        findings.push(finding.with("known", "STT, Tiêu chí, Điểm tối đa"));
        return refused(findings);
    };
    read.made(first, beside, assumed, findings)
}

/// The table of a decision as it was understood.
struct Read {
    outline: Outline,
    title: Option<Text>,
    basis: Option<(BasisSpec, Place)>,
}

impl Read {
    fn of(table: &mut Table<'_>, findings: &mut Findings) -> Read {
        let mut rows = Vec::new();
        let mut record = Record::default();
        while table.read(&mut record, &mut |finding| findings.push(finding)).is_some() {
            rows.push(record.clone());
        }
        let roles = columns::roles(table, &rows);
        let outline = Outline::of(lines::read(table, &roles, &rows));
        let passed = columns::passed(table, &roles, &rows);
        // A table that holds something else is passed over as a whole, so its columns are not told
        // one by one.
        for (column, what) in passed.filter(|_| !outline.items.is_empty()) {
            let place = table.place(table.header(), column);
            let heading = table.heading(column).split_whitespace().collect::<Vec<_>>().join(" ");
            findings.push(taken(&heading, place, FindingCode::TakenAs, what));
        }
        let mut texts: Vec<(String, Place)> = Vec::new();
        for record in table.above() {
            for (column, cell) in record.cells().enumerate() {
                let text = cell.bare().split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() && texts.last().is_none_or(|(last, _)| *last != text) {
                    texts.push((text, table.place(record.at(), column)));
                }
            }
        }
        let title = texts.iter().find(|(text, _)| {
            let folded = text.to_lowercase();
            ["tiêu chí", "chỉ số", "thang điểm"].iter().any(|word| folded.contains(word))
        });
        let title = title.map(|(text, _)| Text::new(text.as_str(), ""));
        let basis = texts.iter().find_map(|(text, place)| Some((decision(text)?, place.clone())));
        Read { outline, title, basis }
    }

    fn made(
        self,
        file: &str,
        mut beside: Beside,
        assumed: bool,
        mut findings: Findings,
    ) -> Imported {
        let mut head = beside.over(HeadSpec::assumed());
        head.title = head.title.or(self.title);
        if let (true, Some((basis, place))) = (head.basis.is_empty(), self.basis) {
            findings.push(taken(&basis.document, place, FindingCode::TakenAs, &texts::BASIS));
            head.basis.push(basis);
            // Some rules and policies are only proposed by the import until somebody has confirmed
            // them.
            head.provenance = head.provenance.or(Some(Provenance::Reconstructed));
        }
        let Outline { items, total, passed, unsure } = self.outline;
        for line in passed {
            let finding = Finding::new(FindingCode::RowNoLeaf, line.place.clone());
            findings.push(finding.found(line.words()));
        }
        for (line, above) in unsure {
            let what = Text::new(format!("mục nằm dưới {above}"), format!("a row below {above}"));
            let finding = Finding::new(FindingCode::TakenUnsure, line.place.clone());
            findings.push(finding.found(line.name.as_str()).with("what", what));
        }
        let mut tree = Made { places: HashMap::new(), findings };
        let mut nodes: Vec<NodeSpec> = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            nodes.push(tree.node(item, &format!("/nodes/{at}"), Inherited::default()));
        }
        let Made { mut places, mut findings } = tree;
        name_agencies(&mut head.agencies, &mut nodes);
        let sum: PointSum = nodes.iter().filter_map(points).sum();
        let total = total.and_then(|line| {
            places.insert("/total".to_owned(), line.max_place.clone());
            if let Some(found) = &line.bad_max {
                let finding = Finding::new(FindingCode::BadNumber, line.max_place.clone());
                findings.push(finding.found(found.as_str()));
            }
            line.max
        });
        let total = total.map_or_else(|| Num::from(sum), Num::from);
        let stem = std::path::Path::new(file).file_stem().and_then(|stem| stem.to_str());
        let spec = head.with_nodes(&super::id(stem.unwrap_or_default()), total, nodes);
        let locate = |pointer: &str| {
            beside
                .place(pointer)
                .or_else(|| nearest(&places, pointer))
                .or_else(|| Some(Place::file(file)))
        };
        let framework = match spec.check_placed(&locate) {
            Ok(framework) if findings.has_errors() => {
                findings.extend(framework.findings().iter().cloned());
                Err(Error::of_findings(file, findings.into_vec()))
            }
            Ok(framework) => {
                if assumed {
                    findings.push(super::assumed_policies(file));
                }
                Ok(findings.into_iter().fold(framework, Framework::noted))
            }
            Err(error) => {
                findings.extend(error.findings().iter().cloned());
                Err(Error::of_findings(file, findings.into_vec()))
            }
        };
        Imported { understood: Some(spec), framework }
    }
}

fn points(node: &NodeSpec) -> Option<Points> {
    node.max.as_str().parse().ok()
}

/// Several texts in one line, joined by semicolons, as a framework's document holds them.
fn in_one_line(words: &[String]) -> String {
    let lines = words.iter().flat_map(|text| text.lines());
    let lines = lines.map(|line| line.trim().trim_end_matches(';')).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("; ")
}

/// The place for a pointer, or for the closest pointer above it that has one.
fn nearest(places: &HashMap<String, Place>, pointer: &str) -> Option<Place> {
    let mut known = pointer;
    loop {
        if let Some(place) = places.get(known) {
            return Some(place.clone());
        }
        known = known.rsplit_once('/')?.0;
    }
}

/// The decision that a line names: *Kèm theo Quyết định số 09/QĐ-UBND ngày 13/01/2023*.
fn decision(text: &str) -> Option<BasisSpec> {
    let behind = text.split("Quyết định số").nth(1)?;
    let words = behind.split_whitespace();
    let number =
        words.clone().find(|word| word.contains('/'))?.trim_matches([',', ';', '(', ')', ':']);
    let after = behind.split("ngày").nth(1).unwrap_or_default();
    let day = after.trim().split([' ', ')', ';', ',']).next().unwrap_or_default();
    let issued = Day::read(day).ok().or_else(|| {
        let numbers: Vec<u32> = after
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|word| word.parse().ok())
            .take(3)
            .collect();
        match numbers.as_slice() {
            [day, month, year] => Day::read(&format!("{day}/{month}/{year}")).ok(),
            _ => None,
        }
    });
    Some(BasisSpec { document: number.to_owned(), issued: issued.map(|day| day.to_string()) })
}

/// The phrases of findings that say how a row or column was understood.
mod texts {
    /// A phrase in English and in Vietnamese.
    pub(super) type Pair = (&'static str, &'static str);
    pub(super) const BASIS: Pair = ("the decision it rests on", "căn cứ ban hành");
    pub(super) const SURVEY: Pair = ("decided by the survey", "chấm qua điều tra xã hội học");
    pub(super) const GIVEN: Pair =
        ("points that somebody gave, which are not read", "cột điểm chấm, không đọc");
    pub(super) const OTHER: Pair = ("a column that is not read", "cột khác, không đọc");
}

fn taken(found: &str, place: Place, code: FindingCode, (en, vi): &texts::Pair) -> Finding {
    Finding::new(code, place).found(found).with("what", Text::new(*vi, *en))
}

/// The text of a row, or of a row above it, that says that a survey decides the points.
#[derive(Clone, Copy, Default)]
struct Inherited<'i> {
    said: Option<&'i str>,
    /// Whether only the row's name says so, which is less certain.
    is_named: bool,
}

/// The tree that is being made: the cells of its nodes, and the findings about them.
struct Made {
    places: HashMap<String, Place>,
    findings: Findings,
}

impl Made {
    fn tell(&mut self, code: FindingCode, found: &str, place: &Place, node: &str, what: Text) {
        let place = place.clone().node(node);
        self.findings.push(Finding::new(code, place).found(found).with("what", what));
    }

    fn node(&mut self, item: Item, pointer: &str, survey: Inherited<'_>) -> NodeSpec {
        let Item { line, code, is_made, children, options, .. } = item;
        let name = if line.name.is_empty() { code.clone() } else { line.name.clone() };
        let mut node = NodeSpec::new(&code, Text::new(name.as_str(), ""), "0");
        self.places.insert(pointer.to_owned(), line.place.clone());
        self.places.insert(format!("{pointer}/max"), line.max_place.clone());
        if let Some(found) = &line.bad_max {
            let finding = Finding::new(FindingCode::BadNumber, line.max_place.clone().node(&code));
            self.findings.push(finding.found(found.as_str()));
        }
        if is_made {
            let what = Text::new(format!("tiêu chí {code}"), format!("the node {code}"));
            self.tell(FindingCode::TakenUnsure, &name, &line.place, &code, what);
        }
        let list = |said: &Option<String>| {
            let said = said.as_deref()?;
            let names = said.split(['+', ';', '\n']).map(str::trim).filter(|one| !one.is_empty());
            Some(names.map(str::to_owned).collect::<Vec<String>>())
        };
        (node.lead, node.cooperating, node.appraiser) =
            (list(&line.lead), list(&line.cooperating), list(&line.appraiser));
        let own = match &line.survey {
            Some(said) => Inherited { said: Some(said), is_named: line.is_survey_named },
            None => survey,
        };
        if !children.is_empty() {
            self.surveyed(&line, &code);
            for (at, child) in children.into_iter().enumerate() {
                let child = self.node(child, &format!("{pointer}/children/{at}"), own);
                node.children.push(child);
            }
            let sum: PointSum = node.children.iter().filter_map(points).sum();
            let sum = Num::from(sum);
            if line.max.is_none() && line.bad_max.is_none() {
                let said = sum.as_str();
                let what = Text::new(
                    format!("mục {} điểm, bằng tổng các mục bên dưới", said.replace('.', ",")),
                    format!("a row of {said} points, the sum of what stands below"),
                );
                self.tell(FindingCode::TakenUnsure, &name, &line.max_place, &code, what);
            }
            node.max = line.max.map_or(sum, Num::from);
            return node;
        }
        let most = options.iter().filter_map(|line| line.max).max();
        let max = line.max.or_else(|| {
            let most = most?;
            let what = Text::new(
                format!("mục tối đa {} điểm", most.to_string().replace('.', ",")),
                format!("a row of at most {most} points"),
            );
            self.tell(FindingCode::TakenUnsure, &name, &line.max_place, &code, what);
            Some(most)
        });
        let max = max.unwrap_or(Points::ZERO);
        node.max = Num::from(max);
        let mut words: Vec<String> = options.iter().map(lines::Line::words).collect();
        words.extend(options.iter().flat_map(|line| line.how.iter().cloned()));
        words.extend(line.how.iter().cloned());
        let evidence =
            std::iter::once(&line).chain(&options).filter_map(|line| line.evidence.clone());
        let evidence = in_one_line(&evidence.collect::<Vec<_>>());
        node.evidence = Some(evidence).filter(|text| !text.is_empty());
        node.how = Some(in_one_line(&words)).filter(|text| !text.is_empty());
        for option in &options {
            let bad = option.bad_max.as_deref().filter(|bad| !wording::is_formula(bad));
            if let Some(found) = bad {
                let place = option.max_place.clone().node(&code);
                self.findings.push(Finding::new(FindingCode::BadNumber, place).found(found));
            }
        }
        let proposed = wording::rule(&words, max);
        // A name may mention a survey while the points are earned by something else: a rule that
        // can be computed then decides.
        let has_rule = proposed.as_ref().is_some_and(|one| !one.is_typed());
        let named = own.said.is_some() && own.is_named;
        let is_survey = own.said.is_some() && !(named && has_rule);
        node.scorer = Some(if is_survey { Scorer::Survey } else { Scorer::Appraisal });
        if is_survey {
            self.surveyed(&line, &code);
        }
        let proposed = proposed.map(|one| wording::Proposed {
            is_unsure: one.is_unsure || (named && has_rule),
            ..one
        });
        self.rule(&mut node, &words, proposed, (&line, is_survey));
        node
    }

    /// Tells that a row itself says that a survey decides its points.
    fn surveyed(&mut self, line: &lines::Line, code: &str) {
        if let Some(said) = &line.survey {
            let (en, vi) = texts::SURVEY;
            self.tell(FindingCode::TakenAs, said, &line.place, code, Text::new(vi, en));
        }
    }

    /// Sets the rule that the words of a leaf mean; without a rule the points of the leaf are
    /// typed.
    fn rule(
        &mut self,
        node: &mut NodeSpec,
        words: &[String],
        proposed: Option<wording::Proposed>,
        (line, is_survey): (&lines::Line, bool),
    ) {
        node.rule = RuleSpec::from_line("typed").ok();
        let is_dropped = || {
            let rule = proposed.as_ref().is_some_and(|one| !one.is_typed());
            rule || words.iter().any(|text| wording::holds_points(text))
        };
        if words.is_empty() || (is_survey && !is_dropped()) {
            return;
        }
        let place = line.place.clone().node(&node.code);
        // The points of a survey are typed, so a rule for them is told as unread.
        let Some(proposed) = proposed.filter(|_| !is_survey) else {
            let finding = Finding::new(FindingCode::RuleUnread, place).found(in_one_line(words));
            self.findings.push(finding.with("code", node.code.as_str()));
            return;
        };
        let said = |lang| {
            let line = proposed.rule.to_line(lang);
            line.unwrap_or_else(|| serde_json::to_string(&proposed.rule).unwrap_or_default())
        };
        let rule = Text::new(said(Lang::Vi), said(Lang::En));
        if proposed.is_unsure {
            let finding = Finding::new(FindingCode::TakenUnsure, place).found(in_one_line(words));
            let what =
                Text::new(format!("cách tính “{}”", rule.vi), format!("the rule “{}”", rule.en));
            self.findings.push(finding.with("what", what));
        } else {
            let finding = Finding::new(FindingCode::RuleProposed, place).found(in_one_line(words));
            let finding = finding.with("code", node.code.as_str());
            self.findings.push(finding.with("rule", Arg::Words(rule)));
        }
        node.rule = Some(proposed.rule);
    }
}

#[cfg(test)]
mod tests;
