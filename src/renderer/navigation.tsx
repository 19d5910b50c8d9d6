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
import { type ComponentType, lazy } from 'react';

type View = ComponentType<{ readonly itemKey: string | null }>;

/** A screen: its id in the address, which is also its name's key in the `shell` catalogue. */
export type Screen = { readonly id: string; readonly view: View };

/** A screen comes with its first visit, so that the window's first picture waits for none of them. */
function screen<Name extends string>(
  id: string,
  name: Name,
  load: () => Promise<Readonly<Record<Name, View>>>,
): Screen {
  return { id, view: lazy<View>(async () => ({ default: (await load())[name] })) };
}

/** One line per screen. */
export const screens: readonly Screen[] = [
  screen('overview', 'OverviewScreen', () => import('./features/overview/overview-screen.tsx')),
  screen('seats', 'SeatsScreen', () => import('./features/seats/seats-screen.tsx')),
  screen(
    'allowances',
    'AllowancesScreen',
    () => import('./features/allowances/allowances-screen.tsx'),
  ),
  screen('signals', 'SignalsScreen', () => import('./features/signals/signals-screen.tsx')),
  screen('decisions', 'DecisionsScreen', () => import('./features/decisions/decisions-screen.tsx')),
  screen('trials', 'TrialsScreen', () => import('./features/trials/trials-screen.tsx')),
  screen('models', 'ModelsScreen', () => import('./features/models/models-screen.tsx')),
  screen('output', 'OutputScreen', () => import('./features/output/output-screen.tsx')),
  screen('claims', 'ClaimsScreen', () => import('./features/claims/claims-screen.tsx')),
  screen('invoices', 'InvoicesScreen', () => import('./features/invoices/invoices-screen.tsx')),
  screen(
    'reconciliation',
    'ReconciliationScreen',
    () => import('./features/reconciliation/reconciliation-screen.tsx'),
  ),
  screen('renewals', 'RenewalsScreen', () => import('./features/renewals/renewals-screen.tsx')),
  screen('rates', 'RatesScreen', () => import('./features/rates/rates-screen.tsx')),
  screen('imports', 'ImportsScreen', () => import('./features/imports/imports-screen.tsx')),
  screen('close', 'CloseScreen', () => import('./features/close/close-screen.tsx')),
  screen('accounts', 'AccountsScreen', () => import('./features/accounts/accounts-screen.tsx')),
  screen('trackers', 'TrackersScreen', () => import('./features/trackers/trackers-screen.tsx')),
  screen('people', 'PeopleScreen', () => import('./features/people/people-screen.tsx')),
  screen('settings', 'SettingsScreen', () => import('./features/settings/settings-screen.tsx')),
  screen('charges', 'ChargesScreen', () => import('./features/charges/charges-screen.tsx')),
  screen('report', 'ReportScreen', () => import('./features/report/report-screen.tsx')),
];

/** A line of the navigation: a screen, or one part of it. */
export type Entry = {
  /** Its name's key in the `shell` catalogue; the screen's id where it leads to a screen. */
  readonly id: string;
  readonly screen: string;
  readonly key?: string;
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>;
};

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
