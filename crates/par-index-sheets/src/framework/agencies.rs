//! Agencies as a table writes them: by id, by name, or without any list.

use par_index::Text;
use par_index::spec::{AgencySpec, NodeSpec};
use par_index::words::fold_name;

/// Puts ids where cells hold names.
///
/// Where nobody lists the agencies, those the table names are the list.
pub(super) fn name_agencies(agencies: &mut Vec<AgencySpec>, nodes: &mut [NodeSpec]) {
    let open = agencies.is_empty();
    settle(agencies, nodes, open);
}

fn settle(agencies: &mut Vec<AgencySpec>, nodes: &mut [NodeSpec], open: bool) {
    for node in nodes {
        for list in [&mut node.lead, &mut node.cooperating, &mut node.appraiser] {
            for said in list.iter_mut().flatten() {
                if let Some(known) = known(agencies, said) {
                    *said = known;
                } else if open {
                    let id = free_id(agencies, said);
                    let name = Text::same(said.as_str());
                    agencies.push(AgencySpec { id: id.clone(), name, short: None });
                    *said = id;
                }
            }
        }
        settle(agencies, &mut node.children, open);
    }
}

/// The id of the only agency with this id or name.
pub(crate) fn known(agencies: &[AgencySpec], said: &str) -> Option<String> {
    if agencies.iter().any(|agency| agency.id == said) {
        return Some(said.to_owned());
    }
    let folded = fold_name(said);
    let named = |agency: &&AgencySpec| {
        let names = std::iter::once(&agency.name).chain(&agency.short);
        let mut names = names.flat_map(|name| [&name.vi, &name.en]);
        names.any(|name| fold_name(name) == folded)
    };
    let mut found = agencies.iter().filter(named);
    found.next().filter(|_| found.next().is_none()).map(|agency| agency.id.clone())
}

/// An id made of a name; a number tells apart two names that make the same.
pub(crate) fn free_id(agencies: &[AgencySpec], name: &str) -> String {
    let id = super::id(&name.to_lowercase());
    let taken = |id: &str| agencies.iter().any(|agency| agency.id == id);
    let numbered = (2..).map(|n| format!("{}-{n}", id.chars().take(56).collect::<String>()));
    std::iter::once(id.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(id)
}
