//! Which kind of file it is: by what it holds, then by the end of its name, without one by its first
//! letter.

use par_index::finding::{FindingCode, Place};
use par_index::words::Arg;
use par_index::{Finding, Text};

use crate::frame;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Json,
    Table,
    /// Sheets of tables.
    Workbook,
    /// A table of another program in memory.
    Frame,
    /// A file of another program, told by [`foreign`].
    Unknown,
}

/// By what it holds; else by the end of the name; without one by the first letter.
pub(crate) fn kind(file: &str, bytes: &[u8]) -> Kind {
    if bytes.starts_with(frame::MARK) {
        return Kind::Frame;
    }
    match held(bytes) {
        // Macros make no figures while nobody runs them.
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

/// By the end of the name; `None` of a name without one.
pub(crate) fn by_name(file: &str) -> Option<Kind> {
    Some(match end(file)?.as_str() {
        "json" | "jsonl" | "ndjson" => Kind::Json,
        "csv" | "tsv" | "txt" => Kind::Table,
        "xlsx" | "xlsm" => Kind::Workbook,
        _ => Kind::Unknown,
    })
}

/// Whether a file is another program's, whatever its name says.
pub(crate) fn is_foreign(bytes: &[u8]) -> bool {
    held(bytes).is_some()
}

/// What is said of a file that is not read: what it is, and what to do with it.
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
    /// What it is called, and what else is to be done, each in English and Vietnamese.
    fn texts(self) -> [&'static str; 4] {
        match self {
            Other::Encrypted => [
                "a workbook or document under a password",
                "tệp đặt mật khẩu",
                "; open it with its password and take the password off first",
                "; trước đó mở tệp bằng mật khẩu và gỡ mật khẩu",
            ],
            // Where no workbook can be.
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

/// By the end of the name.
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

/// By how it begins, whatever its name says; `None` of what may be text.
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

/// A zip archive, by the names in it.
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

/// A compound file of Microsoft's older programs, by the names of its streams.
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

/// Whether some bytes stand anywhere in others.
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
