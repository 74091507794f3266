//! Opens what a call names and makes from it the dossier that its question is asked about.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use par_index::ask::{Asked, Common, Entry, Part, Rulers};
use par_index::assessment::{Register, SurveyCounts, Tally};
use par_index::directive::Directive;
use par_index::dossier::{Dossier, Earlier, Index};
use par_index::reply::{Printed, Reply};
use par_index::{Efforts, Error, Finding, Framework, Input, Inputs, Period};
use par_index_sheets::Book;

use crate::failure::{Failure, reason};
use crate::given::Given;
use crate::names::{Listed, Lister, Told};
use crate::store::{Bytes, Doing, Identity, Is, Store, shown};

/// The extensions of files that may hold a framework, in the order in which they are looked for.
pub const RULERS: [&str; 3] = ["json", "csv", "xlsx"];

/// The file with the joined data, in a folder in which a result was announced.
pub const ANNOUNCED_DATA: &str = "data.json";
/// The file with the announced ranking in such a folder; its seal was computed from the data.
pub const ANNOUNCED_RESULT: &str = "result.json";

/// Whether a question compares two frameworks without reading any inputs under them.
pub fn is_of_rulers(question: &Entry) -> bool {
    question.has(Part::PreviousNeeded) && !question.has(Part::Inputs)
}

/// Opens the files, folders and ids that a call names, in a [`Store`].
pub struct Opening<'a> {
    store: &'a dyn Store,
    given: &'a Given,
    told: Told,
}

/// The frameworks that a call names, and its inputs read under the one in force in their year.
#[derive(Clone, Debug)]
pub(crate) struct Ruled {
    /// All frameworks named, with the policies that the call overrides.
    asked: Rulers,
    /// The framework in force, as it was issued.
    issued: Framework,
    /// The framework in force, with the policies that the call overrides.
    framework: Framework,
    pub(crate) input: Input,
}

impl<'a> Opening<'a> {
    /// Prepares to open what a call names in a store.
    pub fn new(store: &'a dyn Store, given: &'a Given) -> Opening<'a> {
        Opening { store, given, told: Told::new(HashSet::new()) }
    }

    fn read(&self, name: &Path) -> Result<Bytes, Failure> {
        self.store.read(name).map_err(|error| Failure::Read(shown(name), reason(&error)))
    }

    /// The framework that the call names: the id of an embedded framework, or a file.
    ///
    /// # Errors
    /// [`Failure`] if the framework cannot be read or is refused.
    pub fn framework(&self) -> Result<Framework, Failure> {
        self.framework_named(self.given.path("framework").unwrap_or(Path::new("")))
    }

    /// A framework by its id or by the name of its file.
    ///
    /// # Errors
    /// [`Failure`] if the framework cannot be read or is refused.
    pub fn framework_named(&self, name: &Path) -> Result<Framework, Failure> {
        let shared = self.id(name).and_then(|id| self.shared(id));
        let name = shared.as_deref().unwrap_or(name);
        if let Some(id) = self.id(name) {
            return Ok(par_index::framework(id)?);
        }
        let bytes = self.read(name)?;
        let policies = match self.given.path("policies") {
            Some(file) => Some((shown(file), self.read(file)?)),
            None => None,
        };
        let policies = policies.as_ref().map(|(file, bytes)| (file.as_str(), bytes.as_slice()));
        Ok(par_index_sheets::read_framework_file(&shown(name), &bytes, policies)?)
    }

    /// The file of a shared framework with this id, if one of the folders `frameworks` holds it.
    fn shared(&self, id: &str) -> Option<PathBuf> {
        let folders = self.given.paths("frameworks").iter();
        let mut files =
            folders.flat_map(|folder| RULERS.map(|end| folder.join(format!("{id}.{end}"))));
        files.find(|file| self.is_file(file))
    }

    /// The path from which earlier inputs are read. If it names a folder in which a result was
    /// announced, this is the file with the data of that folder.
    fn announced(&self, name: &Path) -> PathBuf {
        let data = name.join(ANNOUNCED_DATA);
        let whole = self.is_file(&data) && self.is_file(&name.join(ANNOUNCED_RESULT));
        if whole { data } else { name.to_owned() }
    }

    fn is_file(&self, path: &Path) -> bool {
        self.store.is(path).is_ok_and(|there| there == Is::File)
    }

    /// The embedded id that a name stands for; `None` if the name is that of a file.
    fn id<'n>(&self, name: &'n Path) -> Option<&'n str> {
        name.to_str().filter(|text| !(text.contains(['/', '\\', '.']) || self.is_file(name)))
    }

    /// The register of units, if the call names one, with the findings about it.
    ///
    /// # Errors
    /// [`Failure`] if the register cannot be read.
    pub fn register(&self) -> Result<Option<(Register, Vec<Finding>)>, Failure> {
        let Some(file) = self.given.path("units") else { return Ok(None) };
        let bytes = self.read(file)?;
        let (register, findings) = par_index_sheets::read_register(&shown(file), &bytes);
        readable(&shown(file), &findings)?;
        Ok(Some((register, findings)))
    }

    /// The directive that the call names: the id of an embedded one, or a file.
    ///
    /// # Errors
    /// [`Failure`] if the directive cannot be read or is refused.
    pub fn directive(&self) -> Result<Directive, Failure> {
        let name = self.given.path("directive").or(self.given.path("letter"));
        let name = name.unwrap_or(Path::new(""));
        if let Some(id) = self.id(name) {
            return Ok(par_index::directive::directive(id)?);
        }
        Ok(par_index_sheets::read_letter(&shown(name), &self.read(name)?)?)
    }

    /// Reads the inputs of an argument under all frameworks named, and chooses the framework in
    /// force.
    pub(crate) fn ruled(&self, inputs: &str, common: &Common) -> Result<Ruled, Failure> {
        let named = self.given.paths("framework");
        let issued = named.iter().map(|name| self.framework_named(name));
        let rulers = Rulers::new(issued.collect::<Result<_, Failure>>()?);
        let asked = rulers.frameworks().iter().map(|issued| common.framework(issued));
        let asked = Rulers::new(asked.collect::<Result<_, Error>>()?);
        let names = self.given.paths(inputs);
        let readings = self.read_files(names, &asked, (common, common.period()))?;
        let (issued, input) = rulers.settle(readings, common.period())?;
        let (issued, framework) = (issued.clone(), common.framework(issued)?);
        Ok(Ruled { asked, issued, framework, input })
    }

    /// Reads the inputs that others are compared with: those of the latest earlier period, or with
    /// `same` those of the same period.
    fn before(
        &self,
        ruled: &Ruled,
        names: &[PathBuf],
        (common, asked, same): (&Common, Option<Period>, bool),
    ) -> Result<(Framework, Input), Failure> {
        let readings = self.read_files(names, &ruled.asked, (common, asked))?;
        let periods = Rulers::periods(&readings);
        let before = |asked: Period| {
            let kind = |one: &&Period| one.kind() == asked.kind();
            periods.range(..=asked).rev().find(kind).copied()
        };
        let period = if same { asked } else { asked.and_then(before) };
        let (ruler, input) = ruled.asked.settle(readings, period)?;
        Ok((ruler.clone(), input))
    }

    /// Reads and joins all files that these names stand for, under one framework.
    ///
    /// # Errors
    /// # Errors
    /// [`Failure`] if a file that the call names itself cannot be read.
    pub fn read_under(
        &self,
        framework: &Framework,
        names: &[PathBuf],
        asked: (&Common, Option<Period>),
    ) -> Result<Input, Failure> {
        let ruler = Rulers::new(vec![framework.clone()]);
        let mut readings = self.read_files(names, &ruler, asked)?;
        Ok(readings.pop().map(Inputs::finish).unwrap_or_default())
    }

    /// The bytes of a file, or the embedded id that a name stands for.
    pub(crate) fn file_or_id<'n>(&self, name: &'n Path) -> Result<Result<Bytes, &'n str>, Failure> {
        let shared = self.id(name).and_then(|id| self.shared(id));
        match (shared, self.id(name)) {
            (Some(file), _) => Ok(Ok(self.read(&file)?)),
            (None, Some(id)) => Ok(Err(id)),
            (None, None) => Ok(Ok(self.read(name)?)),
        }
    }

    /// The files that some names stand for, with their bytes. A file that was only found in a
    /// folder and cannot be opened is left out.
    ///
    /// # Errors
    /// [`Failure`] if a file that the call names itself cannot be read.
    pub fn files(&self, names: &[PathBuf]) -> Result<Vec<(String, Bytes)>, Failure> {
        let files = self.list(names)?.files.into_iter();
        let read = files.filter_map(|file| {
            // The reader of the folder reports such a file; here it is only left out.
            let bytes = file.bytes(self.store).map(Result::ok).transpose()?;
            Some(bytes.map(|bytes| (file.name().to_owned(), bytes)))
        });
        read.collect()
    }

    /// Records that everything passed over at these names was already reported.
    pub(crate) fn has_told(&self, names: &[PathBuf]) {
        let identity = |name: &PathBuf| {
            self.store.identity(name).unwrap_or_else(|| Identity::Path(name.clone()))
        };
        self.told.borrow_mut().extend(names.iter().map(identity));
    }

    fn list(&self, names: &[PathBuf]) -> Result<Listed, Failure> {
        Lister { store: self.store, told: &self.told }.list(names)
    }

    /// Reads the files that some names stand for, under several frameworks. Every file is opened
    /// once and read under each framework.
    fn read_files(
        &self,
        names: &[PathBuf],
        rulers: &Rulers,
        (common, period): (&Common, Option<Period>),
    ) -> Result<Vec<Inputs>, Failure> {
        let (register, found) = self.register()?.unzip();
        let Listed { files, findings } = self.list(names)?;
        let found: Vec<Finding> = found.into_iter().flatten().chain(findings).collect();
        let mut readings = Vec::new();
        for ruler in rulers.frameworks() {
            let mut inputs = rulers.inputs(ruler, register.clone(), common, period);
            inputs.register_findings(found.clone(), "--units");
            readings.push(inputs);
        }
        let step = self.store.steps(files.len() + 1);
        for file in &files {
            step(Doing::Reading(file.name()));
            let read = file.bytes(self.store)?;
            for inputs in &mut readings {
                match &read {
                    Ok(bytes) => par_index_sheets::read_input(inputs, file.name(), bytes),
                    Err(finding) => inputs.not_read(finding.clone()),
                }
            }
        }
        step(Doing::Computing);
        Ok(readings)
    }

    /// The table of efforts or measures named by the argument `name`, if there is one.
    fn efforts(&self, name: &str, framework: &Framework) -> Result<Option<Efforts>, Failure> {
        let Some(file) = self.given.path(name) else { return Ok(None) };
        let table = self.read(file)?;
        let efforts = par_index_sheets::read_efforts(framework, &shown(file), &table);
        readable(&shown(file), &efforts.findings())?;
        Ok(Some(efforts))
    }

    /// The inputs that a question compares with, if the call names any; with `same` they belong to
    /// the same period.
    fn earlier(
        &self,
        ruled: &Ruled,
        (common, same): (&Common, bool),
    ) -> Result<Option<Earlier>, Failure> {
        let names = self.given.paths(if same { "before" } else { "previous" });
        let names = if names.is_empty() { self.given.paths("previous") } else { names };
        if names.is_empty() {
            return Ok(None);
        }
        let names: Vec<PathBuf> = names.iter().map(|name| self.announced(name)).collect();
        let names = names.as_slice();
        let asked = common.period();
        let period = if same { asked } else { Earlier::period(&ruled.input, asked) };
        let (ruler, input) = match self.given.path("previous-framework") {
            Some(name) => {
                let ruler = common.framework(&self.framework_named(name)?)?;
                let input = self.read_under(&ruler, names, (common, period))?;
                (ruler, input)
            }
            None => self.before(ruled, names, (common, period, same))?,
        };
        let mut earlier = Earlier::new(&ruler, input);
        if let Some(file) = self.given.path("crosswalk") {
            let rows = if let Some(id) = self.id(file) {
                par_index::analysis::crosswalk_rows(id, &ruler, &ruled.issued)?
            } else {
                let (rows, findings) =
                    par_index_sheets::read_crosswalk(&shown(file), &self.read(file)?);
                if findings.iter().any(Finding::is_error) {
                    return Err(Failure::Call(Error::of_findings(shown(file), findings)));
                }
                rows
            };
            earlier = earlier.with_crosswalk(rows);
        }
        Ok(Some(earlier))
    }

    /// Reads all data that a question needs, into a dossier with the title of the call.
    ///
    /// # Errors
    /// [`Failure`] if something named cannot be read or is refused, or if something required is not
    /// named.
    pub fn dossier(&self, asked: &Asked) -> Result<Dossier, Failure> {
        self.dossier_over(asked, &mut |inputs| self.ruled(inputs, asked.common()))
    }

    /// The same as [`Opening::dossier`], but the inputs come from the function `ruled`, which may
    /// have read them before.
    pub(crate) fn dossier_over(
        &self,
        asked: &Asked,
        ruled: &mut dyn FnMut(&str) -> Result<Ruled, Failure>,
    ) -> Result<Dossier, Failure> {
        let dossier = self.opened(asked, ruled)?;
        Ok(match &self.given.title {
            Some(title) => dossier.titled(title),
            None => dossier,
        })
    }

    fn opened(
        &self,
        asked: &Asked,
        ruled: &mut dyn FnMut(&str) -> Result<Ruled, Failure>,
    ) -> Result<Dossier, Failure> {
        let question = asked.entry();
        let has = |part: Part| question.has(part);
        let common = asked.common();
        let mut dossier = Dossier::default();
        if has(Part::Table) {
            let file = self.given.path("table").ok_or_else(|| Failure::missing("table"))?;
            let (rows, findings) = par_index_sheets::read_printed(&shown(file), &self.read(file)?);
            return Ok(dossier.with_table(rows, findings));
        }
        if is_of_rulers(question) {
            let named = |key: &str| self.given.path(key).ok_or_else(|| Failure::missing(key));
            let old = self.framework_named(named("old")?)?;
            let new = self.framework_named(named("new")?)?;
            let index = Index::new(&new, Input::default());
            return Ok(dossier.with(index.against(Earlier::new(&old, Input::default()))));
        }
        if has(Part::Ballots) {
            return Ok(dossier.with_ballots(self.counted(asked)?));
        }
        let is_given = !has(Part::Letter) || self.given.path("letter").is_some();
        if has(Part::Directive) && is_given {
            let letter = self.directive()?;
            if let Some(file) = self.given.path("progress") {
                let bytes = self.read(file)?;
                let (progress, findings) =
                    par_index_sheets::read_progress(&shown(file), &bytes, &letter);
                dossier = dossier.with_progress(progress, findings);
            }
            dossier = dossier.with_directive(letter);
            if !has(Part::Inputs) || self.given.paths("framework").is_empty() {
                return Ok(dossier);
            }
        }
        let after = has(Part::Before) && !self.given.paths("after").is_empty();
        let inputs = if after { "after" } else { "inputs" };
        if self.given.paths(inputs).is_empty() && self.given.path("units").is_none() {
            return Err(Failure::missing("IN"));
        }
        if self.given.paths("framework").is_empty() {
            return Err(Failure::missing("framework"));
        }
        let ruled = ruled(inputs)?;
        for name in ["efforts", "measures"] {
            if let Some(efforts) = self.efforts(name, &ruled.framework)? {
                dossier = dossier.with_efforts(efforts);
            }
        }
        let earlier = self.earlier(&ruled, (common, has(Part::Before)))?;
        let index = Index::new(&ruled.framework, ruled.input);
        dossier = dossier.with(match earlier {
            Some(earlier) => index.against(earlier),
            None => index,
        });
        if !has(Part::With) {
            return Ok(dossier);
        }
        for index in self.beside(common)? {
            dossier = dossier.with(index);
        }
        Ok(match self.register()? {
            Some((register, _)) => dossier.with_register(&register),
            None => dossier,
        })
    }

    /// The further indices of the call. If a framework is named several times, its inputs are
    /// joined.
    fn beside(&self, common: &Common) -> Result<Vec<Index>, Failure> {
        let mut sets: Vec<(&PathBuf, Vec<PathBuf>)> = Vec::new();
        for (ruler, input) in &self.given.with {
            match sets.iter_mut().find(|(known, _)| *known == ruler) {
                Some((_, inputs)) => inputs.push(input.clone()),
                None => sets.push((ruler, vec![input.clone()])),
            }
        }
        let sets = sets.into_iter().map(|(ruler, inputs)| {
            let ruler = common.framework(&self.framework_named(ruler)?)?;
            let input = self.read_under(&ruler, &inputs, (common, common.period()))?;
            Ok(Index::new(&ruler, input))
        });
        sets.collect()
    }

    /// Counts the ballots of a survey, as the question wants them shown.
    fn counted(&self, asked: &Asked) -> Result<SurveyCounts, Failure> {
        let view = asked.survey_view().unwrap_or_default();
        let framework = self.framework()?;
        let file = self.given.path("questions").unwrap_or(Path::new(""));
        let (questions, found) =
            par_index_sheets::read_questions(&framework, &shown(file), &self.read(file)?);
        readable(&shown(file), &found)?;
        let mut tally = Tally::new(&questions).at_least(view.least);
        for finding in found {
            tally.finding(finding);
        }
        if let Some(period) = asked.common().period() {
            tally = tally.for_period(period);
        }
        if let Some((register, found)) = self.register()? {
            tally = tally.with_register(register);
            for finding in found {
                tally.finding(finding);
            }
        }
        if let Some(file) = self.given.path("asked") {
            par_index_sheets::read_asked(&mut tally, &shown(file), &self.read(file)?);
        }
        let Listed { files: ballots, findings } = self.list(self.given.paths("ballots"))?;
        for finding in findings {
            tally.finding(finding);
        }
        let step = self.store.steps(ballots.len());
        for file in &ballots {
            step(Doing::Reading(file.name()));
            let read = file.stream(self.store, &mut |input| {
                par_index_sheets::read_ballots(&mut tally, &questions, file.name(), input)
            })?;
            if let Err(finding) = read {
                tally.finding(finding);
                tally.cut_short();
            }
        }
        Ok(tally.with_targets(&view.targets).finish())
    }
}

/// A printed result that is to be compared with its inputs.
pub enum Print {
    /// A print that is a text or a result object.
    Printed(Printed),
    /// A print that is a workbook.
    Book(Book),
}

impl Print {
    /// Reads the print that a file holds.
    ///
    /// # Errors
    /// [`Failure`] if the file is not a print.
    pub fn read(name: &Path, bytes: &[u8]) -> Result<Print, Failure> {
        if par_index_sheets::is_workbook(bytes) {
            return Ok(Print::Book(Book::read(&shown(name), bytes)?));
        }
        let text = text_of(name, bytes)?;
        Ok(Print::Printed(Printed::read(text)?))
    }

    /// The question that the print answers.
    pub fn asked(&self) -> &Asked {
        match self {
            Print::Printed(printed) => printed.asked(),
            Print::Book(book) => book.printed().asked(),
        }
    }

    /// Compares the print with the answer that a dossier gives to the same question.
    ///
    /// # Errors
    /// [`Error`] if the question cannot be asked about this dossier.
    pub fn verify(&self, dossier: &Dossier) -> Result<Reply, Error> {
        match self {
            Print::Printed(printed) => printed.verify(dossier),
            Print::Book(book) => book.verify(dossier),
        }
    }
}

/// Refuses a required table that could not be read as a whole; single bad rows are only findings.
fn readable(file: &str, findings: &[Finding]) -> Result<(), Failure> {
    if findings.iter().any(|finding| finding.is_error() && finding.is_of_file()) {
        return Err(Failure::Call(Error::of_findings(file, findings.to_vec())));
    }
    Ok(())
}

/// The bytes of a file as text. If a byte is not valid UTF-8, the file is refused, and the finding
/// names the line and column.
///
/// # Errors
/// [`Failure`] if the file is not UTF-8 text.
pub fn text_of<'b>(name: &Path, bytes: &'b [u8]) -> Result<&'b str, Failure> {
    use par_index::finding::{FindingCode, Place};
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let lines = before.split(|byte| *byte == b'\n');
        let last = lines.clone().next_back().unwrap_or_default();
        let mut place = Place::file(shown(name));
        place.line = Some(lines.count());
        place.column = Some(1 + String::from_utf8_lossy(last).chars().count());
        let wrong = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        let finding = Finding::new(FindingCode::NotUtf8, place).found(format!("\\x{wrong:02X}"));
        Failure::Call(Error::of_findings(shown(name), vec![finding]))
    })
}
