//! Several frameworks read the same files: each keeps the sheets of the periods it is in force for
//! and leaves the other sheets to the others.

use super::Origin;
use super::elsewhere::Elsewhere;
use super::head::Head;
use super::inputs::Inputs;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::Framework;
use crate::json::{cut, nfc};
use crate::period::Period;

impl Inputs {
    /// Makes these inputs leave a sheet to the `others` if its period is one that this framework is
    /// not in force for. A sheet that states no period can then be placed only if a period was
    /// asked for.
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

    /// The periods of the sheets that these inputs have read.
    pub(crate) fn periods(&self) -> impl Iterator<Item = Period> + '_ {
        self.bodies.iter().filter_map(|body| body.period.or(self.period))
    }

    /// The periods of the sheets that were left to other frameworks.
    pub(crate) fn periods_elsewhere(&self) -> impl Iterator<Item = Period> + '_ {
        self.elsewhere.iter().flat_map(|elsewhere| elsewhere.periods.iter().copied())
    }

    /// Whether there is a register that every unit must stand in.
    pub(crate) fn has_register(&self) -> bool {
        self.register.is_some()
    }

    /// Drops the register, so that registered units that sent nothing are not added to the results.
    pub(crate) fn forget_register(&mut self) {
        self.register = None;
    }

    /// Tells whether this framework reads a sheet (`Ok`). `Err(None)`: the sheet is of a period of
    /// another framework. `Err(Some(code))`: the sheet states no period, so that no framework can
    /// read it.
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
        // In a table the period is missing for the file as a whole and is reported once; separate
        // sheets are reported one by one.
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
