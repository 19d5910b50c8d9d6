import * as month from '../../../contract/month.ts';
import * as signals from '../../../contract/signals.ts';
import { outputMonths, spendMonths } from '../../../contract/spend-months.ts';
import { showOverview, showSeats } from '../overview/overview.ts';
import { showOutputMonths, showSpendMonths } from '../overview/twelve-months.ts';
import { dismissSignal, listSignals, restoreSignal } from '../signals/signals.ts';
import { showVerdicts } from '../verdict/verdicts.ts';
import { showWorth } from '../verdict/what-money-did.ts';
import { bind, type Handler } from './handler.ts';

export const handlers: readonly Handler[] = [
  bind(month.overviewMonth, showOverview),
  bind(month.seatsMonth, showSeats),
  bind(month.verdictMonth, showVerdicts),
  bind(month.worthMonth, showWorth),
  bind(spendMonths, showSpendMonths),
  bind(outputMonths, showOutputMonths),
  bind(signals.signalsMonth, listSignals),
  bind(signals.signalDismiss, dismissSignal),
  bind(signals.signalRestore, restoreSignal),
];
