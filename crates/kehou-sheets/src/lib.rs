//! CSV and XLSX in and out: typed rows, row errors, writers.
