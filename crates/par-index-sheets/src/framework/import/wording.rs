//! The rule that the words of a decision mean, where one is recognised in them.

use par_index::framework::{On, Part};
use par_index::spec::{FullAtSpec, Kind, LevelSpec, Num, RuleBandSpec, RuleSpec};
use par_index::{Points, Text};
use unicode_normalization::UnicodeNormalization;

use crate::number::{self, Reading};

/// A rule, and whether the words leave it open in part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Proposed {
    pub(super) rule: RuleSpec,
    pub(super) is_unsure: bool,
}

/// One condition with what it gives.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clause {
    pub(super) condition: String,
    pub(super) points: Option<Points>,
}

/// A number of a text.
struct Figure {
    start: usize,
    end: usize,
    plain: String,
    is_percent: bool,
}

/// The numbers of a text, from the left.
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
        // What is written with a stroke is a day or the number of a letter.
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

/// Words around points that say nothing more.
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

/// The points that a text says and nothing else.
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

/// A line as a condition and its points.
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

/// The lines of a text: as it is broken, by semicolons, and behind points.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text: String = text.nfc().collect();
    let mut text = text.replace(['\r', '\n'], ";");
    for end in ["điểm. ", "điểm, ", "điểm - ", "điểm + "] {
        text = text.replace(end, "điểm; ");
    }
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// From where and to where a condition holds; each bound with whether it is strict.
#[derive(Clone, Debug, Default)]
struct Range {
    lower: Option<(String, bool)>,
    upper: Option<String>,
    is_unsure: bool,
}

/// The range of a condition, in percent or of a count.
fn range(condition: &str, in_percent: bool) -> Option<Range> {
    let text = condition.to_lowercase();
    let all: Vec<Figure> = figures(&text);
    let percents = all.iter().filter(|one| one.is_percent).count();
    if in_percent == (percents == 0) {
        return None;
    }
    let before = |at: usize| text.get(..at).unwrap_or_default().trim_end();
    let says = |before: &str, words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let below = ["dưới", "nhỏ hơn", "ít hơn", "<", "chưa đạt", "không đạt", "thấp hơn"];
    let above = ["trên", "lớn hơn", "cao hơn", "nhiều hơn", ">"];
    let plain = |one: &Figure| {
        let points: Option<Points> = one.plain.parse().ok();
        points.map(|points| points.to_string())
    };
    match all.as_slice() {
        [one] => {
            let number = plain(one)?;
            let first = before(one.start);
            let open =
                text.contains("trở lên") || says(first, &["từ", "≥", "ít nhất", "tối thiểu"]);
            if says(first, &below) {
                Some(Range { upper: Some(number), ..Range::default() })
            } else {
                let strict = says(first, &above) && !text.contains("trở lên");
                let is_unsure = !(open || strict || (in_percent && number == "100"));
                Some(Range { lower: Some((number, strict)), is_unsure, ..Range::default() })
            }
        }
        [from, to] => {
            let strict = says(before(from.start), &above);
            let between = text.get(from.end..to.start).unwrap_or_default();
            let joins = ["đến", "-", "–", "tới", "và", "<", "≤"];
            if !joins.iter().any(|word| between.contains(word)) {
                return None;
            }
            Some(Range {
                lower: Some((plain(from)?, strict)),
                upper: Some(plain(to)?),
                is_unsure: false,
            })
        }
        _ => None,
    }
}

/// Whether a text says that points are in proportion.
fn is_formula(text: &str) -> bool {
    let text = text.to_lowercase();
    let words =
        ["công thức", "tính theo tỷ lệ", "tính theo tỉ lệ", "tương ứng", "tỷ lệ %", "tỉ lệ %"];
    words.iter().any(|word| text.contains(word))
}

fn of(kind: Kind) -> RuleSpec {
    RuleSpec { kind, ..RuleSpec::default() }
}

/// The rule that the words of a leaf mean.
pub(super) fn rule(words: &[String], max: Points) -> Option<Proposed> {
    let whole = words.join("\n");
    if let Ok(rule) = RuleSpec::from_line(whole.trim()) {
        return Some(Proposed { rule, is_unsure: false });
    }
    let lines: Vec<String> = words.iter().flat_map(|text| lines(text)).collect();
    if let Some(rule) = each(&lines, max) {
        return Some(rule);
    }
    let clauses: Vec<Clause> = lines.iter().map(|line| clause(line)).collect();
    share(&clauses, max).or_else(|| bands(&clauses, max)).or_else(|| standings(&clauses, max))
}

/// *Mỗi sáng kiến được 0,5 điểm*, *trừ 0,25 điểm mỗi vụ việc*, *0,5 điểm/sáng kiến*.
fn each(lines: &[String], max: Points) -> Option<Proposed> {
    let found = lines.iter().filter_map(|line| {
        let text = line.to_lowercase();
        let all: Vec<Figure> = figures(&text).into_iter().filter(|one| !one.is_percent).collect();
        let is_each = text.contains("mỗi") || text.contains("cứ một") || text.contains("điểm/");
        let (true, false, [.., one]) = (is_each, text.contains('%'), all.as_slice()) else {
            return None;
        };
        // "Mỗi 02 sáng kiến" is of several at once, and how many begin anew nobody says.
        let bare = all.len() == 1
            || (all.len() == 2
                && all.first().is_some_and(|n| n.plain.parse::<Points>().ok() == "1".parse().ok()));
        let each: Points = one.plain.parse().ok()?;
        let kind = if text.contains("trừ") || text.contains("giảm") {
            Kind::Penalty
        } else {
            Kind::PerItem
        };
        (bare && each.is_positive() && each <= max)
            .then(|| RuleSpec { each: Some(Num::from(each)), ..of(kind) })
    });
    let found: Vec<RuleSpec> = found.collect();
    let [rule] = found.as_slice() else { return None };
    Some(Proposed { rule: rule.clone(), is_unsure: lines.len() > 2 })
}

/// *100%: 1; từ 80% đến dưới 100%: tính theo tỷ lệ; dưới 80%: 0*.
fn share(clauses: &[Clause], max: Points) -> Option<Proposed> {
    let formula = clauses.iter().find(|one| one.points.is_none() && is_formula(&one.condition))?;
    let full = clauses.iter().find(|one| one.points == Some(max));
    let full = full.and_then(|one| range(&one.condition, true)).filter(|full| full.upper.is_none());
    let mut is_unsure = full.as_ref().is_none_or(|full| full.is_unsure);
    let (bound, strict) = full.and_then(|full| full.lower).unwrap_or(("100".to_owned(), false));
    let mut nothing = clauses.iter().filter(|one| one.points == Some(Points::ZERO));
    let nothing = nothing.find_map(|one| range(&one.condition, true)?.upper);
    // Of a formula the condition stands before its colon.
    let own = formula.condition.split(':').next().unwrap_or_default();
    let own = own.split("công thức").next().unwrap_or_default();
    let from = range(own, true).and_then(|range| range.lower).map(|(from, _)| from);
    is_unsure |= nothing.is_some() && from.is_some() && nothing != from;
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

/// *Từ 90% trở lên: 1; từ 80% đến dưới 90%: 0,5; dưới 80%: 0*, or the same of a count.
fn bands(clauses: &[Clause], max: Points) -> Option<Proposed> {
    let given: Vec<(&str, Points)> =
        clauses.iter().filter_map(|one| Some((one.condition.as_str(), one.points?))).collect();
    if given.len() < 2
        || given.len() != clauses.len()
        || !given.iter().any(|(_, points)| *points == max)
    {
        return None;
    }
    let on_share = given.iter().any(|(condition, _)| condition.contains('%'));
    let mut bands = Vec::new();
    let mut is_unsure = false;
    let mut least: Option<Points> = None;
    for (condition, points) in &given {
        let found = range(condition, on_share);
        if *points == Points::ZERO {
            continue;
        }
        let found = found?;
        let (from, strict) = found.lower?;
        is_unsure |= found.is_unsure && found.upper.is_none() && on_share;
        let at: Points = from.parse().ok()?;
        // Bands that do not fall with their points are none.
        if least.is_some_and(|least| at >= least) {
            return None;
        }
        least = Some(at);
        let number = Some(Num::from(from));
        let points = Num::from(*points);
        bands.push(if strict {
            RuleBandSpec { at_least: None, above: number, points }
        } else {
            RuleBandSpec { at_least: number, above: None, points }
        });
    }
    if bands.is_empty() || (!on_share && bands.len() < 2) {
        return None;
    }
    let on = Some(if on_share { On::Share } else { On::Count });
    Some(Proposed { rule: RuleSpec { on, bands: Some(bands), ..of(Kind::Bands) }, is_unsure })
}

/// Two standings of which one is *not*, or several named ones.
fn standings(clauses: &[Clause], max: Points) -> Option<Proposed> {
    let given: Vec<(&str, Points)> =
        clauses.iter().filter_map(|one| Some((one.condition.as_str(), one.points?))).collect();
    let whole = given.len() == clauses.len();
    let mut points: Vec<Points> = given.iter().map(|(_, points)| *points).collect();
    points.sort_unstable();
    points.dedup();
    let distinct = points.len() == given.len();
    if given.len() < 2 || !distinct || points.last() != Some(&max) {
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
    let levels = given.iter().map(|(condition, points)| LevelSpec {
        id: points.to_string(),
        points: Num::from(*points),
        label: Some(Text::same(*condition)).filter(|label| !label.is_empty()),
    });
    let rule = RuleSpec { levels: Some(levels.collect()), ..of(Kind::Levels) };
    Some(Proposed { rule, is_unsure: !whole })
}

#[cfg(test)]
mod tests {
    use par_index::Lang;

    use super::*;

    /// The line of what is proposed, `?` before what is not certain.
    fn said(max: &str, words: &str) -> String {
        let proposed = rule(&[words.to_owned()], max.parse().unwrap());
        proposed.map_or_else(String::new, |proposed| {
            let line = proposed.rule.to_line(Lang::Vi).unwrap();
            format!("{}{line}", if proposed.is_unsure { "? " } else { "" })
        })
    }

    #[test]
    fn rules_are_recognised_in_the_words_of_decisions() {
        for (max, words, expected) in [
            ("1", "tỷ lệ: tối đa từ 100%; sàn 80%", "tỷ lệ: tối đa từ 100%; sàn 80%"),
            ("0.5", "Ban hành kế hoạch: 0,5 điểm\nKhông ban hành: 0 điểm", "có/không"),
            ("1", "- Ban hành đúng hạn: 1\n- Không đúng hạn: 0,25", "có/không; không 0,25"),
            (
                "1",
                "Ban hành trước 31/01: 1 điểm. Ban hành sau 31/01: 0,5 điểm. Không ban hành: 0 điểm.",
                "mức: 1; 0,5; 0; nhãn: 1 = Ban hành trước 31/01; 0,5 = Ban hành sau 31/01; 0 = Không ban hành",
            ),
            (
                "1.5",
                "Hoàn thành 100% kế hoạch: 1,5\nHoàn thành từ 80% - dưới 100% kế hoạch thì điểm đánh giá được tính theo công thức: (Tỷ lệ % hoàn thành x 1,5)/100%\nHoàn thành dưới 80% kế hoạch: 0",
                "tỷ lệ: tối đa từ 100%; sàn 80%",
            ),
            (
                "2",
                "Từ 95% trở lên: 2 điểm; dưới 95%: tính theo công thức (tỷ lệ % x 2)/95%",
                "tỷ lệ: tối đa từ 95%; phần theo mức tối đa",
            ),
            (
                "1",
                "Từ 90% trở lên: 1\nTừ 80% đến dưới 90%: 0,5\nDưới 80%: 0",
                "bậc: từ 90% → 1; từ 80% → 0,5",
            ),
            (
                "1",
                "Trên 50% đơn vị: 1 điểm; từ 30% đến 50% đơn vị: 0,5 điểm; dưới 30%: 0 điểm",
                "bậc: trên 50% → 1; từ 30% → 0,5",
            ),
            (
                "1.5",
                "Từ 03 sáng kiến trở lên: 1,5 điểm\nTừ 01 đến 02 sáng kiến: 0,75 điểm\nKhông có sáng kiến: 0 điểm",
                "bậc: từ 3 → 1,5; từ 1 → 0,75",
            ),
            ("2", "Mỗi sáng kiến được cộng 0,5 điểm", "mỗi việc 0,5"),
            ("2", "Trừ 0,25 điểm đối với mỗi vụ việc vi phạm", "trừ 0,25 mỗi vụ việc"),
            ("1", "0,1 điểm/tin bài", "mỗi việc 0,1"),
            // What nobody can compute from is no rule.
            ("1", "Theo kết quả kiểm tra của Sở Nội vụ", ""),
            ("1", "Ban hành kế hoạch: 0,5 điểm", ""),
            ("1", "Căn cứ Quyết định số 09/QĐ-UBND ngày 13/01/2023", ""),
        ] {
            assert_eq!(said(max, words), expected, "{words}");
        }
    }
}
