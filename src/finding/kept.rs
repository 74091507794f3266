//! [`Findings`]: a list of findings that keeps a hundred of each code and file, and counts the
//! others.

use std::collections::BTreeMap;

use super::{Finding, FindingCode, Place, Severity};

/// How many findings of one code are kept for one file; findings outside any file count as one
/// file.
const IN_ONE_FILE: usize = 100;
/// How many findings of one code are kept over all files.
const IN_ALL: usize = 2_000;

/// Collected findings in bounded memory, however much is wrong with the data.
///
/// For each code, a hundred findings of a file and two thousand over all files are kept. The others
/// are counted; at the end one finding for each code and file states how many there were. That
/// finding has the severity of those it counts, so that errors are never hidden behind a note.
///
/// # Example
/// ```
/// use par_index::finding::{FindingCode, Findings, Place, Severity};
/// use par_index::Finding;
///
/// let mut findings = Findings::default();
/// for line in 1..=1_000 {
///     let mut place = Place::file("a.csv");
///     place.line = Some(line);
///     findings.push(Finding::new(FindingCode::UnitMissing, place));
/// }
/// assert_eq!((findings.len(), findings.kept().len()), (1_000, 100));
/// let all = findings.into_vec();
/// assert_eq!((all.len(), all[100].code()), (101, FindingCode::FindingsCut));
/// assert_eq!((all[100].severity(), all[100].count()), (Severity::Error, 900));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    codes: BTreeMap<FindingCode, OfCode>,
}

/// The kept and counted findings of one code.
#[derive(Clone, Debug, Default)]
struct OfCode {
    kept: usize,
    /// The numbers for each file. The empty name stands for findings outside any file, and for
    /// findings of files of which none is kept.
    files: BTreeMap<String, OfFile>,
}

#[derive(Clone, Copy, Debug, Default)]
struct OfFile {
    kept: usize,
    cut: usize,
}

impl OfCode {
    fn file(&self, name: &str) -> OfFile {
        self.files.get(name).copied().unwrap_or_default()
    }

    fn has_room(&self, name: &str) -> bool {
        self.kept < IN_ALL && self.file(name).kept < IN_ONE_FILE
    }

    fn change(&mut self, name: &str, change: impl FnOnce(&mut OfFile)) {
        match self.files.get_mut(name) {
            Some(file) => change(file),
            None => change(self.files.entry(name.to_owned()).or_default()),
        }
    }

    fn count(&mut self, name: &str, cut: usize) {
        let name = if self.files.contains_key(name) { name } else { "" };
        self.change(name, |file| file.cut += cut);
    }
}

impl Findings {
    /// Keeps a finding, or only counts it if there is no more room.
    pub fn push(&mut self, mut finding: Finding) {
        let file = finding.place.file.as_deref().unwrap_or_default();
        if let Some((code, cut)) = finding.cut {
            self.codes.entry(code).or_default().count(file, cut);
            return;
        }
        let of = self.codes.entry(finding.code).or_default();
        if !of.has_room(file) {
            of.count(file, 1);
            return;
        }
        of.kept += 1;
        of.change(file, |file| file.kept += 1);
        finding.place.shorten();
        self.kept.push(finding);
    }

    /// Counts further findings of a code that belong to no file and would not be kept.
    pub(crate) fn count(&mut self, code: FindingCode, count: usize) {
        self.codes.entry(code).or_default().count("", count);
    }

    /// Whether one more finding of a code would be kept. If not, it is only counted, and its words
    /// and suggestions need not be worked out.
    pub fn has_room(&self, code: FindingCode, file: Option<&str>) -> bool {
        self.codes.get(&code).is_none_or(|of| of.has_room(file.unwrap_or_default()))
    }

    /// Whether a finding of this code should still suggest what may have been meant: only the first
    /// hundred of a code do.
    pub(crate) fn seeks(&self, code: FindingCode) -> bool {
        self.codes.get(&code).is_none_or(|of| of.kept < IN_ONE_FILE)
    }

    /// The findings that are kept, in the order in which they were found.
    pub fn kept(&self) -> &[Finding] {
        &self.kept
    }

    /// The kept findings, for completing them; their files must not be changed, since the counts
    /// rely on them.
    pub(crate) fn kept_mut(&mut self) -> &mut [Finding] {
        &mut self.kept
    }

    /// Removes all findings of a code.
    pub(crate) fn forget(&mut self, code: FindingCode) {
        self.kept.retain(|finding| finding.code() != code);
        self.codes.remove(&code);
    }

    /// How many findings there were, kept or only counted.
    pub fn len(&self) -> usize {
        self.kept.len() + self.cuts().map(|(_, _, file)| file.cut).sum::<usize>()
    }

    /// Whether there were no findings.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many errors there were, kept or only counted.
    pub fn errors(&self) -> usize {
        let kept = self.kept.iter().filter(|finding| finding.is_error()).count();
        let cuts = self.cuts().filter(|(code, _, _)| code.severity() == Severity::Error);
        kept + cuts.map(|(_, _, file)| file.cut).sum::<usize>()
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.kept.iter().any(Finding::is_error)
    }

    /// The kept findings, followed by one finding for each code and file of which some were only
    /// counted.
    pub fn into_vec(mut self) -> Vec<Finding> {
        let mut told = Vec::new();
        for (code, name, file) in self.cuts() {
            let place = if name.is_empty() { Place::default() } else { Place::file(name) };
            let of_code = self.codes.get(&code).map_or(0, |of| of.kept);
            let kept = if file.kept > 0 { file.kept } else { of_code };
            told.push(Finding::more(code, place, file.cut, kept));
        }
        self.kept.append(&mut told);
        self.kept
    }

    /// Like [`Findings::into_vec`], leaving this list in place.
    pub fn to_vec(&self) -> Vec<Finding> {
        self.clone().into_vec()
    }

    /// The codes and files of which some findings were only counted.
    fn cuts(&self) -> impl Iterator<Item = (FindingCode, &str, OfFile)> {
        self.codes.iter().flat_map(|(code, of)| {
            let files = of.files.iter().filter(|(_, file)| file.cut > 0);
            files.map(move |(name, file)| (*code, name.as_str(), *file))
        })
    }
}

impl Extend<Finding> for Findings {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<T: IntoIterator<Item = Finding>>(findings: T) -> Findings {
        let mut all = Findings::default();
        all.extend(findings);
        all
    }
}

impl From<Vec<Finding>> for Findings {
    fn from(findings: Vec<Finding>) -> Findings {
        findings.into_iter().collect()
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(file: &str, times: usize) -> impl Iterator<Item = Finding> {
        (0..times).map(move |_| Finding::new(FindingCode::UnitMissing, Place::file(file)))
    }

    fn told(findings: Findings) -> Vec<(Option<String>, usize)> {
        let all = findings.into_vec().into_iter();
        let cut = all.filter(|one| one.code() == FindingCode::FindingsCut);
        cut.map(|one| (one.place().file.clone(), one.count())).collect()
    }

    #[test]
    fn files_and_all_of_them_are_cut_and_counted() {
        let mut findings = Findings::default();
        for file in 0..25 {
            findings.extend(of(&format!("{file:02}"), 130));
        }
        assert_eq!(
            (findings.len(), findings.kept().len(), findings.errors()),
            (3_250, 2_000, 3_250)
        );
        let told = told(findings);
        assert_eq!(told.len(), 21);
        // The limit of two thousand was reached before the last five files, so none of theirs is
        // kept.
        assert_eq!(told[0], (None, 650));
        assert!(told[1..].iter().all(|(file, count)| file.is_some() && *count == 30));
    }

    #[test]
    fn what_was_cut_stays_counted_when_lists_meet() {
        let one: Findings = of("a", 150).collect();
        let mut all: Findings = one.to_vec().into();
        all.extend(of("a", 20));
        all.extend(one);
        assert_eq!((all.len(), all.kept().len()), (320, 100));
        assert_eq!(told(all), [(Some("a".to_owned()), 220)]);
    }

    #[test]
    fn warnings_of_a_file_leave_room_for_its_errors() {
        let warning = || Finding::new(FindingCode::UnitsAlike, Place::file("a"));
        let mut findings: Findings = (0..500).map(|_| warning()).collect();
        assert!(!findings.has_room(FindingCode::UnitsAlike, Some("a")));
        assert!(findings.has_room(FindingCode::UnitsAlike, Some("b")) && !findings.has_errors());
        findings.extend(of("a", 1));
        assert_eq!((findings.errors(), findings.kept().len()), (1, 101));
    }
}
