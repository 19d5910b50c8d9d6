import { type ComponentType, lazy } from 'react';

type View = ComponentType<{ readonly itemKey: string | null }>;

/** A screen: its id in the address, which is also its name's key in the `shell` catalogue. */
export type Screen = {
  readonly id: string;
  /** Where it stands in the navigation; a `hidden` one is reached by its links and the finder. */
  readonly place: 'top' | 'bottom' | 'hidden';
  readonly view: View;
};

/** A screen comes with its first visit, so that the window's first picture waits for none of them. */
function screen<Name extends string>(
  id: string,
  place: Screen['place'],
  name: Name,
  load: () => Promise<Readonly<Record<Name, View>>>,
): Screen {
  return {
    id,
    place,
    view: lazy<View>(async () => ({ default: (await load())[name] })),
  };
}

/** One line per screen. */
export const screens: readonly Screen[] = [
  screen(
    'overview',
    'top',
    'OverviewScreen',
    () => import('./features/overview/overview-screen.tsx'),
  ),
  screen('seats', 'top', 'SeatsScreen', () => import('./features/seats/seats-screen.tsx')),
  screen(
    'allowances',
    'top',
    'AllowancesScreen',
    () => import('./features/allowances/allowances-screen.tsx'),
  ),
  screen('signals', 'top', 'SignalsScreen', () => import('./features/signals/signals-screen.tsx')),
  screen('output', 'top', 'OutputScreen', () => import('./features/output/output-screen.tsx')),
  screen('claims', 'top', 'ClaimsScreen', () => import('./features/claims/claims-screen.tsx')),
  screen(
    'invoices',
    'top',
    'InvoicesScreen',
    () => import('./features/invoices/invoices-screen.tsx'),
  ),
  screen(
    'reconciliation',
    'top',
    'ReconciliationScreen',
    () => import('./features/reconciliation/reconciliation-screen.tsx'),
  ),
  screen('rates', 'bottom', 'RatesScreen', () => import('./features/rates/rates-screen.tsx')),
  screen(
    'imports',
    'bottom',
    'ImportsScreen',
    () => import('./features/imports/imports-screen.tsx'),
  ),
  screen('close', 'bottom', 'CloseScreen', () => import('./features/close/close-screen.tsx')),
  screen(
    'accounts',
    'bottom',
    'AccountsScreen',
    () => import('./features/accounts/accounts-screen.tsx'),
  ),
  screen('people', 'bottom', 'PeopleScreen', () => import('./features/people/people-screen.tsx')),
  screen(
    'settings',
    'bottom',
    'SettingsScreen',
    () => import('./features/settings/settings-screen.tsx'),
  ),
  screen(
    'charges',
    'hidden',
    'ChargesScreen',
    () => import('./features/charges/charges-screen.tsx'),
  ),
  screen('report', 'hidden', 'ReportScreen', () => import('./features/report/report-screen.tsx')),
];
