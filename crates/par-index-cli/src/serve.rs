//! `call --serve`: reads one JSON request per line from standard input and writes one JSON answer
//! per line to standard output.

use std::io::{self, BufRead, Read as _, Write};
use std::path::Path;

use par_index::{Lang, Text};
use par_index_office::{Desk, Failure as Unasked, MOST_BYTES, reason};

use crate::failure::{Failure, why};
use crate::files::shown;

/// The longest request line read, in bytes (256 MiB); a longer line is skipped and answered with an
/// error.
const MOST: usize = 256 << 20;

/// Answers requests until standard input ends; each answer is written and flushed before the next
/// request is read.
pub(crate) fn serve(lang: Lang) -> Result<u8, Failure> {
    let mut desk = Desk::default();
    let (mut input, mut out) = (io::stdin().lock(), io::stdout().lock());
    let mut line = Vec::new();
    loop {
        let length = next(&mut input, &mut line)
            .map_err(|error| Failure::Read("-".to_owned(), why(&error, lang)))?;
        if length == 0 {
            return Ok(0);
        }
        let mut answer = match std::str::from_utf8(&line) {
            _ if length > MOST => too_long(length, lang),
            Ok(request) => desk.answer(request, Some(&mut fetch)),
            Err(_) => par_index_office::text_of(Path::new("-"), &line)
                .err()
                .map(|failure| failure.to_json_in(lang))
                .unwrap_or_default(),
        };
        answer.push('\n');
        match out.write_all(answer.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(Failure::Closed),
            Err(error) => return Err(Failure::Write("-".to_owned(), why(&error, lang))),
        }
        // The buffer of a large request is freed, so that a long-running process does not keep its
        // memory.
        if line.capacity() > 1 << 20 {
            line = Vec::new();
        }
    }
}

/// Reads a line into `line` without its line end. Returns the length in bytes with the line end,
/// even of a line that was too long to be kept; 0 at the end of the input.
fn next(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    line.clear();
    let mut length = 0;
    loop {
        let more = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            more => more?,
        };
        let end = more.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(more.len(), |at| at + 1);
        length += taken;
        if length <= MOST {
            line.extend_from_slice(more.get(..taken).unwrap_or_default());
        } else {
            *line = Vec::new();
        }
        input.consume(taken);
        if taken == 0 || end.is_some() {
            while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
                line.pop();
            }
            return Ok(length);
        }
    }
}

fn too_long(length: usize, lang: Lang) -> String {
    let failure = Unasked::Usage(Text::new(
        format!("dòng dài {length} byte; nhiều nhất {MOST} byte"),
        format!("a line of {length} bytes; at most {MOST} are read"),
    ));
    failure.to_json_in(lang)
}

/// Reads a file of at most `room` bytes and takes its size off `room`.
fn read(path: &Path, room: &mut usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(*room as u64 + 1).read_to_end(&mut bytes)?;
    *room = room.checked_sub(bytes.len()).ok_or(io::ErrorKind::FileTooLarge)?;
    Ok(bytes)
}

fn no_file() -> Text {
    Text::new(
        "đây là liên kết hoặc thiết bị; hồ sơ chỉ chứa tệp thường",
        "a link or a device; a dossier holds plain files",
    )
}

/// The files that a request names: all files below a folder with their paths inside it, or one file
/// under its own name. Together they hold at most `MOST_BYTES`.
fn fetch(name: &str) -> Result<Vec<(String, Vec<u8>)>, Unasked> {
    let root = Path::new(name);
    let mut room = MOST_BYTES;
    let failed = |path: &Path, error: &io::Error| Unasked::Read(shown(path), reason(error));
    if !root.is_dir() {
        let there = std::fs::metadata(root).map_err(|error| failed(root, &error))?;
        if !there.is_file() {
            return Err(Unasked::Read(shown(root), no_file()));
        }
        let bytes = read(root, &mut room).map_err(|error| failed(root, &error))?;
        return Ok(vec![(shown(root.file_name().unwrap_or(root.as_os_str())), bytes)]);
    }
    let mut all = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| failed(&folder, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| failed(&folder, &error))?.path();
            // A link is not followed, because it may lead out of the folder; nor is it skipped
            // silently, because without its file the results would differ. It is refused.
            let there = path.symlink_metadata().map_err(|error| failed(&path, &error))?;
            if there.is_dir() {
                open.push(path);
            } else if there.is_file() {
                let own = path.strip_prefix(root).unwrap_or(&path);
                let bytes = read(&path, &mut room).map_err(|error| failed(&path, &error))?;
                all.push((shown(own), bytes));
            } else {
                return Err(Unasked::Read(shown(&path), no_file()));
            }
        }
    }
    Ok(all)
}
