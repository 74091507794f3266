use arrow_array::{Float64Array, Int64Array, StringArray};
use par_index::{Basis, framework, score_all};
use proptest::prelude::*;

use super::*;

type Cells = Vec<Option<i128>>;

/// A wide frame divided into a given number of batches; points are in hundredths.
fn wide(fw: &Framework, rows: &[Cells], cuts: usize) -> (SchemaRef, Vec<RecordBatch>) {
    let mut fields = vec![Field::new("Đơn vị", DataType::Utf8, false)];
    let codes = fw.leaves().map(|leaf| leaf.code().as_str());
    fields.extend(codes.map(|code| Field::new(code, DataType::Decimal128(12, 2), true)));
    let schema = Arc::new(Schema::new(fields));
    let numbered: Vec<(usize, &Cells)> = rows.iter().enumerate().collect();
    let size = rows.len().div_ceil(cuts).max(1);
    let batches = numbered.chunks(size).map(|rows| {
        let ids = rows.iter().map(|(n, _)| Some(format!("xã {n}")));
        let mut columns: Vec<ArrayRef> = vec![Arc::new(ids.collect::<StringArray>())];
        for leaf in 0..fw.leaves().count() {
            let points: Decimal128Array = rows.iter().map(|(_, row)| row[leaf]).collect();
            columns.push(Arc::new(points.with_precision_and_scale(12, 2).unwrap()));
        }
        RecordBatch::try_new(Arc::clone(&schema), columns).unwrap()
    });
    let batches = batches.collect();
    (schema, batches)
}

fn ranked(batches: &[RecordBatch]) -> Vec<Option<u32>> {
    let ranks = batches.iter().flat_map(|batch| {
        let ranks = batch.column_by_name("rank").unwrap().as_any();
        ranks.downcast_ref::<UInt32Array>().unwrap().iter().collect::<Vec<_>>()
    });
    ranks.collect()
}

/// The ranks that a cohort gives for the same frame.
fn by_cohort(
    fw: &Framework,
    schema: &SchemaRef,
    batches: &[RecordBatch],
    node: &str,
) -> Vec<Option<u32>> {
    let mut inputs = Inputs::new(fw).for_year(2023);
    read_input(&mut inputs, "frame", &frame("frame", schema, batches).unwrap());
    let input = inputs.finish();
    assert!(!input.has_errors(), "{:?}", input.findings);
    let cohort = score_all(fw, &input.assessments, Basis::Final);
    let ranking = par_index::analysis::rank_at(&cohort, node);
    let count: usize = batches.iter().map(RecordBatch::num_rows).sum();
    let rank = |n: usize| {
        let row = ranking.rows().iter().find(|row| row.unit.id == format!("xã {n}"));
        row.and_then(|row| row.rank).map(|rank| u32::try_from(rank).unwrap())
    };
    (0..count).map(rank).collect()
}

/// Points that the rule of a leaf accepts, or no points.
fn cell(fw: &Framework, leaf: usize, seed: u32) -> Option<i128> {
    let node = fw.leaves().nth(leaf).unwrap();
    let max = i128::from(node.max().billionths() / 10_000_000);
    match seed % 11 {
        0 => None,
        1..=6 => Some(max),
        _ => {
            let tried = i128::from(seed) * 25 % (max + 1);
            // A survey leaf accepts any points up to its maximum.
            Some(if node.is_survey() { tried } else { 0 })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Sums by columns, over any number of batches, give the ranks of the scoring kernel at every
    /// node.
    #[test]
    fn ranks_are_those_of_a_cohort(
        seeds in prop::collection::vec(any::<u32>(), 1..14),
        cuts in 1..4_usize,
    ) {
        let fw = framework("hon-quan-2023").unwrap();
        let leaves = fw.leaves().count();
        let rows: Vec<Cells> = seeds.iter().map(|seed| {
            // Some rows have points at every leaf.
            let mix = |leaf: u32| seed.rotate_left(leaf).wrapping_mul(2_654_435_761) >> 7;
            (0..leaves).map(|leaf| {
                let own = cell(&fw, leaf, mix(u32::try_from(leaf).unwrap()));
                if seed % 3 == 0 { own.or(Some(0)) } else { own }
            }).collect()
        }).collect();
        let (schema, batches) = wide(&fw, &rows, cuts);
        for node in ["total", "1", "8", "5.3"] {
            let (_, out) = ranks(&fw, (node, false), &schema, &batches).unwrap();
            prop_assert_eq!(ranked(&out), by_cohort(&fw, &schema, &batches, node), "{}", node);
        }
    }
}

#[test]
fn what_is_no_points_of_its_leaf_is_told_with_its_row() {
    let fw = framework("vn-ministry-2023").unwrap();
    let (schema, batches) = wide(&fw, &[vec![Some(1), Some(2)], vec![Some(100_000), Some(1)]], 1);
    let told = ranks(&fw, ("total", false), &schema, &batches).unwrap_err();
    let finding = &told.findings()[0];
    assert_eq!((finding.code().as_str(), finding.place().line), ("out_of_range", Some(2)));
    assert_eq!(finding.place().unit.as_deref(), Some("xã 1"));
}

#[test]
fn binary_numbers_and_units_that_stand_twice_are_refused() {
    let fw = framework("vn-ministry-2023").unwrap();
    let fields = ["unit", "1", "2"].map(|name| {
        let kind = [DataType::Utf8, DataType::Float64, DataType::Int64];
        Field::new(name, kind[name.parse::<usize>().unwrap_or(0)].clone(), true)
    });
    let schema = Arc::new(Schema::new(fields.to_vec()));
    let ids: ArrayRef = Arc::new(StringArray::from(vec!["a", "b", "a", ""]));
    let float: ArrayRef = Arc::new(Float64Array::from(vec![1.0, 2.0, 3.0, 4.0]));
    let whole: ArrayRef = Arc::new(Int64Array::from(vec![1, 2, 3, 4]));
    let batch = |columns| RecordBatch::try_new(Arc::clone(&schema), columns).unwrap();
    let codes = |error: Error| {
        let codes = error.findings().iter().map(|one| one.code().as_str());
        codes.collect::<Vec<_>>().join(" ")
    };
    let batches = [batch(vec![Arc::clone(&ids), float, Arc::clone(&whole)])];
    let told = ranks(&fw, ("total", false), &schema, &batches).unwrap_err();
    assert_eq!(codes(told), "float_column");
    let schema = Arc::new(Schema::new(vec![
        Field::new("unit", DataType::Utf8, true),
        Field::new("1", DataType::Int64, true),
        Field::new("2", DataType::Int64, true),
    ]));
    let columns = vec![ids, Arc::clone(&whole), whole];
    let batches = [RecordBatch::try_new(Arc::clone(&schema), columns).unwrap()];
    let told = ranks(&fw, ("total", false), &schema, &batches).unwrap_err();
    assert_eq!(codes(told), "value_impossible unit_missing");
}
