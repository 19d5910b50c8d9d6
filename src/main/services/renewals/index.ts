import * as renewals from '../../../contract/renewals.ts';
import { bind, type Handler } from '../handler.ts';
import { listRenewals } from './list-renewals.ts';
import { setRenewal } from './set-renewal.ts';

export const handlers: readonly Handler[] = [
  bind(renewals.renewalsList, listRenewals),
  bind(renewals.renewalsSet, setRenewal),
];
