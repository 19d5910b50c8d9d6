import * as month from '../../../contract/month.ts';
import * as signals from '../../../contract/signals.ts';
import { outputMonths, spendMonths } from '../../../contract/spend-months.ts';
import { showOverview, showSeats } from '../overview.ts';
import { dismissSignal, listSignals, restoreSignal } from '../signals/signals.ts';
import { showOutputMonths, showSpendMonths } from '../twelve-months.ts';
import { showVerdicts } from '../verdicts.ts';
import { showWorth } from '../what-money-did.ts';
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
