//! The cells of a leaf in a form: its explanation, its list of words, its bounds, the formula of
//! its points.

use par_index::assessment::StageName;
use par_index::framework::{Answer, Facts, FullAt, IfNone, Measure, Node, On, Part, Rule};
use par_index::{Framework, Lang, Points, Text};
use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, XlsxError};

use super::is_plain;
use super::lists::{Lists, MOST};
use crate::wide::counted;

/// A word in Vietnamese and in English.
pub(super) struct Words(&'static str, &'static str);

pub(super) const NOT_APPLICABLE: Words = Words("Không áp dụng", "Not applicable");
const YES: Words = Words("Có", "Yes");
const NO: Words = Words("Không", "No");

impl Words {
    pub(super) fn get(&self, lang: Lang) -> &'static str {
        if lang == Lang::Vi { self.0 } else { self.1 }
    }
}

/// The limits of spreadsheet programs, with some room: the length of a formula, and how deep
/// functions are nested (64 at most).
const LONGEST: usize = 8_000;
const NESTED: usize = 32;

/// A formula for the points of the one condition that is met; an empty text if none is.
fn one_of(all: &[(String, Points)]) -> String {
    let chain = |some: &[(String, Points)], end: &str| {
        let open = some.iter().map(|(met, points)| format!("IF({met},{points},"));
        let open = open.collect::<Vec<String>>().concat();
        format!("{open}{end}{}", ")".repeat(some.len()))
    };
    let mut chunks = all.chunks(NESTED).rev();
    let mut given = chain(chunks.next().unwrap_or_default(), "\"\"");
    for some in chunks {
        let any: Vec<&str> = some.iter().map(|(met, _)| met.as_str()).collect();
        given = format!("IF(OR({}),{},{given})", any.join(","), chain(some, "\"\""));
    }
    given
}

/// A formula for the points of the highest condition that is met. `bands` rise: whoever meets one
/// meets those before it too. `least` is given where none is met.
fn highest(bands: &[(String, Points)], least: &str) -> String {
    if bands.len() <= NESTED {
        // The highest condition comes last in `bands`, and the formula asks it first.
        let given = least.to_owned();
        return bands
            .iter()
            .fold(given, |given, (met, points)| format!("IF({met},{points},{given})"));
    }
    let (low, high) = bands.split_at(bands.len() / 2);
    match high {
        [(met, points), above @ ..] => {
            format!("IF({met},{},{})", highest(above, &points.to_string()), highest(low, least))
        }
        [] => highest(low, least),
    }
}

/// The questions that a form asks about a leaf.
pub(super) struct Asks<'n> {
    node: &'n Node,
    lang: Lang,
    /// The columns of the leaf's facts, beside the column of its points.
    pub(super) facts: Vec<&'static str>,
    /// The rule of the leaf and its guidance, as shown in the form.
    pub(super) how: String,
    /// The words that may be chosen instead of points, and the points that each gives.
    words: Vec<(String, Points)>,
    /// The number of decimal places to which awarded points are rounded.
    digits: u8,
}

impl<'n> Asks<'n> {
    pub(super) fn of(framework: &Framework, node: &'n Node, lang: Lang) -> Asks<'n> {
        let digits = framework.policies().award.map_or(9, par_index::Digits::get);
        let mut asks =
            Asks { node, lang, facts: Vec::new(), how: String::new(), words: Vec::new(), digits };
        let Some(leaf) = node.leaf() else { return asks };
        let rule = leaf.rule();
        let mut spec = rule.to_spec();
        let nouns = spec.labels.take().unwrap_or_default();
        let nouns = nouns
            .iter()
            .filter_map(|(key, noun)| Some(format!("{}: {}", lang.heading(key)?, noun.get(lang))));
        let said = std::iter::once(spec.shown(lang)).chain(nouns);
        let said = said.chain(leaf.how().map(str::to_owned));
        asks.how = said.collect::<Vec<_>>().join("\n");
        asks.facts = rule.fact_keys().to_vec();
        match rule {
            Rule::YesNo(rule) => {
                asks.facts.clear();
                asks.words = vec![
                    (YES.get(lang).to_owned(), node.max()),
                    (NO.get(lang).to_owned(), rule.no),
                ];
            }
            Rule::Levels(levels) => {
                let label = |label: &Text| label.get(lang).to_owned();
                let all = levels.levels.iter();
                let words: Vec<(String, Points)> =
                    all.clone().map(|level| (label(&level.label), level.points)).collect();
                let mut pairs = words.iter().zip(all);
                let read = pairs.all(|((word, _), level)| {
                    let meant = counted(word, rule).and_then(|facts| facts.level);
                    let fits = word.chars().count() <= MOST;
                    is_plain(word) && fits && meant.as_ref() == Some(&level.id)
                });
                let long: usize = words.iter().map(|(word, _)| word.len()).sum();
                if read && long < LONGEST / 3 {
                    asks.facts.clear();
                    asks.words = words;
                }
            }
            _ => {}
        }
        // Answers are counted from ballots; in a form the points that they give are typed.
        asks.facts.retain(|key| !matches!(*key, "answers" | "groups"));
        asks
    }

    /// The language of the words.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    fn rule(&self) -> Option<&'n Rule> {
        self.node.leaf().map(par_index::framework::Leaf::rule)
    }

    /// The word for some facts, where words are chosen in the column of points.
    pub(super) fn word(&self, facts: &Facts) -> Option<String> {
        match facts.answer {
            Some(Answer::Yes) => return Some(YES.get(self.lang).to_owned()),
            Some(Answer::No) => return Some(NO.get(self.lang).to_owned()),
            _ => {}
        }
        let (Some(Rule::Levels(levels)), false) = (self.rule(), self.words.is_empty()) else {
            return None;
        };
        let at = levels.levels.iter().position(|level| Some(&level.id) == facts.level.as_ref())?;
        self.words.get(at).map(|(word, _)| word.clone())
    }

    /// The formula for the points so far: computed from the facts, else the typed points; an empty
    /// text where neither is there.
    pub(super) fn formula(&self, cell: &dyn Fn(&str) -> Option<String>, stage: &str) -> String {
        let score = cell(stage).unwrap_or_default();
        let (max, digits) = (self.node.max(), self.digits);
        let equal = |cell: &str, word: &str, points: Points| {
            (format!("{cell}=\"{}\"", word.replace('"', "\"\"")), points)
        };
        let count = cell("count").unwrap_or_default();
        // For a rule with facts, typed points count only as long as no facts are given.
        let typed = format!("IF(ISNUMBER({score}),{score},\"\")");
        let counted = |given: &str| format!("IF(ISNUMBER({count}),{given},{typed})");
        let given = match self.rule() {
            // For these rules, words and points stand in the same cell.
            Some(Rule::YesNo(_) | Rule::Levels(_)) if !self.words.is_empty() => {
                let words = self.words.iter();
                let all = words.map(|(word, points)| equal(&score, word, *points));
                format!("IF(ISNUMBER({score}),{score},{})", one_of(&all.collect::<Vec<_>>()))
            }
            Some(Rule::Levels(levels)) => {
                // A number that is joined to a text gets the decimal mark of the spreadsheet's
                // language; commas become points.
                let level = cell("level").unwrap_or_default();
                let level = format!("SUBSTITUTE({level}&\"\",\",\",\".\")");
                let all = levels.levels.iter();
                let all = all.map(|one| equal(&level, &one.id.replace(',', "."), one.points));
                format!("IF({level}=\"\",{typed},{})", one_of(&all.collect::<Vec<_>>()))
            }
            // A product that reaches the maximum gives exactly the maximum, without rounding.
            Some(Rule::PerItem(rule)) => {
                let given = format!("{count}*{}", rule.each);
                let given = format!("IF({given}>={max},{max},MIN({max},ROUND({given},{digits})))");
                counted(&given)
            }
            Some(Rule::Penalty(rule)) => {
                let left = format!("{max}-{count}*{}", rule.each);
                let left = format!("MIN({max},ROUND(MAX(0,{left}),{digits}))");
                counted(&format!("IF({count}=0,{max},{left})"))
            }
            Some(Rule::Share(rule)) => {
                let part = Counted::of(cell, rule.measure);
                let (full, strict) = match rule.full_at {
                    FullAt::Above(full) => (full.to_string(), true),
                    FullAt::AtLeast(full) => (full.to_string(), false),
                    _ => return format!("={score}"),
                };
                let whole = match rule.part {
                    Part::OfWhole => Some("100"),
                    Part::OfTarget => Some(full.as_str()),
                    _ => None,
                };
                let share = whole.map_or("0".to_owned(), |whole| {
                    let given = format!("ROUND({}*{max}/{whole},{digits})", part.percent());
                    format!("IF({},{max},MIN({max},{given}))", part.meets(whole, false))
                });
                let below = match &rule.floor {
                    Some(floor) => {
                        format!("IF({},{share},0)", part.meets(&floor.to_string(), false))
                    }
                    None => share,
                };
                let given = format!("IF({},{max},{below})", part.meets(&full, strict));
                part.where_counted(max, &given, &typed)
            }
            Some(Rule::Bands(rule)) => {
                let part = Counted::of(cell, rule.measure);
                let bands = rule.bands.iter().map(|band| {
                    let from = band.from.to_string();
                    let met = match rule.on {
                        On::Count => {
                            format!("{count}{}{from}", if band.strict { ">" } else { ">=" })
                        }
                        _ => part.meets(&from, band.strict),
                    };
                    (met, band.points)
                });
                let given = highest(&bands.collect::<Vec<_>>(), "0");
                match rule.on {
                    On::Count => counted(&given),
                    _ => part.where_counted(max, &given, &typed),
                }
            }
            _ => typed.clone(),
        };
        let given = if given.len() < LONGEST { given } else { typed };
        format!("={given}")
    }

    /// The rule for typing into a cell of a column: allowed values, and the message beside the
    /// cell.
    pub(super) fn validation(
        &self,
        key: &str,
        (cell, stage, lang): (&str, StageName, Lang),
        lists: &mut Lists,
    ) -> Result<Option<DataValidation>, XlsxError> {
        let max = self.node.max();
        let none = NOT_APPLICABLE.get(lang);
        let rule = match key {
            key if key == stage.as_str() => {
                let words: Vec<&str> = self.words.iter().map(|(word, _)| word.as_str()).collect();
                if words.is_empty() {
                    let bounds = format!(
                        "=OR(AND(ISNUMBER({cell}),{cell}>=0,{cell}<={max}),{cell}=\"{none}\")"
                    );
                    DataValidation::new().allow_custom(Formula::new(bounds))
                } else {
                    let list: Vec<&str> = words.into_iter().chain([none]).collect();
                    lists.one_of(&list)?
                }
            }
            "done" | "of" | "count" => {
                let zero = Formula::new("=0");
                DataValidation::new()
                    .allow_decimal_number_formula(DataValidationRule::GreaterThanOrEqualTo(zero))
            }
            "level" => {
                let Some(Rule::Levels(levels)) = self.rule() else { return Ok(None) };
                let ids: Vec<&str> = levels.levels.iter().map(|level| level.id.as_str()).collect();
                lists.one_of(&ids)?
            }
            _ => return Ok(None),
        };
        let points = Points::to_string(&max);
        let wrong = Text::new(
            format!("Nhập số từ 0 đến {}, hoặc {none}.", points.replace('.', ",")),
            format!("A number from 0 to {points}, or {none}."),
        );
        let evidence = self.node.leaf().and_then(|leaf| leaf.evidence()).unwrap_or_default();
        let label = lang.heading("evidence").unwrap_or_default();
        let mut message = self.how.clone();
        if !evidence.is_empty() {
            message = format!("{message}\n{label}: {evidence}");
        }
        let most = if lang == Lang::Vi { points.replace('.', ",") } else { points.clone() };
        let title = format!("{} (0 – {most})", self.node.code());
        let rule = if key == stage.as_str() && self.words.is_empty() {
            rule.set_error_message(wrong.get(lang))?
        } else {
            rule
        };
        let rule = rule.set_input_title(cut(&title, 32))?;
        Ok(Some(rule.set_input_message(cut(message.trim(), MOST))?))
    }
}

/// The cells that hold a part and its whole.
struct Counted {
    done: String,
    of: String,
    measure: Measure,
}

impl Counted {
    fn of(cell: &dyn Fn(&str) -> Option<String>, measure: Measure) -> Counted {
        let at = |key| cell(key).unwrap_or_default();
        Counted { done: at("done"), of: at("of"), measure }
    }

    /// The formula of the percentage, rounded as the leaf's rule says.
    fn percent(&self) -> String {
        let percent = format!("{}*100/{}", self.done, self.of);
        match self.measure.percent_digits {
            Some(digits) => format!("ROUND({percent},{})", digits.get()),
            None => percent,
        }
    }

    /// The condition that the percentage reaches a bound. Without rounding by the rule nothing is
    /// divided, so that equality is exact.
    fn meets(&self, bound: &str, strict: bool) -> String {
        let sign = if strict { ">" } else { ">=" };
        match self.measure.percent_digits {
            Some(_) => format!("{}{sign}{bound}", self.percent()),
            None => format!("ROUND({}*100-{bound}*{},6){sign}0", self.done, self.of),
        }
    }

    /// The formula around `given`: used where both numbers are there and make sense. Where the
    /// whole is 0, the rule says what is given; where a number is missing, `typed` stands in.
    fn where_counted(&self, max: Points, given: &str, typed: &str) -> String {
        let Counted { done, of, measure } = self;
        let none = match measure.if_none {
            IfNone::Max => max.to_string(),
            IfNone::Zero => "0".to_owned(),
            _ => "\"\"".to_owned(),
        };
        let most = if measure.may_exceed { "" } else { ",\"\"" };
        let given = match most {
            "" => given.to_owned(),
            most => format!("IF({done}<={of},{given}{most})"),
        };
        format!(
            "IF(AND(ISNUMBER({done}),ISNUMBER({of})),IF({of}>0,{given},IF({done}=0,{none},\"\")),{typed})"
        )
    }
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
