/**
 * A remembered mapping has a number and its header as the file wrote it, so that it can be shown and
 * forgotten. Days are taken out of what is remembered: a date says which month a file is, not how
 * such files are read.
 */
export const sql = `
ALTER TABLE mapping ADD COLUMN id INTEGER;
ALTER TABLE mapping ADD COLUMN header TEXT;
UPDATE mapping SET id = rowid,
  header = '["' || replace(replace(replace(header_key, char(92), char(92) || char(92)), '"', char(92) || '"'), '|', '","') || '"]',
  mapping = json_remove(mapping, '$.constants.date', '$.constants.start', '$.constants.end');
CREATE UNIQUE INDEX mapping_by_id ON mapping (id);
`;
