import { priceTier } from '../../../../core/spend/price-tier.ts';
import type { CellReader } from '../../table/cell-reader.ts';
import type { Column } from '../../table/header-columns.ts';
import { RowOrdinals } from '../row-ordinals.ts';
import type { TableFormat } from '../table-format.ts';

const TOKENS =
  /^api\.(codex_fast_)?(.+?)_text_(input|cached_input|cache_write_input|output)_v_\d+$/;
const MODEL_DATE = /_(20\d{2})_(\d{2})_(\d{2})$/;

/**
 * The credits that a ChatGPT workspace bought beside its seats, by day, member and kind of use. A
 * credit costs what the contract says, which is told apart from the file; until then its rows wait.
 * The workspace's own ids know a row again, since addresses come in any case.
 */
export const chatgptCredits: TableFormat = {
  name: 'chatgpt-credits',
  kind: 'usage',
  tool: 'ChatGPT',
  provider: 'openai',
  paysByCredit: true,
  fits: (header) =>
    ['date_partition', 'usage_type', 'usage_credits', 'usage_units'].every((name) =>
      header.has(name),
    ),
  bind(header) {
    const date = header.column('date_partition');
    const account = header.column('account_id');
    const user = header.column('account_user_id');
    const email = header.column('email');
    const publicId = header.column('public_id');
    const type = header.column('usage_type');
    const credits = header.column('usage_credits');
    const quantity = header.column('usage_quantity');
    const units = header.column('usage_units');
    const ordinals = new RowOrdinals();
    return {
      notes: [],
      read(cells) {
        const day = cells.day(date);
        const what = cells.text(type);
        const creditsMicro = cells.amount(credits);
        const isTokens = cells.cell(units).toLowerCase() === 'tokens';
        const count = countOf(cells, quantity, isTokens);
        const used = isTokens ? tokensOf(what) : null;
        const member = cells.optionalText(user);
        const workspace = cells.optionalText(account) ?? '';
        const id = member === null ? null : [workspace, day, member, what].join('|');
        return {
          kind: 'usage',
          line: cells.line,
          day,
          identity:
            cells.optionalText(email)?.toLowerCase() ?? member ?? cells.optionalText(publicId),
          tool: 'ChatGPT',
          model: used?.model ?? null,
          project: null,
          description: what,
          nativeId: ordinals.of(cells.line, id),
          inputTokens: used?.of === 'input' ? count : 0,
          outputTokens: used?.of === 'output' ? count : 0,
          cacheReadTokens: used?.of === 'cached_input' ? count : 0,
          cacheWriteTokens: used?.of === 'cache_write_input' ? count : 0,
          cacheWrite1hTokens: 0,
          requests: isTokens ? 0 : count,
          costMicro: creditsMicro === 0n ? 0n : null,
          grossMicro: null,
          currency: creditsMicro === 0n ? 'USD' : null,
          creditsMicro,
          paysByCredit: true,
          ...(used?.isFast === true ? { tier: priceTier({ speed: 'fast' }) } : {}),
        };
      },
    };
  },
};

/** Counts come with fractions in some rows, and below nothing where credits are given back: nobody is charged by them. */
function countOf(cells: CellReader, column: Column, isTokens: boolean): number {
  if (cells.cell(column).startsWith('-')) return 0;
  return isTokens ? cells.count(column) : Math.round(cells.milli(column, 0) / 1000);
}

/** The model and the kind of tokens that a type such as `api.gpt_5_5_2026_04_23_text_input_v_1` names. */
function tokensOf(
  type: string,
): { readonly model: string; readonly of: string; readonly isFast: boolean } | null {
  const found = TOKENS.exec(type.toLowerCase());
  if (found === null) return null;
  const [, fast, name = '', of = ''] = found;
  return { model: modelOf(name), of, isFast: fast !== undefined };
}

/** `gpt_5_5_2026_04_23` is `gpt-5.5-2026-04-23`: two numbers beside each other are a version. */
function modelOf(name: string): string {
  const date = MODEL_DATE.exec(name);
  const stem = date === null ? name : name.slice(0, date.index);
  const model = stem.replace(/(\d)_(?=\d)/g, '$1.').replaceAll('_', '-');
  return date === null ? model : `${model}-${date[1]}-${date[2]}-${date[3]}`;
}
