//! Tests that every table is read under every spelling of every heading that it takes.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use par_index::assessment::{Questionnaire, StageName, Tally};
use par_index::audit::{PrintedCell, PrintedText};
use par_index::directive::directive;
use par_index::words::Heading;
use par_index::{Assessment, Finding, Framework, Inputs, Lang, framework};

use crate::named::Form;
use crate::strays::{DERIVED, REPEATED};
use crate::{
    audit, ballots, crosswalk, efforts, fields, progress, read_asked, read_ballots, read_crosswalk,
    read_efforts, read_framework, read_input, read_printed, read_progress, read_questions,
    read_register, register, wide,
};

/// A table and its reader.
struct Sample {
    name: &'static str,
    /// The keys of the columns, then the rows; behind a `|` stand keys that may replace the one
    /// before.
    table: &'static str,
    /// The keys that the table's reader takes.
    takes: Vec<&'static str>,
    /// The result of reading the table, without the places of its cells.
    read: fn(&[u8]) -> String,
}

#[expect(clippy::too_many_lines, reason = "one row for each table")]
fn samples() -> Vec<Sample> {
    let of =
        |form: Form| [form.columns.concat().as_slice(), form.passed.unwrap_or_default()].concat();
    vec![
        Sample {
            name: "long",
            table: "unit;name;group;year;period;as_of;channel;code;stage;self;appraised;\
                appraised_again;survey;done;of;count;answer;level;evidence;self_note;appraised_note;appraised_again_note;\
                explanation;by;on;not_read\n\
                xa-01;Xã Một;xã;2022;quý II;2022-06-30;a;1.3;;1.5;1.25;1;;;;;;;CV 1;a;b;c;d;so-noi-vu;2023-06-30;true\n\
                xa-01;;;2022;quý II;2022-06-30;a;1.5;appraised;;;;;;;2;;;;;;;;;;\n\
                xa-01;;;2022;quý II;2022-06-30;a;1.1.2;;;;;;1;2;;;;;;;;;;;\n\
                xa-01;;;2022;quý II;2022-06-30;a;5.2;;;;;;;;;yes;;;;;;;;;\n\
                xa-01;;;2022;quý II;2022-06-30;a;1.4;;;;;;;;;;none;;;;;;;;\n\
                xa-01;;;2022;quý II;2022-06-30;a;8.1;;;;;5;;;;;;;;;;;;;\n",
            takes: [fields::read().as_slice(), &["not_read"]].concat(),
            read: assessments,
        },
        Sample {
            name: "wide",
            table: "unit;year;period;as_of;group;name;channel;bonus;deduction;not_read;1.3\n\
                xa-01;2022;6 tháng đầu;2022-06-30;xã;Xã Một;a;1;0.5;true;1.5\n",
            takes: [wide::TAKES.as_slice(), &["not_read"]].concat(),
            read: assessments,
        },
        Sample {
            name: "register",
            table: "unit;name;name_vi;name_en;group;ranked;parent;portal;predecessors;\
                valid_from;valid_to\n\
                xa-01;Xã Một;;;xã;no;xa-02;H1+H2;xa-03;2020;2024\nxa-02;;Xã Hai;Two;;;;;;;\n\
                xa-03;;;;;;;;;;\n",
            takes: of(register::REGISTER),
            read: |table| {
                let (register, findings) = read_register("t.csv", table);
                format!("{:?}{:?}", register.units(), codes(&findings))
            },
        },
        Sample {
            name: "efforts",
            table: "code;to;effort;measure;lead;cooperating;due;product;requires;excludes;ordinal;title;\
                title_en;note;from;max;gain;needed;needed_en;items;items_done;far;per_item\n\
                1.3;2;3;a;noi-vu;van-phong;2023-10-31;b;3.2;2.3=1;1;c;d;e;0;2;2;f;g;5;2;yes;\n\
                3.2;4;;;;;;;;;2;;;;;;;;;;;;0.5\n2.3;1;1;;;;;;;;3;;;;;;;;;;;;\n",
            takes: of(efforts::EFFORTS),
            read: |table| unplaced(&format!("{:?}", read_efforts(&ruler(), "t.csv", table))),
        },
        Sample {
            name: "progress",
            table: "obligation;on;done;of|total;note\n2.2c;30/9/2023;4;25;a\n",
            takes: of(progress::PROGRESS),
            read: |table| {
                let letter = directive("hon-quan-2023").unwrap();
                let (progress, findings) = read_progress("t.csv", table, &letter);
                format!("{:?}{:?}", progress.rows(&letter), codes(&findings))
            },
        },
        Sample {
            name: "crosswalk",
            table: "old;new;kind;share;note\n1.1;1.2;renamed;1;a\n",
            takes: of(crosswalk::CROSSWALK),
            read: |table| {
                let (rows, findings) = read_crosswalk("t.csv", table);
                let rows =
                    rows.into_iter().map(|one| (one.old, one.new, one.kind, one.share, one.note));
                format!("{:?}{:?}", rows.collect::<Vec<_>>(), codes(&findings))
            },
        },
        Sample {
            name: "questions",
            table: "question;code;respondents;weight;text\nC1;8.1;a;2;b\nC2;8.1;;1;c\n",
            takes: of(ballots::QUESTIONS),
            read: |table| {
                let (questions, findings) = read_questions(&ruler(), "t.csv", table);
                format!("{questions:?}{:?}", codes(&findings))
            },
        },
        Sample {
            name: "asked",
            table: "unit;respondents;channel;asked;population\nxa-01;a;b;20;300\n",
            takes: of(ballots::ASKED),
            read: |table| {
                counted(|tally, questions| {
                    let ballots = b"ballot;unit;group;channel;C1\n1;xa-01;a;b;A\n";
                    read_ballots(tally, questions, "b.csv", ballots.as_slice()).unwrap();
                    read_asked(tally, "t.csv", table);
                })
            },
        },
        Sample {
            name: "ballots",
            table: "ballot|ordinal;unit;respondents;channel;C1\n1;xa-01;a;b;A\n1;xa-01;a;b;A\n",
            takes: [ballots::HEADS.as_slice(), &["ordinal"]].concat(),
            read: |table| {
                counted(|tally, questions| read_ballots(tally, questions, "t.csv", table).unwrap())
            },
        },
        Sample {
            name: "audit",
            table: "ordinal;unit|name|province|ministry;group;rank;appraisal;survey;bonus;deduction;\
                value|total|obtained|index|ratio;previous;change;grade|class\n\
                1;A;a;1;60.5;28;1;0.5;89;88;1;b\n",
            takes: audit::ROLES.iter().flat_map(|(_, keys)| *keys).copied().collect(),
            read: printed,
        },
        Sample {
            name: "framework",
            table: "code;parent;level;max;declared;scorer;inherit;name_vi;name_en;short_vi;short_en;lead;\
                cooperating;appraiser;evidence;how;source;rule;stated_criteria;stated_components;\
                stated_survey_points\n\
                PAR;;0;10;;;;a;b;;;;;;;;;;;;\n\
                1;PAR;1;10;9;;;c;d;e;f;g;h;i;;;j;;1;2;3\n\
                1.1;1;2;4;;appraisal;parent;;;;;;;;k;l;;yes/no;;;\n\
                1.2;1;2;6;;survey;;;;;;;;;;;;;;;\n",
            takes: crate::framework::COLUMNS.concat(),
            read: |table| match read_framework("t.csv", table, None) {
                Ok(fw) => format!("{}{:?}", fw.hash(), codes(fw.findings())),
                Err(error) => format!("{:?}", codes(error.findings())),
            },
        },
        Sample {
            name: "policies",
            table: "policy;set_to\nid;khung-a\ntitle_vi;Khung A\nties;dense\nmissing;zero\n\
                not_applicable;zero\nno_survey;refuse\nprint.digits;1\n",
            takes: vec!["policy", "set_to"],
            read: beside,
        },
        Sample {
            name: "grades",
            table: "grade;grade_en;grade_from;component_floor;floor_on;group;source\n\
                Tốt;Good;80;50;leaf;xã;a\nKhá;Fair;0;;;;\n",
            takes: vec![
                "grade",
                "grade_en",
                "grade_from",
                "component_floor",
                "floor_on",
                "group",
                "source",
            ],
            read: beside,
        },
        Sample {
            name: "agencies",
            table: "agency_id;name_vi;name_en;short_vi;short_en\nnoi-vu;Nội vụ;Home;NV;H\n",
            takes: vec!["agency_id", "name_vi", "name_en", "short_vi", "short_en"],
            read: beside,
        },
    ]
}

fn ruler() -> Framework {
    static RULER: LazyLock<Framework> = LazyLock::new(|| framework("hon-quan-2023").unwrap());
    RULER.clone()
}

/// The framework that a table of policies, grades or agencies gives together with a small tree.
fn beside(table: &[u8]) -> String {
    let tree = b"code,parent,max,rule\nPAR,,2,\n1,PAR,2,typed\n";
    match read_framework("k.csv", tree, Some(("t.csv", table))) {
        Ok(fw) => format!("{}{:?}", fw.to_json(), codes(fw.findings())),
        Err(error) => format!("{:?}", codes(error.findings())),
    }
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code().as_str()).collect()
}

fn assessments(table: &[u8]) -> String {
    let fw = ruler();
    let mut inputs = Inputs::new(&fw);
    read_input(&mut inputs, "t.csv", table);
    let input = inputs.finish();
    let entries = |one: &Assessment| -> Vec<String> {
        let entries = fw.leaves().filter_map(|leaf| one.entry(leaf.code().as_str()));
        let stages = entries.map(|entry| {
            let stage = |name| entry.stage(name).cloned();
            let stages = StageName::ALL.map(stage).into_iter().flatten();
            let said = stages.map(|stage| {
                let remarks = (stage.evidence(), stage.note(), stage.by());
                format!("{:?}{remarks:?}", stage.value)
            });
            format!("{:?}{:?}", said.collect::<Vec<_>>(), entry.explanation)
        });
        stages.collect()
    };
    let all = input.assessments.iter().map(|one| {
        let head = (one.unit(), one.period(), one.as_of(), one.channel(), one.stated_extras());
        format!("{head:?}{:?}", entries(one))
    });
    format!("{:?}{:?}{}", all.collect::<Vec<_>>(), codes(&input.findings), input.not_read.len())
}

fn counted(read: impl Fn(&mut Tally, &Questionnaire)) -> String {
    let (questions, _) = read_questions(&ruler(), "q.csv", b"question,code\nC1,8.1\n");
    let mut tally = Tally::new(&questions);
    read(&mut tally, &questions);
    let counted = tally.finish();
    unplaced(&format!("{:?}{:?}", counted.units(), codes(counted.findings())))
}

/// A value as text, without the headings in its places.
fn unplaced(debug: &str) -> String {
    let mut parts = debug.split("heading: ");
    let first = parts.next().unwrap_or_default();
    let others = parts.filter_map(|part| part.split_once(", line"));
    std::iter::once(first).chain(others.map(|(_, rest)| rest)).collect()
}

fn printed(table: &[u8]) -> String {
    let (rows, findings) = read_printed("t.csv", table);
    let number = |cell: &PrintedCell| cell.number().map(|number| number.value);
    let one = |cell: &Option<PrintedCell>| cell.as_ref().and_then(number);
    let text = |text: &Option<PrintedText>| text.as_ref().map(|text| text.text.clone());
    let rows = rows.iter().map(|row| {
        let lists = [&row.parts, &row.deductions, &row.values];
        let lists = lists.map(|cells| cells.iter().map(number).collect::<Vec<_>>());
        let ones = [&row.rank, &row.previous, &row.change].map(one);
        let texts = (text(&row.unit), row.group.clone(), text(&row.grade));
        format!("{lists:?}{ones:?}{texts:?}{}", row.other_numbers)
    });
    format!("{:?}{:?}", rows.collect::<Vec<_>>(), codes(&findings))
}

#[test]
fn every_table_is_read_under_every_spelling_of_what_it_takes() {
    for Sample { name, table, takes, read } in samples() {
        let (header, rows) = table.split_once('\n').unwrap();
        let columns: Vec<Vec<&str>> =
            header.split(';').map(|column| column.split('|').collect()).collect();
        let keys = columns.concat().into_iter().filter(|key| Heading::of(key).is_some());
        let keys: BTreeSet<&str> = keys.collect();
        assert_eq!(keys, takes.into_iter().collect(), "{name}: its sample has all it takes");
        // Reads the table with one heading changed.
        let with = |column: usize, heading: &str| {
            let mut headings: Vec<&str> = columns.iter().map(|keys| keys[0]).collect();
            headings[column] = heading;
            let header: Vec<String> = headings.iter().map(|one| format!("\"{one}\"")).collect();
            read(format!("{}\n{rows}", header.join(";")).as_bytes())
        };
        for (column, keys) in columns.iter().enumerate() {
            // Any other key of a column reads the same as its first key, except the row's own
            // number.
            for key in keys.iter().filter(|key| Heading::of(key).is_some()) {
                let expected = with(column, key);
                assert!(*key == "ordinal" || expected == with(column, keys[0]), "{name}: {key}");
                for spelling in Heading::of(key).unwrap().spellings() {
                    for written in [spelling.to_owned(), format!(" {} ", spelling.to_uppercase())] {
                        assert_eq!(with(column, &written), expected, "{name}: {key} as {written}");
                    }
                }
                assert_ne!(with(column, "xyz"), expected, "{name}: {key} says nothing");
            }
        }
    }
}

/// Every table with codes takes them under the heading that sheets of communes use.
#[test]
fn a_code_may_be_headed_ma_tc() {
    let coded = samples().into_iter().filter(|sample| sample.takes.contains(&"code"));
    let names: Vec<&str> = coded.map(|sample| sample.name).collect();
    assert_eq!(names, ["long", "efforts", "questions", "framework"]);
    let spellings: Vec<&str> = Heading::of("code").unwrap().spellings().collect();
    assert!(spellings.contains(&"mã tc"), "{spellings:?}");
}

/// No spelling stands for two columns of a table, except for the name, which may be the unit.
#[test]
fn no_spelling_is_two_columns_of_one_table() {
    for Sample { name, takes, .. } in samples() {
        let mut seen = BTreeSet::new();
        for key in takes {
            for spelling in Heading::of(key).unwrap().folded() {
                let is_name =
                    key == "name" && *spelling == par_index::words::fold_name("Tên đơn vị");
                // The heading of a day may mean the day of the sheet or the day of each value.
                let is_day = key == "on" && *spelling == par_index::words::fold_name("đến ngày");
                assert!(
                    seen.insert(spelling) || is_name || is_day,
                    "{name}: {spelling} is {key} too"
                );
            }
        }
    }
}

/// The page of the documentation lists every heading that any table takes, with all spellings, and
/// no other.
#[test]
fn the_format_page_has_every_heading_that_is_read() {
    let page = include_str!("../../../../docs/formats/headings.md");
    let rows = page.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    let listed: BTreeSet<&str> = rows.take_while(|line| line.starts_with('|')).collect();
    let taken: BTreeSet<&str> = samples().into_iter().flat_map(|sample| sample.takes).collect();
    let rows = taken.iter().chain(&DERIVED).chain(&REPEATED).map(|key| {
        let heading = Heading::of(key).unwrap();
        let others = heading.spellings().skip(3).collect::<Vec<_>>().join("; ");
        let [en, vi] = [Lang::En, Lang::Vi].map(|lang| heading.text(lang));
        format!("| `{key}` | {en} | {vi} | {others} |").replace("  ", " ")
    });
    let rows: BTreeSet<String> = rows.collect();
    assert_eq!(listed, rows.iter().map(String::as_str).collect());
}
