//! From what a call names to the dossier that its question is asked of.

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

/// How the names of files end that may hold a ruler, in the order in which they are looked for.
pub const RULERS: [&str; 3] = ["json", "csv", "xlsx"];

/// The joined data of a folder in which a result was announced.
pub const ANNOUNCED_DATA: &str = "data.json";
/// Its ranking, with the seal that the data give.
pub const ANNOUNCED_RESULT: &str = "result.json";

/// Whether a question is about two rulers, without anything read under them.
pub fn is_of_rulers(question: &Entry) -> bool {
    question.has(Part::PreviousNeeded) && !question.has(Part::Inputs)
}

/// Opens what a call names in a store.
pub struct Opening<'a> {
    store: &'a dyn Store,
    given: &'a Given,
    told: Told,
}

/// The frameworks that a call names, and its inputs under the one in force for its year.
#[derive(Clone, Debug)]
pub(crate) struct Ruled {
    /// All that are named, under the policies asked for.
    asked: Rulers,
    /// The one of the call, as it was issued.
    issued: Framework,
    /// The same under the policies asked for.
    framework: Framework,
    pub(crate) input: Input,
}

impl<'a> Opening<'a> {
    /// Of what a call names.
    pub fn new(store: &'a dyn Store, given: &'a Given) -> Opening<'a> {
        Opening { store, given, told: Told::new(HashSet::new()) }
    }

    fn read(&self, name: &Path) -> Result<Bytes, Failure> {
        self.store.read(name).map_err(|error| Failure::Read(shown(name), reason(&error)))
    }

    /// The framework that the call names: an embedded id, or a file.
    ///
    /// # Errors
    /// Where it cannot be read, or is refused.
    pub fn framework(&self) -> Result<Framework, Failure> {
        self.framework_named(self.given.path("framework").unwrap_or(Path::new("")))
    }

    /// A framework by its id or file.
    ///
    /// # Errors
    /// Where it cannot be read, or is refused.
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

    /// The file of a shared ruler by its id, if there is one.
    fn shared(&self, id: &str) -> Option<PathBuf> {
        let folders = self.given.paths("frameworks").iter();
        let mut files =
            folders.flat_map(|folder| RULERS.map(|end| folder.join(format!("{id}.{end}"))));
        files.find(|file| self.is_file(file))
    }

    /// What a name of earlier inputs stands for: of a folder in which a result was announced its data.
    fn announced(&self, name: &Path) -> PathBuf {
        let data = name.join(ANNOUNCED_DATA);
        let whole = self.is_file(&data) && self.is_file(&name.join(ANNOUNCED_RESULT));
        if whole { data } else { name.to_owned() }
    }

    fn is_file(&self, path: &Path) -> bool {
        self.store.is(path).is_ok_and(|there| there == Is::File)
    }

    /// The embedded id that a name is, where it is no file's.
    fn id<'n>(&self, name: &'n Path) -> Option<&'n str> {
        name.to_str().filter(|text| !(text.contains(['/', '\\', '.']) || self.is_file(name)))
    }

    /// The register of units, if one is given, with what is wrong with it.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn register(&self) -> Result<Option<(Register, Vec<Finding>)>, Failure> {
        let Some(file) = self.given.path("units") else { return Ok(None) };
        let bytes = self.read(file)?;
        let (register, findings) = par_index_sheets::read_register(&shown(file), &bytes);
        readable(&shown(file), &findings)?;
        Ok(Some((register, findings)))
    }

    /// The directive that the call names: an embedded id, or a file.
    ///
    /// # Errors
    /// Where it cannot be read, or is refused.
    pub fn directive(&self) -> Result<Directive, Failure> {
        let name = self.given.path("directive").or(self.given.path("letter"));
        let name = name.unwrap_or(Path::new(""));
        if let Some(id) = self.id(name) {
            return Ok(par_index::directive::directive(id)?);
        }
        Ok(par_index_sheets::read_letter(&shown(name), &self.read(name)?)?)
    }

    /// The inputs of an argument under the frameworks named, and the one in force.
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

    /// The same for inputs that it is held against: of the periods before the latest, or of the same.
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

    /// Reads and joins all files of these names, under one framework.
    ///
    /// # Errors
    /// Where one that was named cannot be read.
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

    /// The bytes of a file, or the embedded id that a name is.
    pub(crate) fn file_or_id<'n>(&self, name: &'n Path) -> Result<Result<Bytes, &'n str>, Failure> {
        let shared = self.id(name).and_then(|id| self.shared(id));
        match (shared, self.id(name)) {
            (Some(file), _) => Ok(Ok(self.read(&file)?)),
            (None, Some(id)) => Ok(Err(id)),
            (None, None) => Ok(Ok(self.read(name)?)),
        }
    }

    /// The files that some names give, with their bytes; not those that only a folder gave and that cannot
    /// be opened.
    ///
    /// # Errors
    /// Where one that was named cannot be read.
    pub fn files(&self, names: &[PathBuf]) -> Result<Vec<(String, Bytes)>, Failure> {
        let files = self.list(names)?.files.into_iter();
        let read = files.filter_map(|file| {
            // A file that was found in a folder, not named, and cannot be opened is passed over here; whoever
            // reads the folder tells it.
            let bytes = file.bytes(self.store).map(Result::ok).transpose()?;
            Some(bytes.map(|bytes| (file.name().to_owned(), bytes)))
        });
        read.collect()
    }

    /// Notes that what is passed over at these names was told already.
    pub(crate) fn has_told(&self, names: &[PathBuf]) {
        let identity = |name: &PathBuf| {
            self.store.identity(name).unwrap_or_else(|| Identity::Path(name.clone()))
        };
        self.told.borrow_mut().extend(names.iter().map(identity));
    }

    fn list(&self, names: &[PathBuf]) -> Result<Listed, Failure> {
        Lister { store: self.store, told: &self.told }.list(names)
    }

    /// The same under several: every file is read once, and gives a reading for each of them.
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

    /// The table of efforts and measures, if one is given.
    fn efforts(&self, name: &str, framework: &Framework) -> Result<Option<Efforts>, Failure> {
        let Some(file) = self.given.path(name) else { return Ok(None) };
        let table = self.read(file)?;
        let efforts = par_index_sheets::read_efforts(framework, &shown(file), &table);
        readable(&shown(file), &efforts.findings())?;
        Ok(Some(efforts))
    }

    /// The inputs that a question is held against, if any are given; `same` if they are of the same
    /// period.
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

    /// Reads all that a question is asked of, under its title.
    ///
    /// # Errors
    /// Where something named cannot be read or is refused, or something needed is not named.
    pub fn dossier(&self, asked: &Asked) -> Result<Dossier, Failure> {
        self.dossier_over(asked, &mut |inputs| self.ruled(inputs, asked.common()))
    }

    /// The same where the inputs of the call may be there already.
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

    /// The further indices: the inputs of one framework are joined, however often it is named.
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

    /// Counts the ballots as they shall be shown.
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

/// A print that is to be held against its inputs.
pub enum Print {
    /// A text or a result object.
    Printed(Printed),
    /// A workbook.
    Book(Book),
}

impl Print {
    /// Reads the print that a file holds.
    ///
    /// # Errors
    /// Where it is none.
    pub fn read(name: &Path, bytes: &[u8]) -> Result<Print, Failure> {
        if par_index_sheets::is_workbook(bytes) {
            return Ok(Print::Book(Book::read(&shown(name), bytes)?));
        }
        let text = text_of(name, bytes)?;
        Ok(Print::Printed(Printed::read(text)?))
    }

    /// What it answers.
    pub fn asked(&self) -> &Asked {
        match self {
            Print::Printed(printed) => printed.asked(),
            Print::Book(book) => book.printed().asked(),
        }
    }

    /// The comparison with the same question of a dossier.
    ///
    /// # Errors
    /// Where the question cannot be asked of it.
    pub fn verify(&self, dossier: &Dossier) -> Result<Reply, Error> {
        match self {
            Print::Printed(printed) => printed.verify(dossier),
            Print::Book(book) => book.verify(dossier),
        }
    }
}

/// A table that a call cannot do without is refused where it could not be read.
fn readable(file: &str, findings: &[Finding]) -> Result<(), Failure> {
    if findings.iter().any(|finding| finding.is_error() && finding.is_of_file()) {
        return Err(Failure::Call(Error::of_findings(file, findings.to_vec())));
    }
    Ok(())
}

/// The text of a file; a byte that belongs to no letter refuses it, and the finding names its place.
///
/// # Errors
/// Where it is none.
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
