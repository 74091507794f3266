//! Files of other encodings and other programs: read where that is sure, else told by name.

#![allow(clippy::unwrap_used, reason = "tests may unwrap")]

use par_index::assessment::Tally;
use par_index::finding::FindingCode;
use par_index::{Assessment, Finding, Inputs, Lang, framework};
use par_index_sheets::{read_ballots, read_input, read_questions, read_register};

fn read(file: &str, bytes: &[u8]) -> (Vec<String>, Vec<Finding>) {
    let mut inputs = Inputs::new(&framework("vn-ministry-2023").unwrap()).for_year(2023);
    read_input(&mut inputs, file, bytes);
    let input = inputs.finish();
    let name = |one: &Assessment| one.unit().id.clone();
    (input.assessments.iter().map(name).collect(), input.findings)
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code().as_str()).collect()
}

/// As the code page writes it: base letters, tone marks behind them.
fn windows_1258(text: &str) -> Vec<u8> {
    let table = [
        ("Â", 0xC2_u8),
        ("Ă", 0xC3),
        ("Ê", 0xCA),
        ("\u{300}", 0xCC),
        ("Đ", 0xD0),
        ("\u{309}", 0xD2),
        ("Ô", 0xD4),
        ("Ơ", 0xD5),
        ("Ư", 0xDD),
        ("\u{303}", 0xDE),
        ("â", 0xE2),
        ("ă", 0xE3),
        ("ê", 0xEA),
        ("\u{301}", 0xEC),
        ("đ", 0xF0),
        ("\u{323}", 0xF2),
        ("ô", 0xF4),
        ("ơ", 0xF5),
        ("ư", 0xFD),
    ];
    let byte = |c: char| {
        let known = table.iter().find(|(letter, _)| *letter == c.to_string());
        known.map_or_else(|| u8::try_from(u32::from(c)).unwrap(), |(_, byte)| *byte)
    };
    text.chars().map(byte).collect()
}

#[test]
fn windows_1258_is_read_in_composed_letters_with_a_note() {
    // Bộ Nội vụ, Bộ Y tế; Ủy ban Dân tộc with its tone marks behind the letters.
    let text = "unit;1;2\nBô\u{323} Nô\u{323}i vu\u{323};60,65;26,38\nU\u{309}y ban Dân tô\u{323}c;54,1;27,01\n\
        Bô\u{323} Y tê\u{301};50;20\n";
    let (units, findings) = read("a.csv", &windows_1258(text));
    assert_eq!(units, ["Bộ Nội vụ", "Ủy ban Dân tộc", "Bộ Y tế"]);
    assert_eq!(codes(&findings), ["windows_1258"]);
    assert_eq!(findings[0].place().line, Some(2));
    // The register and its names in a file of another encoding are the same units.
    let (register, findings) =
        read_register("u.csv", &windows_1258("unit,name\nb1,Bô\u{323} Nô\u{323}i vu\u{323}\n"));
    assert_eq!(codes(&findings), ["windows_1258"]);
    assert_eq!(register.find("Bộ Nội vụ").unwrap().unit, "b1");
}

#[test]
fn old_encodings_are_told_by_name_and_not_read() {
    let as_bytes =
        |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>();
    let tcvn3 = "unit;1;2\nBé Néi vô;60,65;26,38\nñy ban D©n téc;54,1;27,01\nBé Y tÕ;50;20\n";
    let vni = "unit;1;2\nBoä Noäi vuï;60,65;26,38\nUÛy ban Daân toäc;54,1;27,01\nBoä Y teá;50;20\n";
    for (text, name) in [(tcvn3, "TCVN3 (ABC)"), (vni, "VNI")] {
        // As the old program wrote it, and as a newer one carries it into Unicode.
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in
            [as_bytes(text), text.as_bytes().to_vec(), [b"\xFF\xFE".to_vec(), wide].concat()]
        {
            let (units, findings) = read("a.csv", &bytes);
            assert_eq!((units.len(), codes(&findings)), (0, vec!["old_encoding"]), "{name}");
            let said = findings[0].text(Lang::En);
            assert!(said.contains(name) && said.contains('ộ') && said.contains("UniKey"), "{said}");
            assert_eq!(findings[0].place().line, Some(2), "{said}");
        }
    }
    // One unit among good ones is told too.
    let mixed = "unit;1;2\nBộ Nội vụ;60,65;26,38\nBoä Y teá;50;20\n";
    let (units, findings) = read("a.csv", mixed.as_bytes());
    assert_eq!((units.len(), codes(&findings)), (0, vec!["old_encoding"]));
    assert_eq!(findings[0].place().line, Some(3));
}

#[test]
fn names_of_other_languages_are_no_old_encoding() {
    let text = "unit;1;2\nKrông Pắc;60;20\nEa H’leo;50;20\nBuôn Đôn – “xã” · 1;50;21\nMaïa Noël;40;20\nSão Café;41;20\n";
    let (units, findings) = read("a.csv", text.as_bytes());
    assert_eq!((units.len(), codes(&findings)), (5, vec![]));
    // Western bytes that no Vietnamese reading explains, and those that two explain.
    for text in ["unit;1;2\nMontr\u{E9}al;60;20\n", "unit;1;2\nX\u{E3} H\u{F2}a;60;20\n"] {
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        assert_eq!(codes(&read("a.csv", &bytes).1), ["not_utf8"]);
    }
}

/// A compound file of Microsoft's with a stream of some name.
fn compound(stream: &str) -> Vec<u8> {
    let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(0x400, 0);
    bytes.extend(name);
    bytes.resize(0x800, 0);
    bytes
}

/// A zip archive that names some files.
fn zip(names: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for name in names {
        bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend(b"\0\0");
        bytes.extend(name.bytes());
    }
    bytes
}

#[test]
fn files_of_other_programs_are_told_by_what_they_are() {
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a.xlsx", compound("EncryptedPackage"), "under a password"),
        ("a.xls", compound("Workbook"), "before 2007 (.xls)"),
        ("a.doc", compound("WordDocument"), "a text document"),
        ("a.xlsb", zip(&["[Content_Types].xml", "xl/workbook.bin"]), "(.xlsb)"),
        ("a.ods", zip(&["mimetypeapplication/vnd.oasis.opendocument.spreadsheet"]), "(.ods)"),
        ("a.docx", zip(&["word/document.xml"]), "a text document"),
        ("a.zip", zip(&["a.csv"]), "a packed archive"),
        ("a.pdf", b"%PDF-1.7\n".to_vec(), "a PDF document"),
        ("a.png", b"\x89PNG\r\n\x1A\n".to_vec(), "an image"),
        ("a.jpg", b"\xFF\xD8\xFF\xE0".to_vec(), "an image"),
        ("a.xls", b"<html><table>".to_vec(), "a web page"),
        ("a.odb", Vec::new(), "no kind of file this version reads"),
    ];
    for (file, bytes, said) in &cases {
        // The name may lie: what it holds counts.
        for file in [*file, "a.csv", "a.json", "a"] {
            if bytes.is_empty() && ["a.csv", "a.json", "a"].contains(&file) {
                continue;
            }
            let (units, findings) = read(file, bytes);
            assert_eq!((units.len(), codes(&findings)), (0, vec!["unknown_file"]), "{file} {said}");
            let text = findings[0].text(Lang::En);
            assert!(text.contains(said) && text.contains("CSV UTF-8"), "{file}: {text}");
            assert!(!findings[0].text(Lang::Vi).contains('{'));
        }
    }
    let (_, findings) = read_register("u.csv", &compound("EncryptedPackage"));
    assert!(findings[0].text(Lang::Vi).contains("mật khẩu"));
}

#[test]
fn ballots_of_other_encodings_are_read_or_told() {
    let ruler = framework("hon-quan-2023").unwrap();
    let (questions, _) = read_questions(&ruler, "q.csv", b"question,code\nq1,8.1\n");
    let count = |bytes: &[u8]| {
        let mut tally = Tally::new(&questions).for_year(2023);
        read_ballots(&mut tally, &questions, "b.csv", bytes).unwrap();
        let counted = tally.finish();
        let units = counted.units().iter().map(|unit| unit.unit.id.clone()).collect::<Vec<_>>();
        (units, counted.findings().iter().map(Finding::code).collect::<Vec<_>>())
    };
    let (units, found) =
        count(&windows_1258("ballot,unit,q1\n1,Bô\u{323} Nô\u{323}i vu\u{323},A\n"));
    assert_eq!(units, ["Bộ Nội vụ"]);
    assert!(found.contains(&FindingCode::ReadAsWindows1258), "{found:?}");
    let (_, found) = count("ballot,unit,q1\n1,Boä Noäi vuï,A\n".as_bytes());
    assert!(found.contains(&FindingCode::OldEncoding), "{found:?}");
    let (_, found) = count(&compound("Workbook"));
    assert!(found.contains(&FindingCode::UnknownFile), "{found:?}");
}

#[test]
fn spellings_of_one_name_are_one_unit_for_the_register() {
    let table = "unit,name\nb1,Xã Mỹ Hòa\nb2,Xã My Hoa\nb3,Xã Đại Hồng\n";
    let (register, findings) = read_register("u.csv", table.as_bytes());
    assert_eq!(findings, []);
    for (typed, unit) in [
        ("Xã\u{200B} Mỹ Hòa", "b1"),
        ("\u{FEFF}Xã Mỹ Hòa\u{202C}", "b1"),
        ("Ｘã　Mỹ Ｈòa", "b1"),
        ("Xã Mỹ Hòа", "b1"), // Cyrillic а
        ("ХÃ МỸ НÒА", "b1"), // all of it
        ("Xã Mỹ Hoà", "b1"),
        ("Xã My Hoа", "b2"),
        ("Xã Ðại Hồng", "b3"),
        ("Xã Ɖại Hồng", "b3"),
    ] {
        assert_eq!(register.find(typed).map(|unit| unit.unit.as_str()), Some(unit), "{typed}");
    }
    for typed in ["Xã Mỹ Hoa", "Xã My Hòa", "Xã Dại Hồng"] {
        assert!(register.find(typed).is_none(), "{typed}");
    }
    // Without a register they are two, and someone is told.
    let (units, findings) =
        read("a.csv", "unit,1,2\nXã Mỹ Hòa,60,20\nXã\u{200B} Mỹ Hòа,50,20\n".as_bytes());
    assert_eq!((units.len(), codes(&findings)), (2, vec!["units_alike"]));
    let (_, findings) = read_register("u.csv", "unit\nXã Mỹ Hòa\nXã Mỹ Hòа\n".as_bytes());
    assert_eq!(codes(&findings), ["units_alike"]);
    assert_eq!(findings[0].place().cell.as_deref(), Some("A3"));
}

#[test]
fn names_have_a_most_length() {
    let long = "Xã ".repeat(100_000);
    let table =
        format!("unit,name,group,1,2\n{long},,,60,20\nb2,{long},,60,20\nb3,,{long},60,20\n");
    let (units, findings) = read("a.csv", table.as_bytes());
    assert_eq!(units, ["b2", "b3"]);
    assert_eq!(codes(&findings), ["name_too_long"; 3]);
    let text: String =
        findings.iter().map(|finding| serde_json::to_string(finding).unwrap()).collect();
    assert!(text.len() < 10_000, "{}", text.len());
    let (register, findings) =
        read_register("u.csv", format!("unit,name\nb1,{long}\n{long},x\n").as_bytes());
    assert_eq!((register.units().len(), codes(&findings)), (1, vec!["name_too_long"; 2]));
}
