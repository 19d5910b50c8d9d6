import type * as allowances from '../../contract/allowances.ts';
import type { OutputOf } from '../../contract/request.ts';
import { printTable } from '../print.ts';
import { quantityCell } from './top-ups.ts';

export function showLines({ lines }: OutputOf<typeof allowances.allowanceLines>): void {
  printTable(
    ['Id', 'Scope', 'For', 'Per', 'Limit', 'At the limit', 'From', 'To', 'By', 'Why'],
    lines.map((one) => [
      one.id,
      one.scope,
      one.counts.includes('spend') ? one.modelClass : 'claims',
      one.cadence,
      one.limit ? quantityCell(one.limit) : 'unlimited',
      one.atLimit,
      one.from,
      one.to ?? '',
      one.by,
      one.why,
    ]),
  );
}

export function showPools({ pools }: OutputOf<typeof allowances.poolList>): void {
  printTable(
    ['Team', 'Period', 'Pool', 'Sliced', 'Topped up', 'Rest', 'Used', 'Slices'],
    pools.map((one) => [
      one.team,
      `${one.period.from} to ${one.period.to ?? '…'}`,
      quantityCell(one.limit),
      quantityCell(one.sliced),
      quantityCell(one.toppedUp),
      quantityCell(one.rest),
      quantityCell(one.used),
      one.slices.map(({ person, amount }) => `${person.name} ${quantityCell(amount)}`).join(', '),
    ]),
  );
}
