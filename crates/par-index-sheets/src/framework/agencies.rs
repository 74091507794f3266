//! The agencies that a framework's table names: by id, by name, or without any list of agencies.

use par_index::Text;
use par_index::spec::{AgencySpec, NodeSpec};
use par_index::words::fold_name;

/// Replaces the names of agencies in the nodes by ids. Where `agencies` is empty, every agency that
/// the table names is added to it.
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

/// The id of the one agency that has this text as its id or name; `None` where several have the
/// name.
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

/// A free id made of an agency's name; a number tells apart two names that give the same id.
pub(crate) fn free_id(agencies: &[AgencySpec], name: &str) -> String {
    let id = super::id(&name.to_lowercase());
    let taken = |id: &str| agencies.iter().any(|agency| agency.id == id);
    let numbered = (2..).map(|n| format!("{}-{n}", id.chars().take(56).collect::<String>()));
    std::iter::once(id.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(id)
}
