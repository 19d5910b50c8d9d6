import * as month from '../../../contract/month.ts';
import { bind, type Handler } from '../handler.ts';
import { showVerdicts } from './verdicts.ts';
import { showWorth } from './what-money-did.ts';

export const handlers: readonly Handler[] = [
  bind(month.verdictMonth, showVerdicts),
  bind(month.worthMonth, showWorth),
];
