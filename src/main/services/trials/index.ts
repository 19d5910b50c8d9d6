import * as trials from '../../../contract/trials.ts';
import { bind, type Handler } from '../handler.ts';
import { importTrial } from './import-trial.ts';
import { showResult } from './show-result.ts';
import { addTask, dropTask, finishTask, listTasks, moveTimer } from './tasks.ts';
import {
  agree,
  endTrial,
  leaveTrial,
  listTrials,
  newTrial,
  planTrial,
  startTrial,
} from './trials.ts';

export const handlers: readonly Handler[] = [
  bind(trials.trialsList, listTrials),
  bind(trials.trialsPlan, planTrial),
  bind(trials.trialsNew, newTrial),
  bind(trials.trialsStart, startTrial),
  bind(trials.trialsEnd, endTrial),
  bind(trials.trialsConsent, agree),
  bind(trials.trialsLeave, leaveTrial),
  bind(trials.trialTasks, listTasks),
  bind(trials.trialTaskAdd, addTask),
  bind(trials.trialTaskTimer, moveTimer),
  bind(trials.trialTaskDone, finishTask),
  bind(trials.trialTaskDrop, dropTask),
  bind(trials.trialsImport, importTrial),
  bind(trials.trialResult, showResult),
];
