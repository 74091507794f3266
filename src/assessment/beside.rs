//! Sheets that are left to another framework: of several each reads those of its own periods.

use super::Origin;
use super::elsewhere::Elsewhere;
use super::head::Head;
use super::inputs::Inputs;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::Framework;
use crate::json::{cut, nfc};
use crate::period::Period;

impl Inputs {
    /// Leaves sheets of periods that the framework is not in force for to others. A sheet without a period
    /// then needs one asked for.
    #[must_use]
    pub(crate) fn beside(mut self, others: Vec<Framework>) -> Inputs {
        self.elsewhere = Some(Elsewhere { frameworks: others, ..Elsewhere::default() });
        self
    }

    /// The other frameworks that the same files are read under, each for its own periods.
    ///
    /// ```
    /// use par_index::ask::{Common, Rulers};
    /// use par_index::{Inputs, framework};
    /// let rulers = Rulers::new(vec![framework("papi-2011")?, framework("papi-2018")?]);
    /// let earlier = rulers.inputs(&rulers.frameworks()[0], None, &Common::default(), None);
    /// assert_eq!(earlier.others()[0].id(), "papi-2018");
    /// assert!(Inputs::new(&framework("papi-2011")?).others().is_empty());
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn others(&self) -> &[Framework] {
        self.elsewhere.as_ref().map_or(&[], |elsewhere| &elsewhere.frameworks)
    }

    /// The periods of the sheets that were read.
    pub(crate) fn periods(&self) -> impl Iterator<Item = Period> + '_ {
        self.bodies.iter().filter_map(|body| body.period.or(self.period))
    }

    /// The periods of the sheets left to other frameworks.
    pub(crate) fn periods_elsewhere(&self) -> impl Iterator<Item = Period> + '_ {
        self.elsewhere.iter().flat_map(|elsewhere| elsewhere.periods.iter().copied())
    }

    /// Whether units are held to a register.
    pub(crate) fn has_register(&self) -> bool {
        self.register.is_some()
    }

    /// Lists no registered unit of which nothing came.
    pub(crate) fn forget_register(&mut self) {
        self.register = None;
    }

    /// Whether a sheet is read here: else it is left to another framework, or to nobody, for the reason
    /// given, for want of a period.
    pub(super) fn leaves(
        &mut self,
        head: &Head,
        origin: &Origin,
    ) -> Result<(), Option<FindingCode>> {
        let Some(elsewhere) = &mut self.elsewhere else { return Ok(()) };
        if let Some(period) = head.period.or(self.period) {
            let foreign = !self.framework.is_valid_for(period);
            if foreign {
                elsewhere.periods.insert(period);
            }
            return if foreign { Err(None) } else { Ok(()) };
        }
        let undated = Err(Some(FindingCode::YearUnknown));
        let mut place = origin.place();
        // A table lacks the period once, not in every row; of sheets each its own.
        if place.cell.is_some() {
            place = Place { file: place.file, sheet: place.sheet, ..Place::default() };
            if !elsewhere.undated.insert(place.file.clone()) {
                return undated;
            }
        } else {
            place.unit = Some(cut(&nfc(&head.unit)));
        }
        self.findings.push(Finding::new(FindingCode::YearUnknown, place));
        undated
    }
}
