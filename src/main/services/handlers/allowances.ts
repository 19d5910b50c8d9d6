import * as policy from '../../../contract/allowance-policy.ts';
import * as allowances from '../../../contract/allowances.ts';
import * as budget from '../../../contract/budget.ts';
import { advisePolicy } from '../allowances/advise-policy.ts';
import { listCalendar, setCalendarDay } from '../allowances/company-days.ts';
import { setBudget, showForecast } from '../allowances/forecast.ts';
import { applyPreset, endTheLine, listLines, listPresets, setLine } from '../allowances/lines.ts';
import { listAllowances, listPools } from '../allowances/list-allowances.ts';
import { listTopUps } from '../allowances/list-top-ups.ts';
import { setPool, slicePool } from '../allowances/pools.ts';
import { askTopUp, decideTopUp, endTopUp } from '../allowances/top-ups.ts';
import { transferAllowance } from '../allowances/transfer.ts';
import { showWhatIf } from '../allowances/what-if.ts';
import { bind, type Handler } from './handler.ts';

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
