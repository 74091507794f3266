//! The subcommand `init`: drafts a folder for a year's work.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index::{Framework, Lang};

use crate::failure::{Failure, why};
use crate::files::shown;
use crate::given::path;
use crate::reading;
use crate::texts::word;
use par_index_office::manifest::NAME;

/// `init [DIR] -f FW`: writes a manifest and empty tables; no existing file is overwritten. Returns
/// the exit code.
pub(crate) fn init(args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let framework = reading::framework(args, lang)?;
    let folder = path(args, "target").unwrap_or(Path::new("."));
    let ruler = path(args, "framework").unwrap_or(Path::new(""));
    let written = |file: &Path| std::fs::symlink_metadata(file).is_ok();
    let mut files = drafts(&framework, lang);
    let ruler = if let Some(id) = reading::id(ruler) {
        id.to_owned()
    } else {
        // A framework that is not embedded is copied into the folder.
        let name = format!("{}.json", framework.id());
        files.push((name.clone(), framework.to_json()));
        name
    };
    files.insert(0, (NAME.to_owned(), manifest(&framework, &ruler, lang)));
    let files: Vec<(PathBuf, String)> =
        files.into_iter().map(|(name, text)| (folder.join(name), text)).collect();
    if let Some((there, _)) = files.iter().find(|(file, _)| written(file)) {
        return Err(Failure::Write(shown(there), word("exists", lang).to_owned()));
    }
    for (file, text) in &files {
        let failed = |error: std::io::Error| Failure::Write(shown(file), why(&error, lang));
        if let Some(above) = file.parent() {
            std::fs::create_dir_all(above).map_err(failed)?;
        }
        let mut file = std::fs::File::create_new(file).map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
    }
    let mut out = std::io::stdout().lock();
    for (file, _) in &files {
        let _ = writeln!(out, "{}", par_index::words::shown(&shown(file)));
    }
    Ok(0)
}

/// The names of the files and folders that a drafted folder holds, in one language.
struct Names {
    inputs: &'static str,
    sheet: &'static str,
    units: &'static str,
    efforts: &'static str,
}

const fn names(lang: Lang) -> Names {
    match lang {
        Lang::Vi => Names {
            inputs: "so-lieu",
            sheet: "diem.csv",
            units: "don-vi.csv",
            efforts: "giai-phap.csv",
        },
        _ => Names {
            inputs: "inputs",
            sheet: "scores.csv",
            units: "units.csv",
            efforts: "efforts.csv",
        },
    }
}

/// The empty tables of a drafted folder: a name and the line of headings of each.
fn drafts(framework: &Framework, lang: Lang) -> Vec<(String, String)> {
    let Names { inputs, sheet, units, efforts } = names(lang);
    let heads = |keys: &[&str]| {
        let names = keys.iter().filter_map(|key| par_index::words::Heading::of(key));
        names.map(|heading| quoted(heading.text(lang))).collect::<Vec<_>>().join(",") + "\n"
    };
    let leaves = framework.leaves().map(|leaf| leaf.code().to_string());
    let leaves: Vec<String> = leaves.collect();
    let wide = format!("{},{}\n", heads(&["unit"]).trim_end(), leaves.join(","));
    vec![
        (format!("{inputs}/{sheet}"), wide),
        (units.to_owned(), heads(&["unit", "name", "group"])),
        (efforts.to_owned(), heads(&["code", "to", "effort", "measure", "lead", "due"])),
    ]
}

/// A cell of CSV, in quotation marks where it contains a comma.
fn quoted(text: &str) -> String {
    if text.contains(',') { format!("\"{text}\"") } else { text.to_owned() }
}

/// The text of the manifest, with comments in both languages.
fn manifest(framework: &Framework, ruler: &str, lang: Lang) -> String {
    let Names { inputs, units, efforts, .. } = names(lang);
    let basic = |text: &str| toml_edit::Value::from(text).to_string();
    let code = if lang == Lang::Vi { "vi" } else { "en" };
    let (title, ruler) = (basic(framework.title().get(lang)), basic(ruler));
    format!(
        "\
# Mọi lệnh chạy trong thư mục này dùng các khai báo dưới đây; tham số trên dòng lệnh được ưu tiên.
# Every command started in this folder takes what stands here; flags override.

# Tên hồ sơ, ghi trên mọi bảng · The title above every table
title = {title}
# Ngôn ngữ: \"vi\" hoặc \"en\" · Language
language = \"{code}\"

# Danh sách đơn vị, bỏ dấu # sau khi đã điền · The register of units; remove the # once it is filled
# units = \"{units}\"
# Công việc và giải pháp khắc phục · Efforts and measures
# efforts = \"{efforts}\"

[[index]]
# Bộ tiêu chí: mã có sẵn hoặc tệp · The framework: an embedded id, or a file
framework = {ruler}
# Số liệu: tệp, thư mục hoặc mẫu như \"{inputs}/*.csv\" · Inputs: files, folders, patterns
inputs = [\"{inputs}\"]
# Số liệu năm trước · Inputs of earlier years
# previous = [\"2022\"]
"
    )
}
