//! Whatever a table holds and however wide the page is: no line is too wide, nothing is lost, nothing
//! comes to stand under another row, and columns line up.
//!
//! Each cell has a letter of its own, of which all its words are made: so every letter on the page says
//! where it belongs.

use std::collections::BTreeMap;

use par_index::Lang;
use par_index::page::{Cell, Column, Kind, Line, Mark as CellMark, Paint, Row as TableRow, Table};
use par_index::view::Look;
use par_index::words::Sentence;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_width::UnicodeWidthStr;

/// What a letter belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Title,
    Heading(usize),
    /// A cell of a line of the table.
    Cell(usize, usize),
    /// What stands below a line.
    Note(usize),
    /// Words across all columns.
    Group(usize),
}

impl Owner {
    /// The line of the table it belongs to.
    fn line(self) -> Option<usize> {
        match self {
            Owner::Title | Owner::Heading(_) => None,
            Owner::Cell(line, _) | Owner::Note(line) | Owner::Group(line) => Some(line),
        }
    }
}

const COLUMNS: usize = 11;

/// How wide a word is that stays whole wherever there is room for it.
const WORD: usize = 24;

fn nth(from: char, n: usize) -> char {
    char::from_u32(u32::from(from) + u32::try_from(n).unwrap()).unwrap()
}

/// The letters of an owner: a narrow one, and for cells a wide one.
fn letters(owner: Owner) -> [char; 2] {
    match owner {
        Owner::Title => ['T', 'T'],
        Owner::Heading(column) => [nth('Α', column); 2],
        Owner::Cell(line, column) => {
            let n = line * COLUMNS + column;
            [nth('Ạ', n), nth('一', n)]
        }
        Owner::Note(line) => [nth('а', line); 2],
        Owner::Group(line) => [nth('ա', line); 2],
    }
}

/// A word of an owner: how long, and whether every other letter is a wide one.
type Word = (usize, bool);

fn word(owner: Owner, (long, wide): Word) -> String {
    let [narrow, broad] = letters(owner);
    (0..long).map(|n| if wide && n % 2 == 1 { broad } else { narrow }).collect()
}

fn words(owner: Owner, words: &[Word]) -> String {
    words.iter().map(|one| word(owner, *one)).collect::<Vec<_>>().join(" ")
}

fn sentence(owner: Owner, said: &[Word]) -> Sentence {
    Sentence::from(words(owner, said))
}

/// Words of which some fill more than a line.
fn some_words(most: usize) -> impl Strategy<Value = Vec<Word>> {
    let long = prop_oneof![8 => 1_usize..12, 2 => 12_usize..30, 1 => 30_usize..90];
    prop::collection::vec((long, any::<bool>()), 0..=most)
}

/// What one line of the table is made of; what its columns do not need is left.
#[derive(Clone, Debug)]
struct Given {
    group: bool,
    cells: Vec<Vec<Word>>,
    depth: usize,
    notes: Vec<Vec<Word>>,
}

fn given() -> impl Strategy<Value = Given> {
    let cells = prop::collection::vec(some_words(6), COLUMNS);
    let notes = prop::collection::vec(some_words(20), 0..3);
    (prop::bool::weighted(0.2), cells, 0_usize..4, notes)
        .prop_map(|(group, cells, depth, notes)| Given { group, cells, depth, notes })
}

/// The columns: those that name a row, then others; some headings are long.
fn columns() -> impl Strategy<Value = Vec<Column>> {
    let naming =
        prop::sample::subsequence(vec![Kind::Place, Kind::Mark, Kind::Code, Kind::Name], 1..=4);
    let others = prop::collection::vec(
        (select(vec![Kind::Figure, Kind::Figure, Kind::Figure, Kind::Text]), any::<bool>()),
        0..=7,
    );
    let heading = prop::collection::vec((1_usize..12, Just(false)), 1..3);
    let headings = prop::collection::vec(heading, COLUMNS);
    (naming, others, headings, any::<bool>()).prop_map(|(naming, others, headings, named)| {
        let naming = naming.into_iter().map(|kind| (kind, false, named));
        let others = others.into_iter().map(|(kind, beside)| (kind, beside, true));
        let all = naming.chain(others).zip(headings).enumerate();
        let columns = all.map(|(n, ((kind, beside, headed), said))| {
            let heading =
                if headed { sentence(Owner::Heading(n), &said) } else { Sentence::default() };
            Column { heading, kind, paint: Paint::None, beside: beside && n > 0 }
        });
        columns.collect()
    })
}

fn cell(kind: Kind, owner: Owner, said: &[Word]) -> Cell {
    let text = sentence(owner, said);
    match kind {
        _ if said.is_empty() => Cell::Empty,
        // A sign, a place in a list, a figure: short, and of one piece.
        Kind::Mark => Cell::Mark(CellMark::Own),
        Kind::Place => Cell::Count(said.len() as u64),
        Kind::Figure => {
            let figure = said.iter().take(2).map(|(long, _)| word(owner, (long % 24 + 1, false)));
            Cell::Figure(Sentence::from(figure.collect::<Vec<_>>().join(" – ")))
        }
        Kind::Code => Cell::Code(word(owner, said[0])),
        _ => Cell::Text(text),
    }
}

fn table(title: &[Word], columns: Vec<Column>, lines: &[Given]) -> Table {
    let kinds: Vec<Kind> = columns.iter().map(|column| column.kind).collect();
    let lines = lines.iter().enumerate().map(|(line, given)| {
        if given.group {
            return Line::Group(sentence(Owner::Group(line), &[(3, false), (4, false)]));
        }
        let cells = kinds.iter().zip(&given.cells).enumerate();
        let cells = cells.map(|(n, (kind, said))| cell(*kind, Owner::Cell(line, n), said));
        let notes = given.notes.iter().filter(|said| !said.is_empty());
        Line::Row(TableRow {
            cells: cells.collect(),
            depth: given.depth,
            notes: notes.map(|said| sentence(Owner::Note(line), said)).collect(),
            ..TableRow::default()
        })
    });
    Table {
        title: sentence(Owner::Title, title),
        lines: lines.collect(),
        columns,
        ..Table::default()
    }
}

/// A piece of a line: letters of one owner without a blank between them.
#[derive(Clone, Debug)]
struct Piece {
    owner: Owner,
    text: String,
    /// The columns of the terminal from which and to which it reaches.
    from: usize,
    to: usize,
}

/// The pieces of a line from left to right.
fn pieces(line: &str, owners: &BTreeMap<char, Owner>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    for letter in line.chars() {
        let wide = letter.to_string().width();
        if let Some(owner) = owners.get(&letter) {
            let last = pieces.last_mut().filter(|last| last.to == at && last.owner == *owner);
            if let Some(last) = last {
                last.text.push(letter);
                last.to += wide;
            } else {
                let text = letter.to_string();
                pieces.push(Piece { owner: *owner, text, from: at, to: at + wide });
            }
        }
        at += wide;
    }
    pieces
}

/// Takes the pieces of an owner off its words: a word that begins a piece ends with it or goes on at the
/// beginning of the next line, and none is lost. Tells whether a word was broken.
fn taken(words: &[String], lines: &[Vec<String>]) -> Result<bool, String> {
    let mut words = words.iter();
    let mut rest = String::new();
    let mut broken = false;
    for line in lines {
        for (n, piece) in line.iter().enumerate() {
            if rest.is_empty() {
                rest.clone_from(words.next().ok_or_else(|| format!("{piece} too much"))?);
            } else if n > 0 {
                return Err(format!("a blank in a word before {piece}"));
            }
            broken |= rest != *piece;
            rest =
                rest.strip_prefix(piece.as_str()).ok_or(format!("{piece} in {rest}"))?.to_owned();
        }
    }
    match words.next() {
        None if rest.is_empty() => Ok(broken),
        lost => Err(format!("lost: {rest} {lost:?}")),
    }
}

/// The parts of a table that stand below each other: each begins with its headings.
fn parts(lines: Vec<Vec<Piece>>) -> Vec<Vec<Vec<Piece>>> {
    let mut parts: Vec<Vec<Vec<Piece>>> = Vec::new();
    // A part may be of empty cells alone: the next one begins behind an empty line.
    let mut in_head = false;
    for line in lines {
        if line.is_empty() {
            in_head = false;
            continue;
        }
        let head = line.iter().all(|piece| piece.owner.line().is_none());
        if parts.is_empty() || head && !in_head {
            parts.push(Vec::new());
        }
        in_head = head;
        parts.last_mut().unwrap().push(line);
    }
    parts
}

fn is_naming(kind: Kind) -> bool {
    matches!(kind, Kind::Place | Kind::Code | Kind::Name | Kind::Mark)
}

/// The least a line takes that names a row and holds one more column, where texts are so narrow.
fn least(table: &Table, text: usize) -> usize {
    let naming = table.columns.iter().take_while(|column| is_naming(column.kind));
    let naming = naming.map(|column| match column.kind {
        Kind::Code | Kind::Name => text + 2,
        _ => column.heading.text(Lang::En).width().max(3) + 2,
    });
    let figures =
        table.columns.iter().enumerate().filter(|(_, column)| column.kind == Kind::Figure);
    let figure = |(n, column): (usize, &Column)| {
        let cells = table.rows().filter_map(|row| match row.cells.get(n) {
            Some(Cell::Figure(text)) => Some(text.text(Lang::En).width()),
            _ => None,
        });
        let heading = column.heading.text(Lang::En).width();
        cells.chain([heading]).max().unwrap_or_default()
    };
    naming.sum::<usize>() + figures.map(figure).max().unwrap_or_default().max(text)
}

#[expect(clippy::too_many_lines, reason = "one law of one text")]
fn check(table: &Table, look: Look) -> Result<(), String> {
    let text = table.text(look);
    let too_wide = |line: &&str| least(table, 2) <= look.width && line.width() > look.width;
    if let Some(line) = text.lines().find(too_wide) {
        return Err(format!("{} wide: {line}", line.width()));
    }
    // Whose each letter is, and the words of each owner in their order.
    let mut words: BTreeMap<Owner, Vec<String>> = BTreeMap::new();
    let mut say = |owner, text: &Sentence| {
        let text = text.text(look.lang);
        let said = text.split([' ', '–']).filter(|word| !word.is_empty()).map(str::to_owned);
        words.entry(owner).or_default().extend(said);
    };
    say(Owner::Title, &table.title);
    for (n, column) in table.columns.iter().enumerate() {
        say(Owner::Heading(n), &column.heading);
    }
    for (n, line) in table.lines.iter().enumerate() {
        match line {
            Line::Group(text) => say(Owner::Group(n), text),
            Line::Row(row) => {
                for (column, cell) in row.cells.iter().enumerate() {
                    match cell {
                        Cell::Text(text) | Cell::Figure(text) => say(Owner::Cell(n, column), text),
                        Cell::Code(code) => say(Owner::Cell(n, column), &code.as_str().into()),
                        _ => {}
                    }
                }
                row.notes.iter().for_each(|note| say(Owner::Note(n), note));
            }
            _ => {}
        }
    }
    let owners: BTreeMap<char, Owner> =
        words.keys().flat_map(|owner| letters(*owner).map(|letter| (letter, *owner))).collect();
    let parts = parts(text.lines().map(|line| pieces(line, &owners)).collect());
    let kind = |column: usize| table.columns[column].kind;
    for (at, part) in parts.iter().enumerate() {
        // Rows stand below each other in their order, columns beside each other in theirs.
        let mut above = None;
        for line in part {
            let of: Vec<Option<usize>> = line.iter().map(|piece| piece.owner.line()).collect();
            if of.iter().any(|line| *line != of[0]) || of[0] < above {
                return Err(format!("rows {of:?} below {above:?}"));
            }
            above = of[0];
            let order: Vec<Owner> = line.iter().map(|piece| piece.owner).collect();
            if !order.is_sorted() {
                return Err(format!("columns {order:?}"));
            }
        }
        // Figures end where their headings do, texts begin where theirs do.
        for column in (0..table.columns.len()).filter(|column| !is_naming(kind(*column))) {
            let lines = part.iter().map(|line| {
                let own = |piece: &&Piece| {
                    matches!(piece.owner, Owner::Heading(n) | Owner::Cell(_, n) if n == column)
                };
                let own: Vec<&Piece> = line.iter().filter(own).collect();
                let figure = kind(column) == Kind::Figure;
                if figure { own.last().map(|piece| piece.to) } else { own.first().map(|piece| piece.from) }
            });
            let edges: Vec<usize> = lines.flatten().collect();
            if edges.iter().any(|edge| *edge != edges[0]) {
                return Err(format!("column {column} stands at {edges:?} in part {at}"));
            }
        }
    }
    // Every word is there: in each part what names a row, in one of them all else. Figures are whole,
    // and where there is room so are all but very long words.
    let roomy = least(table, WORD) <= look.width;
    for (owner, words) in &words {
        let lines = |part: &Vec<Vec<Piece>>| -> Vec<Vec<String>> {
            let own = |line: &Vec<Piece>| -> Vec<String> {
                let own = line.iter().filter(|piece| piece.owner == *owner);
                own.map(|piece| piece.text.clone()).collect()
            };
            part.iter().map(own).filter(|line: &Vec<String>| !line.is_empty()).collect()
        };
        let repeated = match owner {
            Owner::Title | Owner::Note(_) => false,
            Owner::Group(_) => true,
            Owner::Heading(column) | Owner::Cell(_, column) => {
                (0..=*column).all(|column| is_naming(kind(column)))
            }
        };
        let shown: Vec<Vec<Vec<String>>> =
            parts.iter().map(lines).filter(|lines| !lines.is_empty()).collect();
        let times = if words.is_empty() {
            0
        } else if repeated {
            parts.len()
        } else {
            1
        };
        if shown.len() != times {
            return Err(format!("{owner:?} stands in {} of {} parts", shown.len(), parts.len()));
        }
        for lines in &shown {
            let broken = taken(words, lines).map_err(|why| format!("{owner:?}: {why}"))?;
            let figure = matches!(owner, Owner::Cell(_, column) if kind(*column) == Kind::Figure);
            let short = words.iter().all(|word| word.width() <= WORD);
            if figure && lines.len() > 1 || broken && (figure || roomy && short) {
                return Err(format!("{owner:?} is broken: {lines:?}"));
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_is_lost_moved_or_too_wide(
        title in prop::collection::vec((1_usize..12, Just(false)), 0..8),
        columns in columns(),
        lines in prop::collection::vec(given(), 1..7),
        width in 60_usize..=200,
        ascii in any::<bool>(),
    ) {
        let table = table(&title, columns, &lines);
        let look = Look { width, ascii, ..Look::default() };
        if let Err(why) = check(&table, look) {
            prop_assert!(false, "{why}\n{}", table.text(look));
        }
    }
}

/// A table of some words: a column for each heading, a row for each line.
fn drawn(title: &str, columns: &[(Kind, &str)], rows: &[&[&str]], look: Look) -> Vec<String> {
    let column = |(kind, heading): &(Kind, &str)| Column {
        heading: Sentence::from(*heading),
        kind: *kind,
        paint: Paint::None,
        beside: *heading == "rank",
    };
    let cell = |text: &&str| match *text {
        "" => Cell::Empty,
        text => Cell::Text(text.into()),
    };
    let row =
        |row: &&[&str]| TableRow { cells: row.iter().map(cell).collect(), ..TableRow::default() };
    let table = Table {
        title: title.into(),
        columns: columns.iter().map(column).collect(),
        lines: rows.iter().map(row).map(Line::Row).collect(),
        ..Table::default()
    };
    table.text(look).lines().map(str::to_owned).collect()
}

#[test]
fn a_title_stands_over_its_columns_or_on_a_line_of_its_own() {
    let columns = [(Kind::Name, ""), (Kind::Figure, "got")];
    let of = |title| drawn(title, &columns, &[&["A", "1.00"]], Look::default());
    assert_eq!(of("UNITS"), ["UNITS   got", "A      1.00"]);
    let title = "UNITS OF A DISTRICT, WITH ALL THAT THEY GOT";
    let row = format!("A{:>48}", "1.00");
    assert_eq!(of(title), [format!("{title}{:>6}", "got"), row]);
    let title = title.repeat(3);
    let lines = of(&title);
    assert_eq!(lines[lines.len() - 2..], ["    got", "A  1.00"], "{lines:#?}");
}

#[test]
fn a_name_without_a_code_begins_where_codes_do() {
    let columns = [(Kind::Code, ""), (Kind::Name, ""), (Kind::Figure, "got")];
    let rows: [&[&str]; 2] = [&["1.1", "Plan", "2"], &["", "total", "2"]];
    let lines = drawn("", &columns, &rows, Look::default());
    assert_eq!(lines, ["           got", "1.1 Plan     2", "total        2"]);
}

#[test]
fn what_goes_on_below_the_side_of_the_page_looks_like_no_row() {
    let columns = [(Kind::Name, "unit"), (Kind::Text, "state")];
    let name = "People's committee of the commune of a rather long name";
    let rows: [&[&str]; 2] = [&[name, "complete"], &["B", "open"]];
    let lines = drawn("", &columns, &rows, Look { width: 60, ..Look::default() });
    let expected = [
        "unit                                                state",
        "People's committee of the commune of a rather long  complete",
        "  name",
        "B                                                   open",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn signs_that_take_more_room_in_ascii_move_no_column() {
    let columns = [(Kind::Text, "rank now"), (Kind::Text, "why")];
    let rows: [&[&str]; 2] = [&["7 → 10 …", "a"], &["7", "b"]];
    let lines = drawn("", &columns, &rows, Look { ascii: true, ..Look::default() });
    assert_eq!(lines, ["rank now   why", "7 -> 10 ~  a", "7          b"]);
}

#[test]
fn the_parts_of_a_wide_table_are_about_as_wide_and_a_rank_stays_with_its_index() {
    let mut columns = vec![(Kind::Name, "")];
    columns.extend((0..5).flat_map(|_| [(Kind::Figure, "index"), (Kind::Figure, "rank")]));
    let row = [&["a"][..], &["100.00 %", "10/10"].repeat(5)].concat();
    let lines = drawn("", &columns, &[&row], Look { width: 60, ..Look::default() });
    let heads = lines.iter().filter(|line| line.contains("index"));
    let heads: Vec<Vec<&str>> = heads.map(|head| head.split_whitespace().collect()).collect();
    assert_eq!(heads, [["index", "rank"].repeat(3), ["index", "rank"].repeat(2)]);
    let columns: Vec<(Kind, &str)> =
        [&[(Kind::Name, "")][..], &[(Kind::Figure, "1.1")].repeat(10)].concat();
    let row = [&["a"][..], &["100.00 %"].repeat(10)].concat();
    let lines = drawn("", &columns, &[&row], Look { width: 92, ..Look::default() });
    let heads: Vec<usize> = lines.iter().map(|line| line.matches("1.1").count()).collect();
    assert_eq!(heads, [5, 0, 0, 5, 0], "nine would fit beside each other");
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    // Regressions lie beside this file.
    let persistence = proptest::test_runner::FileFailurePersistence::WithSource("regressions");
    ProptestConfig {
        cases: cases.unwrap_or(512),
        failure_persistence: Some(Box::new(persistence)),
        ..ProptestConfig::default()
    }
}
