//! A rule in one line, as a table's cell holds it: `tỷ lệ: tối đa từ 100%; sàn 80%; nếu có` or
//! `share: full at 100%; floor 80%; if any`.
//!
//! Reading what was written gives the same rule. A rule with keys that have no words here, such as
//! labels, is written as its JSON object instead.

use super::spec::{BandSpec, FullAtSpec, Kind, LevelSpec, OptionSpec, RuleSpec};
use super::{IfNone, More, On, Part};
use crate::error::Error;
use crate::json::{Num, nfc};
use crate::words::{Lang, Phrase, Text};

/// The words of one language.
struct Words {
    lang: Lang,
    direct: &'static str,
    step: &'static str,
    yes_no: &'static str,
    no: &'static str,
    levels: &'static str,
    share: &'static str,
    full_at: &'static str,
    full_above: &'static str,
    floor: &'static str,
    of_whole: &'static str,
    of_target: &'static str,
    part_none: &'static str,
    if_any: &'static str,
    may_exceed: &'static str,
    of_grows: &'static str,
    /// Before and behind the number of places.
    places: [&'static str; 2],
    if_none: &'static str,
    /// What no case at all may mean, in words.
    none: [(IfNone, &'static str); 4],
    bands: &'static str,
    from: &'static str,
    above: &'static str,
    per_item: &'static str,
    penalty: &'static str,
    penalty_each: &'static str,
    survey: &'static str,
}

const EN: Words = Words {
    lang: Lang::En,
    direct: "typed",
    step: "step",
    yes_no: "yes/no",
    no: "no",
    levels: "levels",
    share: "share",
    full_at: "full at",
    full_above: "full above",
    floor: "floor",
    of_whole: "part of the whole",
    of_target: "part of the target",
    part_none: "no part",
    if_any: "if any",
    may_exceed: "may exceed",
    of_grows: "the whole grows",
    places: ["percent to", "places"],
    if_none: "if none:",
    none: [
        (IfNone::Max, "max"),
        (IfNone::Zero, "zero"),
        (IfNone::NotApplicable, "not applicable"),
        (IfNone::Error, "error"),
    ],
    bands: "bands",
    from: "",
    above: "above",
    per_item: "each",
    penalty: "minus",
    penalty_each: "each",
    survey: "survey",
};

const VI: Words = Words {
    lang: Lang::Vi,
    direct: "nhập điểm",
    step: "bội số",
    yes_no: "có/không",
    no: "không",
    levels: "mức",
    share: "tỷ lệ",
    full_at: "tối đa từ",
    full_above: "tối đa trên",
    floor: "sàn",
    of_whole: "phần theo tổng số",
    of_target: "phần theo mức tối đa",
    part_none: "không tính phần",
    if_any: "nếu có",
    may_exceed: "được vượt",
    of_grows: "tổng số tăng theo",
    places: ["tỷ lệ lấy", "chữ số"],
    if_none: "nếu không phát sinh:",
    none: [
        (IfNone::Max, "tối đa"),
        (IfNone::Zero, "0 điểm"),
        (IfNone::NotApplicable, "không áp dụng"),
        (IfNone::Error, "lỗi"),
    ],
    bands: "bậc",
    from: "từ",
    above: "trên",
    per_item: "mỗi việc",
    penalty: "trừ",
    penalty_each: "mỗi vụ việc",
    survey: "điều tra",
};

impl Words {
    const fn of(lang: Lang) -> &'static Words {
        match lang {
            Lang::En => &EN,
            Lang::Vi => &VI,
        }
    }

    fn write(&self, num: &Num) -> String {
        self.lang.decimal(num.as_str())
    }

    /// A number of this language; a point is only taken where it cannot group thousands.
    fn read(&self, text: &str) -> Result<Num, Error> {
        let text = text.trim();
        let grouped = text.rsplit_once('.').is_some_and(|(_, places)| places.len() == 3);
        let plain = match self.lang {
            Lang::Vi if text.contains(',') && text.contains('.') => None,
            Lang::Vi if grouped => None,
            Lang::Vi => Some(text.replace(',', ".")),
            Lang::En => Some(text.to_owned()),
        };
        let number = plain.filter(|plain| plain.parse::<crate::quantity::Points>().is_ok());
        number.map(Num::from).ok_or_else(|| {
            let like = self.lang.decimal("12.5");
            Error::usage(Phrase::UsageNumber, &[("text", text.into()), ("like", like.into())])
        })
    }

    fn read_percent(&self, text: &str) -> Result<Num, Error> {
        let text = text.trim();
        let number = text
            .strip_suffix('%')
            .ok_or_else(|| Error::usage(Phrase::UsagePercent, &[("text", text.into())]))?;
        self.read(number)
    }
}

impl RuleSpec {
    /// Writes the rule in one line; `None` where a key has no words in the line.
    ///
    /// ```
    /// use par_index::{Lang, spec::RuleSpec};
    /// let rule = RuleSpec::from_line("share: full at 100%; floor 80%; if any")?;
    /// assert_eq!(rule.to_line(Lang::Vi).unwrap(), "tỷ lệ: tối đa từ 100%; sàn 80%; nếu có");
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn to_line(&self, lang: Lang) -> Option<String> {
        if self.labels.is_some() {
            return None;
        }
        let words = Words::of(lang);
        let line = match self.kind {
            Kind::Direct => match &self.step {
                Some(step) => format!("{}; {} {}", words.direct, words.step, words.write(step)),
                None => words.direct.to_owned(),
            },
            Kind::YesNo => match &self.no {
                Some(no) => format!("{}; {} {}", words.yes_no, words.no, words.write(no)),
                None => words.yes_no.to_owned(),
            },
            Kind::Levels => self.levels_line(words)?,
            Kind::Share => self.share_line(words)?,
            Kind::Bands => self.bands_line(words)?,
            Kind::PerItem => format!("{} {}", words.per_item, words.write(self.each.as_ref()?)),
            Kind::Penalty => {
                let each = words.write(self.each.as_ref()?);
                format!("{} {each} {}", words.penalty, words.penalty_each)
            }
            Kind::Survey => self.survey_line(words)?,
        };
        // What the line cannot say it must not lose.
        (RuleSpec::from_line(&line).ok()? == *self).then_some(line)
    }

    fn levels_line(&self, words: &Words) -> Option<String> {
        let levels: Vec<String> =
            self.levels.as_ref()?.iter().map(|level| words.write(&level.points)).collect();
        Some(format!("{}: {}", words.levels, levels.join("; ")))
    }

    fn share_line(&self, words: &Words) -> Option<String> {
        let full = self.full_at.as_ref()?;
        let mut parts = vec![match (&full.at_least, &full.above) {
            (Some(num), None) => format!("{} {}%", words.full_at, words.write(num)),
            (None, Some(num)) => format!("{} {}%", words.full_above, words.write(num)),
            _ => return None,
        }];
        parts.extend(
            self.floor.as_ref().map(|num| format!("{} {}%", words.floor, words.write(num))),
        );
        parts.extend(self.part.map(|part| match part {
            Part::OfWhole => words.of_whole.to_owned(),
            Part::OfTarget => words.of_target.to_owned(),
            Part::None => words.part_none.to_owned(),
        }));
        self.push_flags(words, &mut parts);
        Some(format!("{}: {}", words.share, parts.join("; ")))
    }

    fn push_flags(&self, words: &Words, parts: &mut Vec<String>) {
        let flags = [
            (self.if_any == Some(true), words.if_any),
            (self.may_exceed == Some(true), words.may_exceed),
            (self.more == Some(More::OfGrows), words.of_grows),
        ];
        parts.extend(flags.iter().filter(|(set, _)| *set).map(|(_, word)| (*word).to_owned()));
        let [before, behind] = words.places;
        parts.extend(self.percent_digits.map(|digits| format!("{before} {digits} {behind}")));
        let none = words.none.iter().find(|(none, _)| Some(*none) == self.if_none);
        parts.extend(none.map(|(_, word)| format!("{} {word}", words.if_none)));
    }

    fn bands_line(&self, words: &Words) -> Option<String> {
        let sign = if self.on? == On::Share { "%" } else { "" };
        let mut parts = Vec::new();
        for band in self.bands.as_ref()? {
            let (word, num) = match (&band.at_least, &band.above) {
                (Some(num), None) => (words.from, num),
                (None, Some(num)) => (words.above, num),
                _ => return None,
            };
            let text = format!("{word} {}{sign} → {}", words.write(num), words.write(&band.points));
            parts.push(text.trim_start().to_owned());
        }
        self.push_flags(words, &mut parts);
        Some(format!("{}: {}", words.bands, parts.join("; ")))
    }

    fn survey_line(&self, words: &Words) -> Option<String> {
        if self.groups.is_some() {
            return None;
        }
        let weights: Vec<String> = self
            .options
            .as_ref()?
            .iter()
            .map(|option| option.weight.as_ref().map_or_else(|| "-".to_owned(), |w| words.write(w)))
            .collect();
        Some(format!("{}: {}", words.survey, weights.join("/")))
    }

    /// Reads the one-line form in either language.
    ///
    /// # Errors
    /// [`Error::is_usage`] with the part that was not understood.
    pub fn from_line(line: &str) -> Result<RuleSpec, Error> {
        let line = nfc(&line.to_lowercase()).replace("tỉ lệ", "tỷ lệ").replace("->", "→");
        [&VI, &EN].into_iter().find_map(|words| read_line(&line, words)).unwrap_or_else(|| {
            let [en, vi] =
                [heads(&EN), heads(&VI)].map(|heads| heads.collect::<Vec<_>>().join(", "));
            let args = [("text", line.as_str().into()), ("known", Text::new(vi, en).into())];
            Err(Error::usage(Phrase::UsageRule, &args))
        })
    }
}

fn heads(words: &Words) -> impl Iterator<Item = &'static str> {
    [
        words.direct,
        words.yes_no,
        words.levels,
        words.share,
        words.bands,
        words.per_item,
        words.penalty,
        words.survey,
    ]
    .into_iter()
}

/// `None` where the line does not begin with a word of this language.
fn read_line(line: &str, words: &Words) -> Option<Result<RuleSpec, Error>> {
    let after = |head: &str| {
        let rest = line.strip_prefix(head)?;
        let ends = rest.is_empty() || rest.starts_with([':', ';', ' ']);
        ends.then(|| rest.trim_start_matches([':', ';', ' ']).to_owned())
    };
    if let Some(rest) = after(words.direct) {
        let step = read_option(&rest, words.step, words);
        return Some(step.map(|step| RuleSpec { step, ..RuleSpec::of(Kind::Direct) }));
    }
    if let Some(rest) = after(words.yes_no) {
        let no = read_option(&rest, words.no, words);
        return Some(no.map(|no| RuleSpec { no, ..RuleSpec::of(Kind::YesNo) }));
    }
    if let Some(rest) = after(words.levels) {
        return Some(read_levels(&rest, words));
    }
    if let Some(rest) = after(words.share) {
        return Some(read_share(&rest, words));
    }
    if let Some(rest) = after(words.bands) {
        return Some(read_bands(&rest, words));
    }
    if let Some(rest) = after(words.survey) {
        return Some(read_survey(&rest, words));
    }
    if let Some(rest) = after(words.penalty) {
        let each = rest.trim_end_matches(words.penalty_each);
        let each = words.read(each).map(Some);
        return Some(each.map(|each| RuleSpec { each, ..RuleSpec::of(Kind::Penalty) }));
    }
    let rest = after(words.per_item)?;
    let each = words.read(&rest).map(Some);
    Some(each.map(|each| RuleSpec { each, ..RuleSpec::of(Kind::PerItem) }))
}

/// Nothing, or one word with a number behind it.
fn read_option(rest: &str, word: &str, words: &Words) -> Result<Option<Num>, Error> {
    if rest.is_empty() {
        return Ok(None);
    }
    match rest.strip_prefix(word) {
        Some(number) => words.read(number).map(Some),
        None => Err(unknown(rest, &[word])),
    }
}

fn unknown(part: &str, known: &[&str]) -> Error {
    let args = [("text", part.into()), ("known", known.join(", ").into())];
    Error::usage(Phrase::UsageRulePart, &args)
}

fn read_levels(rest: &str, words: &Words) -> Result<RuleSpec, Error> {
    let mut levels = Vec::new();
    for part in rest.split(';') {
        let points = words.read(part)?;
        levels.push(LevelSpec { id: points.as_str().to_owned(), points, label: None });
    }
    Ok(RuleSpec { levels: Some(levels), ..RuleSpec::of(Kind::Levels) })
}

fn read_share(rest: &str, words: &Words) -> Result<RuleSpec, Error> {
    let mut spec = RuleSpec::of(Kind::Share);
    for part in rest.split(';').map(str::trim) {
        let before = spec.keys().len();
        if let Some(number) = part.strip_prefix(words.full_at) {
            let at_least = Some(words.read_percent(number)?);
            spec.full_at = Some(FullAtSpec { at_least, above: None });
        } else if let Some(number) = part.strip_prefix(words.full_above) {
            let above = Some(words.read_percent(number)?);
            spec.full_at = Some(FullAtSpec { at_least: None, above });
        } else if let Some(number) = part.strip_prefix(words.floor) {
            spec.floor = Some(words.read_percent(number)?);
        } else if part == words.of_whole {
            spec.part = Some(Part::OfWhole);
        } else if part == words.of_target {
            spec.part = Some(Part::OfTarget);
        } else if part == words.part_none {
            spec.part = Some(Part::None);
        } else if part == words.of_grows {
            spec.more = Some(More::OfGrows);
        } else if !read_flag(part, words, &mut spec) {
            let known = [
                words.full_at,
                words.full_above,
                words.floor,
                words.of_whole,
                words.of_target,
                words.part_none,
                words.if_any,
                words.may_exceed,
                words.of_grows,
                words.places[0],
                words.if_none,
            ];
            return Err(unknown(part, &known));
        }
        if spec.keys().len() == before {
            return Err(unknown(part, &["each part once"]));
        }
    }
    Ok(spec)
}

/// The flags that shares and bands have in common.
fn read_flag(part: &str, words: &Words, spec: &mut RuleSpec) -> bool {
    if part == words.if_any {
        spec.if_any = Some(true);
    } else if part == words.may_exceed {
        spec.may_exceed = Some(true);
    } else if let Some(none) = part.strip_prefix(words.if_none) {
        let known = words.none.iter().find(|(_, word)| *word == none.trim());
        let Some((none, _)) = known else { return false };
        spec.if_none = Some(*none);
    } else {
        let [before, behind] = words.places;
        let digits = part.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind));
        let digits = digits.and_then(|digits| digits.trim().parse::<u8>().ok());
        let Some(digits) = digits.filter(|digits| *digits < 10) else { return false };
        spec.percent_digits = Some(digits);
    }
    true
}

fn read_bands(rest: &str, words: &Words) -> Result<RuleSpec, Error> {
    let mut spec = RuleSpec::of(Kind::Bands);
    let mut bands = Vec::new();
    for part in rest.split(';').map(str::trim) {
        let Some((threshold, points)) = part.split_once('→') else {
            let before = spec.keys().len();
            if read_flag(part, words, &mut spec) && spec.keys().len() > before {
                continue;
            }
            let known = ["3 → 1", words.if_any, words.may_exceed, words.places[0], words.if_none];
            return Err(unknown(part, &known));
        };
        let threshold = threshold.trim();
        let above = threshold.strip_prefix(words.above);
        let bare = above.or_else(|| threshold.strip_prefix(words.from)).unwrap_or(threshold);
        let (number, on) = match bare.trim().strip_suffix('%') {
            Some(number) => (number, On::Share),
            None => (bare, On::Count),
        };
        if spec.on.is_some_and(|before| before != on) {
            return Err(unknown(part, &["percentages only, or counts only"]));
        }
        spec.on = Some(on);
        let number = Some(words.read(number)?);
        let (at_least, above) = if above.is_some() { (None, number) } else { (number, None) };
        bands.push(BandSpec { at_least, above, points: words.read(points)? });
    }
    spec.bands = Some(bands);
    Ok(spec)
}

fn read_survey(rest: &str, words: &Words) -> Result<RuleSpec, Error> {
    let mut options = Vec::new();
    for (n, part) in rest.split('/').enumerate() {
        // Options are A, B, C … in the order of the question.
        let letter = u8::try_from(n).ok().and_then(|n| b'A'.checked_add(n));
        let Some(letter) = letter.filter(u8::is_ascii_uppercase) else {
            return Err(unknown(part, &["at most 26 options"]));
        };
        let weight = match part.trim() {
            "-" => None,
            number => Some(words.read(number)?),
        };
        options.push(OptionSpec { id: char::from(letter).to_string(), weight, label: None });
    }
    Ok(RuleSpec { options: Some(options), ..RuleSpec::of(Kind::Survey) })
}
