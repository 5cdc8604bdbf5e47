//! Categories: read with the marks of their weeks; marks that change are kept with the last week that they held in.

use std::collections::HashMap;

use sqlx::{AnyConnection, FromRow};

use super::Result;
use super::value::{text, week, word};
use crate::domain::category::{Category, Marks, Purpose};
use crate::domain::id::CategoryId;
use crate::domain::week::Week;

/// All categories of a workspace, in the order of the form, retired ones too.
pub(super) async fn categories(tx: &mut AnyConnection, key: &str) -> Result<Vec<Category>> {
    let rows: Vec<CategoryRow> =
        sqlx::query_as("SELECT * FROM category WHERE workspace = $1 ORDER BY position, category")
            .bind(key.to_owned())
            .fetch_all(&mut *tx)
            .await?;
    let earlier_rows: Vec<(String, String, i64, String)> = sqlx::query_as(
        "SELECT category, until_week, elective, purpose FROM category_marks
         WHERE workspace = $1 ORDER BY category, until_week",
    )
    .bind(key.to_owned())
    .fetch_all(tx)
    .await?;
    let mut earlier: HashMap<String, Vec<(Week, Marks)>> = HashMap::new();
    for (category, until, elective, purpose) in earlier_rows {
        let held = (
            week(&until, "category_marks.until_week")?,
            marks(elective, &purpose, "category_marks.purpose")?,
        );
        earlier.entry(category).or_default().push(held);
    }
    rows.into_iter()
        .map(|row| {
            let earlier = earlier.remove(&row.category).unwrap_or_default();
            row.category(earlier)
        })
        .collect()
}

/// Before an import writes new marks: those that will change are kept up to and with the week before `this_week`.
/// Within one week the first change alone is: nothing was read by what came between.
pub(super) async fn keep_changed_marks(
    tx: &mut AnyConnection,
    key: &str,
    declared: &[Category],
    this_week: Week,
) -> Result<()> {
    for was in categories(tx, key).await? {
        let now = declared.iter().find(|category| category.id == was.id);
        if now.is_none_or(|now| now.marks == was.marks) {
            continue;
        }
        sqlx::query(
            "INSERT INTO category_marks (workspace, category, until_week, elective, purpose)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        )
        .bind(key.to_owned())
        .bind(text(was.id.as_str()))
        .bind(this_week.previous().to_string())
        .bind(i64::from(was.marks.elective))
        .bind(was.marks.purpose.word().to_owned())
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

fn marks(elective: i64, purpose: &str, column: &'static str) -> Result<Marks> {
    Ok(Marks {
        elective: elective != 0,
        purpose: word(Purpose::from_word(purpose), column)?,
    })
}

#[derive(FromRow)]
struct CategoryRow {
    category: String,
    name: String,
    explanation: String,
    elective: i64,
    purpose: String,
    retired: Option<i64>,
}

impl CategoryRow {
    fn category(self, earlier: Vec<(Week, Marks)>) -> Result<Category> {
        Ok(Category {
            id: CategoryId::new(self.category),
            name: self.name,
            explanation: self.explanation,
            marks: marks(self.elective, &self.purpose, "category.purpose")?,
            earlier,
            retired: self.retired.is_some(),
        })
    }
}
