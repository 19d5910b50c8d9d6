import type { subscriptionsList } from '../../../contract/company.ts';
import type { OutputOf } from '../../../contract/request.ts';

export type Plan = OutputOf<typeof subscriptionsList>['subscriptions'][number];
