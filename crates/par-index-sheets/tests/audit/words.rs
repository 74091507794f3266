//! The words of sums, means and falls, and how long equations are told.

use super::*;

/// A sum or a mean whose word stands beside the column of units is held to them all the same; a row that
/// says no unit at all is told, and counts as none.
#[test]
fn a_mean_is_known_wherever_its_word_stands() {
    let table = |rows: &str| format!("STT,Đơn vị,Chỉ số\n1,A,90.00\n2,B,80.00\n3,C,70.00\n{rows}");
    for word in ["Trung bình,", "1. Trung bình,", ",GTTB", ",Số bình quân", ",Trung binh chung"]
    {
        let audit = held(&table(&format!("{word},80.00\n")));
        assert_eq!(
            (audit.contradictions(), audit.checked(AuditCheck::Mean).hold),
            (&[][..], 1),
            "{word}"
        );
        assert_eq!(told(&table(&format!("{word},81.00\n"))), said(&[(1, "C5", "80.00")]), "{word}");
    }
    assert_eq!(told(&table("Tổng cộng,,999.00\n")), said(&[(1, "C5", "240.00")]));
    assert_eq!(told(&table("Tổng cộng,3 xã,999.00\n")), said(&[(1, "C5", "240.00")]));
    assert_eq!(told(&table(",,999.00\nTrung bình,,80.00\n").replace(",,999.00\n", "")), []);
    // A column of ranks or groups may hold the word too, the grade *trung bình* is none.
    let ranked = "rank,unit,index,Xếp loại\n1,A,90,Tốt\n2,B,80,Trung bình\nTrung bình,,87,\n";
    assert_eq!(told(ranked), said(&[(1, "C4", "85")]));
    let grouped = "group,unit,index\nI,A,90\nI,B,80\nTrung bình,,87\n";
    assert_eq!(told(grouped), said(&[(1, "C4", "85")]));
    // Nothing that prints a figure is passed over silently.
    for row in [",,999.00\n", "Cả tỉnh,,999.00\n"] {
        let (rows, findings) = read_printed("t.csv", table(row).as_bytes());
        let told: Vec<_> =
            findings.iter().map(|one| (one.code().as_str(), one.place().cell.clone())).collect();
        assert_eq!(told, [("unit_missing", Some("B5".to_owned()))], "{row}");
        assert_eq!(audit(&rows).contradictions(), [], "{row}");
    }
    let (_, findings) = read_printed("t.csv", table("Ghi chú,,\n,,\n").as_bytes());
    assert_eq!(findings, []);
}

#[test]
fn names_of_units_are_no_means() {
    use par_index::audit::PrintedKind;
    for unit in
        ["X. Trung Bình", "Xã Trung Bình", "P. Tổng hợp", "Tong cuc Thue", "Công Chính", "Số 1"]
    {
        assert_eq!(PrintedKind::of_name(unit), PrintedKind::Unit, "{unit}");
    }
    for (name, kind) in [
        ("a) Bình quân", PrintedKind::Mean),
        ("II/ Tong cong", PrintedKind::Sum),
        ("Diem trung binh", PrintedKind::Mean),
        ("Cao nhat", PrintedKind::Highest),
        ("Nguoi lap bieu", PrintedKind::Other),
    ] {
        assert_eq!(PrintedKind::of_name(name), kind, "{name}");
    }
}

#[test]
fn a_fall_is_read_however_it_is_said() {
    for text in [
        "5.1 (giảm)",
        "(giảm) 5.1",
        "giảm: 5.1",
        "▾5.1",
        "down 5.1",
        "5.1 ▾",
        "Giảm 5.1%",
        "decreased 5.1",
        "⇩ 5.1",
    ] {
        let table = format!("unit,previous,change,index\nA,90,{text},84.9\n");
        let audit = held(&table);
        assert_eq!(
            (audit.contradictions(), audit.checked(AuditCheck::Change).hold),
            (&[][..], 1),
            "{text}"
        );
    }
    for text in ["5.1 (tăng)", "tăng: 5.1", "▴5.1", "up 5.1", "increased 5.1"] {
        let table = format!("unit,previous,change,index\nA,90,{text},95.1\n");
        assert_eq!(told(&table), [], "{text}");
    }
}

/// One value that moves its unit past others is named, not the ranks of all it passed.
#[test]
fn a_wrong_value_is_named_instead_of_the_ranks_it_upsets() {
    let table =
        |c: &str| format!("unit,index,rank\nA,90,1\nB,80,2\nC,{c},3\nD,60,4\nE,50,5\nF,40,6\n");
    assert_eq!(told(&table("70")), []);
    assert_eq!(told(&table("8.00")), said(&[(1, "B4", "60.00 … 80.00")]));
    assert_eq!(told(&table("700")), said(&[(1, "B4", "60 … 80")]));
    assert_eq!(told("unit,index,rank\nA,9,1\nB,80,2\nC,70,3\n"), said(&[(1, "B2", "≥ 80")]));
    // Two neighbours: either value may be wrong, or both ranks.
    let two = "unit,index,rank\nA,90,1\nB,80,3\nC,70,2\nD,60,4\n";
    let wanted = [(1, "C3", "2"), (1, "B3", "60 … 70"), (2, "C4", "3"), (2, "B4", "80 … 90")];
    assert_eq!(told(two), said(&wanted));
    // A rank that no value explains is wrong by itself.
    assert_eq!(told("unit,index,rank\nA,90,1\nB,80,2\nC,70,7\nD,60,4\n"), said(&[(1, "C4", "3")]));
    assert_eq!(told("unit,index,rank\nA,90,1\nB,80,2\nC,70,9\n"), said(&[(1, "C4", "3")]));
    // A value that its parts bear out is not wrong.
    let parts =
        "unit,part_a,part_b,index,rank\nA,40,50,90,1\nB,40,40,80,3\nC,40,30,70,2\nD,30,30,60,4\n";
    assert_eq!(told(parts), said(&[(1, "E3", "2"), (2, "E4", "3")]));
    // Inside groups it stands between those of its group.
    let groups = "unit,group,index,rank\nA,x,90,1\nB,x,80,2\nC,x,70,3\nD,x,60,4\nE,y,99,1\nF,y,9,2\nG,y,88,3\nH,y,87,4\n";
    assert_eq!(told(groups), said(&[(1, "C7", "88 … 99")]));
}

/// An equation of many parts is told in bounded length, and its cells in time that grows with their
/// number.
#[test]
fn a_long_equation_is_told_by_its_ends() {
    let table = |parts: usize| {
        let heads: Vec<String> = (0..parts).map(|n| format!(",part_{n}")).collect();
        let heads = heads.concat();
        let row = format!("{}\n", ",1.00".repeat(parts));
        format!(
            "unit{heads},total\n{}",
            (0..60)
                .map(|n| format!("u{n}{},7.00\n", row.trim_end()))
                .collect::<Vec<String>>()
                .concat()
        )
    };
    let found = found(&table(20));
    assert_eq!(found.len(), 60 * 21);
    let eleven = ["1.00"; 11].join(" + ");
    let twelve = ["1.00"; 11].join(" − ");
    assert_eq!(found[20].expected, format!("{eleven} … (+8) + 1.00 = 20.00"));
    assert_eq!(found[0].expected, format!("7.00 − {twelve} … (+7) − 1.00 = -12.00"));
    let start = std::time::Instant::now();
    let long = self::found(&table(3_000));
    assert!(long.iter().all(|one| one.expected.len() < 200));
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
