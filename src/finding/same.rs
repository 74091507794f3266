//! Recognises findings that differ only in their place.

use super::Finding;
use crate::words::{Arg, Lang, Text};

/// The part of a finding's place in which it differs from others with the same message.
#[derive(PartialEq, Eq)]
enum Spot<'f> {
    Cell(&'f str),
    Node(&'f str),
    Line(usize),
    Unit(&'f Text),
    Pointer(&'f str),
    Nowhere,
}

impl Finding {
    fn at(&self) -> Spot<'_> {
        let place = &self.place;
        let named = self.args.iter().find_map(|(key, arg)| match arg {
            Arg::Plain(code) if *key == "node" => Some(code.as_str()),
            _ => None,
        });
        if let Some(cell) = &place.cell {
            Spot::Cell(cell)
        } else if let Some(code) = place.node.as_deref().or(named) {
            Spot::Node(code)
        } else if let Some(line) = place.line {
            Spot::Line(line)
        } else if let Some(name) = &place.name {
            Spot::Unit(name)
        } else {
            place.pointer.as_deref().map_or(Spot::Nowhere, Spot::Pointer)
        }
    }

    /// The part of the place in which this finding differs from others with the same message: a
    /// cell, a code, a line or a unit.
    pub(crate) fn spot(&self) -> Text {
        match self.at() {
            Spot::Cell(text) | Spot::Node(text) | Spot::Pointer(text) => Text::same(text),
            Spot::Line(line) => Text::of(|lang| match lang {
                Lang::Vi => format!("dòng {line}"),
                Lang::En => format!("line {line}"),
            }),
            Spot::Unit(name) => name.clone(),
            Spot::Nowhere => Text::default(),
        }
    }

    /// Whether another finding has the same message for another place of the same kind.
    pub(crate) fn says_the_same(&self, other: &Finding) -> bool {
        let (spot, there) = (self.at(), other.at());
        let alike = std::mem::discriminant(&spot) == std::mem::discriminant(&there)
            && spot != there
            && self.cut.is_none();
        let whose = |finding: &Finding| match spot {
            Spot::Unit(_) | Spot::Cell(_) => None,
            _ => finding.place.unit.clone(),
        };
        let (here, beside) = (&self.place, &other.place);
        self.code == other.code
            && alike
            && (&here.file, &here.sheet, here.stage) == (&beside.file, &beside.sheet, beside.stage)
            && whose(self) == whose(other)
            && self.args.len() == other.args.len()
            && self.args.iter().zip(&other.args).all(|(one, two)| one.0 == "node" || one == two)
    }
}
