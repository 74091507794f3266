//! Finds out what each file of an office is, and what was understood of it.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use par_index::assessment::RegisteredUnit;
use par_index::finding::{FindingCode, Place};
use par_index::view::unread_rows;
use par_index::{Finding, Framework, Input, Inputs, Lang};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::given::Given;
use crate::manifest::{self, Manifest};
use crate::names::{Lister, Told, is_input, passed_name};
use crate::opening::Opening;
use crate::store::{Bytes, Store};

/// The kind of a file in an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The manifest `par-index.toml`.
    Manifest,
    /// A framework, or a file of policies for one.
    Framework,
    /// A register of units.
    Units,
    /// Assessments of the current period.
    Inputs,
    /// Assessments of earlier periods.
    Previous,
    /// A table of efforts and measures.
    Efforts,
    /// A letter (an assignment directive).
    Directive,
    /// Reports on the progress of a letter.
    Progress,
    /// A crosswalk, which maps the nodes of one framework to those of another.
    Crosswalk,
    /// A file that is not read: a hidden file, a lock file, or a file of another program.
    Passed,
    /// A file of none of these kinds, as far as can be seen.
    Other,
}

impl Kind {
    /// The word for this kind in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Manifest => "manifest",
            Kind::Framework => "framework",
            Kind::Units => "units",
            Kind::Inputs => "inputs",
            Kind::Previous => "previous",
            Kind::Efforts => "efforts",
            Kind::Directive => "directive",
            Kind::Progress => "progress",
            Kind::Crosswalk => "crosswalk",
            Kind::Passed => "passed",
            Kind::Other => "other",
        }
    }
}

/// A file of an office, and what was understood of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Understood {
    /// The name of the file.
    pub file: String,
    /// The kind of the file.
    pub kind: Kind,
    /// The ids of the units for which the file holds values, or which it lists.
    pub units: Vec<String>,
    /// The number of rows that the file holds: values at leaves of assessments, units of a register,
    /// leaves of a framework, rows of a crosswalk; 0 for files of other kinds.
    pub rows: usize,
    /// The findings about the file, each with its cell.
    pub findings: Vec<Finding>,
    /// The parts of the file that were not read.
    pub not_read: Vec<par_index::finding::Unread>,
}

impl Understood {
    fn new(file: &str, kind: Kind) -> Understood {
        let (units, findings, not_read) = (Vec::new(), Vec::new(), Vec::new());
        Understood { file: file.to_owned(), kind, units, rows: 0, findings, not_read }
    }

    fn found(self, findings: Vec<Finding>) -> Understood {
        Understood { findings, ..self }
    }

    /// The file as a JSON object, with the sentences of findings in the given language.
    pub fn to_json(&self, lang: Lang) -> Value {
        json!({
            "file": self.file,
            "kind": self.kind.as_str(),
            "units": self.units,
            "rows": self.rows,
            "findings": self.findings.iter().map(|one| one.row(lang)).collect::<Vec<_>>(),
            "not_read": unread_rows(&self.not_read),
        })
    }
}

/// Determines what the files of a store are: by the manifest, else by their contents.
pub(crate) struct Looking<'f> {
    pub(crate) store: &'f dyn Store,
    pub(crate) files: &'f BTreeMap<String, Bytes>,
    pub(crate) manifest: Option<&'f Manifest>,
    /// The framework under which files are read that the manifest does not name.
    pub(crate) framework: Option<&'f str>,
}

/// The kind of a file, and the framework under which it is read.
type Role = (Kind, Option<String>);

impl Looking<'_> {
    /// What every file is, ordered by name.
    pub(crate) fn all(&self) -> Vec<Understood> {
        let roles = self.roles();
        let all = self.files.iter().map(|(name, bytes)| match roles.get(name) {
            Some(role) => self.understood(name, bytes, role),
            None => self.guessed(name, bytes),
        });
        all.collect()
    }

    /// The kinds that the manifest gives to files.
    fn roles(&self) -> BTreeMap<String, Role> {
        let mut roles = BTreeMap::new();
        let Some(manifest) = self.manifest else { return roles };
        let mut add = |names: &[String], kind: Kind, under: Option<&String>| {
            let told = Told::new(HashSet::new());
            for name in names {
                // A name that gives no files is ignored here; the question that uses it reports the
                // mistake.
                let lister = Lister { store: self.store, told: &told };
                let listed = lister.list(&[PathBuf::from(name)]);
                for file in listed.iter().flat_map(|listed| &listed.files) {
                    let own = crate::memory::plain(Path::new(file.name()));
                    roles.entry(own.unwrap_or_default()).or_insert((kind, under.cloned()));
                }
            }
        };
        let first = manifest.indices().next();
        let first = first.and_then(|index| of(index, "framework").first());
        for (key, kind) in [
            ("units", Kind::Units),
            ("efforts", Kind::Efforts),
            ("directive", Kind::Directive),
            ("progress", Kind::Progress),
            ("policies", Kind::Framework),
        ] {
            let named: Vec<String> = manifest.said(key).map(str::to_owned).into_iter().collect();
            add(&named, kind, first);
        }
        for index in manifest.indices() {
            let under = of(index, "framework").first();
            for (key, kind) in [
                ("framework", Kind::Framework),
                ("inputs", Kind::Inputs),
                ("previous", Kind::Previous),
                ("previous_framework", Kind::Framework),
                ("crosswalk", Kind::Crosswalk),
            ] {
                add(of(index, key), kind, under);
            }
        }
        roles.insert(manifest::NAME.to_owned(), (Kind::Manifest, None));
        roles
    }

    /// Opens the framework with a name.
    fn ruler(&self, name: Option<&str>) -> Result<Framework, Failure> {
        let mut given = Given::default();
        given.add("framework", name.map(PathBuf::from));
        given.add("frameworks", [self.folder().into()]);
        given
            .add("policies", self.manifest.and_then(|one| one.said("policies")).map(PathBuf::from));
        Opening::new(self.store, &given).framework()
    }

    fn folder(&self) -> &str {
        self.manifest.and_then(|one| one.said("frameworks")).unwrap_or("frameworks")
    }

    fn understood(&self, name: &str, bytes: &Bytes, (kind, under): &Role) -> Understood {
        let own = Understood::new(name, *kind);
        match kind {
            Kind::Inputs | Kind::Previous => match self.ruler(under.as_deref()) {
                Ok(ruler) => read(own, &ruler, bytes),
                Err(_) => own,
            },
            Kind::Units => register(own, bytes),
            Kind::Framework => ruled(own, bytes),
            Kind::Efforts => match self.ruler(under.as_deref()) {
                Ok(ruler) => {
                    own.found(par_index_sheets::read_efforts(&ruler, name, bytes).findings())
                }
                Err(_) => own,
            },
            Kind::Crosswalk => {
                let (rows, findings) = par_index_sheets::read_crosswalk(name, bytes);
                Understood { rows: rows.len(), ..own.found(findings) }
            }
            Kind::Directive => match par_index_sheets::read_letter(name, bytes) {
                Ok(_) => own,
                Err(error) => own.found(error.findings().to_vec()),
            },
            _ => own,
        }
    }

    /// Determines the kind of a file that the manifest does not name.
    fn guessed(&self, name: &str, bytes: &Bytes) -> Understood {
        if name == manifest::NAME {
            return Understood::new(name, Kind::Manifest);
        }
        let passed = passed_name(Path::new(name));
        if let Some(why) = passed.or((!is_input(Path::new(name))).then_some(FindingCode::PassedEnd))
        {
            let finding = Finding::new(why, Place::file(name)).found(name).with("count", 1_usize);
            return Understood::new(name, Kind::Passed).found(vec![finding]);
        }
        if Path::new(name).parent().is_some_and(|folder| folder == Path::new(self.folder())) {
            return ruled(Understood::new(name, Kind::Framework), bytes);
        }
        let inputs = self.ruler(self.framework).ok();
        let inputs = inputs.map(|ruler| read(Understood::new(name, Kind::Inputs), &ruler, bytes));
        match stated(bytes) {
            Some(Kind::Inputs) | None => {}
            Some(Kind::Framework) => {
                return ruled(Understood::new(name, Kind::Framework), bytes);
            }
            Some(kind) => return self.understood(name, bytes, &(kind, None)),
        }
        match inputs {
            Some(inputs) if inputs.rows > 0 => return inputs,
            _ => {}
        }
        // A table is taken for a framework or a register only if it can be read as one without
        // errors.
        let framework = ruled(Understood::new(name, Kind::Framework), bytes);
        if framework.rows > 0 {
            return framework;
        }
        let units = register(Understood::new(name, Kind::Units), bytes);
        if !units.units.is_empty() && !units.findings.iter().any(Finding::is_error) {
            return units;
        }
        let other = inputs.unwrap_or_else(|| Understood::new(name, Kind::Other));
        Understood { kind: if stated(bytes).is_some() { other.kind } else { Kind::Other }, ..other }
    }
}

fn of<'m>(index: &'m [(&'static str, Vec<String>)], key: &str) -> &'m [String] {
    index.iter().find(|(known, _)| *known == key).map_or(&[], |(_, values)| values)
}

/// The kind that a JSON document states in its key `kind`.
fn stated(bytes: &[u8]) -> Option<Kind> {
    #[derive(Deserialize)]
    struct Head {
        kind: String,
    }
    let one = serde_json::from_slice::<Head>(bytes).ok();
    let first = || serde_json::from_slice::<Vec<Head>>(bytes).ok()?.into_iter().next();
    Some(match one.or_else(first)?.kind.as_str() {
        "framework" => Kind::Framework,
        "assessment" => Kind::Inputs,
        "directive" => Kind::Directive,
        "units" => Kind::Units,
        "efforts" => Kind::Efforts,
        "progress" => Kind::Progress,
        "crosswalk" => Kind::Crosswalk,
        _ => return None,
    })
}

/// Reads a file of assessments under a framework.
fn read(own: Understood, ruler: &Framework, bytes: &[u8]) -> Understood {
    let mut inputs = Inputs::new(ruler);
    par_index_sheets::read_input(&mut inputs, &own.file, bytes);
    let Input { assessments, findings, not_read, .. } = inputs.finish();
    let mut units: Vec<String> = assessments.iter().map(|one| one.unit().id.clone()).collect();
    units.sort_unstable();
    units.dedup();
    let leaves: Vec<&str> = ruler.leaves().map(|leaf| leaf.code().as_str()).collect();
    let values = |one: &par_index::Assessment| {
        leaves.iter().filter(|leaf| one.entry(leaf).is_some()).count()
    };
    let rows = assessments.iter().map(values).sum();
    Understood { units, rows, findings, not_read, ..own }
}

fn register(own: Understood, bytes: &[u8]) -> Understood {
    let (register, findings) = par_index_sheets::read_register(&own.file, bytes);
    let units: Vec<String> = register.units().iter().map(RegisteredUnit::id).collect();
    Understood { rows: units.len(), units, findings, ..own }
}

fn ruled(own: Understood, bytes: &[u8]) -> Understood {
    match par_index_sheets::read_framework_file(&own.file, bytes, None) {
        Ok(framework) => {
            let rows = framework.leaves().count();
            Understood { rows, findings: framework.findings().to_vec(), ..own }
        }
        Err(error) => own.found(error.findings().to_vec()),
    }
}
