//! `form`: the sheets that units and appraisers fill in.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index::ask::Common;
use par_index::assessment::{RegisteredUnit, StageName};
use par_index::{Assessment, Basis, Framework, Lang, Period, Points, score};
use par_index_sheets::{Form, FormRow, write_form};

use crate::failure::{Failure, why};
use crate::files::shown;
use crate::given::{path, paths, text};
use crate::texts::word;
use crate::{commands, reading};

/// `form -f FW --units FILE [IN…] -o DIR|FILE`.
pub(crate) fn form(args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let framework = reading::framework(args, lang)?;
    let Some((register, findings)) = reading::register(args, lang)? else {
        return Err(Failure::Usage(format!("--units: {}", word("missing", lang))));
    };
    let stage = text(args, "stage").unwrap_or("self");
    let stage = StageName::ALL.into_iter().find(|known| known.as_str() == stage);
    let stage = stage.unwrap_or(StageName::SelfScore);
    let period =
        text(args, "period").map(|text| Period::read(text).map_err(|_| usage("--period", text)));
    let period = period.transpose()?;
    let read = |name: &str, period| {
        let names = paths(args, name);
        let asked = (&Common::default(), period);
        commands::read_files_under(&framework, &names, args, asked, lang)
    };
    let held = read("inputs", period)?;
    let before = read("previous", None)?;
    let mut code =
        u8::from(findings.iter().chain(&held.findings).any(par_index::Finding::is_error));
    let all =
        Filled { framework: &framework, held: &held.assessments, before: &before.assessments };
    let mut new = Form::new(&framework, stage, lang);
    new.period = period;
    let out = path(args, "output").unwrap_or(Path::new("."));
    let mut files: Vec<(PathBuf, Form<'_>, Vec<FormRow<'_>>)> = Vec::new();
    let by_appraiser = text(args, "by").is_some();
    if by_appraiser {
        for agency in framework.agencies() {
            let mut form = new.clone();
            form.by = Some(agency.id().to_owned());
            let mut rows = Vec::new();
            for unit in register.units() {
                let own = form.leaves().filter(|leaf| {
                    framework.appraisers(leaf).any(|appraiser| appraiser.id() == agency.id())
                });
                rows.extend(own.map(|leaf| {
                    let mut row = all.row(unit, leaf);
                    row.unit = Some(unit.id());
                    row
                }));
            }
            if !rows.is_empty() {
                files.push((PathBuf::from(agency.id()), form, rows));
            }
        }
    } else {
        for unit in register.units() {
            let mut form = new.clone();
            // By its name, where nobody else has it: that is what people look for.
            let name = unit.name.as_ref().map(|name| name.text().get(lang).to_owned());
            let own = |name: &String| register.find(name).is_some_and(|found| found == unit);
            form.unit = Some(name.filter(own).unwrap_or_else(|| unit.id()));
            let rows = form.leaves().map(|leaf| all.row(unit, leaf)).collect();
            files.push((PathBuf::from(unit.id()), form, rows));
        }
    }
    if files.is_empty() {
        code = 1;
    }
    let one = out.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    if one && files.len() > 1 {
        return Err(Failure::Usage(format!("-o {}: {}", shown(out), word("form_many", lang))));
    }
    let mut taken = BTreeSet::new();
    for (name, form, rows) in files {
        let file =
            if one { out.to_owned() } else { out.join(file_name(&name, "xlsx", &mut taken)) };
        let failed = |error: std::io::Error| Failure::Write(shown(&file), why(&error, lang));
        if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut bytes = Vec::new();
        write_form(&form, &rows, &mut bytes).map_err(failed)?;
        // What somebody has filled in is not lost to an empty form.
        let mut made = match std::fs::File::create_new(&file) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(Failure::Write(shown(&file), word("exists", lang).to_owned()));
            }
            made => made.map_err(failed)?,
        };
        made.write_all(&bytes).map_err(failed)?;
        let _ = writeln!(std::io::stdout(), "{}", par_index::words::shown(&shown(&file)));
    }
    let look = par_index::view::Look { lang, ..par_index::view::Look::default() };
    let told: Vec<_> = findings.into_iter().chain(held.findings).chain(before.findings).collect();
    crate::output::tell(&told, look);
    Ok(code)
}

fn usage(flag: &str, text: &str) -> Failure {
    Failure::Usage(format!("{flag} {text}"))
}

/// A file's name of an id; a number tells apart two that make the same.
pub(crate) fn file_name(id: &Path, end: &str, taken: &mut BTreeSet<String>) -> String {
    let id = id.to_string_lossy();
    let plain = |c: char| if "/\\:*?\"<>|".contains(c) || c.is_control() { '-' } else { c };
    let stem: String = id.chars().map(plain).collect();
    let stem = stem.trim_matches(['.', ' ']).to_owned();
    let stem = if stem.is_empty() { "unit".to_owned() } else { stem };
    let numbered = (2..).map(|n| format!("{stem} ({n})"));
    let name = std::iter::once(stem.clone()).chain(numbered);
    let free = name.into_iter().find(|name| taken.insert(name.to_lowercase()));
    format!("{}.{end}", free.unwrap_or(stem))
}

/// What is known of the units already.
struct Filled<'f> {
    framework: &'f Framework,
    held: &'f [Assessment],
    before: &'f [Assessment],
}

impl<'f> Filled<'f> {
    fn row(&self, unit: &RegisteredUnit, leaf: &'f par_index::framework::Node) -> FormRow<'f> {
        let code = leaf.code().as_str();
        let of = |all: &'f [Assessment]| {
            let own = all.iter().filter(|one| one.unit().id == unit.id());
            own.max_by_key(|one| one.period())
        };
        let mut row = FormRow::new(leaf);
        row.entry = of(self.held).and_then(|one| Some(one.entry(code)?.into_owned()));
        row.previous = of(self.before).and_then(|one| self.points(one, code));
        row
    }

    fn points(&self, sheet: &Assessment, code: &str) -> Option<Points> {
        let card = score(self.framework, sheet, Basis::Final);
        let node = card.node(code)?;
        node.ratio().map(|_| node.obtained())
    }
}
