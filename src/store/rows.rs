//! Many rows in few statements: an import must not hold the database for longer than a second.

use std::fmt::Write;

use sqlx::{AnyConnection, AssertSqlSafe};

use super::Result;

/// Rows a statement: with a dozen columns, far from the limits on parameters of both databases.
const A_TIME: usize = 100;

/// A value of a row.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    Text(String),
    MaybeText(Option<String>),
    Whole(i64),
    MaybeWhole(Option<i64>),
    Real(f64),
}

/// A table of what is declared: the first columns are its key, the last one is `retired`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared {
    pub(super) table: &'static str,
    pub(super) key: usize,
    pub(super) columns: &'static [&'static str],
}

/// Makes a table hold exactly these rows of a workspace as active, in place: new ones are inserted, changed ones
/// changed, and what is not among them is retired now, unless it already was.
pub(super) async fn declare(
    tx: &mut AnyConnection,
    declared: &Declared,
    workspace: &str,
    now: i64,
    rows: &[Vec<Cell>],
) -> Result<()> {
    let retire = format!(
        "UPDATE {} SET retired = $1 WHERE workspace = $2 AND retired IS NULL",
        declared.table
    );
    sqlx::query(AssertSqlSafe(retire))
        .bind(now)
        .bind(workspace.to_owned())
        .execute(&mut *tx)
        .await?;
    insert(tx, declared, rows).await
}

/// The same for the rows of one whole: of those whose column says so, the others are retired, and no other row is
/// touched.
pub(super) async fn declare_part(
    tx: &mut AnyConnection,
    (declared, column, is): (&Declared, &str, &str),
    workspace: &str,
    now: i64,
    rows: &[Vec<Cell>],
) -> Result<()> {
    let retire = format!(
        "UPDATE {} SET retired = $1 WHERE workspace = $2 AND {column} = $3 AND retired IS NULL",
        declared.table
    );
    sqlx::query(AssertSqlSafe(retire))
        .bind(now)
        .bind(workspace.to_owned())
        .bind(is.to_owned())
        .execute(&mut *tx)
        .await?;
    insert(tx, declared, rows).await
}

async fn insert(tx: &mut AnyConnection, declared: &Declared, rows: &[Vec<Cell>]) -> Result<()> {
    for chunk in rows.chunks(A_TIME) {
        // Not kept as a prepared statement: its length differs from import to import.
        let mut query = sqlx::query(AssertSqlSafe(upsert(declared, chunk.len()))).persistent(false);
        for cell in chunk.iter().flatten().cloned() {
            query = match cell {
                Cell::Text(text) => query.bind(text),
                Cell::MaybeText(text) => query.bind(text),
                Cell::Whole(number) => query.bind(number),
                Cell::MaybeWhole(number) => query.bind(number),
                Cell::Real(number) => query.bind(number),
            };
        }
        query.execute(&mut *tx).await?;
    }
    Ok(())
}

/// What was retired a moment ago and is still declared is active again; a row that is declared as retired keeps the
/// instant at which it first was.
fn upsert(declared: &Declared, rows: usize) -> String {
    let Declared {
        table,
        key,
        columns,
    } = declared;
    let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
    for row in 0..rows {
        let numbers: Vec<String> = (1..=columns.len())
            .map(|column| format!("${}", row * columns.len() + column))
            .collect();
        let comma = if row == 0 { "" } else { ", " };
        let _ = write!(sql, "{comma}({})", numbers.join(", "));
    }
    let _ = write!(
        sql,
        " ON CONFLICT ({}) DO UPDATE SET ",
        columns[..*key].join(", ")
    );
    for column in &columns[*key..columns.len() - 1] {
        let _ = write!(sql, "{column} = excluded.{column}, ");
    }
    let _ = write!(
        sql,
        "retired = CASE WHEN excluded.retired IS NULL THEN NULL ELSE {table}.retired END"
    );
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upsert_numbers_its_placeholders_through() {
        let declared = Declared {
            table: "t",
            key: 2,
            columns: &["workspace", "id", "name", "retired"],
        };
        assert_eq!(
            upsert(&declared, 2),
            "INSERT INTO t (workspace, id, name, retired) VALUES ($1, $2, $3, $4), ($5, $6, $7, $8) \
             ON CONFLICT (workspace, id) DO UPDATE SET name = excluded.name, \
             retired = CASE WHEN excluded.retired IS NULL THEN NULL ELSE t.retired END"
        );
    }
}
