import * as spend from '../../../contract/spend.ts';
import { showCells, showRows, showUnassigned } from '../spend/unassigned.ts';
import { showUsage } from '../spend/usage.ts';
import { bind, type Handler } from './handler.ts';

export const handlers: readonly Handler[] = [
  bind(spend.usageShow, showUsage),
  bind(spend.unassignedShow, showUnassigned),
  bind(spend.spendCellsShow, showCells),
  bind(spend.spendRowsShow, showRows),
];
