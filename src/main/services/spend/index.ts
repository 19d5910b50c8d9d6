import * as spend from '../../../contract/spend.ts';
import { bind, type Handler } from '../handler.ts';
import { showCells, showRows, showUnassigned } from './unassigned.ts';
import { showUsage } from './usage.ts';

export const handlers: readonly Handler[] = [
  bind(spend.usageShow, showUsage),
  bind(spend.unassignedShow, showUnassigned),
  bind(spend.spendCellsShow, showCells),
  bind(spend.spendRowsShow, showRows),
];
