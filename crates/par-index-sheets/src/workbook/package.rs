//! The parts of a workbook, which are files in a zip archive. They are unpacked while they are read
//! and never kept.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead, Cursor, Read, Take};
use std::ops::Range;
use std::rc::Rc;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::{Broken, Most};

/// The most files that an archive may contain; no real workbook has so many.
const MOST_PARTS: usize = 10_000;

/// The bytes of an archive, shared by all readers of its parts.
#[derive(Clone)]
pub(super) struct Bytes<'b>(Rc<Cow<'b, [u8]>>);

impl AsRef<[u8]> for Bytes<'_> {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// An archive with its parts by name.
pub(super) struct Package<'b> {
    bytes: Bytes<'b>,
    parts: HashMap<String, Part>,
}

/// The position of a part in the archive, how it is packed, and its checksum.
#[derive(Clone, Copy)]
struct Part {
    start: u64,
    packed: u64,
    is_deflated: bool,
    crc: u32,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: Cow<'b, [u8]>) -> Result<Package<'b>, Broken> {
        let bytes = Bytes(Rc::new(bytes));
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).map_err(|_| Broken::NoArchive)?;
        if archive.len() > MOST_PARTS {
            return Err(Broken::TooMuch(Most::Parts, MOST_PARTS as u64));
        }
        let mut parts = HashMap::new();
        for index in 0..archive.len() {
            let Ok(file) = archive.by_index_raw(index) else { continue };
            let is_deflated = file.compression() == CompressionMethod::Deflated;
            let known = is_deflated || file.compression() == CompressionMethod::Stored;
            let (Ok(name), Some(start)) = (file.name(), file.data_start()) else { continue };
            if known && !file.encrypted() {
                let packed = file.compressed_size();
                let part = Part { start, packed, is_deflated, crc: file.crc32() };
                parts.insert(key(&name), part);
            }
        }
        Ok(Package { bytes, parts })
    }

    pub(super) fn holds(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// Opens a part for reading from its first byte. Reading more than `most` bytes is an error.
    pub(super) fn read(&self, name: &str, most: u64) -> Result<Unpacked<'b>, Broken> {
        let part = self.parts.get(&key(name)).copied();
        let part = part.ok_or_else(|| Broken::NoPart(name.to_owned()))?;
        let mut packed = Cursor::new(self.bytes.clone());
        packed.set_position(part.start);
        let packed = packed.take(part.packed);
        let inner = if part.is_deflated {
            Inner::Deflated(DeflateDecoder::new(packed))
        } else {
            Inner::Stored(packed)
        };
        Ok(Unpacked {
            inner,
            ready: vec![0; READY],
            range: 0..0,
            crc: Crc::new(),
            expected: part.crc,
            token: 0,
            left: most,
            most,
        })
    }
}

/// The form in which names of parts are compared: they differ neither in case nor by a leading
/// slash.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

enum Inner<'b> {
    Stored(Take<Cursor<Bytes<'b>>>),
    Deflated(DeflateDecoder<Take<Cursor<Bytes<'b>>>>),
}

/// How many bytes are unpacked at a time.
const READY: usize = 32 << 10;

/// A part while it is unpacked: its bytes are counted, and its checksum is verified at the end.
pub(super) struct Unpacked<'b> {
    inner: Inner<'b>,
    /// The bytes unpacked last; `range` is the part of them that was not read yet.
    ready: Vec<u8>,
    range: Range<usize>,
    crc: Crc,
    expected: u32,
    /// The number of bytes since the current tag or text began.
    token: u64,
    left: u64,
    most: u64,
}

/// The most bytes of one tag or text; no spreadsheet program writes longer ones.
const MOST_TOKEN: u64 = 1 << 20;

impl Unpacked<'_> {
    /// Marks that the next tag or text begins here.
    pub(super) fn begins(&mut self) {
        self.token = 0;
    }

    /// The number of bytes of this part that were read so far.
    pub(super) fn used(&self) -> u64 {
        self.most - self.left
    }

    /// The limit that was exceeded, if reading was stopped by one.
    pub(super) fn stopped(&self) -> Option<Broken> {
        if self.left == 0 {
            Some(Broken::TooMuch(Most::Bytes, super::MOST_BYTES))
        } else {
            (self.token > MOST_TOKEN).then_some(Broken::TooMuch(Most::Text, MOST_TOKEN))
        }
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(out.len());
        let (Some(from), Some(to)) = (ready.get(..count), out.get_mut(..count)) else {
            return Ok(0);
        };
        to.copy_from_slice(from);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Unpacked<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.stopped().is_some() {
            return Err(io::Error::other("too much"));
        }
        if self.range.is_empty() {
            let count = match &mut self.inner {
                Inner::Stored(inner) => inner.read(&mut self.ready)?,
                Inner::Deflated(inner) => inner.read(&mut self.ready)?,
            };
            self.range = 0..count;
            self.crc.update(self.ready.get(..count).unwrap_or_default());
            if count == 0 && self.crc.sum() != self.expected {
                return Err(io::Error::other("damaged"));
            }
        }
        Ok(self.ready.get(self.range.clone()).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        let passed = count.min(self.range.len());
        self.range.start += passed;
        self.token += passed as u64;
        self.left = self.left.saturating_sub(passed as u64);
    }
}
