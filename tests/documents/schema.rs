//! The committed schemas are those the types give. Renew them with
//! `UPDATE_SCHEMAS=1 cargo test --workspace --test documents schema`.
#![cfg(feature = "schema")]

use std::path::Path;

#[test]
fn committed_schemas_are_fresh() {
    for kind in par_index::schema::kinds() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{kind}.json"));
        let schema = par_index::schema::schema(kind).unwrap();
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            std::fs::write(&path, &schema).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), schema, "{}", path.display());
    }
    assert_eq!(par_index::schema::schema("nothing"), None);
}
