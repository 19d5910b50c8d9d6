import type { ClientRules } from '../providers/provider-client.ts';

/** Of a tracker that asks nothing over a network. */
export const NO_REQUESTS: ClientRules = {
  pace: {},
  firstWaitSeconds: 1,
  headers: {},
  authorize: () => ({}),
  downloadHosts: [],
};
