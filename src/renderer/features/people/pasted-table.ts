/** Pasted text as a table, and what its columns were guessed to be; `null` where its own header says it. */
export type PastedTable = {
  readonly text: string;
  readonly columns: Readonly<Record<string, string>> | null;
};

/**
 * What was pasted as a table with a header. A list without one begins with somebody's address: it
 * gets a header by what its cells hold, so that the first person is not lost as the header.
 */
export function pastedTable(text: string): PastedTable {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  if (!first.includes('@')) return { text, columns: null };
  const delimiter = ['\t', ';', ','].find((one) => first.includes(one)) ?? ',';
  const width = Math.max(...lines.map((line) => line.split(delimiter).length));
  const cells = first.split(delimiter).map((cell) => cell.trim());
  const email = cells.findIndex((cell) => cell.includes('@'));
  const name = cells.findIndex((cell, place) => place !== email && /\p{L}{2}/u.test(cell));
  const header = Array.from({ length: width }, (_, place) => {
    if (place === email) return 'email';
    return place === name ? 'name' : `column ${place + 1}`;
  });
  const columns = { email: 'email', ...(name === -1 ? {} : { name: 'name' }) };
  return { text: [header.join(delimiter), ...lines].join('\n'), columns };
}
