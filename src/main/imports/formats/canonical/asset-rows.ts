import {
  type AssetKind,
  assetKindOf,
  MOST_MONTHS,
  type Survives,
  survivesOf,
  WHOLE_SHARE,
} from '../../../../core/assets/asset.ts';
import type { CellReader } from '../../table/cell-reader.ts';
import type { Column } from '../../table/header-columns.ts';
import type { ReadRow } from '../table-format.ts';
import type { ColumnLookup } from './column-lookup.ts';

const USUAL_MONTHS = 12;

/** How an asset is read: what it is, who made it when, and what that took. */
export function assets({ column }: ColumnLookup): ReadRow {
  const name = column('name');
  const kind = column('kind');
  const maker = column('maker');
  const from = column('from');
  const to = column('to');
  const share = column('share');
  const hours = column('hours');
  const months = column('months');
  const place = column('place');
  const tool = column('tool');
  const survives = column('survives');
  return (cells) => {
    const named = cells.text(name);
    const assetKind = kindIn(cells, kind);
    const email = cells.email(maker);
    const fromMonth = cells.month(from);
    const toMonth = cells.optionalMonth(to) ?? fromMonth;
    if (toMonth < fromMonth) {
      cells.fail(to, {
        code: 'end_before_start',
        reason: 'The end lies before the start. The end is the last month in which it was made.',
      });
    }
    return {
      kind: 'asset',
      line: cells.line,
      name: named,
      assetKind,
      maker: email,
      fromMonth,
      toMonth,
      shareMilli: shareIn(cells, share),
      hoursMilli: cells.milli(hours, 0),
      months: monthsIn(cells, months),
      place: cells.optionalText(place),
      tool: cells.optionalText(tool),
      survives: survivesIn(cells, survives),
    };
  };
}

function kindIn(cells: CellReader, column: Column): AssetKind {
  const kind = assetKindOf(cells.text(column));
  if (kind !== null) return kind;
  cells.fail(column, {
    code: 'kind_unknown',
    reason:
      'This is no kind of asset. Write workflow, prompt, knowledge base, evaluation set or routing rule.',
  });
  return 'workflow';
}

/** In thousandths of a percent. */
function shareIn(cells: CellReader, column: Column): number {
  const milli = cells.milliOf(column, cells.cell(column).replace(/\s*[%％]$/, ''), 0);
  if (milli <= WHOLE_SHARE) return milli;
  cells.fail(column, {
    code: 'share_over_100',
    reason: 'A share of the spend is at most 100 %. Lower it.',
  });
  return 0;
}

function monthsIn(cells: CellReader, column: Column): number {
  const milli = cells.milli(column, USUAL_MONTHS * 1000);
  const months = milli / 1000;
  if (Number.isInteger(months) && months >= 1 && months <= MOST_MONTHS) return months;
  cells.fail(column, {
    code: 'months_bad',
    reason: `A cost is spread over 1 to ${MOST_MONTHS} whole months.`,
  });
  return USUAL_MONTHS;
}

function survivesIn(cells: CellReader, column: Column): Survives {
  const survives = survivesOf(cells.cell(column));
  if (survives !== null) return survives;
  cells.fail(column, {
    code: 'survives_unknown',
    reason: 'Whether it survives a change of model is yes, no or unknown.',
  });
  return 'unknown';
}
