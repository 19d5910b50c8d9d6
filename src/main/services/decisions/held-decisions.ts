import type { IsoMonth } from '../../../core/calendar.ts';
import type { Decision, MonthSpend, PacePart } from '../../../core/decisions/decision.ts';
import type { Micro } from '../../../core/money.ts';
import type { Book } from '../../book/book.ts';
import type { HeldDecision } from '../../book/stores/decisions.ts';
import type { SpendReader } from '../spend/spend-reader.ts';

export type RecordedDecision = { readonly row: HeldDecision; readonly decision: Decision };

/** Every decision that was ever recorded, as the rules take it. */
export function heldDecisions(book: Book): RecordedDecision[] {
  const paces = new Map<number, PacePart[]>();
  for (const { decisionId, tool, micro } of book.decisions.paces()) {
    paces.set(decisionId, [...(paces.get(decisionId) ?? []), { tool, micro }]);
  }
  return book.decisions.all().map((row) => ({
    row,
    decision: {
      id: row.id,
      kind: row.kind,
      tool: row.tool,
      from: row.fromDay,
      pace: paces.get(row.id) ?? [],
      toMicro: row.toMicro,
      typedMicro: row.expectedMicro,
      isHandedOn: row.isHandedOn,
      takenBack: row.step === 'take-back' ? row.stepDay : null,
    },
  }));
}

/** What a person's seat cost in a month, by tool; of a closed month as it was closed. */
export function seatMonth(reader: SpendReader, personId: number, month: IsoMonth): MonthSpend {
  const sums = new Map<string, Micro>();
  let waitsFor: string | null = null;
  for (const cell of reader.month(month)) {
    if (cell.carrierId !== personId) continue;
    if (cell.waiting > 0) waitsFor ??= cell.currency;
    const tool = cell.tool ?? '';
    sums.set(tool, (sums.get(tool) ?? 0n) + cell.baseMicro);
  }
  return { month, byTool: [...sums].map(([tool, micro]) => ({ tool, micro })), waitsFor };
}
