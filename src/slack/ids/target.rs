//! The block ids of the form for what a team agrees.

use crate::domain::id::CategoryId;
use crate::domain::target::agreement::Field;

const SHARE: &str = "target.share:";

const FIELDS: [(Field, &str); 8] = [
    (Field::Quarter, "target.quarter"),
    (Field::Band, "target.band"),
    (Field::Why, "target.why"),
    (Field::Product, "target.product"),
    (Field::Engineering, "target.engineering"),
    (Field::Until, "target.until"),
    (Field::GivesWay, "target.gives_way"),
    (Field::Reason, "target.reason"),
];

pub(super) fn block(field: &Field) -> String {
    if let Field::Share(category) = field {
        return format!("{SHARE}{category}");
    }
    let known = FIELDS.iter().find(|(known, _)| known == field);
    known.map_or("target", |(_, block)| block).to_owned()
}

pub(super) fn field(block_id: &str) -> Option<Field> {
    let block_id = block_id.split('~').next()?;
    if let Some(category) = block_id.strip_prefix(SHARE) {
        return (!category.is_empty()).then(|| Field::Share(CategoryId::new(category)));
    }
    let known = FIELDS.into_iter().find(|(_, block)| *block == block_id);
    known.map(|(field, _)| field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_survives_the_round_trip() {
        let fields = FIELDS.into_iter().map(|(field, _)| field);
        let share = Field::Share(CategoryId::new("existing-features"));
        for one in fields.chain([share]) {
            assert_eq!(field(&block(&one)), Some(one));
        }
        assert_eq!(field("target.why~2"), Some(Field::Why));
        for odd in ["", "target", "target.share:", "target.colour", "share:x"] {
            assert_eq!(field(odd), None, "{odd}");
        }
    }
}
