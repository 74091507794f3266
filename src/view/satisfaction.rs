//! Satisfaction (*mức độ hài lòng*): factors by channel, never averaged over channels, with the
//! targets.

use super::layout::{Grid, Row, left, right, width, wrap};
use super::survey::{came_back, named_channel, target_line};
use super::unread::unread_page;
use crate::assessment::{Counted, Target, UnitCount};
use crate::render::Look;
use crate::words::Phrase;

/// The widest first column.
const TITLE: usize = 40;
/// Channels beside each other, each so wide at most: 40 + 4 × (2 + 13) is a line.
const CHANNELS: usize = 4;
const CHANNEL: usize = 13;

/// The fields of one unit as rows, its channels as columns, then ballots and target of each channel;
/// empty for a unit of which nothing is known.
pub fn satisfaction_table(counted: &Counted, unit: &str, targets: &[Target], look: Look) -> String {
    let framework = counted.framework();
    let digits = framework.policies().print;
    // Units stand in the order of their ids.
    let units = counted.units();
    let from = units.partition_point(|one| one.unit.id.as_str() < unit);
    let channels: Vec<&UnitCount> =
        units.iter().skip(from).take_while(|one| one.unit.id == unit).collect();
    let Some(first) = channels.first() else { return String::new() };
    let named = |one: &UnitCount| named_channel(counted, one).unwrap_or_default().text(look.lang);
    let title = first.unit.name.get(look.lang);
    let title = look.say(Phrase::SatisfactionTitle, &[("unit", title.into())]);
    // A title too long for its column has lines of its own.
    let (above, mut head) = if width(&title) > TITLE {
        (Some(wrap(&title, "", "  ")), String::new())
    } else {
        (None, title)
    };
    let bold = |line: &str| look.bold(line) + "\n";
    let mut text: String = above.iter().flat_map(|title| title.lines()).map(bold).collect();
    // What does not fit beside each other stands below, fields repeated.
    for (n, channels) in channels.chunks(CHANNELS).enumerate() {
        if n > 0 {
            text.push('\n');
        }
        text += &block(counted, channels, std::mem::take(&mut head), look);
    }
    for one in channels {
        let mut parts = vec![came_back(one, digits).text(look.lang)];
        parts.retain(|part| !part.is_empty());
        let targets = targets.iter().filter(|target| target.channel == one.channel);
        parts.extend(targets.map(|target| target_line(counted, one, target).text(look.lang)));
        let parts = parts.join("; ");
        let name = named(one);
        let line = if name.is_empty() { parts } else { format!("{name}: {parts}") };
        text = format!("{text}{}\n", wrap(&line, "   ", "     "));
    }
    unread_page(counted.not_read()).text(look) + &look.plain(text)
}

/// Some channels of a unit beside each other, a line for each field.
fn block(counted: &Counted, channels: &[&UnitCount], title: String, look: Look) -> String {
    let framework = counted.framework();
    let digits = framework.policies().print;
    let mut head = vec![title];
    let name = |one: &&UnitCount| named_channel(counted, one).unwrap_or_default().text(look.lang);
    head.extend(channels.iter().map(name));
    let mut columns = vec![left(24, TITLE).hanging()];
    columns.extend(channels.iter().map(|_| right(9).within(CHANNEL)));
    let mut grid = Grid::new(columns);
    grid.push(Row::head(head));
    let ratios = |code: &str| {
        let ratio = |one: &&UnitCount| {
            let ratio = counted.ratio(one, code);
            ratio.map_or(look.dash().to_owned(), |ratio| look.ratio(ratio, digits))
        };
        channels.iter().map(ratio).collect::<Vec<String>>()
    };
    for field in framework.fields() {
        let code = field.code().as_str();
        let mut line = vec![format!("{code} {}", field.short().get(look.lang))];
        line.extend(ratios(code));
        grid.push(Row::of(line));
    }
    let mut total = vec![look.word(Phrase::SatisfactionTotal)];
    total.extend(ratios("total"));
    grid.push(Row::of(total));
    grid.text(look)
}
