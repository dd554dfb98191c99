//! The bytes of files handed in as evidence, in pieces. (I7, I9)

use crate::{
    Book, Fact, StoreError,
    row::{Put, Take},
    seal::Place,
};

/// A piece of a file handed in as evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentPiece {
    /// The number of the file among the school's attachments.
    pub attachment: u32,
    /// Its place within the file, from 0.
    pub piece: u32,
    /// Its bytes.
    pub content: Vec<u8>,
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for AttachmentPiece {
    const TABLE: &'static str = "attachment_piece";
    const COLUMNS: &'static [&'static str] = &["attachment_no", "piece_no", "content"];

    fn put(&self, row: &mut Put<'_>) {
        row.whole(self.attachment);
        row.whole(self.piece);
        row.cell(self.content.clone());
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self { attachment: row.whole()?, piece: row.whole()?, content: row.cell()? })
    }
}

impl Book<'_> {
    /// One piece of a file of the school; none when the file has no such piece.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or the row can't be read.
    pub async fn attachment_piece(
        &self,
        attachment: u32,
        piece: u32,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT content FROM attachment_piece WHERE school_id = $1 \
                   AND attachment_no = $2 AND piece_no = $3 AND change_no <= $4";
        let numbers = [self.ledger.0, attachment.into(), piece.into(), self.bound.0];
        let row = self.conn.row(sql, numbers.map(Into::into).to_vec()).await?;
        let (table, school) = (AttachmentPiece::TABLE, self.ledger.0);
        let place = Place { table, school, pupil: 0, item: i64::from(attachment) };
        row.map(|row| Take::new(&row, place, self.seal).cell()).transpose()
    }
}
