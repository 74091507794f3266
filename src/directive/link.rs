//! [`Link`]: a node of the framework, a PAPI dimension or a SIPAS channel that an obligation works
//! on.

use std::fmt;

use super::Directive;
use crate::finding::{Finding, FindingCode, Place};
use crate::framework::{Framework, IndexKind, did_you_mean, embedded_ids, framework};
use crate::quantity::Code;
use crate::words::{Arg, Lang, Phrase};

/// The survey channels of SIPAS: regular at the one-stop desk, regular online, and surprise.
pub const SIPAS_CHANNELS: [&str; 3] = ["regular", "regular-online", "surprise"];

/// The number of PAPI's dimensions; their ids are 1 to 8.
const PAPI_DIMENSIONS: u8 = 8;

/// A node of the framework, a dimension of PAPI or a survey channel of SIPAS that an obligation
/// works on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Link {
    /// A node of the framework, named by its code.
    Node(Code),
    /// A dimension of PAPI, 1 to 8 (`papi:4`).
    Papi(u8),
    /// A survey channel of SIPAS (`sipas:regular`).
    Sipas(String),
}

impl Link {
    /// Reads a link; `None` for a text that is neither a code nor a known dimension or channel.
    pub(super) fn read(text: &str) -> Option<Link> {
        match text.split_once(':') {
            None => text.parse().ok().map(Link::Node),
            Some(("papi", id)) => {
                let known = |id: &u8| (1..=PAPI_DIMENSIONS).contains(id) && text.len() == 6;
                id.parse().ok().filter(known).map(Link::Papi)
            }
            Some(("sipas", channel)) => {
                SIPAS_CHANNELS.contains(&channel).then(|| Link::Sipas(channel.to_owned()))
            }
            Some(_) => None,
        }
    }

    /// The code of the framework's node; `None` for a link to PAPI or SIPAS.
    pub fn node(&self) -> Option<&Code> {
        match self {
            Link::Node(code) => Some(code),
            _ => None,
        }
    }

    /// The link in a few words, with the node's short name where a framework is given that has the
    /// node.
    pub(crate) fn text(&self, framework: Option<&Framework>, lang: Lang) -> String {
        match self {
            Link::Node(code) => {
                let node = framework.and_then(|framework| framework.node(code.as_str()));
                let name = node.map(|node| format!(" {}", node.short().get(lang)));
                format!("{code}{}", name.unwrap_or_default())
            }
            Link::Papi(id) => format!("PAPI {id}"),
            Link::Sipas(channel) => {
                let word = match channel.as_str() {
                    "regular" => Phrase::ChannelRegular,
                    "regular-online" => Phrase::ChannelOnline,
                    _ => Phrase::ChannelSurprise,
                };
                format!("SIPAS {}", word.word(lang))
            }
        }
    }
}

impl fmt::Display for Link {
    /// Writes the link as documents do: `1.3`, `papi:4`, `sipas:regular`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Link::Node(code) => code.fmt(f),
            Link::Papi(id) => write!(f, "papi:{id}"),
            Link::Sipas(channel) => write!(f, "sipas:{channel}"),
        }
    }
}

impl Directive {
    /// Findings for links to PAPI dimensions that do not exist in the PAPI framework in force when
    /// the letter was signed. The list is empty where no PAPI framework of that year is embedded.
    /// Links to SIPAS channels need no check here: unknown channels are refused when the letter is
    /// read.
    ///
    /// ```
    /// let letter = par_index::directive::directive("hon-quan-2023")?;
    /// assert_eq!(letter.unresolved_links(), []);
    /// // Until 2017 PAPI had six dimensions.
    /// let earlier = letter.to_json().replace("2023-06-08", "2017-06-08");
    /// let earlier = par_index::directive::Directive::from_json(earlier)?;
    /// let found = earlier.unresolved_links();
    /// assert_eq!(found[0].code().as_str(), "unknown_dimension");
    /// assert_eq!(found[0].place().node.as_deref(), Some("2.7b")); // papi:7
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn unresolved_links(&self) -> Vec<Finding> {
        let year = self.issued().year();
        let papi = embedded_ids()
            .filter_map(|id| framework(id).ok())
            .find(|ruler| ruler.index() == IndexKind::Papi && ruler.is_valid_for(year));
        let Some(papi) = papi else { return Vec::new() };
        let known = papi.fields().map(|node| node.code().as_str()).collect::<Vec<_>>().join(", ");
        let mut findings = Vec::new();
        for (n, obligation) in self.obligations().iter().enumerate() {
            for (m, link) in obligation.links().iter().enumerate() {
                let Link::Papi(dimension) = link else { continue };
                if papi.find(&dimension.to_string()).is_some() {
                    continue;
                }
                let place = Place::at(format!("/obligations/{n}/nodes/{m}"));
                let place = place.node(obligation.paragraph().as_str());
                let finding = Finding::new(FindingCode::UnknownDimension, place);
                let finding = finding.found(link.to_string()).with("framework", papi.id());
                findings.push(finding.with("known", known.as_str()));
            }
        }
        findings
    }

    /// Findings for links to codes that a framework does not have.
    ///
    /// ```
    /// use par_index::directive::directive;
    /// use par_index::framework;
    /// let letter = directive("hon-quan-2023")?;
    /// assert_eq!(letter.unknown_links(&framework("hon-quan-2023")?), []);
    /// assert!(!letter.unknown_links(&framework("vn-ministry-2023")?).is_empty());
    /// # Ok::<(), par_index::Error>(())
    /// ```
    pub fn unknown_links(&self, framework: &Framework) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (n, obligation) in self.obligations().iter().enumerate() {
            for (m, link) in obligation.links().iter().enumerate() {
                let Some(code) = link.node().filter(|code| framework.find(code.as_str()).is_none())
                else {
                    continue;
                };
                let near = framework.near_code(code.as_str());
                let near = near.map_or(Arg::from(""), did_you_mean);
                let place = Place::at(format!("/obligations/{n}/nodes/{m}"));
                let place = place.node(obligation.paragraph().as_str());
                let finding = Finding::new(FindingCode::UnknownCode, place);
                findings.push(finding.found(code.as_str()).with("near", near));
            }
        }
        findings
    }
}
