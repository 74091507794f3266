//! The forms of a year: a file for each unit, or for each appraiser.

use std::collections::{BTreeSet, HashMap};

use par_index::assessment::{Register, RegisteredUnit, StageName};
use par_index::framework::Node;
use par_index::{Assessment, Basis, Framework, Lang, Period, score};

use super::{Form, FormRow, Remarks};

/// Which forms are wanted, and what is known already.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Forms<'f> {
    /// The framework whose leaves are scored.
    pub framework: &'f Framework,
    /// The units that get forms.
    pub register: &'f Register,
    /// The stage that is filled in.
    pub stage: StageName,
    /// Whether each appraiser gets one form, with the appraiser's leaves for all units, instead of
    /// one form for each unit.
    pub by_appraiser: bool,
    /// The period, such as `2023`.
    pub period: Option<Period>,
    /// The language of the headings and words.
    pub lang: Lang,
    /// The values of this period that are already known.
    pub held: &'f [Assessment],
    /// The assessments of the period before, whose points are shown in a column of their own.
    pub before: &'f [Assessment],
    /// The remarks that stand in forms filled in before.
    pub remarks: Option<&'f Remarks>,
}

/// A form that is to be written to a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FormFile<'f> {
    /// The name of the file.
    pub name: String,
    /// The unit's id, in a form for one unit.
    pub unit: Option<String>,
    /// The head of the form.
    pub form: Form<'f>,
    /// The rows of the form.
    pub rows: Vec<FormRow<'f>>,
}

impl<'f> Forms<'f> {
    /// Self-assessment forms for the units of a register.
    pub fn new(framework: &'f Framework, register: &'f Register, lang: Lang) -> Forms<'f> {
        Forms {
            framework,
            register,
            stage: StageName::SelfScore,
            by_appraiser: false,
            period: None,
            lang,
            held: &[],
            before: &[],
            remarks: None,
        }
    }

    /// The forms, each with the name of its file.
    ///
    /// ```
    /// use par_index::assessment::{Register, RegisteredUnit};
    /// use par_index::{Lang, framework};
    /// use par_index_sheets::Forms;
    ///
    /// let fw = framework("hon-quan-2023")?;
    /// let (register, _) = Register::new(vec![RegisteredUnit::new("xa-1"), RegisteredUnit::new("xa-2")]);
    /// let files = Forms::new(&fw, &register, Lang::Vi).files();
    /// let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    /// assert_eq!(names, ["xa-1.xlsx", "xa-2.xlsx"]);
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn files(&self) -> Vec<FormFile<'f>> {
        let mut form = Form::new(self.framework, self.stage, self.lang);
        form.period = self.period;
        let known = Known {
            framework: self.framework,
            held: latest(self.held),
            before: latest(self.before),
            remarks: self.remarks,
        };
        let mut files = if self.by_appraiser {
            self.of_appraisers(&form, &known)
        } else {
            self.of_units(&form, &known)
        };
        let mut taken = BTreeSet::new();
        for file in &mut files {
            file.name = file_name(&file.name, "xlsx", &mut taken);
        }
        files
    }

    fn of_units(&self, form: &Form<'f>, known: &Known<'f>) -> Vec<FormFile<'f>> {
        let of = |unit: &RegisteredUnit| {
            let mut form = form.clone();
            // A unit is named by its name where no other unit has the same, since people look for
            // it.
            let name = unit.name.as_ref().map(|name| name.text().get(self.lang).to_owned());
            let own = |name: &String| self.register.find(name).is_some_and(|found| found == unit);
            form.unit = Some(name.filter(own).unwrap_or_else(|| unit.id()));
            let rows = known.rows(&unit.id(), form.leaves());
            FormFile { name: unit.id(), unit: Some(unit.id()), form, rows }
        };
        self.register.units().iter().map(of).collect()
    }

    fn of_appraisers(&self, form: &Form<'f>, known: &Known<'f>) -> Vec<FormFile<'f>> {
        let of = |id: &str| {
            let mut form = form.clone();
            form.by = Some(id.to_owned());
            let is_own = |leaf: &Node| leaf.appraisers().any(|appraiser| appraiser.id() == id);
            let own: Vec<&'f Node> = form.leaves().filter(|leaf| is_own(leaf)).collect();
            let mut rows = Vec::new();
            for unit in self.register.units() {
                let own = known.rows(&unit.id(), own.iter().copied());
                rows.extend(own.into_iter().map(|row| FormRow { unit: Some(unit.id()), ..row }));
            }
            FormFile { name: id.to_owned(), unit: None, form, rows }
        };
        let all = self.framework.agencies().iter().map(|agency| of(agency.id()));
        all.filter(|file| !file.rows.is_empty()).collect()
    }
}

/// The latest assessment of each unit, by the unit's id.
fn latest(all: &[Assessment]) -> HashMap<&str, &Assessment> {
    let mut of = HashMap::new();
    for one in all {
        let held = of.entry(one.unit().id.as_str()).or_insert(one);
        if one.period() >= held.period() {
            *held = one;
        }
    }
    of
}

/// The values of the units that are already known.
struct Known<'f> {
    framework: &'f Framework,
    held: HashMap<&'f str, &'f Assessment>,
    before: HashMap<&'f str, &'f Assessment>,
    remarks: Option<&'f Remarks>,
}

impl<'f> Known<'f> {
    fn rows(&self, unit: &str, leaves: impl Iterator<Item = &'f Node>) -> Vec<FormRow<'f>> {
        let before = self.before.get(unit);
        let card = before.map(|sheet| score(self.framework, sheet, Basis::Final));
        let row = |leaf: &'f Node| {
            let code = leaf.code().as_str();
            let mut row = FormRow::new(leaf);
            let held = self.held.get(unit);
            row.entry = held.and_then(|sheet| Some(sheet.entry(code)?.into_owned()));
            row.remarks = self.remarks.map(|all| all.of(unit, code)).unwrap_or_default();
            let node = card.as_ref().and_then(|card| card.node(code));
            row.previous = node.filter(|node| node.ratio().is_some()).map(|node| node.obtained());
            row
        };
        leaves.map(row).collect()
    }
}

/// The name of a file for an id, with the extension `end`: letters that no file name may hold
/// become `-`, and a number tells apart two ids that give the same name.
pub fn file_name(id: &str, end: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = |c: char| if "/\\:*?\"<>|".contains(c) || c.is_control() { '-' } else { c };
    let stem: String = id.chars().map(plain).collect();
    let stem = stem.trim_matches(['.', ' ']).to_owned();
    let stem = if stem.is_empty() { "unit".to_owned() } else { stem };
    let numbered = (2..).map(|n| format!("{stem} ({n})"));
    let mut names = std::iter::once(stem.clone()).chain(numbered);
    let free = names.find(|name| taken.insert(name.to_lowercase()));
    format!("{}.{end}", free.unwrap_or(stem))
}
