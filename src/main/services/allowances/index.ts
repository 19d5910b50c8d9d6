import * as policy from '../../../contract/allowance-policy.ts';
import * as allowances from '../../../contract/allowances.ts';
import * as budget from '../../../contract/budget.ts';
import { bind, type Handler } from '../handler.ts';
import { advisePolicy } from './advise-policy.ts';
import { listCalendar, setCalendarDay } from './company-days.ts';
import { setBudget, showForecast } from './forecast.ts';
import { applyPreset, endTheLine, listLines, listPresets, setLine } from './lines.ts';
import { listAllowances, listPools } from './list-allowances.ts';
import { listTopUps } from './list-top-ups.ts';
import { setPool, slicePool } from './pools.ts';
import { askTopUp, decideTopUp, endTopUp } from './top-ups.ts';
import { transferAllowance } from './transfer.ts';
import { showWhatIf } from './what-if.ts';

export const handlers: readonly Handler[] = [
  bind(allowances.allowanceList, listAllowances),
  bind(allowances.allowanceLines, listLines),
  bind(allowances.allowanceSet, setLine),
  bind(allowances.allowanceEnd, endTheLine),
  bind(allowances.allowancePresets, listPresets),
  bind(allowances.allowancePreset, applyPreset),
  bind(allowances.poolList, listPools),
  bind(allowances.poolSet, setPool),
  bind(allowances.poolSlice, slicePool),
  bind(allowances.topUpList, listTopUps),
  bind(allowances.topUpAsk, askTopUp),
  bind(allowances.topUpDecide, decideTopUp),
  bind(allowances.topUpEnd, endTopUp),
  bind(allowances.allowanceTransfer, transferAllowance),
  bind(policy.allowanceWhatIf, showWhatIf),
  bind(policy.allowanceAdvice, advisePolicy),
  bind(budget.forecastShow, showForecast),
  bind(budget.budgetSet, setBudget),
  bind(budget.calendarList, listCalendar),
  bind(budget.calendarSet, setCalendarDay),
];
