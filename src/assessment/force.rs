//! Units that are not in force (*chưa có hoặc đã giải thể, sáp nhập*) in the period of their sheet.

use std::sync::Arc;

use super::{Cell, Inputs, whole};
use crate::finding::{Finding, FindingCode};

impl Inputs {
    /// Handles units that the register says are not in force in the period of their sheet: one that
    /// sent figures gets a finding and is not ranked, one that sent nothing is removed from the
    /// results.
    pub(super) fn set_aside_what_is_not_in_force(&mut self) {
        let Some(register) = &self.register else { return };
        let findings = &mut self.findings;
        self.bodies.retain_mut(|shared| {
            let body = Arc::make_mut(shared);
            let known = register.place(&body.unit.id).and_then(|n| register.units().get(n));
            let Some(unit) = known else { return true };
            let period = body.period.filter(|period| !unit.exists_in(*period));
            let Some(period) = period else { return true };
            let extras = body.bonus.is_some() || body.deduction.is_some();
            if !body.in_error && !extras && !body.cells.iter().any(Cell::has_value) {
                return false;
            }
            Arc::make_mut(&mut body.unit).ranked = false;
            let finding = Finding::new(FindingCode::UnitNotInForce, whole::document(body));
            findings.push(finding.found(period.to_string()).with("valid", unit.valid_text()));
            true
        });
    }
}
