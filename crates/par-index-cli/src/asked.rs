//! Turns command-line arguments into a question of the library.

use clap::ArgMatches;
use par_index::ask::{Asked, Takes};
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::given::{given, text, texts};

/// The question `name` with the flags that the arguments give it, checked by the library.
pub(crate) fn asked(name: &str, args: &ArgMatches) -> Result<Asked, Failure> {
    Ok(Asked::of(name, &Value::Object(flags(name, args)?).to_string())?)
}

/// The flags of the question `name` as the JSON object that the library reads.
pub(crate) fn flags(name: &str, args: &ArgMatches) -> Result<Map<String, Value>, Failure> {
    let Some(question) = par_index::ask::question(name) else {
        return Err(Failure::Usage(name.to_owned()));
    };
    let mut flags = Map::new();
    for flag in question.all_flags() {
        let name = flag.key.replace('_', "-");
        let value = match flag.takes {
            Takes::Nothing => given(args, &name).then(|| true.into()),
            Takes::Number(_) => {
                args.try_get_one::<u64>(&name).ok().flatten().map(|number| (*number).into())
            }
            // A percentage may be written as people write it: `50`, `50%` or `12,5`.
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
    Ok(flags)
}

fn pairs(name: &str, texts: &[String]) -> Result<Option<Value>, Failure> {
    let mut pairs = Map::new();
    for pair in texts {
        let (key, value) = pair
            .split_once('=')
            .ok_or_else(|| Failure::Usage(format!("--{name} {pair}: KEY=VALUE")))?;
        pairs.insert(key.to_owned(), value.into());
    }
    Ok((!pairs.is_empty()).then_some(Value::Object(pairs)))
}
