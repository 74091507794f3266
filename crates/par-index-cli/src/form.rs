//! `form`: the sheets that units and appraisers fill in.

use std::io::Write as _;
use std::path::Path;

use clap::ArgMatches;
use par_index::ask::Common;
use par_index::assessment::StageName;
use par_index::{Inputs, Lang, Period};
use par_index_office::Opening;
use par_index_sheets::{Forms, Remarks, write_form};

use crate::disk::Disk;
use crate::failure::{Failure, why};
use crate::files::shown;
use crate::given::{path, text};
use crate::named::named;
use crate::texts::word;

/// `form -f FW --units FILE [IN…] -o DIR|FILE`.
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
        // What cannot be read is told already.
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
    for form in &files {
        let file = if one { out.to_owned() } else { out.join(&form.name) };
        let failed = |error: std::io::Error| Failure::Write(shown(&file), why(&error, lang));
        if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut bytes = Vec::new();
        write_form(&form.form, &form.rows, &mut bytes).map_err(failed)?;
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
