import * as decisions from '../../../contract/decisions.ts';
import { bind, type Handler } from '../handler.ts';
import { listDecisions } from './list-decisions.ts';
import { addDecision, confirmDecision, takeBackDecision } from './record-decision.ts';

export const handlers: readonly Handler[] = [
  bind(decisions.decisionsList, listDecisions),
  bind(decisions.decisionsAdd, addDecision),
  bind(decisions.decisionsConfirm, confirmDecision),
  bind(decisions.decisionsTakeBack, takeBackDecision),
];
