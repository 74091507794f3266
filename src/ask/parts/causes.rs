//! Why points were lost, in words, and the sentence on a unit without figures.

use crate::analysis::{Cause, Loss};
use crate::quantity::{Digits, PointSum};
use crate::scoring::{Scorecard, State};
use crate::words::{Arg, Phrase, Sentence};

/// Whether a unit has no losses to show, being in error or not reported.
pub(crate) fn silent(card: &Scorecard) -> bool {
    matches!(card.state(), State::InError | State::NotReported)
}

/// The sentence on a unit without figures: its name and state.
pub(crate) fn state_line(card: &Scorecard) -> Sentence {
    let state = Sentence::word(card.state().phrase()).lower();
    Sentence::from(&card.unit().name).then(": ").and(state)
}

/// The loss and its causes, as in `Lost 21.00 = not met 10.16 + cut at appraisal 6.10 − restored
/// 1.00`; a line may break only between causes.
pub(crate) fn causes(loss: &Loss, digits: Digits, phrase: Phrase) -> Sentence {
    let lost = Sentence::say(phrase, [("lost", Arg::Rounded(loss.total(), digits))]).whole();
    lost.then(" ").and(terms(|cause| loss.of(cause).into(), digits))
}

/// The causes in words; each is kept on one line.
pub(crate) fn terms(of: impl Fn(Cause) -> PointSum, digits: Digits) -> Sentence {
    let causes = Cause::ALL.iter().map(|cause| (*cause, of(*cause)));
    let causes = causes.filter(|(_, points)| *points != PointSum::ZERO).enumerate();
    let terms = causes.map(|(n, (cause, points))| {
        let negative = points < PointSum::ZERO;
        let size = if negative { PointSum::ZERO.minus(points) } else { points };
        let sign = match (n, negative) {
            (0, false) => "",
            (_, false) => "+ ",
            (_, true) => "− ",
        };
        let cause = Sentence::sign(sign).and(cause.signed_phrase(negative));
        cause.then(" ").and(Arg::Sum(size, digits)).whole()
    });
    Sentence::joined(terms, " ")
}
