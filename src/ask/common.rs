//! The flags that every question over assessments takes.

use std::collections::BTreeMap;

use super::flags::{Takes, flags};
use crate::assessment::{Inputs, Register};
use crate::error::Error;
use crate::framework::Framework;
use crate::framework::policy::vocabulary;
use crate::scoring::Basis;

vocabulary! {
    /// Which of two different values counts.
    Prefer {
        /// The one met last.
        Last "last",
    }
}

flags! {
    /// What every question over assessments may be asked with.
    #[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command")]
    pub struct Common {
        basis: Option<Basis> = Takes::Text("BASIS")
            => "self, appraised or final (default)" | "self, appraised hoặc final (mặc định)";
        by_group: bool = Takes::Nothing
            => "Rank inside each block of units" | "Xếp hạng trong từng khối";
        year: Option<u16> = Takes::Number("YEAR")
            => "The year; the latest of the inputs by default" | "Năm; mặc định là năm mới nhất";
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
    }
}

impl Common {
    /// The framework under the policies asked for.
    ///
    /// # Errors
    /// [`Error::is_usage`] for a policy nobody knows.
    pub fn framework(&self, framework: &Framework) -> Result<Framework, Error> {
        if self.policy.is_empty() {
            return Ok(framework.clone());
        }
        framework
            .with_policies(self.policy.iter().map(|(key, value)| (key.as_str(), value.as_str())))
    }

    /// Inputs that are joined as asked; `framework` comes from [`Common::framework`].
    pub fn inputs(&self, framework: &Framework, register: Option<Register>) -> Inputs {
        self.inputs_of(framework, register, self.year)
    }

    /// The same of another year than the one asked for.
    pub fn inputs_of(
        &self,
        framework: &Framework,
        register: Option<Register>,
        year: Option<u16>,
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
        match year {
            Some(year) => inputs.for_year(year),
            None => inputs,
        }
    }
}
