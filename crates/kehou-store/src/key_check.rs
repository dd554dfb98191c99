//! Whether the keys are those of the database.

use crate::{
    OpenError, StoreError,
    conn::Conn,
    row::Take,
    seal::{Place, Seal},
};

const PLACE: Place = Place { table: "key_check", school: 0, pupil: 0, item: 1 };
const TEXT: &str = "kehou";

/// Refuses keys other than those with which the database was first opened; the first are kept by a
/// text sealed with them.
pub(crate) async fn check(conn: Conn<'_>, seal: &Seal) -> Result<(), OpenError> {
    let sealed = match stored(conn, seal).await? {
        Some(sealed) => sealed,
        None => {
            let sealed = seal.seal(TEXT, PLACE).ok_or(OpenError::Keys)?;
            // Of two that open a new database at once one is first.
            let sql =
                "INSERT INTO key_check (check_no, sealed) VALUES (1, $1) ON CONFLICT DO NOTHING";
            conn.execute(sql, vec![sealed.into()]).await?;
            stored(conn, seal).await?.ok_or(OpenError::Keys)?
        }
    };
    seal.open(&sealed, PLACE).filter(|text| text == TEXT).map(|_| ()).ok_or(OpenError::Keys)
}

async fn stored(conn: Conn<'_>, seal: &Seal) -> Result<Option<Vec<u8>>, StoreError> {
    let row = conn.row("SELECT sealed FROM key_check WHERE check_no = 1", Vec::new()).await?;
    row.map(|row| Take::new(&row, PLACE, seal).cell()).transpose()
}
