//! Cases whose names are long, wide and broken over lines, and tell each row from every other.

use par_index::remediation::EffortRow;
use par_index::spec::{AgencySpec, AssessmentSpec, NameSpec, NodeSpec};
use par_index::{Efforts, Input, Lang, Text};

use super::super::generate;
use super::*;

/// Words of any length and width; none of them is a figure.
const WORDS: [&str; 16] = [
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "cải",
    "cách",
    "行政改革",
    "部門間協力機構",
    "department",
    "of",
    "interdepartmental",
    "Văn-phòng-Hội-đồng-nhân-dân-và-Ủy-ban-nhân-dân-thị-xã",
    "thủ",
    "tục",
    "và",
    "ế",
];

/// A name that begins and ends with a word of its own.
pub(crate) fn long(dice: &mut Dice, own: &str) -> Text {
    let mut one = |lang: &str| {
        let words = (0..dice.below(18)).map(|_| dice.pick(&WORDS).to_owned());
        let words: Vec<String> = words.collect();
        format!("{own}s{lang} {} {own}e{lang}", words.join(" ")).replace("  ", " ")
    };
    Text::new(one("v"), one("e"))
}

/// A text of a table of efforts, in no language.
fn stated(dice: &mut Dice, own: &str) -> String {
    let words: Vec<&str> = (0..dice.below(30)).map(|_| dice.pick(&WORDS)).collect();
    format!("{own}s {} {own}e", words.join(" ")).replace("  ", " ")
}

/// A case of the generator under names of its own.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) case: Case,
    pub(crate) framework: Framework,
    pub(crate) efforts: Vec<EffortRow>,
}

impl Named {
    pub(crate) fn any() -> impl Strategy<Value = Named> {
        proptest::collection::vec(any::<u16>(), 0..3000)
            .prop_map(|choices| Named::draw(&mut Dice::of(choices)))
    }

    fn draw(dice: &mut Dice) -> Named {
        let mut case = Case::draw(dice);
        for n in case.sheets.len()..3 + dice.below(4) {
            case.sheets.push(generate::sheet(dice, &case.framework, n));
        }
        for (n, agency) in case.framework.agencies.iter_mut().enumerate() {
            *agency =
                AgencySpec { name: long(dice, &format!("a{n}")), short: None, ..agency.clone() };
        }
        let ids = case.framework.agencies.iter().map(|agency| agency.id.clone());
        let ids: Vec<String> = ids.take(3).collect();
        let mut count = 0;
        rename(dice, &mut case.framework.nodes, &ids, &mut count);
        for (n, sheet) in case.sheets.iter_mut().enumerate() {
            sheet.unit.id = format!("u{n}");
            sheet.unit.name = Some(NameSpec::Both(long(dice, &format!("u{n}"))));
        }
        let framework = case.ruler();
        let efforts = framework.leaves().take(7).enumerate().map(|(n, leaf)| {
            let effort = u64::try_from(1 + dice.below(1500)).unwrap();
            let mut row = EffortRow::new(leaf.code().as_str(), leaf.max(), effort);
            row.measure = stated(dice, &format!("m{n}"));
            if dice.rarely(2) {
                row.product = stated(dice, &format!("p{n}"));
                "2024-03-31".clone_into(&mut row.due);
            }
            row.cooperating = ids[..dice.below(4)].join("+");
            row
        });
        Named { efforts: efforts.collect(), framework, case }
    }

    /// The sheets, those of a year or a later state.
    pub(crate) fn input(&self, asked: &Asked, change: impl Fn(&mut AssessmentSpec)) -> Input {
        let mut inputs = asked.common().inputs(&self.framework, None);
        for (n, sheet) in self.case.sheets.iter().enumerate() {
            let mut sheet = sheet.clone();
            change(&mut sheet);
            inputs.read(format!("{n}.json"), serde_json::to_string(&sheet).unwrap());
        }
        inputs.finish()
    }

    pub(crate) fn table_of_efforts(&self) -> Efforts {
        Efforts::of(&self.framework, &self.efforts).0
    }

    /// The first word of a node's name; empty for bonus, deduction and the whole.
    pub(crate) fn node(&self, code: &str, part: char, lang: Lang) -> Option<String> {
        let place = self.framework.nodes().iter().position(|node| node.code().as_str() == code)?;
        Some(format!("n{place}{part}{}", suffix(lang)))
    }

    /// The first and last words of the names of leads.
    pub(crate) fn leads(&self, key: &str, lang: Lang) -> Vec<String> {
        let known = |id: &str| self.case.framework.agencies.iter().position(|one| one.id == id);
        let places = key.split('+').filter(|id| !id.is_empty()).map(|id| known(id).unwrap());
        places.flat_map(|n| ['s', 'e'].map(|part| format!("a{n}{part}{}", suffix(lang)))).collect()
    }
}

/// How the own words of names end in a language.
pub(crate) fn suffix(lang: Lang) -> char {
    if lang == Lang::Vi { 'v' } else { 'e' }
}

fn rename(dice: &mut Dice, nodes: &mut [NodeSpec], agencies: &[String], count: &mut usize) {
    for node in nodes {
        node.name = long(dice, &format!("n{count}"));
        node.short = None;
        *count += 1;
        if dice.rarely(3) {
            node.lead = Some(agencies.to_vec());
        }
        rename(dice, &mut node.children, agencies, count);
    }
}
