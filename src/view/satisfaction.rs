//! Satisfaction (*mức độ hài lòng*): factors by channel, never averaged over channels, with the
//! targets.

use super::layout::{grid, left, right, wrap};
use super::look::Look;
use super::survey::{came_back, channel_name, target_line};
use crate::assessment::{Counted, Target, UnitCount};
use crate::words::Phrase;

/// The fields of one unit as rows, its channels as columns, then ballots and target of each channel;
/// empty for a unit of which nothing is known.
pub fn satisfaction_table(counted: &Counted, unit: &str, targets: &[Target], look: Look) -> String {
    let framework = counted.framework();
    let digits = framework.policies().print;
    let channels: Vec<&UnitCount> =
        counted.units().iter().filter(|one| one.unit.id == unit).collect();
    let Some(first) = channels.first() else { return String::new() };
    let named = |one: &UnitCount| {
        one.channel.as_deref().map_or(String::new(), |channel| channel_name(channel, look))
    };
    let title = first.unit.name.get(look.lang);
    let title = look.say(Phrase::SatisfactionTitle, &[("unit", title.into())]);
    let mut head = vec![title];
    head.extend(channels.iter().map(|one| named(one)));
    let mut lines = vec![head];
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
        lines.push(line);
    }
    let mut total = vec![look.word(Phrase::SatisfactionTotal)];
    total.extend(ratios("total"));
    lines.push(total);
    let mut columns = vec![left(24, 40)];
    columns.extend(channels.iter().map(|_| right(9)));
    let paint = |line: usize, _: usize, text: &str| {
        if line == 0 { look.bold(text) } else { text.to_owned() }
    };
    let mut text = grid(&columns, &lines, paint).join("\n") + "\n";
    for one in channels {
        let mut parts = vec![came_back(one.ballots, one.asked, digits, look)];
        let targets = targets.iter().filter(|target| target.channel == one.channel);
        parts.extend(targets.map(|target| target_line(counted, one, target, look)));
        let parts = parts.join("; ");
        let line = if one.channel.is_some() { format!("{}: {parts}", named(one)) } else { parts };
        text = format!("{text}{}\n", wrap(&line, "   ", "     "));
    }
    look.plain(text)
}
