const FIELD = /"(?:[^"]|"")*"|[^,;\t]*/g;
const PAYEE = new Set(['person', 'account_holder', '收款人姓名']);
const ACCOUNT = new Set(['iban', 'bic', 'account_number', 'bank', '收款账号', '开户行']);

/**
 * A bank's file with the pseudonym in place of a payee, and nothing in place of their account, in every
 * transfer that is theirs. A SEPA file holds one transfer a line, a table one a row; amounts and
 * references stay.
 */
export function withoutPayee(
  content: string,
  pseudonym: string,
  isTheirs: (line: string) => boolean,
): string {
  const [head = '', ...lines] = content.split('\n');
  const columns = fieldsOf(head.replace(/^\uFEFF/, '')).map((one) => one.trim());
  return [
    head,
    ...lines.map((line) => (isTheirs(line) ? forgotten(line, columns, pseudonym) : line)),
  ].join('\n');
}

const fieldsOf = (line: string): string[] => {
  const fields: string[] = [];
  for (const { 0: field, index } of line.matchAll(FIELD)) {
    // Between two fields the pattern also finds the empty text before a separator.
    if (index === 0 || /[,;\t]/.test(line[index - 1] ?? '')) fields.push(field);
  }
  return fields;
};

function forgotten(line: string, columns: readonly string[], pseudonym: string): string {
  if (line.includes('<CdtTrfTxInf>')) {
    return line
      .replace(/<Nm>[^<]*<\/Nm>/g, `<Nm>${pseudonym}</Nm>`)
      .replace(/<(IBAN|BICFI|BIC)>[^<]*<\/\1>/g, '<$1></$1>');
  }
  const mark = /[,;\t]/.exec(line.replace(/"(?:[^"]|"")*"/g, ''))?.[0] ?? ',';
  const end = line.endsWith('\r') ? '\r' : '';
  return (
    fieldsOf(line.slice(0, line.length - end.length))
      .map((field, at) => {
        const column = columns[at] ?? '';
        return PAYEE.has(column) ? pseudonym : ACCOUNT.has(column) ? '' : field;
      })
      .join(mark) + end
  );
}
