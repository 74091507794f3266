//! Workbooks made to hurt: each ends in a finding, none is unpacked whole.

use proptest::prelude::*;

use crate::made::{book, fill, parts, raw, raw_beside, zipped};
use crate::{said, told};

fn only(bytes: Vec<u8>) -> Vec<String> {
    said(&[("a.xlsx", bytes)])
}

#[test]
#[expect(clippy::too_many_lines, reason = "a case for each bound")]
fn what_is_too_large_is_told() {
    let cell = |tag: &str, text: Vec<u8>| {
        let mut sheet = format!("<sheetData><row><c t=\"inlineStr\"><{tag}>").into_bytes();
        sheet.extend(text);
        sheet.extend(format!("</{tag}></c></row></sheetData>").into_bytes());
        raw_beside(sheet, &[])
    };
    let shared = |inner: Vec<u8>| {
        let table = [b"<sst>".to_vec(), inner, b"</sst>".to_vec()].concat();
        raw_beside(b"<sheetData/>".to_vec(), &[("xl/sharedStrings.xml", table)])
    };
    let most = "workbook_too_large";
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a cell of 64 MB", cell("t", vec![b'x'; 64 << 20]), most),
        (
            "a tag of 3 MB",
            cell("t", [b"</t><t a=\"".to_vec(), vec![b'x'; 3 << 20], b"\">".to_vec()].concat()),
            most,
        ),
        (
            "272 MB of comments",
            {
                let comments = b"<!-- nothing -->".repeat(17 << 20);
                raw_beside(
                    [b"<sheetData>".to_vec(), comments, b"</sheetData>".to_vec()].concat(),
                    &[],
                )
            },
            most,
        ),
        ("deep", raw_beside(b"<a>".repeat(1 << 20), &[]), most),
        (
            "shared texts",
            shared(b"<si><t>0123456789012345678901234567890123456789</t></si>".repeat(1 << 20)),
            most,
        ),
        ("empty shared texts", shared(b"<si/>".repeat(3 << 20)), most),
        (
            "merged areas",
            {
                let areas = b"<mergeCell ref=\"A1:B2\"/>".repeat(200_000);
                raw_beside([b"<sheetData/><mergeCells>".to_vec(), areas].concat(), &[])
            },
            most,
        ),
        (
            // 2,000 links over 64 cells each.
            "cells of links",
            {
                let link = |n: usize| {
                    format!("<hyperlink r:id=\"a\" ref=\"A{}:H{}\"/>", n * 8 + 1, n * 8 + 8)
                };
                let links: String = (0..2_000).map(link).collect();
                let related = "<Relationships><Relationship Id=\"a\" TargetMode=\"External\" \
                    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" \
                    Target=\"https://vanban.example/a\"/></Relationships>";
                raw_beside(
                    format!("<sheetData/><hyperlinks>{links}</hyperlinks>").into_bytes(),
                    &[("xl/worksheets/_rels/s0.xml.rels", related.as_bytes().to_vec())],
                )
            },
            most,
        ),
        (
            "a merged sheet",
            raw(
                "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>\
             </sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>",
            ),
            most,
        ),
        (
            "long rows",
            {
                let mut sheet = b"<sheetData>".to_vec();
                for row in 1..=4_000 {
                    sheet.extend(
                        format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>").bytes(),
                    );
                }
                sheet.extend(b"</sheetData>");
                raw_beside(sheet, &[])
            },
            most,
        ),
        (
            "one text in many cells",
            {
                let text =
                    [b"<sst><si><t>".to_vec(), vec![b'x'; 1 << 17], b"</t></si></sst>".to_vec()]
                        .concat();
                let sheet = [
                    b"<sheetData><row>".to_vec(),
                    b"<c t=\"s\"><v>0</v></c>".repeat(16_384),
                    b"</row></sheetData>".to_vec(),
                ]
                .concat();
                raw_beside(sheet, &[("xl/sharedStrings.xml", text)])
            },
            most,
        ),
        (
            "many sheets",
            {
                let sheet = vec![("S", "visible", b"<sheetData/>".to_vec()); 1_001];
                let parts = parts(&sheet);
                let all: Vec<(&str, Vec<u8>)> =
                    parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
                zipped(&all)
            },
            most,
        ),
    ];
    for (name, bytes, code) in cases {
        assert!(bytes.len() < 3 << 20, "{name}: {}", bytes.len());
        assert_eq!(only(bytes), [code], "{name}");
    }
}

/// A workbook with so many of something.
type Make<'m> = &'m dyn Fn(usize) -> Vec<u8>;

/// Each bound of docs/limits.md that can be met in little time: what is at it is read, one more is told.
#[test]
fn a_workbook_at_its_bounds_is_read() {
    let data = || {
        b"<sheetData><row><c t=\"str\"><v>unit</v></c><c><v>1.1</v></c></row>\
        <row><c t=\"str\"><v>A</v></c><c><v>2</v></c></row></sheetData>"
            .to_vec()
    };
    let beside = |more: Vec<u8>| raw_beside([data(), more].concat(), &[]);
    let sheets = |most: usize| {
        let mut all = vec![("S", "visible", data())];
        all.resize(most, ("T", "hidden", b"<sheetData/>".to_vec()));
        let parts = parts(&all);
        zipped(
            &parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect::<Vec<_>>(),
        )
    };
    let files = |most: usize| {
        let own = parts(&[("S", "visible", data())]);
        let names: Vec<String> = (own.len()..most).map(|n| format!("x/{n}")).collect();
        let own = own.iter().map(|(name, bytes)| (name.as_str(), bytes.clone()));
        zipped(&own.chain(names.iter().map(|name| (name.as_str(), Vec::new()))).collect::<Vec<_>>())
    };
    let merged = |most: usize| {
        let area = |n: usize| format!("<mergeCell ref=\"D{n}:E{n}\"/>");
        let areas: String = (0..most).map(|n| area(10 + n)).collect();
        beside(format!("<mergeCells>{areas}</mergeCells>").into_bytes())
    };
    let letters = |most: usize| {
        let text = format!("<c t=\"str\"><v>{}</v></c>", "x".repeat(most));
        beside(format!("<sheetData><row r=\"9\"><c/><c/><c/>{text}</row></sheetData>").into_bytes())
    };
    let formats = |most: usize| {
        let styles =
            format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(most));
        raw_beside(data(), &[("xl/styles.xml", styles.into_bytes())])
    };
    // The tag of the sheet is one of them.
    let deep = |most: usize| beside([b"<a>".repeat(most - 1), b"</a>".repeat(most - 1)].concat());
    let texts = |most: usize| {
        let table = [b"<sst>".to_vec(), b"<si/>".repeat(most), b"</sst>".to_vec()].concat();
        raw_beside(data(), &[("xl/sharedStrings.xml", table)])
    };
    let bounds: [(&str, usize, Make<'_>); 7] = [
        ("sheets", 1_000, &sheets),
        ("files", 10_000, &files),
        ("merged areas", 100_000, &merged),
        ("letters of a cell", 131_072, &letters),
        ("formats", 100_000, &formats),
        ("nested tags", 64, &deep),
        ("shared texts", 2_097_152, &texts),
    ];
    for (name, most, make) in bounds {
        let at = only(make(most));
        assert!(at.contains(&"A 1.1 appraised=2".to_owned()), "{name}: {at:?}");
        assert!(!at.contains(&"workbook_too_large".to_owned()), "{name}: {at:?}");
        assert_eq!(only(make(most + 1)), ["workbook_too_large"], "{name}");
    }
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let bytes = raw(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>unit</v></c><c r=\"B1\"><v>1.1</v></c></row>\
         <row r=\"2\"><c r=\"A2\" t=\"str\"><v>A</v></c><c r=\"B2\"><v>2</v></c></row>\
         <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>",
    );
    assert_eq!(
        only(bytes),
        ["A 1.1 appraised=2", "unit_missing S!A1048576", "row_too_long S!XFD1048576"]
    );
}

#[test]
fn an_archive_that_lies_is_told() {
    let good = book(|sheet| fill(sheet, &[&["unit", "1.1"], &["A", "2"]]));
    assert_eq!(only(good.clone()), ["A 1.1 appraised=2"]);
    for cut in [1, 4, 30, good.len() / 2, good.len() - 1] {
        let told = only(good[..cut].to_vec());
        assert!(matches!(told[0].as_str(), "workbook_broken" | "unknown_file"), "{cut}: {told:?}");
    }
    for (bytes, code) in [
        (zipped(&[("xl/a.xml", Vec::new())]), "workbook_broken"),
        (zipped(&[("xl/workbook.xml", b"<workbook/>".to_vec())]), "workbook_broken"),
        (Vec::new(), "workbook_broken"),
        (b"unit,1.1\nA,2\n".to_vec(), "workbook_broken"),
    ] {
        assert_eq!(only(bytes), [code]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever happens to its bytes, a workbook is read or told, and what is read is what was written:
    /// the check sums of its parts see to that.
    #[test]
    fn mutated_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = book(|sheet| fill(sheet, &[&["unit", "1.1", "1.10"], &["A", "2", "1"], &["B", "'1,5", "x"]]));
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let said = only(bytes);
        prop_assert!(!said.is_empty());
        for line in said {
            let known = ["A 1.1 appraised=2", "A 1.10 appraised=1", "B 1.1 appraised=1.5"];
            prop_assert!(!line.contains('=') || known.contains(&line.as_str()), "{}", line);
        }
    }

    /// The same of the tags in it.
    #[test]
    fn mutated_tags_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut sheet = b"<cols><col min='2' max='3' hidden='1'/></cols><sheetData><row r='1'><c r='A1' t='str'><v>unit</v></c>\
            <c r='B1'><v>1.1</v></c></row><row r='2'><c r='A2' s='1' t='s'><v>0</v></c><c r='B2' s='1'><f>A1</f><v>1.5</v></c></row>\
            </sheetData><mergeCells><mergeCell ref='A2:A3'/></mergeCells>".to_vec();
        for (at, byte) in changes {
            let at = at.index(sheet.len());
            sheet[at] = byte;
        }
        let shared = b"<sst><si><t>A</t></si></sst>".to_vec();
        let styles = b"<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='9'/></cellXfs></styleSheet>".to_vec();
        let bytes = raw_beside(sheet, &[("xl/sharedStrings.xml", shared), ("xl/styles.xml", styles)]);
        drop(only(bytes));
    }
}

#[test]
fn a_finding_says_what_is_wrong() {
    let findings = {
        let mut inputs = par_index::Inputs::new(&crate::ruler()).for_year(2023);
        par_index_sheets::read_input(&mut inputs, "a.xlsx", b"PK");
        inputs.finish().findings
    };
    assert_eq!(told(&findings), ["workbook_broken"]);
    assert!(findings[0].text(par_index::Lang::Vi).contains("không phải là bảng tính"));
}
