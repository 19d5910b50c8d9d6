import type { ComponentType } from 'react';
import { AccountsScreen } from './features/accounts/accounts-screen.tsx';
import { AllowancesScreen } from './features/allowances/allowances-screen.tsx';
import { ClaimsScreen } from './features/claims/claims-screen.tsx';
import { CloseScreen } from './features/close/close-screen.tsx';
import { ImportsScreen } from './features/imports/imports-screen.tsx';
import { InvoicesScreen } from './features/invoices/invoices-screen.tsx';
import { OutputScreen } from './features/output/output-screen.tsx';
import { OverviewScreen } from './features/overview/overview-screen.tsx';
import { PeopleScreen } from './features/people/people-screen.tsx';
import { RatesScreen } from './features/rates/rates-screen.tsx';
import { ReconciliationScreen } from './features/reconciliation/reconciliation-screen.tsx';
import { ReportScreen } from './features/report/report-screen.tsx';
import { SeatsScreen } from './features/seats/seats-screen.tsx';
import { SettingsScreen } from './features/settings/settings-screen.tsx';
import { SignalsScreen } from './features/signals/signals-screen.tsx';

/** A screen: its id in the address, which is also its name's key in the `shell` catalogue. */
export type Screen = {
  readonly id: string;
  /** Where it stands in the navigation; a `hidden` one is reached by its links and the finder. */
  readonly place: 'top' | 'bottom' | 'hidden';
  readonly view: ComponentType<{ readonly itemKey: string | null }>;
};

/** One line per screen. */
export const screens: readonly Screen[] = [
  { id: 'overview', place: 'top', view: OverviewScreen },
  { id: 'seats', place: 'top', view: SeatsScreen },
  { id: 'allowances', place: 'top', view: AllowancesScreen },
  { id: 'signals', place: 'top', view: SignalsScreen },
  { id: 'output', place: 'top', view: OutputScreen },
  { id: 'claims', place: 'top', view: ClaimsScreen },
  { id: 'invoices', place: 'top', view: InvoicesScreen },
  { id: 'reconciliation', place: 'top', view: ReconciliationScreen },
  { id: 'rates', place: 'bottom', view: RatesScreen },
  { id: 'imports', place: 'bottom', view: ImportsScreen },
  { id: 'close', place: 'bottom', view: CloseScreen },
  { id: 'accounts', place: 'bottom', view: AccountsScreen },
  { id: 'people', place: 'bottom', view: PeopleScreen },
  { id: 'settings', place: 'bottom', view: SettingsScreen },
  { id: 'report', place: 'hidden', view: ReportScreen },
];
