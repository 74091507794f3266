//! A question, as the arguments ask it.

use clap::ArgMatches;
use par_index::ask::{Asked, Takes};

use crate::failure::Failure;
use crate::given::{given, text, texts};

/// The flags of a question as the library reads them.
pub(crate) fn asked(name: &str, args: &ArgMatches) -> Result<Asked, Failure> {
    let Some(question) = par_index::ask::question(name) else {
        return Err(Failure::Usage(name.to_owned()));
    };
    let mut flags = serde_json::Map::new();
    for flag in question.all_flags() {
        let name = flag.key.replace('_', "-");
        let value = match flag.takes {
            Takes::Nothing => given(args, &name).then(|| true.into()),
            Takes::Number(_) => {
                args.try_get_one::<u64>(&name).ok().flatten().map(|number| (*number).into())
            }
            // As people write it: `50`, `50%`, `12,5`.
            Takes::Percent(_) => text(args, &name)
                .map(|text| text.trim_end_matches('%').trim().replace(',', ".").into()),
            Takes::Texts(_) => {
                let texts = texts(args, &name);
                (!texts.is_empty()).then(|| texts.into())
            }
            Takes::Pairs(_) => pairs(&name, &texts(args, &name))?,
            _ => text(args, &name).map(Into::into),
        };
        flags.extend(value.map(|value| (flag.key.to_owned(), value)));
    }
    Ok(Asked::of(name, &serde_json::Value::Object(flags).to_string())?)
}

fn pairs(name: &str, texts: &[String]) -> Result<Option<serde_json::Value>, Failure> {
    let mut pairs = serde_json::Map::new();
    for pair in texts {
        let (key, value) = pair
            .split_once('=')
            .ok_or_else(|| Failure::Usage(format!("--{name} {pair}: KEY=VALUE")))?;
        pairs.insert(key.to_owned(), value.into());
    }
    Ok((!pairs.is_empty()).then_some(serde_json::Value::Object(pairs)))
}
