//! Tells which kind of file is given: by its contents, else by the extension of its name, else by
//! its first character.

use par_index::finding::{FindingCode, Place};
use par_index::words::Arg;
use par_index::{Finding, Text};

use crate::frame;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Json,
    Table,
    /// Several sheets, each a table (.xlsx, .xlsm).
    Workbook,
    /// A table from the memory of another program, such as a data frame.
    Frame,
    /// A file that this crate cannot read; [`foreign`] says what kind of file it is.
    Unknown,
}

/// The kind of a file: by its contents; else by the extension of its name; without an extension by
/// its first character.
pub(crate) fn kind(file: &str, bytes: &[u8]) -> Kind {
    if bytes.starts_with(frame::MARK) {
        return Kind::Frame;
    }
    match held(bytes) {
        // A workbook with macros is read like any other: its macros are never run, so they cannot
        // change its figures.
        Some(Other::Xlsx | Other::Xlsm) => return Kind::Workbook,
        Some(_) => return Kind::Unknown,
        None => {}
    }
    by_name(file).unwrap_or_else(|| {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{' | b'[') | None => Kind::Json,
            Some(_) => Kind::Table,
        }
    })
}

/// The kind of a file by the extension of its name; `None` for a name without an extension.
pub(crate) fn by_name(file: &str) -> Option<Kind> {
    Some(match end(file)?.as_str() {
        "json" | "jsonl" | "ndjson" => Kind::Json,
        "csv" | "tsv" | "txt" => Kind::Table,
        "xlsx" | "xlsm" => Kind::Workbook,
        _ => Kind::Unknown,
    })
}

/// Whether the contents show that another program made the file (a workbook, a PDF, an image …),
/// whatever extension its name has.
pub(crate) fn is_foreign(bytes: &[u8]) -> bool {
    held(bytes).is_some()
}

/// The finding that a file is not read: it says what kind of file it is and what the user can do
/// with it.
pub(crate) fn foreign(file: &str, bytes: &[u8]) -> Finding {
    let other = held(bytes).or_else(|| named(end(file).as_deref()?)).unwrap_or(Other::Unknown);
    let [what_en, what_vi, first_en, first_vi] = other.texts();
    let text = |vi: &str, en: &str| Arg::Words(Text::new(vi, en));
    let finding = Finding::new(FindingCode::UnknownFile, Place::file(file)).found(file);
    finding.with("what", text(what_vi, what_en)).with("first", text(first_vi, first_en))
}

fn end(file: &str) -> Option<String> {
    let end = std::path::Path::new(file).extension().and_then(|end| end.to_str());
    end.map(str::to_ascii_lowercase)
}

/// A kind of file that other programs make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Other {
    Encrypted,
    Xlsx,
    Xlsm,
    Xlsb,
    Xls,
    Ods,
    Word,
    Slides,
    Pdf,
    Image,
    Packed,
    WebPage,
    Unknown,
}

impl Other {
    /// The name of this kind of file, and what the user has to do before the file can be read; each
    /// in English and in Vietnamese.
    fn texts(self) -> [&'static str; 4] {
        match self {
            Other::Encrypted => [
                "a workbook or document under a password",
                "tệp đặt mật khẩu",
                "; open it with its password and take the password off first",
                "; trước đó mở tệp bằng mật khẩu và gỡ mật khẩu",
            ],
            // These texts are needed only where a workbook is not accepted as input.
            Other::Xlsx => ["a workbook (.xlsx)", "bảng tính .xlsx", "", ""],
            Other::Xlsm => ["a workbook with macros (.xlsm)", "bảng tính có macro (.xlsm)", "", ""],
            Other::Xlsb => ["a binary workbook (.xlsb)", "bảng tính nhị phân (.xlsb)", "", ""],
            Other::Xls => [
                "a workbook of the form before 2007 (.xls)",
                "bảng tính dạng trước năm 2007 (.xls)",
                "",
                "",
            ],
            Other::Ods => {
                ["an OpenDocument workbook (.ods)", "bảng tính OpenDocument (.ods)", "", ""]
            }
            Other::Word => [
                "a text document",
                "tệp văn bản",
                "; copy its table into a workbook first",
                "; trước đó chép bảng trong văn bản sang bảng tính",
            ],
            Other::Slides => [
                "a presentation",
                "tệp trình chiếu",
                "; copy its table into a workbook first",
                "; trước đó chép bảng sang bảng tính",
            ],
            Other::Pdf => [
                "a PDF document",
                "tệp PDF",
                "; ask for the workbook it was printed from",
                "; đề nghị gửi bảng tính gốc",
            ],
            Other::Image => [
                "an image",
                "tệp ảnh",
                "; ask for the workbook it shows, or type the figures into one",
                "; đề nghị gửi bảng tính gốc hoặc nhập lại số liệu",
            ],
            Other::Packed => [
                "a packed archive",
                "tệp nén",
                "; unpack it and give the files in it",
                "; giải nén và chọn các tệp bên trong",
            ],
            Other::WebPage => [
                "a web page or XML, whatever its name says",
                "trang web hoặc XML, dù tên tệp có đuôi khác",
                "; a workbook program opens it and saves it as CSV",
                "; có thể mở bằng chương trình bảng tính rồi lưu lại",
            ],
            Other::Unknown => [
                "no kind of file this version reads",
                "phiên bản này chưa đọc loại tệp này",
                "",
                "",
            ],
        }
    }
}

/// The kind of file that an extension names.
fn named(end: &str) -> Option<Other> {
    Some(match end {
        "xlsx" => Other::Xlsx,
        "xlsm" => Other::Xlsm,
        "xlsb" => Other::Xlsb,
        "xls" | "xlt" => Other::Xls,
        "ods" => Other::Ods,
        "doc" | "docx" | "docm" | "odt" | "rtf" => Other::Word,
        "ppt" | "pptx" | "odp" => Other::Slides,
        "pdf" => Other::Pdf,
        "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "webp" | "heic" => Other::Image,
        "zip" | "rar" | "7z" | "gz" | "tar" => Other::Packed,
        "htm" | "html" | "mht" | "mhtml" | "xml" => Other::WebPage,
        _ => return None,
    })
}

/// The kind of file by its first bytes, whatever its name says; `None` for a file that may be text.
fn held(bytes: &[u8]) -> Option<Other> {
    let begins = |begin: &[u8]| bytes.starts_with(begin);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return Some(zipped(bytes));
    }
    if begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(compound(bytes));
    }
    let images: [&[u8]; 6] =
        [b"\x89PNG\r\n", b"\xFF\xD8\xFF", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"];
    let packed: [&[u8]; 3] = [b"Rar!\x1A\x07", b"7z\xBC\xAF\x27\x1C", b"\x1F\x8B\x08"];
    let pages: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<table", b"<?xml"];
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let tag = text.get(..14.min(text.len())).unwrap_or_default().to_ascii_lowercase();
    if images.into_iter().any(begins) || (begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")) {
        Some(Other::Image)
    } else if packed.into_iter().any(begins) {
        Some(Other::Packed)
    } else if begins(b"%PDF-") {
        Some(Other::Pdf)
    } else if begins(b"{\\rtf") {
        Some(Other::Word)
    } else if pages.into_iter().any(|page| tag.starts_with(page)) {
        Some(Other::WebPage)
    } else {
        None
    }
}

/// The kind of a zip archive, by the names of the files in it.
fn zipped(bytes: &[u8]) -> Other {
    let holds = |name: &[u8]| holds(bytes, name);
    if holds(b"xl/workbook.bin") {
        Other::Xlsb
    } else if holds(b"xl/vbaProject.bin") {
        Other::Xlsm
    } else if holds(b"xl/") {
        Other::Xlsx
    } else if holds(b"application/vnd.oasis.opendocument.spreadsheet") {
        Other::Ods
    } else if holds(b"word/") || holds(b"application/vnd.oasis.opendocument.text") {
        Other::Word
    } else if holds(b"ppt/") || holds(b"application/vnd.oasis.opendocument.presentation") {
        Other::Slides
    } else {
        Other::Packed
    }
}

/// The kind of a compound file (the format of Microsoft Office before 2007), by the names of its
/// streams.
fn compound(bytes: &[u8]) -> Other {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        holds(bytes, &wide)
    };
    if holds("EncryptedPackage") {
        Other::Encrypted
    } else if holds("WordDocument") {
        Other::Word
    } else if holds("PowerPoint Document") {
        Other::Slides
    } else if holds("Workbook") || holds("Book") {
        Other::Xls
    } else {
        Other::Unknown
    }
}

/// Whether `bytes` contain the byte sequence `name` anywhere.
fn holds(bytes: &[u8], name: &[u8]) -> bool {
    let [first, ..] = name else { return true };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with(name) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}
