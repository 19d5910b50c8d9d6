import * as signals from '../../../contract/signals.ts';
import { bind, type Handler } from '../handler.ts';
import { dismissSignal, listSignals, restoreSignal } from './signals.ts';

export const handlers: readonly Handler[] = [
  bind(signals.signalsMonth, listSignals),
  bind(signals.signalDismiss, dismissSignal),
  bind(signals.signalRestore, restoreSignal),
];
