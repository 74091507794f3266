//! Tests with tables as offices paste them.

use par_index::{Framework, Lang};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::import_framework;

/// Every node as `code max scorer rule`, then the findings: their codes and their nodes.
fn said(fw: &Framework) -> (Vec<String>, Vec<String>) {
    let node = |node: &par_index::framework::Node| {
        let leaf = node.leaf().map(|leaf| {
            let line = leaf.rule().to_spec().to_line(Lang::Vi).unwrap();
            format!(" {}{line}", if node.is_survey() { "ĐT " } else { "" })
        });
        format!("{} {}{}", node.code(), node.max(), leaf.unwrap_or_default())
    };
    let quiet = ["evidence_not_asked", "appraiser_missing", "default_policies"];
    let told = fw.findings().iter().filter(|one| !quiet.contains(&one.code().as_str()));
    let told = told.map(|one| {
        let node = one.place().node.clone().unwrap_or_default();
        format!("{} {node}", one.code().as_str()).trim().to_owned()
    });
    (fw.nodes().iter().map(node).collect(), told.collect())
}

fn csv(table: &str) -> Framework {
    import_framework(&[("phu-luc.csv", table.as_bytes())])
        .unwrap_or_else(|error| panic!("{table} {error}"))
}

fn book(make: impl Fn(&mut Worksheet)) -> Framework {
    let mut book = Workbook::new();
    make(book.add_worksheet());
    import_framework(&[("phu-luc.xlsx", &book.save_to_buffer().unwrap())])
        .unwrap_or_else(|error| panic!("{:#?}", error.findings()))
}

/// The annex of a decision as it comes out of a text document: titles, merged cells, the total on
/// top, line breaks in cells, rows without a number that give the points for each result.
#[test]
fn an_annex_as_it_is_pasted() {
    let fw = book(|sheet| {
        let look = Format::new();
        sheet.merge_range(0, 0, 0, 4, "PHỤ LỤC I", &look).unwrap();
        let title = "BỘ TIÊU CHÍ ĐÁNH GIÁ, XẾP HẠNG CẢI CÁCH HÀNH CHÍNH CẤP XÃ";
        sheet.merge_range(1, 0, 1, 4, title, &look).unwrap();
        let basis = "(Kèm theo Quyết định số 123/QĐ-UBND ngày 15 tháng 3 năm 2023 của UBND huyện)";
        sheet.merge_range(2, 0, 2, 4, basis, &look).unwrap();
        for (column, head) in [
            "STT",
            "Lĩnh vực/Tiêu chí/Tiêu chí thành phần",
            "Điểm\ntối đa",
            "Điểm tự chấm",
            "Tài liệu kiểm chứng",
        ]
        .iter()
        .enumerate()
        {
            sheet.write(4, u16::try_from(column).unwrap(), *head).unwrap();
        }
        sheet.merge_range(5, 0, 5, 1, "TỔNG CỘNG", &look).unwrap();
        sheet.write(5, 2, "12 điểm").unwrap();
        let rows: &[(&str, &str, &str, &str)] = &[
            ("I", "CÔNG TÁC CHỈ ĐẠO,\nĐIỀU HÀNH CCHC", "8", ""),
            ("1", "Kế hoạch cải cách hành chính", "3,5", ""),
            ("1.1", "Ban hành kế hoạch CCHC năm", "0,5 điểm", "Kế hoạch của UBND xã"),
            ("", "Ban hành kịp thời: 0,5", "", ""),
            ("", "Không ban hành hoặc ban hành không kịp thời: 0", "", ""),
            ("1.2", "Mức độ hoàn thành kế hoạch", "3", "Báo cáo"),
            ("", "Hoàn thành 100% kế hoạch", "3", ""),
            ("", "Hoàn thành từ 80% đến dưới 100%: tính theo công thức", "", ""),
            ("", "Hoàn thành dưới 80% kế hoạch", "0", ""),
            ("2", "Sáng kiến trong CCHC", "4,5", ""),
            ("a)", "Cấp tỉnh", "3", ""),
            ("", "Mỗi sáng kiến được 1 điểm", "", ""),
            ("b)", "Cấp huyện", "1,5", ""),
            ("", "Từ 02 sáng kiến trở lên", "1,5", ""),
            ("", "01 sáng kiến", "0,75", ""),
            ("", "Không có sáng kiến", "0", ""),
            ("II", "TÁC ĐỘNG CỦA CCHC", "4", ""),
            ("1", "Mức độ hài lòng của người dân (điều tra xã hội học)", "4", ""),
        ];
        for (row, (number, name, max, evidence)) in (6_u32..).zip(rows) {
            for (column, text) in [(0_u16, number), (1, name), (2, max), (4, evidence)] {
                match text.parse::<i32>() {
                    Ok(number) if column == 2 => sheet.write(row, column, number).unwrap(),
                    _ if text.is_empty() => continue,
                    _ => sheet.write(row, column, *text).unwrap(),
                };
            }
        }
        sheet.write(26, 1, "Nơi nhận: Như trên").unwrap();
    });
    let (nodes, told) = said(&fw);
    assert_eq!(
        nodes,
        [
            "1 8",
            "1.1 3.5",
            "1.1.1 0.5 có/không",
            "1.1.2 3 tỷ lệ: tối đa từ 100%; sàn 80%",
            "1.2 4.5",
            "1.2.a 3 mỗi việc 1",
            "1.2.b 1.5 bậc: từ 2 → 1,5; từ 1 → 0,75",
            "2 4",
            "2.1 4 ĐT nhập điểm",
        ]
    );
    assert_eq!(
        told,
        [
            "taken_as",
            "row_no_leaf",
            "rule_proposed 1.1.1",
            "rule_proposed 1.1.2",
            "rule_proposed 1.2.a",
            "taken_unsure 1.2.b",
            "taken_as 2.1",
        ]
    );
    assert_eq!(fw.total().to_string(), "12");
    let leaf = fw.node("1.1.2").unwrap().leaf().unwrap();
    assert_eq!(leaf.evidence(), Some("Báo cáo"));
    assert!(leaf.how().unwrap().starts_with("Hoàn thành 100% kế hoạch: 3; Hoàn thành từ 80%"));
    let document: serde_json::Value = serde_json::from_str(&fw.to_json()).unwrap();
    assert_eq!(document["basis"][0]["document"], "123/QĐ-UBND");
    assert_eq!(document["basis"][0]["issued"], "2023-03-15");
    assert_eq!(fw.node("1").unwrap().name().vi, "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC");
}

#[test]
fn codes_of_every_kind() {
    for (table, expected) in [
        // The numbers state the parents, and the total stands below.
        (
            "TT;Tiêu chí;Điểm tối đa\n1;Việc A;3\n1.1;Việc B;1,5\n1.2;Việc C;1.5\n2;Việc D;2\n2.1;Việc E;2\n;Tổng điểm;5\n",
            &["1 3", "1.1 1.5", "1.2 1.5", "2 2", "2.1 2"][..],
        ),
        // Roman fields: first with numbers that run on, then with numbers that begin with the
        // field's own.
        (
            "TT;Tiêu chí;Điểm\nI;Việc A;2\n1;Việc B;2\nII;Việc C;3\n2;Việc D;1\n3;Việc E;2\n",
            &["I 2", "1 2", "II 3", "2 1", "3 2"],
        ),
        (
            "TT;Tiêu chí;Điểm\nI;Việc A;2\n1.1;Việc B;2\nII;Việc C;3\n2.1;Việc D;3\n",
            &["1 2", "1.1 2", "2 3", "2.1 3"],
        ),
        // Capital letters for the parts above Roman fields.
        (
            "TT;Tiêu chí;Điểm\nA;Thẩm định;2\nI;Việc B;2\n1;Việc C;2\nB;Khác;3\nI;Việc D;3\n1;Việc E;3\n",
            &["A 2", "A.1 2", "A.1.1 2", "B 3", "B.1 3", "B.1.1 3"],
        ),
        // The number stands in the cell of the name before it, and the points behind it.
        (
            "Nội dung tiêu chí,Điểm tối đa\n\"I. Chỉ đạo (2 điểm)\",\n1. Kế hoạch,0.5\n2. Báo cáo,1.5\n",
            &["I 2", "1 0.5", "2 1.5"],
        ),
        // Fields without a number, recognised by their sums.
        (
            "STT;Tiêu chí;Điểm tối đa\n;Thể chế;3\n1;Việc A;1\n2;Việc B;2\n;Công vụ;4\n1;Việc C;4\n",
            &["1 3", "1.1 1", "1.2 2", "2 4", "2.1 4"],
        ),
        // Components without a number, recognised by their sum.
        (
            "STT;Tiêu chí;Điểm tối đa\n1;Việc A;3\n;Kế hoạch;1\n;Báo cáo;2\n2;Việc B;1\n",
            &["1 3", "1.1 1", "1.2 2", "2 1"],
        ),
        // A column of names for each level, with merged or repeated cells.
        (
            "Lĩnh vực,Tiêu chí,Tiêu chí thành phần,Điểm tối đa\nThể chế,Ban hành,Kịp thời,1\n,,Đúng,1\n,Rà soát,Đủ,2\nCông vụ,Kỷ luật,Không vi phạm,3\n",
            &["1 4", "1.1 2", "1.1.1 1", "1.1.2 1", "1.2 2", "1.2.1 2", "2 3", "2.1 3", "2.1.1 3"],
        ),
    ] {
        let nodes: Vec<String> = said(&csv(table))
            .0
            .iter()
            .map(|node| node.split(' ').take(2).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(nodes, expected, "{table}");
    }
}

#[test]
fn what_a_merged_criterion_says_further_is_kept() {
    let table = "Lĩnh vực,Tiêu chí,Điểm tối đa,Cách tính,Tài liệu kiểm chứng\n\
        Thể chế,Ban hành,1,Từ 90% trở lên: 1,Kế hoạch\n,,,Dưới 90%: 0,Báo cáo\n,Rà soát,1,,\n";
    let fw = csv(table);
    let leaf = fw.node("1.1").unwrap().leaf().unwrap();
    assert_eq!(leaf.how(), Some("Từ 90% trở lên: 1; Dưới 90%: 0"));
    assert_eq!(leaf.evidence(), Some("Kế hoạch; Báo cáo"));
    assert_eq!(said(&fw).0, ["1 2", "1.1 1 bậc: từ 90% → 1", "1.2 1 nhập điểm"]);
}

#[test]
fn a_survey_in_a_name_counts_where_no_rule_stands_beside_it() {
    let table = "STT;Tiêu chí;Điểm tối đa;Cách tính\n\
        I;Kết quả điều tra xã hội học;3;\n1;Mức độ hài lòng;1;\n\
        2;Phối hợp;2;\"Có phối hợp: 2\nKhông phối hợp: 0\"\n";
    let (nodes, told) = said(&csv(table));
    assert_eq!(nodes, ["I 3", "1 1 ĐT nhập điểm", "2 2 có/không"]);
    assert_eq!(told, ["taken_as I", "taken_unsure 2"]);
    let table = "STT;Tiêu chí;Điểm tối đa;Hình thức;Cách tính\n\
        1;Mức độ hài lòng;1;Điều tra xã hội học;\"Từ 90% trở lên: 1\nDưới 90%: 0\"\n";
    let (nodes, told) = said(&csv(table));
    assert_eq!(nodes, ["1 1 ĐT nhập điểm"]);
    assert_eq!(told, ["taken_as 1", "rule_unread 1"]);
}

#[test]
fn numbers_that_cannot_be_read_are_told_at_their_cells() {
    let tree = "STT,Tiêu chí,Điểm tối đa\n1,Việc A,3\n,Có làm,3 hay 2\n,Không làm,0\n,Tổng cộng,3 hoặc 4\n";
    let grades = "Xếp loại,Từ (%)\nTốt,80\nKhá,\n";
    let files = [("k.csv", tree), ("g.csv", grades)];
    let error = import_framework(&files.map(|(name, text)| (name, text.as_bytes()))).unwrap_err();
    let mut found: Vec<String> = error
        .findings()
        .iter()
        .filter(|one| one.code().as_str() == "bad_number")
        .map(|one| one.place().cell.clone().unwrap_or_default())
        .collect();
    found.sort_unstable();
    assert_eq!(found, ["B3", "C3", "C5"]);
}

#[test]
fn a_sum_that_is_wrong_is_told_at_its_cell() {
    let table = "STT,Tiêu chí,Điểm tối đa\nI,Việc A,3\n1,Việc B,1\n2,Việc C,1.5\n,Tổng cộng,3\n";
    let error = import_framework(&[("a.csv", table.as_bytes())]).unwrap_err();
    let found: Vec<String> = error
        .findings()
        .iter()
        .filter(|one| one.is_error())
        .map(|one| format!("{} {:?}", one.code().as_str(), one.place().cell))
        .collect();
    assert_eq!(found, ["sum_of_children Some(\"C2\")"]);
}

#[test]
fn sheets_beside_the_tree_say_the_rest() {
    let policies = "Quy định chung,Giá trị\nmã bộ tiêu chí,xa-2024\ntiêu chí không áp dụng,quy đổi theo phần còn lại\n\
        năm không điều tra xã hội học,không tính chỉ số\ntiêu chí chưa có số liệu,cho 0 điểm\nđồng hạng,\"1, 2, 2, 4\"\n\
        số lẻ khi in,2\nđiểm thưởng tối đa,\"1,5\"\nhiệu lực từ,2024\nnguồn gốc,chính thức\n";
    let grades = "Xếp loại,Từ (%),Mức sàn (%),Mức sàn tính theo\nTốt,80,50,tiêu chí\nKhá,65,,\nChưa đạt,0,,\n";
    let agencies =
        "Mã cơ quan,Tên tiếng Việt,Tên tiếng Việt viết tắt\nnoi-vu,Phòng Nội vụ,Nội vụ\n";
    let tree = "STT,Tiêu chí,Điểm tối đa,Chủ trì\n1,Việc A,3,Phòng Nội vụ\n1.1,Việc B,1,\n1.2,Việc C,2,Nội vụ\n";
    let files = [("k.csv", tree), ("p.csv", policies), ("g.csv", grades), ("a.csv", agencies)];
    let files = files.map(|(name, text)| (name, text.as_bytes()));
    let fw = import_framework(&files).unwrap_or_else(|error| panic!("{:#?}", error.findings()));
    assert_eq!((fw.id(), fw.agencies().len()), ("xa-2024", 1));
    let document: serde_json::Value = serde_json::from_str(&fw.to_json()).unwrap();
    assert_eq!(document["policies"]["bonus_cap"], "1.5");
    assert_eq!(document["policies"]["missing"], "zero");
    assert_eq!(document["grades"][0]["floor_on"], "criterion");
    assert_eq!(document["valid"]["from"], 2024);
    assert_eq!(document["provenance"], "official");
    assert!(fw.findings().iter().all(|one| one.code().as_str() != "default_policies"));
    // An unknown word is told at its cell.
    let files = [("k.csv", tree), ("p.csv", "Quy định chung,Giá trị\nđồng hạng,theo tên\n")];
    let error = import_framework(&files.map(|(name, text)| (name, text.as_bytes()))).unwrap_err();
    let found = error.findings().iter().find(|one| one.code().as_str() == "unknown_value").unwrap();
    assert_eq!(
        (found.place().file.as_deref(), found.place().cell.as_deref()),
        (Some("p.csv"), Some("B2"))
    );
}

/// Everything that is passed over is told: columns with content beside the maxima, a second table.
#[test]
fn what_is_read_past_is_told() {
    let fw =
        csv("STT;Tiêu chí;Điểm tối đa;Điểm năm trước;Mức độ;Điểm tự chấm;Hướng dẫn;Cách tính\n\
        1;Ban hành kế hoạch;1;0,5;khó;;Ban hành đúng hạn: 1;Không ban hành: 0\n\
        2;Báo cáo;2;1;dễ;;;\n");
    let passed: Vec<&str> = fw
        .findings()
        .iter()
        .filter(|one| one.code() == par_index::finding::FindingCode::TakenAs)
        .filter_map(|one| one.found_text())
        .collect();
    // An empty column of points is there to be filled in, so it is not told.
    assert_eq!(passed, ["Điểm năm trước", "Mức độ"]);
    let how = fw.leaves().next().unwrap().leaf().unwrap().how().unwrap();
    assert_eq!(how, "Ban hành đúng hạn: 1; Không ban hành: 0");
    let tree = "STT;Tiêu chí;Điểm tối đa\n1;A;1\n";
    let policies = "Quy định;Giá trị\nmissing;incomplete\n";
    let policies = policies.replace("Quy định", Lang::Vi.heading("policy").unwrap());
    let policies = policies.replace("Giá trị", Lang::Vi.heading("set_to").unwrap());
    let files = [("a.csv", tree), ("b.csv", &policies), ("c.csv", &policies)];
    let files = files.map(|(name, text)| (name, text.as_bytes()));
    let error = import_framework(&files).unwrap_err();
    let told = error.findings().iter().find(|one| one.code().as_str() == "several_tables");
    assert_eq!(told.unwrap().place().file.as_deref(), Some("c.csv"));
    let once = import_framework(&files[..2]).map_err(|error| error.findings().to_vec());
    let once = once.err().unwrap_or_default();
    assert!(once.iter().all(|one| one.code().as_str() != "several_tables"), "{once:?}");
}
