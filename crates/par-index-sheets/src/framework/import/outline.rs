//! Makes a tree of the lines: which row is below which, which rows are components, and which only
//! describe the row above.

use par_index::words::fold_name;
use par_index::{PointSum, Points};

use super::lines::Line;
use super::marker::{Marker, Rank};

/// A row with the rows below it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) line: Line,
    pub(super) code: String,
    /// Whether the code was made by the import, since the decision prints none.
    pub(super) is_made: bool,
    pub(super) children: Vec<Item>,
    /// Rows without a number right below this row, whose meaning is not decided yet.
    tail: Vec<Line>,
    /// Rows that say which result earns how many points.
    pub(super) options: Vec<Line>,
}

/// The tree that the rows of a decision form.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) items: Vec<Item>,
    pub(super) total: Option<Line>,
    /// Rows that are not part of the framework.
    pub(super) passed: Vec<Line>,
    /// Rows whose place in the tree is not certain, each with the number of the row it was put below.
    pub(super) unsure: Vec<(Line, String)>,
}

fn is_total(name: &str) -> bool {
    let bare = name.split(['(', ':', '=']).next().unwrap_or_default();
    let folded = fold_name(bare);
    let words = ["tổng cộng", "tổng", "tổng số", "tổng điểm", "tổng số điểm", "cộng", "total"];
    words.iter().any(|word| fold_name(word) == folded)
}

/// Whether a row is a sum of rows above it: *Cộng lĩnh vực I*.
fn is_sum(name: &str) -> bool {
    let folded = name.to_lowercase();
    folded.starts_with("cộng ")
        || folded.starts_with("tổng cộng ")
        || folded.starts_with("tổng điểm ")
}

impl Outline {
    pub(super) fn of(mut lines: Vec<Line>) -> Outline {
        let mut outline = Outline::default();
        let last = lines.iter().rposition(|line| line.marker.is_some() && line.max.is_some());
        let mut kept = Vec::new();
        for (at, line) in lines.drain(..).enumerate() {
            let below = last.is_none_or(|last| at > last);
            if is_total(&line.name) && (line.max.is_some() || line.bad_max.is_some()) {
                // Of several totals the last one is that of the whole.
                outline.passed.extend(outline.total.replace(line));
            } else if line.marker.is_none() && is_sum(&line.name) {
                outline.passed.push(line);
            } else if below && line.marker.is_none() && outline.total.is_some() {
                // Rows without a number below the total are signatures or remarks.
                outline.passed.push(line);
            } else {
                kept.push(line);
            }
        }
        let heads = heads(&kept);
        let mut stack: Vec<(Rank, Option<Marker>)> = Vec::new();
        for (at, line) in kept.into_iter().enumerate() {
            let is_head = heads.contains(&at);
            let Some(marker) = line.marker.clone().or(is_head.then_some(Marker::Column(0))) else {
                match outline.open(stack.len()) {
                    Some(item) => item.tail.push(line),
                    None => outline.passed.push(line),
                }
                continue;
            };
            let rank = if is_head { Rank::Head } else { marker.rank() };
            let depth = place(&stack, rank, &marker);
            if let (Some((_, Some(Marker::Dotted(above)))), Marker::Dotted(own)) =
                (depth.checked_sub(1).and_then(|at| stack.get(at)), &marker)
                && own.len() > 1
                && own.get(..own.len() - 1) != Some(above.as_slice())
            {
                let above: Vec<String> = above.iter().map(u32::to_string).collect();
                outline.unsure.push((line.clone(), above.join(".")));
            }
            stack.truncate(depth);
            let own = (!is_head).then(|| marker.clone());
            stack.push((rank, own));
            let item = Item {
                line: Line { marker: (!is_head).then_some(marker), ..line },
                code: String::new(),
                is_made: false,
                children: Vec::new(),
                tail: Vec::new(),
                options: Vec::new(),
            };
            match outline.open(depth) {
                Some(above) => above.children.push(item),
                None => outline.items.push(item),
            }
        }
        let mut items = std::mem::take(&mut outline.items);
        for item in &mut items {
            outline.settle(item);
        }
        outline.items = items;
        code(&mut outline.items);
        outline
    }

    /// The last row at a depth of the tree, below which a new row is added; depth 1 is the top.
    fn open(&mut self, depth: usize) -> Option<&mut Item> {
        let mut item = self.items.last_mut().filter(|_| depth > 0)?;
        for _ in 1..depth {
            item = item.children.last_mut()?;
        }
        Some(item)
    }

    /// Decides what the rows without a number below a row are: components, results with their
    /// points, or words.
    fn settle(&mut self, item: &mut Item) {
        let tail = std::mem::take(&mut item.tail);
        if !item.children.is_empty() {
            self.passed.extend(tail);
            for child in &mut item.children {
                self.settle(child);
            }
            return;
        }
        let given: Vec<Points> = tail.iter().filter_map(|line| line.max).collect();
        let sum: PointSum = given.iter().copied().sum();
        let max = item.line.max;
        let is_split = given.len() > 1
            && given.len() == tail.len()
            && max.is_some_and(|max| PointSum::from(max) == sum)
            && given.iter().all(|points| points.is_positive());
        if is_split {
            item.children = tail
                .into_iter()
                .map(|line| Item {
                    line,
                    code: String::new(),
                    is_made: true,
                    children: Vec::new(),
                    tail: Vec::new(),
                    options: Vec::new(),
                })
                .collect();
        } else {
            item.options = tail;
        }
    }
}

/// The depth at which a row is added, below the rows that are open in `stack`.
fn place(stack: &[(Rank, Option<Marker>)], rank: Rank, marker: &Marker) -> usize {
    // A number such as `1.2.3` belongs below the row numbered `1.2`.
    if let Marker::Dotted(own) = marker {
        let above = own.get(..own.len().saturating_sub(1)).unwrap_or_default();
        let known = |(_, open): &(Rank, Option<Marker>)| matches!(open, Some(Marker::Dotted(open)) if open.as_slice() == above);
        if let (true, Some(at)) = (own.len() > 1, stack.iter().rposition(known)) {
            return at + 1;
        }
    }
    if let Some(at) = stack.iter().rposition(|(open, _)| *open == rank) {
        return at;
    }
    let fits = |open: &Rank| match (open, rank) {
        (Rank::Dotted(open), Rank::Dotted(own)) | (Rank::Column(open), Rank::Column(own)) => {
            *open < own
        }
        (_, Rank::Head)
        | (Rank::Letter, Rank::Dotted(_) | Rank::Roman)
        | (Rank::Dotted(_) | Rank::Letter | Rank::Roman, Rank::Capital)
        | (Rank::Dotted(_), Rank::Roman) => false,
        _ => true,
    };
    stack.iter().rposition(|(open, _)| fits(open)).map_or(0, |at| at + 1)
}

/// The rows without a number that are fields: each stands above rows of the topmost kind and is
/// their sum.
fn heads(lines: &[Line]) -> Vec<usize> {
    let Some(top) = lines.iter().find_map(|line| Some(line.marker.as_ref()?.rank())) else {
        return Vec::new();
    };
    let is_top = |line: &Line| line.marker.as_ref().is_some_and(|marker| marker.rank() == top);
    let candidates: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| {
            line.marker.is_none() && line.max.is_some() && lines.get(at + 1).is_some_and(is_top)
        })
        .map(|(at, _)| at)
        .collect();
    let first = lines.iter().position(is_top).unwrap_or_default();
    if candidates.first().is_none_or(|at| *at > first) {
        return Vec::new();
    }
    let ends = candidates.iter().skip(1).copied().chain([lines.len()]);
    let adds_up = |(at, end): (&usize, usize)| {
        let group = lines.get(at + 1..end).unwrap_or_default();
        let sum: PointSum =
            group.iter().filter(|line| is_top(line)).filter_map(|line| line.max).sum();
        lines.get(*at).and_then(|line| line.max).is_some_and(|max| PointSum::from(max) == sum)
    };
    if candidates.iter().zip(ends).all(adds_up) { candidates } else { Vec::new() }
}

/// Gives every row its code: the printed one where these tell all rows apart, else the path from
/// the top.
fn code(items: &mut [Item]) {
    plain(items, None);
    let mut seen = std::collections::BTreeSet::new();
    if !is_unique(items, &mut seen) {
        by_way(items, "");
    }
}

fn is_unique(items: &[Item], seen: &mut std::collections::BTreeSet<String>) -> bool {
    items.iter().all(|item| seen.insert(item.code.clone()) && is_unique(&item.children, seen))
}

/// Codes as they are printed. A Roman number becomes a decimal one where the numbers below begin
/// with it.
fn plain(items: &mut [Item], above: Option<&str>) {
    for (at, item) in items.iter_mut().enumerate() {
        let own = match &item.line.marker {
            Some(Marker::Dotted(parts)) => {
                Some(parts.iter().map(u32::to_string).collect::<Vec<_>>().join("."))
            }
            Some(Marker::Roman(number)) => {
                let begins = |child: &Item| matches!(&child.line.marker, Some(Marker::Dotted(parts)) if parts.len() > 1 && parts.first() == Some(number));
                let is_number = !item.children.is_empty() && item.children.iter().all(begins);
                Some(if is_number { number.to_string() } else { numeral(*number) })
            }
            Some(Marker::Letter(letter)) => {
                Some(above.map_or(letter.to_string(), |above| format!("{above}.{letter}")))
            }
            Some(Marker::Capital(letter)) => Some(letter.to_string()),
            Some(Marker::Column(_)) | None => None,
        };
        item.is_made |= own.is_none();
        item.code = own.unwrap_or_else(|| made(above, at + 1));
        let code = item.code.clone();
        plain(&mut item.children, Some(&code));
    }
}

fn made(above: Option<&str>, number: usize) -> String {
    above.map_or_else(|| number.to_string(), |above| format!("{above}.{number}"))
}

/// Codes that state the path from the top.
fn by_way(items: &mut [Item], above: &str) {
    let above = Some(above).filter(|above| !above.is_empty());
    for (at, item) in items.iter_mut().enumerate() {
        let own = item.line.marker.as_ref().and_then(Marker::segment);
        item.code = match own {
            Some(own) => above.map_or(own.clone(), |above| format!("{above}.{own}")),
            None => made(above, at + 1),
        };
        let code = item.code.clone();
        by_way(&mut item.children, &code);
    }
}

/// A number below forty in Roman letters.
fn numeral(number: u32) -> String {
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = usize::try_from(number / 10).unwrap_or_default();
    let one = usize::try_from(number % 10).ok().and_then(|at| ones.get(at));
    format!("{}{}", "X".repeat(tens), one.copied().unwrap_or_default())
}
