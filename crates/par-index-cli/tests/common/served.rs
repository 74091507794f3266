//! `call --serve` as a program beside the test.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

use super::root;

/// The running command.
pub(crate) struct Served {
    child: Child,
    input: Option<ChildStdin>,
    out: BufReader<ChildStdout>,
}

impl Served {
    pub(crate) fn start() -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_par-index"))
            .args(["call", "--serve"])
            .current_dir(root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, out) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Served { child, input, out }
    }

    /// The same with the dossier of the samples open.
    pub(crate) fn with_samples() -> Served {
        let mut served = Served::start();
        let open = std::fs::read_to_string(root().join("examples/calling/open.json")).unwrap();
        assert_eq!(served.say(open.trim())["kind"], "open");
        served
    }

    /// Sends a line, and takes the one that answers it.
    pub(crate) fn line(&mut self, request: &[u8]) -> String {
        let input = self.input.as_mut().unwrap();
        input.write_all(request).unwrap();
        input.write_all(b"\n").unwrap();
        let mut line = String::new();
        assert!(self.out.read_line(&mut line).unwrap() > 0, "{}", String::from_utf8_lossy(request));
        line
    }

    pub(crate) fn say(&mut self, request: &str) -> Value {
        serde_json::from_str(&self.line(request.as_bytes())).unwrap()
    }

    /// The process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends the input; gives the exit code.
    pub(crate) fn end(mut self) -> Option<i32> {
        drop(self.input.take());
        self.child.wait().unwrap().code()
    }
}
