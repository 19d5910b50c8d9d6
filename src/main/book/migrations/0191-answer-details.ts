/** The values that a refusal's sentence names, so that it can be said in the language of whoever reads it. */
export const sql = `
ALTER TABLE taken_message ADD COLUMN details TEXT;
ALTER TABLE taken_packet ADD COLUMN details TEXT;
`;
