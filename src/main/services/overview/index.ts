import * as month from '../../../contract/month.ts';
import { outputMonths, spendMonths } from '../../../contract/spend-months.ts';
import { bind, type Handler } from '../handler.ts';
import { showOverview, showSeats } from './overview.ts';
import { showOverviewSpan, showSeatsSpan } from './spans.ts';
import { showOutputMonths, showSpendMonths } from './twelve-months.ts';

export const handlers: readonly Handler[] = [
  bind(month.overviewMonth, showOverview),
  bind(month.seatsMonth, showSeats),
  bind(month.overviewSpan, showOverviewSpan),
  bind(month.seatsSpan, showSeatsSpan),
  bind(spendMonths, showSpendMonths),
  bind(outputMonths, showOutputMonths),
];
