//! The five numbers close at every node.

use super::*;

pub(crate) fn closes(card: &Scorecard, code: &str, children: &[NodeSpec], shown: &Case) {
    let node = card.node(code).unwrap();
    let [max, possible, obtained, lost, open] = five(&node);
    assert_eq!(obtained + lost + open, possible, "{code}\n{shown:?}");
    assert!(possible <= max, "{code}\n{shown:?}");
    assert!(open >= Decimal::ZERO && possible >= Decimal::ZERO, "{code}\n{shown:?}");
    let mut below: Vec<String> = children.iter().map(|child| child.code.clone()).collect();
    if code == "total" {
        below.extend(["bonus".to_owned(), "deduction".to_owned()]);
    } else {
        assert!(obtained >= Decimal::ZERO && lost >= Decimal::ZERO, "{code}\n{shown:?}");
    }
    if !below.is_empty() {
        let rows = below.iter().map(|code| five(&card.node(code).unwrap()));
        let sum =
            rows.fold([Decimal::ZERO; 5], |sum, row| std::array::from_fn(|n| sum[n] + row[n]));
        assert_eq!(sum, five(&node), "{code}\n{shown:?}");
    }
    let ledger = ledger(card);
    let causes = ledger.node(code).unwrap();
    let sum: Decimal = Cause::ALL.iter().map(|cause| dec(causes.of(*cause))).sum();
    assert_eq!((sum, dec(causes.total())), (lost, lost), "{code}\n{shown:?}");
    if !below.is_empty() {
        for cause in Cause::ALL {
            let parts = below.iter().map(|code| dec(ledger.node(code).unwrap().of(*cause)));
            assert_eq!(
                parts.sum::<Decimal>(),
                dec(causes.of(*cause)),
                "{code} {cause:?}\n{shown:?}"
            );
        }
    }
    let exists = open == Decimal::ZERO && possible > Decimal::ZERO;
    assert_eq!(node.ratio().is_some(), exists, "{code}\n{shown:?}");
    assert_eq!(node.bounds().is_some(), possible > Decimal::ZERO, "{code}\n{shown:?}");
    if let Some((low, high)) = node.bounds() {
        assert!(low <= high && node.ratio().is_none_or(|ratio| ratio == low && ratio == high));
    }
    for child in children {
        closes(card, &child.code, &child.children, shown);
    }
}
