import {
  IconAdjustmentsHorizontal,
  IconArmchair,
  IconArrowsExchange,
  IconBulb,
  IconCalendarDue,
  IconChecklist,
  IconFileImport,
  IconFileInvoice,
  IconFlask,
  IconGavel,
  IconGitPullRequest,
  IconLayoutDashboard,
  IconLock,
  IconPlugConnected,
  IconReceipt2,
  IconRepeat,
  IconReport,
  IconScale,
  IconStack2,
  IconUsers,
  IconWallet,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { type ComponentType, lazy } from 'react';
import { accessList } from '../contract/access.ts';
import { accountsList } from '../contract/accounts.ts';
import { allowanceList } from '../contract/allowances.ts';
import { claimsList } from '../contract/claims.ts';
import { closeChecklist } from '../contract/close.ts';
import { subscriptionsList } from '../contract/company.ts';
import { decisionsList } from '../contract/decisions.ts';
import { importsList } from '../contract/imports.ts';
import { invoicesList, reconcileMonth } from '../contract/invoices.ts';
import { modelsMatch } from '../contract/models.ts';
import { overviewMonth, seatsMonth, worthMonth } from '../contract/month.ts';
import { outputList } from '../contract/output.ts';
import { ratesList } from '../contract/rates.ts';
import { renewalsList } from '../contract/renewals.ts';
import type { Request } from '../contract/request.ts';
import { signalsMonth } from '../contract/signals.ts';
import { spendCellsShow } from '../contract/spend.ts';
import { trackersList } from '../contract/trackers.ts';
import { trialsList } from '../contract/trials.ts';

type View = ComponentType<{ readonly itemKey: string | null }>;

/** A screen: its id in the address, which is also its catalogue's name. */
export type Screen = {
  readonly id: string;
  readonly view: View;
  /** What it asks for: whoever may not ask it has no use for the screen. */
  readonly needs: Pick<Request, 'name'>;
};

/** A screen comes with its first visit, so that the window's first picture waits for none of them. */
function screen<Name extends string>(
  id: string,
  name: Name,
  needs: Pick<Request, 'name'>,
  load: () => Promise<Readonly<Record<Name, View>>>,
): Screen {
  return { id, needs, view: lazy<View>(async () => ({ default: (await load())[name] })) };
}

/** One line per screen. */
export const screens: readonly Screen[] = [
  screen(
    'overview',
    'OverviewScreen',
    overviewMonth,
    () => import('./features/overview/overview-screen.tsx'),
  ),
  screen('seats', 'SeatsScreen', seatsMonth, () => import('./features/seats/seats-screen.tsx')),
  screen(
    'allowances',
    'AllowancesScreen',
    allowanceList,
    () => import('./features/allowances/allowances-screen.tsx'),
  ),
  screen(
    'signals',
    'SignalsScreen',
    signalsMonth,
    () => import('./features/signals/signals-screen.tsx'),
  ),
  screen(
    'decisions',
    'DecisionsScreen',
    decisionsList,
    () => import('./features/decisions/decisions-screen.tsx'),
  ),
  screen('trials', 'TrialsScreen', trialsList, () => import('./features/trials/trials-screen.tsx')),
  screen(
    'models',
    'ModelsScreen',
    modelsMatch,
    () => import('./features/models/models-screen.tsx'),
  ),
  screen('output', 'OutputScreen', outputList, () => import('./features/output/output-screen.tsx')),
  screen('claims', 'ClaimsScreen', claimsList, () => import('./features/claims/claims-screen.tsx')),
  screen(
    'invoices',
    'InvoicesScreen',
    invoicesList,
    () => import('./features/invoices/invoices-screen.tsx'),
  ),
  screen(
    'reconciliation',
    'ReconciliationScreen',
    reconcileMonth,
    () => import('./features/reconciliation/reconciliation-screen.tsx'),
  ),
  screen(
    'renewals',
    'RenewalsScreen',
    renewalsList,
    () => import('./features/renewals/renewals-screen.tsx'),
  ),
  screen('rates', 'RatesScreen', ratesList, () => import('./features/rates/rates-screen.tsx')),
  screen(
    'imports',
    'ImportsScreen',
    importsList,
    () => import('./features/imports/imports-screen.tsx'),
  ),
  screen('close', 'CloseScreen', closeChecklist, () => import('./features/close/close-screen.tsx')),
  screen(
    'accounts',
    'AccountsScreen',
    accountsList,
    () => import('./features/accounts/accounts-screen.tsx'),
  ),
  screen(
    'trackers',
    'TrackersScreen',
    trackersList,
    () => import('./features/trackers/trackers-screen.tsx'),
  ),
  screen(
    'people',
    'PeopleScreen',
    subscriptionsList,
    () => import('./features/people/people-screen.tsx'),
  ),
  screen(
    'settings',
    'SettingsScreen',
    accessList,
    () => import('./features/settings/settings-screen.tsx'),
  ),
  screen(
    'charges',
    'ChargesScreen',
    spendCellsShow,
    () => import('./features/charges/charges-screen.tsx'),
  ),
  screen('report', 'ReportScreen', worthMonth, () => import('./features/report/report-screen.tsx')),
];

/** A line of the navigation: a screen, or one part of it. */
export type Entry = {
  /** What it is called by (`screenName`); the screen's id where it leads to a screen. */
  readonly id: string;
  readonly screen: string;
  readonly key?: string;
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>;
};

/** A screen goes by its catalogue's title, unless `shell` has a shorter name for the navigation. */
export const screenName = (t: TFunction<never>, id: string): string =>
  t([`shell:nav.${id}`, `${id}:title`]);

/** Whether somebody who may ask these requests has a use for a screen. */
export function isScreenFor(id: string, may: (request: Pick<Request, 'name'>) => boolean): boolean {
  return screens.some((one) => one.id === id && may(one.needs));
}

const entry = (id: string, icon: Entry['icon']): Entry => ({ id, screen: id, icon });

/** What stands in the navigation, in groups; a screen that is in none is reached by its links. */
export const groups: readonly { readonly id: string; readonly entries: readonly Entry[] }[] = [
  {
    id: 'start',
    entries: [entry('overview', IconLayoutDashboard), entry('report', IconReport)],
  },
  {
    id: 'worth',
    entries: [
      entry('seats', IconArmchair),
      entry('decisions', IconGavel),
      entry('output', IconChecklist),
      entry('trials', IconFlask),
      entry('models', IconStack2),
      entry('signals', IconBulb),
    ],
  },
  {
    id: 'money',
    entries: [
      entry('allowances', IconWallet),
      entry('claims', IconReceipt2),
      { id: 'subscriptions', screen: 'people', key: 'plans', icon: IconRepeat },
      entry('renewals', IconCalendarDue),
      entry('invoices', IconFileInvoice),
      entry('reconciliation', IconScale),
      entry('rates', IconArrowsExchange),
      entry('close', IconLock),
    ],
  },
  {
    id: 'setUp',
    entries: [
      entry('people', IconUsers),
      entry('accounts', IconPlugConnected),
      entry('trackers', IconGitPullRequest),
      entry('imports', IconFileImport),
      entry('settings', IconAdjustmentsHorizontal),
    ],
  },
];
