import * as close from '../../../contract/close.ts';
import { bind, type Handler } from '../handler.ts';
import { closeTheMonth, reopenMonth, showChecklist } from './close-month.ts';
import { postCorrection } from './corrections.ts';

export const handlers: readonly Handler[] = [
  bind(close.closeChecklist, showChecklist),
  bind(close.closeMonth, closeTheMonth),
  bind(close.closeReopen, reopenMonth),
  bind(close.closeCorrect, postCorrection),
];
