/**
 * What a claim line pays, fixed when it is approved, and what makes its duplicates quick to find: the
 * invoice's number without case and marks. Numbers in other letters than these are compared one by one.
 */
export const sql = `
ALTER TABLE claim_line ADD COLUMN payable_micro INTEGER;
ALTER TABLE claim_line ADD COLUMN payable_currency TEXT;
ALTER TABLE claim_line ADD COLUMN plain_number TEXT;
UPDATE claim_line SET plain_number =
  upper(replace(replace(replace(replace(replace(replace(invoice_number, ' ', ''), '-', ''), '/', ''), '.', ''), '_', ''), '#', ''))
WHERE invoice_number IS NOT NULL AND invoice_number NOT GLOB '*[^A-Za-z0-9 /._#-]*';
CREATE INDEX claim_line_by_number ON claim_line (plain_number, invoice_number) WHERE invoice_number IS NOT NULL;
CREATE INDEX claim_line_by_day ON claim_line (day, amount_micro);
`;
