//! A progress bar for long work, shown to a person at a terminal and never to a program.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long the work may take before the progress bar appears.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress bar of one command; it stays hidden unless standard error is a terminal.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// The progress of work of `steps` steps; the bar appears if the work takes longer than
    /// [`PATIENCE`].
    pub(crate) fn new(steps: usize) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {pos}/{len} {wide_bar}") {
            bar.set_style(style);
        }
        if std::io::stderr().is_terminal() {
            let bar = bar.clone();
            std::thread::spawn(move || {
                std::thread::sleep(PATIENCE);
                if !bar.is_finished() {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(Duration::from_millis(120));
                }
            });
        }
        Progress(bar)
    }

    pub(crate) fn step(&self, doing: &str) {
        self.0.set_message(par_index::words::shown(doing).into_owned());
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
