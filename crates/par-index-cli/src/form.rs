//! The subcommand `form`: writes the workbooks that units and appraisers fill in.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use par_index::ask::Common;
use par_index::assessment::StageName;
use par_index::{Inputs, Lang, Period};
use par_index_office::Opening;
use par_index_sheets::{FormFile, Forms, Remarks, write_form};

use crate::disk::Disk;
use crate::failure::{Failure, why};
use crate::files::shown;
use crate::given::{path, text};
use crate::named::named;
use crate::texts::word;
use crate::{interrupt, target};

/// `form -f FW --units FILE [IN…] -o DIR|FILE`: writes the forms; returns the exit code.
pub(crate) fn form(args: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let given = named(args)?;
    let disk = Disk(lang);
    let opening = Opening::new(&disk, &given);
    let framework = opening.framework()?;
    let Some((register, findings)) = opening.register()? else {
        return Err(Failure::Usage(format!("--units: {}", word("missing", lang))));
    };
    let stage = text(args, "stage").unwrap_or("self");
    let stage = StageName::ALL.into_iter().find(|known| known.as_str() == stage);
    let stage = stage.unwrap_or(StageName::SelfScore);
    let period =
        text(args, "period").map(|text| Period::read(text).map_err(|_| usage("--period", text)));
    let period = period.transpose()?;
    let read = |name: &str, period| {
        opening.read_under(&framework, given.paths(name), (&Common::default(), period))
    };
    let held = read("inputs", period)?;
    let before = read("previous", None)?;
    let mut code =
        u8::from(findings.iter().chain(&held.findings).any(par_index::Finding::is_error));
    let mut remarks = Remarks::default();
    let mut inputs = Inputs::new(&framework).with_register(register.clone());
    for name in ["previous", "inputs"] {
        // Files that could not be read were reported when they were read as inputs above.
        for (file, bytes) in opening.files(given.paths(name))? {
            remarks.read(&mut inputs, &file, &bytes);
        }
    }
    let mut forms = Forms::new(&framework, &register, lang);
    (forms.stage, forms.period) = (stage, period);
    forms.by_appraiser = text(args, "by").is_some();
    (forms.held, forms.before) = (&held.assessments, &before.assessments);
    forms.remarks = Some(&remarks);
    let files = forms.files();
    let out = path(args, "output").unwrap_or(Path::new("."));
    if files.is_empty() {
        code = 1;
    }
    let one = out.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    if one && files.len() > 1 {
        return Err(Failure::Usage(format!("-o {}: {}", shown(out), word("form_many", lang))));
    }
    let named: Vec<PathBuf> =
        files.iter().map(|form| if one { out.to_owned() } else { out.join(&form.name) }).collect();
    // A form that somebody has filled in must not be replaced by an empty one: if any of the files
    // exists, none is written.
    if let Some(file) = named.iter().find(|file| std::fs::symlink_metadata(file).is_ok()) {
        return Err(Failure::Write(shown(file), word("exists", lang).to_owned()));
    }
    if !files.is_empty() {
        write(&files, (out, one), lang)?;
    }
    for file in &named {
        let _ = writeln!(std::io::stdout(), "{}", par_index::words::shown(&shown(file)));
    }
    let look = par_index::view::Look { lang, ..par_index::view::Look::default() };
    let told: Vec<_> = findings.into_iter().chain(held.findings).chain(before.findings).collect();
    crate::output::tell(&told, look);
    Ok(code)
}

/// Writes all forms, or none of them.
fn write(files: &[FormFile<'_>], (out, one): (&Path, bool), lang: Lang) -> Result<(), Failure> {
    // A file that somebody put in the place meanwhile is kept, and the command fails.
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::Write(shown(out), word("exists", lang).to_owned())
        }
        _ => Failure::Write(shown(out), why(&error, lang)),
    };
    let is_there = out.is_dir() && !one;
    let folder = if is_there { out } else { target::folder(out) };
    std::fs::create_dir_all(folder).map_err(failed)?;
    if let ([form], true) = (files, one) {
        let form = |out: &mut dyn std::io::Write| write_form(&form.form, &form.rows, out);
        return target::create(out, form).map_err(failed);
    }
    let part = interrupt::begin_folder(folder).map_err(failed)?;
    for form in files {
        let mut made = std::fs::File::create_new(part.path().join(&form.name)).map_err(failed)?;
        write_form(&form.form, &form.rows, &mut made).map_err(failed)?;
    }
    interrupt::finish_folder(part, out, "", interrupt::Old::Kept).map_err(failed)
}

fn usage(flag: &str, text: &str) -> Failure {
    Failure::Usage(format!("{flag} {text}"))
}
