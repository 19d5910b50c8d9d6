import * as company from '../../../contract/company.ts';
import * as output from '../../../contract/output.ts';
import { bind, type Handler } from '../handler.ts';
import { removeOutputForNow, restoreOutput } from '../people/put-back.ts';
import {
  acceptOutput,
  listOutput,
  logOutput,
  reopenOutput,
  tickNothingFinished,
} from './output.ts';
import { listBaselines, listKinds, setBaseline, setKind } from './output-rules.ts';

export const handlers: readonly Handler[] = [
  bind(company.kindsList, listKinds),
  bind(company.kindsSet, setKind),
  bind(company.baselinesList, listBaselines),
  bind(company.baselineSet, setBaseline),
  bind(output.outputList, listOutput),
  bind(output.outputLog, logOutput),
  bind(output.outputAccept, acceptOutput),
  bind(output.outputReopen, reopenOutput),
  bind(output.outputRemove, removeOutputForNow),
  bind(output.outputRestore, restoreOutput),
  bind(output.outputNothing, tickNothingFinished),
];
