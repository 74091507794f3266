//! The flags that all questions about assessments share.

use std::collections::BTreeMap;

use super::flags::{Takes, flags};
use super::parts::office::checked;
use crate::assessment::{Inputs, Register};
use crate::day::Day;
use crate::error::Error;
use crate::framework::Framework;
use crate::framework::vocabulary::vocabulary;
use crate::period::Period;
use crate::scoring::Basis;
use crate::words::Phrase;

vocabulary! {
    /// Which of two different values for one stage counts.
    Prefer {
        /// The value that was read last counts.
        Last "last",
    }
}

flags! {
    /// The flags with which any question about assessments can be asked.
    #[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command")]
    pub struct Common {
        basis: Option<Basis> = Takes::Text("BASIS")
            => "self, appraised or final (default)" | "self, appraised hoặc final (mặc định)";
        by_group: bool = Takes::Nothing
            => "Rank inside each block of units" | "Xếp hạng trong từng khối";
        year: Option<u16> = Takes::Number("YEAR")
            => "The year; the latest of the inputs by default" | "Năm; mặc định là năm mới nhất";
        period: Option<Period> = Takes::Text("PERIOD")
            => "A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09"
            | "Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09";
        as_of: Option<Day> = Takes::Text("DAY")
            => "Of figures of several days those up to this one count; all by default"
            | "Tính theo số liệu đến ngày này; mặc định là ngày mới nhất";
        channel: Option<String> = Takes::Text("NAME")
            => "The survey channel" | "Kênh điều tra";
        no_survey: bool = Takes::Nothing
            => "As if no survey was held" | "Tính như không điều tra xã hội học";
        prefer: Option<Prefer> = Takes::Text("last")
            => "last: of two different values the later one counts"
            | "last: khi hai giá trị khác nhau, tính giá trị sau";
        strict: bool = Takes::Nothing
            => "Compute nothing while any unit has errors" | "Không tính khi còn đơn vị có lỗi";
        unit_of: BTreeMap<String, String> = Takes::Pairs("FILE=ID")
            => "Whose a file's sheets are that have no column of units, FILE=ID"
            | "Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID";
        policy: BTreeMap<String, String> = Takes::Pairs("KEY=VALUE")
            => "Override a policy, KEY=VALUE" | "Thay một quy định, KEY=VALUE";
        head: BTreeMap<String, String> = Takes::Pairs("KEY=TEXT")
            => "What stands around a paper: above, issuer, number, place, day, to, copies, authority, post, signer, corrects, corrects_day"
            | "Thể thức văn bản: above, issuer, number, place, day, to, copies, authority, post, signer, corrects, corrects_day";
    }
}

impl Common {
    /// The framework with the policies that the flags override.
    ///
    /// # Errors
    /// [`Error::is_usage`] for an unknown policy.
    pub fn framework(&self, framework: &Framework) -> Result<Framework, Error> {
        if self.policy.is_empty() {
            return Ok(framework.clone());
        }
        framework
            .with_policies(self.policy.iter().map(|(key, value)| (key.as_str(), value.as_str())))
    }

    /// The period asked for, given as a year or as a period.
    pub fn period(&self) -> Option<Period> {
        self.period.or(self.year.map(Period::year))
    }

    /// The flags with the period in one form: a whole year stands in `year`.
    ///
    /// # Errors
    /// [`Error::is_usage`] if year and period contradict each other, or a key or day of `head` is
    /// not valid.
    pub(super) fn settled(mut self) -> Result<Common, Error> {
        if let (Some(year), Some(period)) = (self.year, self.period)
            && period.of_year() != year
        {
            let args = [("year", year.to_string().into()), ("period", period.to_string().into())];
            return Err(Error::usage(Phrase::UsagePeriods, &args));
        }
        checked(&self.head)?;
        self.year = self.period.map_or(self.year, Period::whole_year);
        self.period = self.period.filter(|period| period.whole_year().is_none());
        Ok(self)
    }

    /// Empty inputs that follow the flags; `framework` comes from [`Common::framework`].
    pub fn inputs(&self, framework: &Framework, register: Option<Register>) -> Inputs {
        self.inputs_of(framework, register, self.period())
    }

    /// Like [`Common::inputs`], for another period than the one asked for.
    pub fn inputs_of(
        &self,
        framework: &Framework,
        register: Option<Register>,
        period: Option<Period>,
    ) -> Inputs {
        let mut inputs = Inputs::new(framework);
        if let Some(register) = register {
            inputs = inputs.with_register(register);
        }
        for (file, unit) in &self.unit_of {
            inputs = inputs.with_unit_of(file, unit);
        }
        if self.prefer.is_some() {
            inputs = inputs.prefer_last();
        }
        match period {
            Some(period) => inputs.for_period(period),
            None => inputs,
        }
    }
}
