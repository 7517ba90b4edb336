//! Projects: a renovation, a wedding, a baby take a household to several new shops of one kind, over some time.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::ProjectShape;
use super::history::History;
use super::keys::{Keys, Row};

/// For each row, whether it belongs to a project.
pub(super) fn projects(keys: &Keys<'_>, history: &History<'_>, shape: &ProjectShape, rows: &[Row]) -> Vec<bool> {
    let mut found = vec![false; rows.len()];
    let mut kinds: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let visited = |row: &Row| history.is_new(row) && row.merchant.online != Some(true);
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| visited(row)) {
        if keys.class(row).is_some_and(|class| shape.class.iter().any(|known| known == class)) {
            kinds.entry(row.merchant.class).or_default().push(at);
        }
    }
    for new in kinds.values() {
        let mut families: HashMap<u32, usize> = HashMap::default();
        let (mut entered, mut left) = (0, 0);
        for at in new {
            let day = rows[*at].day;
            while entered < new.len() && rows[new[entered]].day <= day + shape.days {
                *families.entry(rows[new[entered]].merchant.family).or_default() += 1;
                entered += 1;
            }
            while rows[new[left]].day < day - shape.days {
                let family = rows[new[left]].merchant.family;
                if let Some(rest) = families.get_mut(&family) {
                    *rest -= 1;
                    if *rest == 0 {
                        families.remove(&family);
                    }
                }
                left += 1;
            }
            let span = rows[new[entered - 1]].day - rows[new[left]].day;
            found[*at] = families.len() >= shape.families && span > shape.longer_than_days;
        }
    }
    found
}
