//! The calls that compute: their tables hold their rows.

use par_index::Lang;
use par_index::dossier::{Dossier, Earlier, Index};
use par_index::reply::Reply;
use serde_json::Value;

use super::named::suffix;
use super::read::{figure, in_language};
use super::*;

/// A reply and what its table must show.
struct Printed<'a> {
    of: &'a Named,
    flags: &'a Value,
    lang: Lang,
    rows: Vec<Value>,
    /// Units that have numbers.
    known: BTreeSet<String>,
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A whole number as it stands.
fn whole(value: &Value) -> String {
    value.as_u64().map(|n| n.to_string()).unwrap_or_default()
}

impl Printed<'_> {
    fn digits(&self) -> u32 {
        u32::from(self.of.framework.policies().print.get())
    }

    fn prints_points(&self) -> bool {
        self.of.framework.policies().print_as == par_index::framework::PrintAs::Points
    }

    /// Points as printed; nothing where there are none.
    fn points(&self, value: &Value) -> String {
        value.as_str().map(|text| figure(text, self.digits(), self.lang)).unwrap_or_default()
    }

    fn signed(&self, value: &Value) -> String {
        let points = self.points(value);
        let plain = text(value).starts_with('-') || points.is_empty();
        if plain { points } else { format!("+{points}") }
    }

    fn nonzero(&self, value: &Value) -> String {
        if text(value) == "0" { String::new() } else { self.points(value) }
    }

    /// A percentage, which rows carry as it is printed.
    fn percent(&self, value: &Value) -> String {
        in_language(text(value), self.lang)
    }

    fn grouped(&self, value: &Value) -> String {
        let number = value.as_u64().unwrap_or_default();
        let mark = if self.lang == Lang::Vi { "." } else { "," };
        if number < 1000 {
            return number.to_string();
        }
        format!("{}{mark}{:03}", number / 1000, number % 1000)
    }

    fn word(&self, name: &str, part: char) -> String {
        format!("{name}{part}{}", suffix(self.lang))
    }

    /// A row that begins with a position, if any, the code and the name of a node.
    fn node(&self, before: &[String], code: &Value) -> Option<Expected> {
        let [start, end] = ['s', 'e'].map(|part| self.of.node(text(code), part, self.lang));
        let start = before.iter().cloned().chain([text(code).to_owned(), start?]);
        Some(Expected::at(start).marks([end?]))
    }

    fn unit(&self, before: &[String], unit: &Value) -> Expected {
        let start = before.iter().cloned().chain([self.word(text(unit), 's')]);
        Expected::at(start).marks([self.word(text(unit), 'e')])
    }

    fn rank(value: &Value) -> String {
        if value.is_null() { "–".to_owned() } else { whole(value) }
    }

    /// The index as the framework prints it.
    fn index(&self, row: &Value) -> String {
        match row["ratio"].is_null() {
            true => String::new(),
            false if self.prints_points() => self.points(&row["obtained"]),
            false => self.percent(&row["ratio"]),
        }
    }

    /// Reasons are in English, as rows have them.
    fn why(&self, row: &Value) -> Vec<String> {
        if self.lang == Lang::En { said(text(&row["why"])) } else { Vec::new() }
    }

    /// What a row of a step shows.
    fn step(&self, row: &Value, step: Expected) -> Expected {
        let measured = ["measure", "product"].map(|key| said(text(&row[key])));
        let own = measured.iter().flat_map(|words| words.first().into_iter().chain(words.last()));
        step.marks(self.of.leads(text(&row["cooperating"]), self.lang)).own(own.cloned())
    }

    fn lost(&self, row: &Value) -> Option<Expected> {
        const CAUSES: [&str; 9] = [
            "not_met",
            "cut_1",
            "cut_2",
            "missing_evidence",
            "survey",
            "missing_report",
            "not_applicable",
            "deduction",
            "bonus",
        ];
        let causes = CAUSES.iter().map(|cause| text(&row[*cause])).filter(|text| *text != "0");
        let causes: Vec<String> = causes
            .filter(|text| !text.is_empty())
            .map(|text| figure(text.trim_start_matches('-'), self.digits(), self.lang))
            .collect();
        if causes.is_empty() {
            return None; // Nothing lost: no line.
        }
        Some(self.keyed(row)?.figures([self.points(&row["lost"])]).figures(causes))
    }

    /// The row of a grouping.
    fn keyed(&self, row: &Value) -> Option<Expected> {
        let total = if self.lang == Lang::Vi { "Tổng" } else { "total" };
        match (self.flags["by"].as_str().unwrap_or("node"), text(&row["key"])) {
            (_, "total") => Some(Expected::at([total.to_owned()])),
            (_, "bonus" | "deduction" | "none") => None,
            ("node", _) => self.node(&[], &row["key"]),
            ("unit", _) => Some(self.unit(&[], &row["key"])),
            ("lead" | "appraiser", key) => {
                let leads = self.of.leads(key, self.lang);
                let row = Expected::at([leads[0].clone()]).flush();
                Some(row.marks(leads[1..].iter().cloned()))
            }
            (_, key) => Some(Expected::at(said(key))),
        }
    }

    #[expect(clippy::too_many_lines, reason = "a call each")]
    fn expected(&self, call: &str, row: &Value) -> Option<Expected> {
        let number = |key: &str| self.points(&row[key]);
        let by = text(&self.flags["by"]);
        let position = [whole(&row["position"])];
        Some(match call {
            "score" => {
                let five = ["max", "possible", "obtained", "lost"].map(number);
                let known = self.known.contains(text(&row["unit"]));
                let figures = five.into_iter().chain([self.nonzero(&row["open"])]);
                let figures = figures.chain([self.percent(&row["ratio"])]);
                self.node(&[], &row["code"])?.figures(figures.filter(|_| known))
            }
            "rank" => {
                let ratio =
                    if self.prints_points() { self.percent(&row["ratio"]) } else { String::new() };
                let figures = [self.index(row), ratio, number("points_to_next")];
                self.unit(&[Self::rank(&row["rank"])], &row["unit"]).figures(figures)
            }
            "table" => {
                let codes = self.of.framework.nodes().iter().map(|node| node.code().as_str());
                let cells = codes.map(|code| &row[code]).filter(|cell| !cell.is_null());
                let cells = cells.map(|cell| match text(&self.flags["show"]) {
                    "ratio" => self.percent(cell),
                    "rank" => whole(cell),
                    _ => self.points(cell),
                });
                let index = [self.index(row)];
                self.unit(&[Self::rank(&row["rank"])], &row["unit"]).figures(index).figures(cells)
            }
            "weak" if by == "lead" => {
                let leads = self.of.leads(text(&row["lead"]), self.lang);
                let start = position.iter().cloned().chain(leads.first().cloned());
                let figures = [whole(&row["leaves"]), number("max"), number("possible")];
                let more = [number("obtained"), self.nonzero(&row["open"]), number("lost")];
                let share = [self.percent(&row["share_of_lost"])];
                let row = Expected::at(start).figures(figures).figures(more).figures(share);
                row.marks(leads.into_iter().skip(1))
            }
            "weak" => {
                let row_of = self.node(&position, &row["code"])?;
                let leads = self.of.leads(text(&row["lead"]), self.lang);
                row_of.figures(["max", "lost"].map(number)).marks(leads).marks(self.why(row))
            }
            "strengths" => {
                let above = self.signed(&row["above"]);
                let rank = format!("{}/{}", whole(&row["rank"]), whole(&row["of"]));
                let figures = [number("max"), number("obtained"), above, rank];
                let leads = self.of.leads(text(&row["lead"]), self.lang);
                self.node(&position, &row["code"])?.figures(figures).marks(leads)
            }
            "lost" => self.lost(row)?,
            "cuts" => {
                let keys = ["self", "appraised", "over_claim", "under_claim"];
                if keys.iter().all(|key| text(&row[*key]) == "0") {
                    return None; // Nothing claimed: no line.
                }
                let differences = ["over_claim", "under_claim"].map(|key| self.nonzero(&row[key]));
                self.keyed(row)?.figures(["self", "appraised"].map(number)).figures(differences)
            }
            "what-if" => {
                let start = [text(&row["code"]).to_owned(), self.signed(&row["gain"])];
                self.step(row, Expected::at(start))
            }
            "plan" if self.flags["frontier"] == true => {
                let start = [self.grouped(&row["effort"]), self.signed(&row["gain"])];
                let figures =
                    [number("obtained"), self.percent(&row["ratio"]), whole(&row["rank"])];
                Expected::at(start).figures(figures)
            }
            "plan" => {
                let needed = if self.lang == Lang::Vi { "needed" } else { "needed_en" };
                let step = self.node(&[], &row["code"])?.marks(said(text(&row[needed])));
                let figures = [number("from"), number("to"), self.signed(&row["gain"])];
                self.step(row, step.figures(figures).figures([self.grouped(&row["effort"])]))
            }
            "forecast" => {
                if text(&row["at_risk"]).starts_with('-') || text(&row["at_risk"]) == "0" {
                    return None; // Won already: no line.
                }
                let leads = self.of.leads(text(&row["lead"]), self.lang);
                let step = self.node(&[], &row["code"])?.marks(leads);
                step.figures(["possible", "obtained", "at_risk"].map(number))
            }
            "versus" => {
                if text(&row["difference"]) == "0" || row["difference"].is_null() {
                    return None; // As many points: counted below.
                }
                let behind = text(&row["difference"]).starts_with('-');
                let leads = self.of.leads(text(&row["lead"]), self.lang);
                let step = self.node(&[], &row["code"])?.figures([self.signed(&row["difference"])]);
                step.marks(leads).marks(self.why(row).into_iter().filter(|_| behind))
            }
            "explain" => {
                if text(&row["part"]) != "addend" || row["points"].is_null() {
                    return None;
                }
                self.node(&[number("points")], &json_text(text(&row["key"])))?
            }
            "diff" => {
                let ends = ["before", "after", "change"].map(number);
                let [before, after, change] = ends;
                let change = if text(&row["change"]).starts_with('-')
                    || change.is_empty()
                    || text(&row["change"]) == "0"
                {
                    change
                } else {
                    format!("+{change}")
                };
                let figures = [before, after, change];
                if text(&row["code"]) == "total" {
                    let bystander = row["before"] == row["after"];
                    let figures = figures.into_iter().filter(|_| !bystander);
                    self.unit(&[], &row["unit"]).figures(figures)
                } else {
                    self.node(&[], &row["code"])?.figures(figures)
                }
            }
            "compare" => {
                let keys = ["before", "after", "change", "performance", "ruler", "bonus"];
                let figures = keys.iter().take(2).map(|key| self.percent(&row[*key]));
                self.unit(&[], &row["unit"]).figures(figures)
            }
            "robustness" => {
                let rank =
                    if row["rank"].is_null() { "—".to_owned() } else { whole(&row["rank"]) };
                let keys = ["best", "median", "worst"].map(|key| whole(&row[key]));
                self.unit(&[rank], &row["unit"]).figures(keys)
            }
            "together" if by == "lead" => {
                let row_of = self.node(&position, &row["code"])?.figures([number("lost")]);
                row_of.figures([self.percent(&row["ratio"])]).marks(self.why(row))
            }
            "together" => self.unit(&[], &row["unit"]).figures([self.index(row)]),
            "intake" if by == "appraiser" => {
                let leads = self.of.leads(text(&row["appraiser"]), self.lang);
                let keys = ["leaves", "appraised", "waiting", "missing"];
                let counts = keys.map(|key| whole(&row[key]));
                let row = Expected::at([leads.first()?.clone()]).flush();
                row.figures(counts).marks(leads.last().cloned())
            }
            "intake" => {
                let keys = ["leaves", "self", "appraised", "survey", "open"];
                self.unit(&[], &row["unit"]).figures(keys.map(|key| whole(&row[key])))
            }
            _ => return None,
        })
    }
}

fn json_text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// Every question that prints a table, with the flags that give it other rows.
fn questions(of: &Named) -> Vec<(&'static str, Value)> {
    let first = of.framework.nodes()[0].code().to_string();
    let mut all = vec![
        ("score", json!({})),
        ("rank", json!({})),
        ("rank", json!({"by_group": true})),
        ("rank", json!({"node": first})),
        ("weak", json!({})),
        ("weak", json!({"unit": "u0"})),
        ("weak", json!({"each": true, "order": "attainment"})),
        ("weak", json!({"unit": "u0", "order": "peer-gap"})),
        ("weak", json!({"by": "lead"})),
        ("weak", json!({"unit": "u0", "by": "lead"})),
        ("what-if", json!({"unit": "u0", "repair_first": 4})),
        ("plan", json!({"unit": "u0", "target": "90"})),
        ("plan", json!({"unit": "u0", "budget": 2000, "with_survey": true})),
        ("plan", json!({"unit": "u0", "frontier": true})),
        ("forecast", json!({"unit": "u0", "on": "2024-01-31"})),
        ("versus", json!({"unit": "u0", "other": "u1"})),
        ("explain", json!({"unit": "u0"})),
        ("explain", json!({"unit": "u0", "node": first})),
        ("compare", json!({})),
        ("diff", json!({})),
        ("robustness", json!({"replicates": 9})),
        ("robustness", json!({"vary": "fields"})),
        ("strengths", json!({"unit": "u0"})),
        ("together", json!({})),
        ("together", json!({"by": "lead"})),
        ("intake", json!({})),
        ("intake", json!({"by": "appraiser"})),
        ("lost", json!({"unit": "u0"})),
        ("cuts", json!({"unit": "u0"})),
    ];
    for by in ["node", "lead", "appraiser", "unit", "group"] {
        all.push(("lost", json!({"by": by})));
        all.push(("cuts", json!({"by": by})));
    }
    for level in ["field", "criterion", "leaf"] {
        let figures = ["obtained", "ratio", "rank", "lost", "self", "cut"];
        all.extend(figures.map(|show| ("table", json!({"level": level, "show": show}))));
    }
    all
}

/// Answers a question about a case, beside what it needs; `None` where it refuses.
fn reply(of: &Named, asked: &Asked) -> Option<Reply> {
    let before = match asked.name() {
        "compare" => Some(of.input(asked, |sheet| {
            sheet.year = Some(2022);
            sheet.entries.truncate(3);
        })),
        "diff" => Some(of.input(asked, |sheet| {
            if sheet.unit.id != "u1" {
                sheet.entries.truncate(2);
            }
        })),
        _ => None,
    };
    let mut index = Index::new(&of.framework, of.input(asked, |_| ()));
    if let Some(before) = before {
        index = index.against(Earlier::new(&of.framework, before));
    }
    let mut dossier = Dossier::default().with(index);
    if ["what-if", "plan"].contains(&asked.name()) {
        dossier = dossier.with_efforts(of.table_of_efforts());
    }
    dossier.ask(asked).ok()
}

fn known(of: &Named) -> BTreeSet<String> {
    let input = of.input(&asked("check", &json!({})), |_| ());
    let all = score_all(&of.framework, &input.assessments, Basis::Final);
    let counted = |state| !matches!(state, State::InError | State::NotReported);
    let cards = all.cards().iter().filter(|card| counted(card.state()));
    cards.map(|card| card.unit().id.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases / 16, ..config() })]

    #[test]
    fn every_row_of_every_table_is_printed_whole(of in Named::any()) {
        let known = known(&of);
        for (call, flags) in questions(&of) {
            let Some(reply) = reply(&of, &asked(call, &flags)) else { continue };
            let object: Value = serde_json::from_str(&reply.to_json()).unwrap();
            let rows = object["rows"].as_array().unwrap().clone();
            for lang in [Lang::En, Lang::Vi] {
                let table = reply.text(wide(lang));
                let rows = rows.clone();
                let printed = Printed { of: &of, flags: &flags, lang, rows, known: known.clone() };
                let rows = printed.rows.iter();
                let expected: Vec<Expected> =
                    rows.filter_map(|row| printed.expected(call, row)).collect();
                if call == "together" && flags["by"].is_null() && expected.is_empty() {
                    continue;
                }
                if let Err(why) = held(&table, &expected) {
                    prop_assert!(false, "{call} {flags}\n{why}\n{table}");
                }
            }
        }
    }
}
