import {
  IconAdjustmentsHorizontal,
  IconChecklist,
  IconReceipt2,
  IconSend,
  IconShieldCheck,
  IconTerminal2,
  IconUserCircle,
  IconWallet,
} from '@tabler/icons-react';
import { type ComponentType, lazy } from 'react';

type View = ComponentType;
type OwnScreen = {
  readonly id: string;
  readonly view: View;
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>;
};

function screen<Name extends string>(
  id: string,
  icon: OwnScreen['icon'],
  name: Name,
  load: () => Promise<Readonly<Record<Name, View>>>,
): OwnScreen {
  return { id, icon, view: lazy<View>(async () => ({ default: (await load())[name] })) };
}

/** The screens of a person's own book, in the groups of its rail. */
export const ownGroups: readonly {
  readonly id: string;
  readonly screens: readonly OwnScreen[];
}[] = [
  {
    id: 'month',
    screens: [screen('mine', IconUserCircle, 'MyMonth', () => import('./my-month.tsx'))],
  },
  {
    id: 'mine',
    screens: [
      screen('claims', IconReceipt2, 'MyClaimsScreen', () => import('./my-claims-screen.tsx')),
      screen('output', IconChecklist, 'MyOutput', () => import('./my-output.tsx')),
      screen('allowances', IconWallet, 'MyAllowance', () => import('./my-allowance.tsx')),
      screen('usage', IconTerminal2, 'MyUse', () => import('./my-use.tsx')),
      screen('held', IconShieldCheck, 'HeldAboutMe', () => import('./held-about-me.tsx')),
    ],
  },
  {
    id: 'office',
    screens: [
      screen('packets', IconSend, 'WithOffice', () => import('./with-office.tsx')),
      screen(
        'settings',
        IconAdjustmentsHorizontal,
        'MySettings',
        () => import('./my-settings.tsx'),
      ),
    ],
  },
];

export const ownScreens = ownGroups.flatMap(({ screens }) => screens);
