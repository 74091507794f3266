//! The flags of questions. Each flag is written once and becomes a struct field, a key of a
//! request, and a command-line argument with help in both languages.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::words::{Lang, Phrase, Text};

/// A flag of the command, which is also a key in requests.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Flag {
    /// The key in a request, with underscores; on the command line they are hyphens.
    pub key: &'static str,
    /// The kind of value that follows the flag.
    pub takes: Takes,
    pub(crate) help: [&'static str; 2],
}

impl Flag {
    /// The help on the flag, in a few words.
    pub fn help(&self, lang: Lang) -> &'static str {
        let [en, vi] = self.help;
        match lang {
            Lang::En => en,
            Lang::Vi => vi,
        }
    }
}

/// The kind of value that follows a flag; the text is the name that the help gives the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Takes {
    /// No value: the flag is either given or not.
    Nothing,
    /// One word or one sentence.
    Text(&'static str),
    /// One word or sentence, without which the question cannot be asked.
    Needed(&'static str),
    /// Several words or sentences.
    Texts(&'static str),
    /// One whole number.
    Number(&'static str),
    /// One percentage as people write it: `50`, `50%`, `12,5`.
    Percent(&'static str),
    /// One or more pairs, each written `KEY=VALUE`.
    Pairs(&'static str),
}

/// A struct whose fields are the flags of a question.
pub(crate) trait Flags:
    Clone + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// The flags in the order of the fields.
    const FLAGS: &'static [Flag];
}

/// Whether a flag has the value it has when it is not given.
pub(crate) fn is_default<T: Default + PartialEq>(flag: &T) -> bool {
    *flag == T::default()
}

/// Defines a struct of flags. Each line has the field, the kind of value, and the help in English
/// and Vietnamese.
macro_rules! flags {
    ($(#[$doc:meta])* pub struct $name:ident {
        $($field:ident: $type:ty = $takes:expr => $en:literal | $vi:literal;)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $(
                #[doc = $en]
                #[allow(clippy::doc_markdown, reason = "the same sentence is printed as help, without marks")]
                #[serde(skip_serializing_if = "crate::ask::flags::is_default")]
                pub $field: $type,
            )*
        }

        impl crate::ask::flags::Flags for $name {
            const FLAGS: &'static [crate::ask::flags::Flag] = &[$(
                crate::ask::flags::Flag { key: stringify!($field), takes: $takes, help: [$en, $vi] },
            )*];
        }
    };
}
pub(crate) use flags;

/// The error that a question lacks something that it needs: data or a flag.
///
/// The key is shown as it is typed; the Vietnamese text also says what it means.
pub(crate) fn needs(name: &str, key: &str) -> Error {
    let what = match key {
        "unit" => "đơn vị",
        "framework" => "bộ tiêu chí",
        "previous_framework" => "bộ tiêu chí trước",
        "previous" => "số liệu trước đó",
        "inputs" => "số liệu",
        "ballots" => "bảng phiếu",
        "questions" => "bảng câu hỏi",
        "table" => "bảng điểm",
        "directive" => "văn bản chỉ đạo",
        "reason" => "lý do",
        "--year" => "năm",
        "--on" => "ngày",
        "--paper" => "loại văn bản",
        _ => "",
    };
    let said = if what.is_empty() { key.to_owned() } else { format!("{what} ({key})") };
    let args = [("call", name.into()), ("key", Text::new(said, key).into())];
    Error::usage(Phrase::UsageNeeds, &args)
}
