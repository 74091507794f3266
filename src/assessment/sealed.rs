//! An assessment as bytes for the digest of a dossier. Two assessments have the same bytes only if
//! their documents say the same; where their values were read makes no difference.

use super::{Assessment, Cell, Entry, Extra, Remarks, Stage, StageName, Value};
use crate::framework::rule::{Answer, Answers, Facts};
use crate::framework::{LeafIx, Provenance};
use crate::quantity::Points;

/// Bytes that cannot be confused: every text follows its length, and every optional part follows a
/// mark.
#[derive(Default)]
pub(crate) struct Bytes(Vec<u8>);

impl Bytes {
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.0
    }

    fn mark(&mut self, mark: u8) {
        self.0.push(mark);
    }

    fn count(&mut self, count: usize) {
        self.0.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend(text.as_bytes());
    }

    fn points(&mut self, points: Points) {
        self.0.extend(points.raw().to_le_bytes());
    }

    /// Writes a part that may be absent, after a mark that says whether it is there.
    fn maybe<T>(&mut self, part: Option<T>, write: impl FnOnce(&mut Bytes, T)) {
        self.mark(u8::from(part.is_some()));
        if let Some(part) = part {
            write(self, part);
        }
    }

    fn texts<'a>(&mut self, texts: impl ExactSizeIterator<Item = &'a String>) {
        self.count(texts.len());
        texts.for_each(|text| self.text(text));
    }

    fn answers(&mut self, answers: &Answers) {
        self.count(answers.len());
        for (option, count) in answers {
            self.text(option);
            self.points(*count);
        }
    }

    fn facts(&mut self, facts: &Facts) {
        let Facts { answer, level, done, of, count, answers, groups } = facts;
        self.maybe(answer.map(Answer::as_str), Bytes::text);
        self.maybe(level.as_deref(), Bytes::text);
        for number in [done, of, count] {
            self.maybe(*number, Bytes::points);
        }
        self.maybe(answers.as_ref(), Bytes::answers);
        self.maybe(groups.as_ref(), |bytes, groups| {
            bytes.count(groups.len());
            for (group, answers) in groups {
                bytes.text(group);
                bytes.answers(answers);
            }
        });
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Points(points) => {
                self.mark(1);
                self.points(*points);
            }
            Value::Facts(declared) => {
                self.mark(2);
                self.facts(&declared.facts);
            }
            Value::NotApplicable(reason) => {
                self.mark(3);
                self.text(reason);
            }
        }
    }

    fn remarks(&mut self, remarks: &Remarks) {
        let Remarks { evidence, note, by, on, unsorted: _, note_at: _ } = remarks;
        self.maybe(evidence.as_ref(), |bytes, evidence| bytes.texts(evidence.iter()));
        self.maybe(note.as_deref(), Bytes::text);
        self.maybe(by.as_deref(), Bytes::text);
        self.maybe(on.map(|on| on.to_string()).as_deref(), Bytes::text);
    }

    fn stage(&mut self, stage: &Stage) {
        self.maybe(stage.value.as_ref(), Bytes::value);
        self.maybe(stage.remarks.as_deref(), Bytes::remarks);
    }

    fn entry(&mut self, entry: &Entry) {
        for name in StageName::ALL {
            self.maybe(entry.stage(name), Bytes::stage);
        }
        self.maybe(entry.explanation.as_ref(), |bytes, explanation| {
            bytes.text(&explanation.text);
            bytes.texts(explanation.evidence.iter());
        });
    }
}

impl Assessment {
    /// Adds everything that a result may depend on.
    pub(crate) fn seal(&self, bytes: &mut Bytes) {
        let body = &self.0;
        let unit = &body.unit;
        bytes.text(body.framework.issued_hash());
        let marks = [body.in_error, body.contradicts, body.settled, body.survey_set_aside];
        bytes.mark(marks.iter().fold(0, |all, mark| all << 1 | u8::from(*mark)));
        bytes.maybe(body.period.map(|period| period.to_string()).as_deref(), Bytes::text);
        bytes.maybe(body.as_of.map(|day| day.to_string()).as_deref(), Bytes::text);
        bytes.maybe(body.survey_held, |bytes, held| bytes.mark(u8::from(held)));
        bytes.maybe(body.channel.as_deref(), Bytes::text);
        bytes.maybe(body.provenance.map(Provenance::as_str), Bytes::text);
        for text in [&unit.id, &unit.name.vi, &unit.name.en] {
            bytes.text(text);
        }
        bytes.maybe(unit.group.as_deref(), Bytes::text);
        bytes.mark(u8::from(unit.ranked));
        for (ix, cell) in body.cells.iter().enumerate() {
            // Cells are compared as entries, so that the layout of the table a value was read from
            // does not matter.
            let Some(entry) = body.entry(LeafIx(ix)) else { continue };
            bytes.mark(if matches!(cell, Cell::Taken(_)) { 2 } else { 1 });
            bytes.count(ix);
            bytes.entry(&entry);
        }
        bytes.mark(0);
        bytes.maybe(body.above.as_deref().map(|above| &*above.id), Bytes::text);
        let points = |extra: &Option<Box<Extra>>| extra.as_ref().map(|extra| extra.points);
        bytes.maybe(points(&body.bonus), Bytes::points);
        bytes.maybe(points(&body.deduction), Bytes::points);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Bytes;
    use crate::assessment::read;
    use crate::framework::{Framework, framework};

    fn bytes(framework: &Framework, sheet: &Value) -> Vec<u8> {
        let input = read(framework, sheet.to_string());
        let mut bytes = Bytes::default();
        input.assessments[0].seal(&mut bytes);
        bytes.as_slice().to_vec()
    }

    /// Each of these changes makes the sheet say something else, or less.
    #[test]
    fn whatever_a_sheet_says_changes_its_bytes() {
        let ruler = framework("hon-quan-2023").unwrap();
        let sheet = json!({
            "schema_version": 1, "kind": "assessment", "framework": "hon-quan-2023", "year": 2023,
            "as_of": "2023-06-30", "survey": "held", "provenance": "illustrative",
            "unit": {"id": "xa", "name": {"vi": "Xã", "en": "Commune"}, "group": "xa", "ranked": false},
            "entries": [
                {"code": "1.1.1", "self": {"points": 1, "evidence": ["a", "b"], "note": "n"},
                 "appraised": {"points": "0.5", "by": "noi-vu", "on": "2023-06-01"},
                 "explanation": {"text": "t", "evidence": ["c"]},
                 "appraised_again": {"not_applicable": "r"}},
                {"code": "1.1.2", "self": {"facts": {"done": 3, "of": 4}}},
            ],
            "bonus": 1, "deduction": "0.5",
        });
        let changes = [
            ("/year", json!(2022)),
            ("/as_of", json!("2023-07-01")),
            ("/survey", json!("not_held")),
            ("/survey", Value::Null),
            ("/provenance", json!("official")),
            ("/unit/id", json!("xb")),
            ("/unit/name/vi", json!("Xa")),
            ("/unit/name/en", json!("Ward")),
            ("/unit/group", json!("phuong")),
            ("/unit/ranked", json!(true)),
            ("/entries/0/self/points", json!("0.75")),
            ("/entries/0/self/evidence", json!(["ab"])),
            ("/entries/0/self/evidence", json!([])),
            ("/entries/0/self/evidence", Value::Null),
            ("/entries/0/self/note", json!("m")),
            ("/entries/0/appraised/by", json!("tu-phap")),
            ("/entries/0/appraised/on", json!("2023-06-02")),
            ("/entries/0/appraised", Value::Null),
            ("/entries/0/explanation/text", json!("u")),
            ("/entries/0/explanation/evidence", json!(["d"])),
            ("/entries/0/explanation", Value::Null),
            ("/entries/0/appraised_again/not_applicable", json!("s")),
            ("/entries/1/self/facts/done", json!(2)),
            ("/entries/1/self/facts/of", json!(5)),
            ("/bonus", json!(2)),
            ("/bonus", Value::Null),
            ("/deduction", json!(1)),
        ];
        let mut all = vec![bytes(&ruler, &sheet)];
        for (place, value) in changes {
            let mut changed = sheet.clone();
            *changed.pointer_mut(place).unwrap() = value;
            let bytes = bytes(&ruler, &changed);
            assert!(!all.contains(&bytes), "{place}");
            all.push(bytes);
        }
        // A framework with the same id but another policy.
        let mut other: Value = serde_json::from_str(&ruler.to_json()).unwrap();
        other["policies"]["missing"] = json!("zero");
        let other = Framework::from_json(other.to_string()).unwrap();
        assert!(other.id() == ruler.id() && !all.contains(&bytes(&other, &sheet)));
        // A survey score in a year that states there was no survey, and then an entry of an unknown
        // code.
        let contradicted = json!({
            "schema_version": 1, "kind": "assessment", "framework": "hon-quan-2023", "year": 2023,
            "survey": "not_held", "unit": {"id": "xa"},
            "entries": [{"code": "8.1", "survey": {"points": 1}}],
        });
        let mut unknown = contradicted.clone();
        unknown["entries"].as_array_mut().unwrap().push(json!({"code": "9.9"}));
        assert_ne!(bytes(&ruler, &contradicted), bytes(&ruler, &unknown));
        // Neither the order of the entries nor the sheet's position in the file changes the bytes.
        let mut moved = sheet.clone();
        moved["entries"].as_array_mut().unwrap().reverse();
        assert_eq!(bytes(&ruler, &json!([{}, moved])), all[0]);
    }
}
