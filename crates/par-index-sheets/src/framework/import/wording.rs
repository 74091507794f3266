//! Recognises a scoring rule in the words of a decision.

use par_index::framework::{On, Part, Scorer};
use par_index::spec::{
    FullAtSpec, HeadSpec, Kind, LevelSpec, NodeSpec, Num, RuleBandSpec, RuleSpec,
};
use par_index::{PointSum, Points, Text};
use unicode_normalization::UnicodeNormalization;

use crate::number::{self, Reading};

/// A proposed rule, and whether the words leave part of it open.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Proposed {
    pub(super) rule: RuleSpec,
    pub(super) is_unsure: bool,
}

/// A condition and the points that it gives.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clause {
    pub(super) condition: String,
    pub(super) points: Option<Points>,
}

/// A number in a text.
struct Figure {
    start: usize,
    end: usize,
    plain: String,
    is_percent: bool,
}

/// All numbers in a text, from left to right; dates and numbers of documents are left out.
fn figures(text: &str) -> Vec<Figure> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(start) =
        text.get(from..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
    {
        let start = from + start;
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'));
        let digits = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        let digits = digits.trim_end_matches(['.', ',']);
        let end = start + digits.len();
        let after = text.get(end..).unwrap_or_default().trim_start();
        // A number with a slash is a date or the number of a document.
        let before = text.get(..start).unwrap_or_default();
        let is_of_word = before.ends_with(|c: char| c.is_alphabetic() || c == '/');
        if let (false, false, Some(reading)) =
            (is_of_word, after.starts_with('/') && !after.starts_with("/ "), number::read(digits))
        {
            let plain = match reading {
                Reading::One(plain) | Reading::Either { decimal: plain, .. } => plain,
            };
            all.push(Figure { start, end, plain, is_percent: after.starts_with('%') });
        }
        from = end.max(start + 1);
    }
    all
}

/// Words around points that add no meaning.
const AROUND: [&str; 14] = [
    "điểm đánh giá",
    "được tính",
    "được",
    "đạt",
    "tối đa",
    "chấm",
    "cộng",
    "tính",
    "cho",
    "là",
    "thì",
    "điểm",
    "-",
    "–",
];

fn without_around(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let shorter = AROUND.iter().find_map(|word| {
            let cut = text.strip_suffix(word)?;
            (word.len() < 2 || cut.is_empty() || cut.ends_with([' ', ',', ';', ':'])).then_some(cut)
        });
        match shorter {
            Some(cut) => text = cut.trim_end_matches([' ', ',', ';', ':', '(', '–', '-']),
            None => return text,
        }
    }
}

/// The points in a text that states nothing else.
fn points(text: &str) -> Option<Points> {
    let text = text.trim().trim_end_matches(['.', ';', ',', ')']).trim();
    let mut bare = text.to_lowercase();
    for word in AROUND {
        if let Some(rest) = bare.strip_prefix(word) {
            bare = rest.trim_start().to_owned();
        }
    }
    let number = match number::read(bare.trim())? {
        Reading::One(plain) | Reading::Either { decimal: plain, .. } => plain,
    };
    number.parse().ok().filter(|points: &Points| !points.is_negative())
}

/// Reads a line as a condition and its points.
pub(super) fn clause(line: &str) -> Clause {
    let line: String = line.nfc().collect();
    let bullets = |c: char| c.is_whitespace() || "-+*•–—○●".contains(c);
    let text = line.trim_start_matches(bullets).trim_end_matches([' ', '.', ';', ',']);
    let of = |condition: &str, points| Clause {
        condition: condition.trim_matches([' ', ':', ',', ';', '(']).to_owned(),
        points,
    };
    for mark in ["→", "=>", ":", "="] {
        if let Some((condition, said)) = text.rsplit_once(mark)
            && !condition.ends_with(['<', '>'])
            && let Some(points) = points(said)
        {
            return of(condition, Some(points));
        }
    }
    let all = figures(text);
    if let Some(last) = all.last().filter(|last| !last.is_percent) {
        let after = text.get(last.end..).unwrap_or_default().trim().to_lowercase();
        let before = text.get(..last.start).unwrap_or_default();
        let cut = without_around(before);
        let bound = cut.len() < before.trim_end().len();
        if (["điểm", "đ", "điểm)"].contains(&after.as_str()) || (after.is_empty() && bound))
            && let Ok(points) = last.plain.parse()
        {
            return of(cut, Some(points));
        }
    }
    if let Some(first) = all.first().filter(|first| first.start == 0) {
        let after = text.get(first.end..).unwrap_or_default().trim_start();
        if let (Some(rest), Ok(points)) = (after.strip_prefix("điểm"), first.plain.parse()) {
            let rest = rest.trim_start_matches([' ', ':', ',']);
            let rest =
                rest.strip_prefix("nếu").or_else(|| rest.strip_prefix("khi")).unwrap_or(rest);
            return of(rest, Some(points));
        }
    }
    of(text, None)
}

/// A text in lines: divided at line breaks, at semicolons, and behind points.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text: String = text.nfc().collect();
    let mut text = text.replace(['\r', '\n'], ";");
    for end in ["điểm. ", "điểm, ", "điểm - ", "điểm + "] {
        text = text.replace(end, "điểm; ");
    }
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// The bounds of a condition; the lower one with whether it is strict. The upper one is excluded.
#[derive(Clone, Debug, Default)]
struct Range {
    lower: Option<(String, bool)>,
    upper: Option<String>,
    is_unsure: bool,
}

/// The bounds that a condition states, in percent or as a count.
fn range(condition: &str, in_percent: bool) -> Option<Range> {
    let text = condition.to_lowercase();
    let all: Vec<Figure> = figures(&text);
    let percents = all.iter().filter(|one| one.is_percent).count();
    if in_percent == (percents == 0) || text.contains("trở xuống") {
        return None;
    }
    let before = |at: usize| text.get(..at).unwrap_or_default().trim_end();
    let says = |before: &str, words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let first = before(all.first()?.start);
    // The number of a level or of a year is no count.
    if !in_percent && says(first, &NUMBERED) {
        return None;
    }
    let not_below = ["không dưới", "không ít hơn", "không thấp hơn", "không nhỏ hơn"];
    let below = ["dưới", "nhỏ hơn", "ít hơn", "<", "chưa đạt", "không đạt", "thấp hơn"];
    let above = ["trên", "lớn hơn", "cao hơn", "nhiều hơn", ">"];
    if says(first, &UPPER) {
        return None;
    }
    let plain = |one: &Figure| {
        let points: Option<Points> = one.plain.parse().ok();
        points.map(|points| points.to_string())
    };
    match all.as_slice() {
        [one] => {
            let number = plain(one)?;
            let open = text.contains("trở lên")
                || says(first, &["từ", "≥", ">=", "ít nhất", "tối thiểu"])
                || says(first, &not_below);
            if says(first, &below) && !says(first, &not_below) {
                Some(Range { upper: Some(number), ..Range::default() })
            } else {
                let strict = says(first, &above) && !text.contains("trở lên");
                let is_unsure = !(open || strict || (in_percent && number == "100"));
                Some(Range { lower: Some((number, strict)), is_unsure, ..Range::default() })
            }
        }
        [from, to] => {
            let strict = says(first, &above);
            let between = text.get(from.end..to.start).unwrap_or_default();
            let joins = ["đến", "-", "–", "tới", "và", "<", "≤"];
            if !joins.iter().any(|word| between.contains(word)) || to.is_percent != in_percent {
                return None;
            }
            Some(Range {
                lower: Some((plain(from)?, strict)),
                upper: Some(plain(to)?),
                is_unsure: between.contains("và"),
            })
        }
        _ => None,
    }
}

/// Words before a number that must not be exceeded.
const UPPER: [&str; 12] = [
    "không quá",
    "không vượt quá",
    "chưa quá",
    "không trên",
    "không lớn hơn",
    "không nhiều hơn",
    "≤",
    "<=",
    "đến",
    "tới",
    "tối đa",
    "nhiều nhất",
];

/// Words before a number that only names something, such as a level or a year.
const NUMBERED: [&str; 17] = [
    "độ", "cấp", "mức", "loại", "hạng", "bậc", "nhóm", "thứ", "năm", "quý", "tháng", "ngày",
    "khoản", "điều", "đoạn", "lục", "số",
];

/// Whether a word stands in a text as a word of its own.
fn has_word(text: &str, word: &str) -> bool {
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        is_apart(before.chars().next_back()) && is_apart(after.chars().next())
    })
}

/// Whether a text states points.
pub(super) fn holds_points(text: &str) -> bool {
    lines(text).iter().any(|line| {
        let text = line.to_lowercase();
        let is_points = |one: &Figure| {
            let after = text.get(one.end..).unwrap_or_default().trim_start();
            !one.is_percent && after.starts_with("điểm")
        };
        clause(line).points.is_some() || figures(&text).iter().any(is_points)
    })
}

/// For each product in a text: whether its factor is the maximum of the leaf (or 100, of a
/// percentage).
fn factors(text: &str, max: Points) -> Vec<bool> {
    let text = text.to_lowercase();
    let mut all = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, c)| "x×*".contains(*c)) {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + sign.len_utf8()..).unwrap_or_default();
        let in_word = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        if sign == 'x' && (in_word(before.chars().next_back()) || in_word(after.chars().next())) {
            continue;
        }
        let start = after.len() - after.trim_start_matches([' ', '(', '[']).len();
        let behind = after.get(start..).unwrap_or_default();
        let next = figures(after).into_iter().find(|one| one.start == start);
        let last = figures(before).pop();
        let last = last.filter(|one| {
            let between = before.get(one.end..).unwrap_or_default().trim_matches([' ', ')']);
            between.is_empty() || between == "điểm"
        });
        let is_max = |one: &Figure| {
            // A percentage is a part multiplied by 100.
            one.plain == "100" || (!one.is_percent && one.plain.parse::<Points>().ok() == Some(max))
        };
        all.push(match (&next, &last) {
            (Some(next), _) => is_max(next),
            (None, Some(last)) => is_max(last),
            _ => ["điểm tối đa", "số điểm tối đa", "điểm chuẩn"]
                .iter()
                .any(|word| behind.starts_with(word)),
        });
    }
    all
}

/// Whether a text says that points are given in proportion.
pub(super) fn is_formula(text: &str) -> bool {
    let text = text.to_lowercase();
    let words =
        ["công thức", "tính theo tỷ lệ", "tính theo tỉ lệ", "tương ứng", "tỷ lệ %", "tỉ lệ %"];
    words.iter().any(|word| text.contains(word))
}

fn of(kind: Kind) -> RuleSpec {
    RuleSpec { kind, ..RuleSpec::default() }
}

impl Proposed {
    /// Whether the rule is that points are typed.
    pub(super) fn is_typed(&self) -> bool {
        RuleSpec::from_line("typed").is_ok_and(|typed| typed.kind == self.rule.kind)
    }

    /// Whether a leaf with a given maximum can have this rule.
    fn fits(&self, max: Points) -> bool {
        let mut node = NodeSpec::new("1", Text::same("1"), "1");
        (node.max, node.rule) = (Num::from(max), Some(self.rule.clone()));
        node.scorer = Some(Scorer::Appraisal);
        let typed = NodeSpec { rule: RuleSpec::from_line("typed").ok(), ..node.clone() };
        let is_right =
            |node| HeadSpec::assumed().with_nodes("a", Num::from(max), vec![node]).check().is_ok();
        // Where a leaf with typed points is wrong too, the maximum is at fault, which is told
        // elsewhere.
        is_right(node) || !is_right(typed)
    }
}

/// The rule that the words of a leaf mean; `None` if none is recognised.
pub(super) fn rule(words: &[String], max: Points) -> Option<Proposed> {
    let whole = words.join("\n");
    if let Ok(rule) = RuleSpec::from_line(whole.trim()) {
        return Some(Proposed { rule, is_unsure: false });
    }
    let lines: Vec<String> = words.iter().flat_map(|text| lines(text)).collect();
    let is_right = |one: &Proposed| one.fits(max);
    if let Some(rule) = each(&lines, max) {
        return Some(rule).filter(is_right);
    }
    let clauses: Vec<Clause> = lines
        .iter()
        .map(|line| {
            // A line with a product is a formula: its number is not the points for its condition.
            let is_product = !factors(line, max).is_empty() && is_formula(line);
            let whole = || Clause { condition: line.trim().to_owned(), points: None };
            if is_product { whole() } else { clause(line) }
        })
        .collect();
    share(&clauses, max)
        .filter(is_right)
        .or_else(|| bands(&clauses, max).filter(is_right))
        .or_else(|| standings(&clauses, max).filter(is_right))
}

/// A rule per item or a penalty: *Mỗi sáng kiến được 0,5 điểm*, *trừ 0,25 điểm mỗi vụ việc*, *0,5
/// điểm/sáng kiến*.
fn each(lines: &[String], max: Points) -> Option<Proposed> {
    let read = |line: &str| {
        let text = line.to_lowercase();
        let all: Vec<Figure> = figures(&text).into_iter().filter(|one| !one.is_percent).collect();
        let is_each = text.contains("mỗi") || text.contains("cứ một") || text.contains("điểm/");
        let (true, false, [.., one]) = (is_each, text.contains('%'), all.as_slice()) else {
            return None;
        };
        // "Mỗi 02 sáng kiến" is a step of several items, and the text does not say what an
        // incomplete step gives.
        let bare = all.len() == 1
            || (all.len() == 2
                && all.first().is_some_and(|n| n.plain.parse::<Points>().ok() == "1".parse().ok()));
        let each: Points = one.plain.parse().ok()?;
        let before = text.get(..one.start).unwrap_or_default().trim_end();
        let after = text.get(one.end..).unwrap_or_default().trim_start();
        let is_points = after.starts_with("điểm") || matches!(after.trim(), "" | "đ" | "." | ")");
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_penalty = last == "trừ" && !before.ends_with("loại trừ");
        let says = |word: &str| has_word(&text, word);
        // A deduction in other words is neither a penalty nor a rule per item.
        let is_less = ["giảm", "bớt"].contains(&last) || says("trừ điểm") || says("điểm trừ");
        if !is_penalty && (is_less || says("giảm điểm")) {
            return None;
        }
        let is_unsure = !is_penalty && (says("trừ") || says("giảm"));
        let kind = if is_penalty { Kind::Penalty } else { Kind::PerItem };
        (bare && is_points && each.is_positive() && each <= max).then(|| Proposed {
            rule: RuleSpec { each: Some(Num::from(each)), ..of(kind) },
            is_unsure,
        })
    };
    let found: Vec<(usize, Proposed)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, read(line)?))).collect();
    let [(at, one)] = found.as_slice() else { return None };
    let is_cap = |line: &str| {
        let text = line.trim().to_lowercase();
        let is_cap = text.starts_with("tối đa") || text.starts_with("không quá");
        let all = figures(&text);
        is_cap && matches!(all.as_slice(), [one] if one.plain.parse().ok() == Some(max))
    };
    let mut others = lines.iter().enumerate().filter(|(other, _)| other != at);
    let is_left = others.any(|(_, line)| holds_points(line) && !is_cap(line));
    let is_unsure = one.is_unsure || is_left || lines.len() > 2;
    Some(Proposed { rule: one.rule.clone(), is_unsure })
}

/// A rule by share: *100%: 1; từ 80% đến dưới 100%: tính theo tỷ lệ; dưới 80%: 0*.
fn share(clauses: &[Clause], max: Points) -> Option<Proposed> {
    let is_one = |one: &&Clause| one.points.is_none() && is_formula(&one.condition);
    let formula = clauses.iter().find(is_one)?;
    let full = clauses.iter().find(|one| one.points == Some(max));
    let full = full.and_then(|one| range(&one.condition, true)).filter(|full| full.upper.is_none());
    let mut is_unsure = full.as_ref().is_none_or(|full| full.is_unsure);
    // Other clauses with points are not covered by the rule.
    let given = clauses.iter().filter(|one| one.points.is_some()).count();
    let mut used = usize::from(full.is_some());
    let (bound, strict) = full.and_then(|full| full.lower).unwrap_or(("100".to_owned(), false));
    let mut nothing = clauses.iter().filter(|one| one.points == Some(Points::ZERO));
    let nothing = nothing.find_map(|one| {
        let range = range(&one.condition, true)?;
        range.upper.filter(|_| range.lower.is_none_or(|(from, _)| from == "0"))
    });
    used += usize::from(nothing.is_some());
    is_unsure |= used != given;
    // In a formula the condition stands before the colon.
    let own = |formula: &Clause| {
        let own = formula.condition.split(':').next().unwrap_or_default();
        range(own.split("công thức").next().unwrap_or_default(), true)
    };
    let parts = clauses.iter().filter(is_one).filter(|one| own(one).is_some()).count();
    is_unsure |= parts > 1;
    let own = own(formula);
    is_unsure |= own.as_ref().is_some_and(|own| own.is_unsure);
    let (from, upto) = own.map_or((None, None), |own| (own.lower.map(|(from, _)| from), own.upper));
    is_unsure |= upto.is_some_and(|upto| upto != bound);
    is_unsure |= nothing.is_some() && from.is_some() && nothing != from;
    let unpaid = clauses.iter().filter(|one| one.points.is_none());
    is_unsure |= unpaid.flat_map(|one| factors(&one.condition, max)).any(|is_max| !is_max);
    let floor =
        nothing.or(from).filter(|floor| floor.parse::<Points>().is_ok_and(Points::is_positive));
    let all: String = clauses.iter().map(|one| one.condition.replace(' ', "")).collect();
    let of_target =
        ["/", ":"].iter().any(|mark| all.contains(&format!("{mark}{}%", bound.replace('.', ","))));
    let part = match (bound.as_str(), strict) {
        ("100", false) => None,
        (_, false) if of_target => Some(Part::OfTarget),
        _ => {
            is_unsure = true;
            Some(Part::OfWhole)
        }
    };
    let number = Some(Num::from(bound));
    let full_at = if strict {
        FullAtSpec { at_least: None, above: number }
    } else {
        FullAtSpec { at_least: number, above: None }
    };
    let rule =
        RuleSpec { full_at: Some(full_at), floor: floor.map(Num::from), part, ..of(Kind::Share) };
    Some(Proposed { rule, is_unsure })
}

/// Whether points are given per number of items: *Cứ 02 tin, bài*, *Mỗi sáng kiến*.
fn is_of_each(condition: &str) -> bool {
    let text = condition.to_lowercase().replace("căn cứ", "");
    ["cứ", "mỗi"].iter().any(|word| has_word(&text, word))
}

/// A rule by bands: *Từ 90% trở lên: 1; từ 80% đến dưới 90%: 0,5; dưới 80%: 0*, of a share or a
/// count.
fn bands(clauses: &[Clause], max: Points) -> Option<Proposed> {
    let given: Vec<(&str, Points)> =
        clauses.iter().filter_map(|one| Some((one.condition.as_str(), one.points?))).collect();
    let is_less = |condition: &str| has_word(&condition.to_lowercase(), "trừ");
    if given.len() < 2
        || given.len() != clauses.len()
        || given.iter().any(|(condition, _)| is_less(condition) || is_of_each(condition))
    {
        return None;
    }
    let on_share = given.iter().any(|(condition, _)| condition.contains('%'));
    let one: Points = "1".parse().ok()?;
    // An upper bound must meet the next higher band; for counts it may be one less than that band.
    let meets = |upper: &str, over: Option<Points>| {
        let Some(upper) = upper.parse::<Points>().ok() else { return false };
        match over {
            Some(over) => {
                upper == over || (!on_share && PointSum::from(over) == upper_sum(upper, one))
            }
            None => on_share && upper.to_string() == "100",
        }
    };
    let mut bands = Vec::new();
    let mut is_unsure = false;
    let mut least: Option<(Points, Points)> = None;
    let mut nothing = Vec::new();
    for (condition, points) in &given {
        let found = range(condition, on_share);
        if *points == Points::ZERO {
            nothing.extend(found);
            continue;
        }
        let found = found?;
        let (from, strict) = found.lower?;
        is_unsure |= found.is_unsure;
        let at: Points = from.parse().ok()?;
        // In bands the points must fall with the bounds.
        match least {
            Some((least, given)) if at >= least || *points >= given => return None,
            None if *points != max => return None,
            _ => {}
        }
        if let Some(upper) = found.upper {
            is_unsure |= !meets(&upper, least.map(|(least, _)| least));
        }
        least = Some((at, *points));
        let number = Some(Num::from(from));
        let points = Num::from(*points);
        bands.push(if strict {
            RuleBandSpec { at_least: None, above: number, points }
        } else {
            RuleBandSpec { at_least: number, above: None, points }
        });
    }
    for found in nothing {
        let zero = found.lower.is_none_or(|(from, _)| from == "0");
        match found.upper {
            Some(upper) => is_unsure |= !zero || !meets(&upper, least.map(|(least, _)| least)),
            // No points for a high value contradict bands.
            None if !zero => return None,
            None => {}
        }
    }
    if bands.is_empty() || (!on_share && bands.len() < 2) {
        return None;
    }
    let on = Some(if on_share { On::Share } else { On::Count });
    Some(Proposed { rule: RuleSpec { on, bands: Some(bands), ..of(Kind::Bands) }, is_unsure })
}

fn upper_sum(upper: Points, one: Points) -> PointSum {
    [upper, one].into_iter().sum()
}

/// A yes-no rule, where one of two conditions is negated, or else levels with labels.
fn standings(clauses: &[Clause], max: Points) -> Option<Proposed> {
    let given: Vec<(&str, Points)> =
        clauses.iter().filter_map(|one| Some((one.condition.as_str(), one.points?))).collect();
    let whole = given.len() == clauses.len();
    let mut points: Vec<Points> = given.iter().map(|(_, points)| *points).collect();
    points.sort_unstable();
    points.dedup();
    let distinct = points.len() == given.len();
    // A condition with *trừ* takes points away, so it does not say what a result earns.
    let is_less = |condition: &str| {
        let text = condition.to_lowercase();
        has_word(&text, "trừ điểm") || text.split(' ').next_back() == Some("trừ")
    };
    let is_less = given.iter().any(|(condition, _)| is_less(condition) || is_of_each(condition));
    if given.len() < 2 || !distinct || is_less || points.last() != Some(&max) {
        return None;
    }
    let is_not = |condition: &str| {
        let text = condition.to_lowercase();
        ["không", "chưa"].iter().any(|word| text.starts_with(word))
    };
    if let [first, second] = given.as_slice() {
        let (yes, no) = if first.1 > second.1 { (first, second) } else { (second, first) };
        if is_not(no.0) && !is_not(yes.0) {
            let points = no.1;
            let no = (points != Points::ZERO).then(|| Num::from(points));
            return Some(Proposed { rule: RuleSpec { no, ..of(Kind::YesNo) }, is_unsure: !whole });
        }
    }
    // A unit that meets no condition gets nothing: where the words do not say so, somebody has to
    // check.
    let is_unsure = !whole
        || points.first() != Some(&Points::ZERO)
        || given.iter().any(|(condition, _)| condition.is_empty());
    let levels = given.iter().map(|(condition, points)| LevelSpec {
        id: points.to_string(),
        points: Num::from(*points),
        label: Some(Text::same(*condition)).filter(|label| !label.is_empty()),
    });
    let rule = RuleSpec { levels: Some(levels.collect()), ..of(Kind::Levels) };
    Some(Proposed { rule, is_unsure })
}

#[cfg(test)]
mod tests;
