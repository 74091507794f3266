//! Reads a question from an address: the flags of the command are the query parameters.

use par_index::Text;
use par_index::ask::{Entry, Takes, question};
use par_index_office::Given;
use serde_json::{Map, Value, json};

/// Parameters with a text that concern the answer rather than the question.
pub(crate) const WORDS: [&str; 3] = ["lang", "index", "format"];

/// Parameters with yes or no that concern the answer rather than the question.
pub(crate) const SWITCHES: [&str; 3] = ["ascii", "bom", "excel"];

/// The request that an address states, or what is wrong with one of its parameters.
pub(crate) fn request(name: &str, query: &str) -> Result<Value, Text> {
    let entry = question(name).ok_or_else(|| {
        Text::new(format!("không có lệnh “{name}”"), format!("there is no question “{name}”"))
    })?;
    let mut request = Map::from_iter([("call".to_owned(), Value::from(name))]);
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        let key = key.replace('-', "_");
        let takes = entry.all_flags().find(|flag| flag.key == key).map(|flag| flag.takes);
        add(entry, &mut request, (&key, takes), &value)?;
    }
    Ok(Value::Object(request))
}

fn add(
    entry: &Entry,
    request: &mut Map<String, Value>,
    (key, takes): (&str, Option<Takes>),
    value: &str,
) -> Result<(), Text> {
    let several = |request: &mut Map<String, Value>, value: Value| {
        if let Value::Array(all) = request.entry(key).or_insert_with(|| json!([])) {
            all.push(value);
        }
    };
    let once = |request: &mut Map<String, Value>, value: Value| {
        let before = request.insert(key.to_owned(), value);
        before.map_or(Ok(()), |_| Err(both(key, "bị trùng", "stands twice")))
    };
    let yes = || match value {
        "" | "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Text::new(
            format!("{key}: chỉ ghi true hoặc false, không ghi “{value}”"),
            format!("{key}: true or false, not “{value}”"),
        )),
    };
    let number = || {
        let number = value
            .parse::<u64>()
            .map_err(|_| both(key, "phải là số nguyên", "has to be a whole number"))?;
        Ok::<Value, Text>(number.into())
    };
    match takes {
        Some(Takes::Nothing) => {
            if yes()? {
                once(request, true.into())?;
            }
        }
        Some(Takes::Number(_)) => once(request, number()?)?,
        Some(Takes::Percent(_)) => {
            once(request, value.trim_end_matches('%').trim().replace(',', ".").into())?;
        }
        Some(Takes::Texts(_)) => several(request, value.into()),
        Some(Takes::Pairs(_)) => {
            let (name, text) =
                value.split_once('=').ok_or_else(|| Text::same(format!("{key}: KEY=VALUE")))?;
            if let Value::Object(all) = request.entry(key).or_insert_with(|| json!({})) {
                all.insert(name.to_owned(), text.into());
            }
        }
        Some(_) => once(request, value.into())?,
        None if key == "width" => once(request, number()?)?,
        None if SWITCHES.contains(&key) => {
            if yes()? {
                once(request, true.into())?;
            }
        }
        None if WORDS.contains(&key) => once(request, value.into())?,
        None if key == "with" => {
            let (ruler, input) = value.split_once('=').ok_or_else(|| Text::same("with: FW=IN"))?;
            several(request, json!({"framework": ruler, "inputs": [input]}));
        }
        None if Given::NAMES.contains(&key.replace('_', "-").as_str()) => {
            several(request, value.into());
        }
        None => {
            return Err(Text::new(
                format!("lệnh {} không có tham số {key}", entry.name),
                format!("{} takes no {key}", entry.name),
            ));
        }
    }
    Ok(())
}

fn both(key: &str, vi: &str, en: &str) -> Text {
    Text::new(format!("{key} {vi}"), format!("{key} {en}"))
}

#[cfg(test)]
mod tests {
    use super::request;
    use serde_json::json;

    #[test]
    fn an_address_asks_what_the_command_asks() {
        let asked = |query| request("weak", query);
        assert_eq!(
            asked("unit=x%C3%A3%20A&top=3&by-group=true&policy=ties=dense&policy=missing=zero"),
            Ok(json!({"call": "weak", "unit": "xã A", "top": 3, "by_group": true,
                "policy": {"ties": "dense", "missing": "zero"}}))
        );
        assert_eq!(
            asked("strict=false&inputs=a.csv&inputs=b.csv"),
            Ok(json!({"call": "weak", "inputs": ["a.csv", "b.csv"]}))
        );
        assert!(asked("top=viel").is_err() && asked("strict=2").is_err());
        assert!(asked("unit=a&unit=b").is_err() && asked("repair=1.3").is_err());
        assert!(request("rnak", "").is_err());
    }
}
