//! How much one input may hold. What goes beyond is refused with advice, never cut off in silence.

/// The most bytes a text file may have: 128 MiB.
pub const TEXT_BYTES: u64 = 128 << 20;
/// The most bytes a workbook may have, packed: 64 MiB.
pub const WORKBOOK_BYTES: u64 = 64 << 20;
/// The most bytes a workbook may unpack to: 768 MiB, counted while unpacking, whatever it declares.
pub const UNPACKED_BYTES: u64 = 768 << 20;
/// The most bytes of texts that the sheets of a workbook may share: 96 MiB; they stay in memory.
pub const SHARED_TEXT_BYTES: u64 = 96 << 20;
/// The most parts a workbook may have.
pub const WORKBOOK_PARTS: usize = 4_096;
/// The most rows of one table.
pub const ROWS: u32 = 5_000_000;
/// The most columns of one table.
pub const COLUMNS: usize = 1_024;
/// The most bytes of one cell.
pub const CELL_BYTES: usize = 32_767;
/// Within how many rows that are not blank the headings must stand.
pub const HEADING_ROWS: usize = 10;
/// How many row errors of one file are kept; the rest are counted.
pub const ERRORS_OF_A_FILE: usize = 100_000;
/// How many row errors are kept in all; the rest are counted.
pub const ERRORS: usize = 400_000;
/// The most rows of a school's plan or calendar.
pub const SCHOOL_ROWS: usize = 1_000;
/// The most rows of one kind about one pupil.
pub const PUPIL_ROWS: usize = 200;
/// The most rows of one roll that say different things about one pupil.
pub const PUPIL_SHEETS: usize = 16;
