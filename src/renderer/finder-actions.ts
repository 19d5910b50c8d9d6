import type { SpotlightActionData } from '@mantine/spotlight';
import { useTranslation } from 'react-i18next';
import { exportRun } from '../contract/book.ts';
import { claimsList } from '../contract/claims.ts';
import { backupRun, closeMonth } from '../contract/close.ts';
import { companyShow, peopleList, settingsSet } from '../contract/company.ts';
import { windowLock } from '../contract/desktop.ts';
import { importsRun } from '../contract/imports.ts';
import { invoicesList } from '../contract/invoices.ts';
import { seatsMonth, worthMonth } from '../contract/month.ts';
import { spendMonths } from '../contract/spend-months.ts';
import { monthRange } from '../core/calendar.ts';
import { useAnswer, useChange } from './ask.ts';
import { useBy } from './features/claims/acting-as.tsx';
import { ownScreens } from './features/mine/own-screens.ts';
import { useHere, useMay } from './here.ts';
import { changeLanguage, LANGUAGES } from './i18n/language.ts';
import { groups, isScreenFor, screenName, screens } from './navigation.tsx';
import { goTo, lookAt } from './route.ts';
import { useFormats } from './ui/format.ts';
import { useMonth } from './ui/page.tsx';
import { useWindowState } from './window-state.ts';

/** The parts of screens, by the screen whose catalogue names them. */
const PARTS = {
  allowances: ['requests', 'rules', 'budget', 'what-if'],
  claims: ['mine', 'review', 'payouts', 'pay-cut', 'rules'],
  close: ['exports', 'trail', 'copies'],
  output: ['assets'],
  people: ['unassigned', 'books'],
  settings: ['access', 'verdict', 'output', 'models', 'ledger', 'words'],
} as const;

/** Settings that are found by their names, and the part of the settings that they are in. */
const SETTINGS = {
  'company-name': 'general',
  'company-time-zone': 'general',
  'company-week-start': 'general',
  'verdict-window': 'verdict',
  'verdict-required-return': 'verdict',
  'verdict-required-uplift': 'verdict',
  'verdict-unit-value': 'verdict',
  'verdict-shared-shock': 'verdict',
} as const;

type Found = readonly SpotlightActionData[];

/** All that Ctrl+K finds, in the order in which equal matches are listed. */
export function useFinderActions(isAsked: boolean): SpotlightActionData[] {
  return [
    ...useScreens(),
    ...usePeople(isAsked),
    ...useActs(),
    ...useParts(),
    ...useMonths(),
    ...useTools(isAsked),
    ...useClaims(isAsked),
    ...useInvoices(isAsked),
    ...useSettings(),
  ];
}

function useScreens(): Found {
  const { t } = useTranslation();
  const may = useMay();
  const named = groups
    .flatMap(({ entries }) => entries)
    .filter(({ screen }) => isScreenFor(screen, may));
  const rest = screens.filter(
    ({ id, needs }) =>
      may(needs) && !groups.some((group) => group.entries.some((one) => one.id === id)),
  );
  return [
    ...named.map(({ id, screen, key }) => ({
      id: `screen ${id}`,
      label: screenName(t, id),
      onClick: () => goTo(screen, key),
    })),
    ...rest.map(({ id }) => ({
      id: `screen ${id}`,
      label: screenName(t, id),
      onClick: () => (id === 'charges' ? goTo('charges', 'all') : goTo(id)),
    })),
  ];
}

function useParts(): Found {
  const { t } = useTranslation(['allowances', 'claims', 'close', 'people', 'settings', 'shell']);
  const may = useMay();
  const theirs = Object.entries(PARTS).filter(([screen]) => isScreenFor(screen, may));
  return theirs.flatMap(([screen, parts]) =>
    parts.map((part) => ({
      id: `part ${screen} ${part}`,
      label: t(`part.${part}`, { ns: screen }),
      description: screenName(t, screen),
      onClick: () => goTo(screen, part),
    })),
  );
}

function usePeople(isAsked: boolean): Found {
  const { t } = useTranslation();
  const people = useAnswer(peopleList, {}, isAsked).data?.people ?? [];
  const may = useMay();
  return people.flatMap(({ name, email, role }) => [
    ...(may(seatsMonth)
      ? [
          {
            id: `seat ${email}`,
            label: name,
            description: role ?? email,
            keywords: email,
            onClick: () => goTo('seats', email),
          },
        ]
      : []),
    {
      id: `allowance ${email}`,
      label: t('find.allowanceOf', { name }),
      keywords: email,
      onClick: () => goTo('allowances', `person:${email}`),
    },
  ]);
}

function useMonths(): Found {
  const { t } = useTranslation();
  const formats = useFormats();
  const { firstMonth, lastMonth } = useAnswer(companyShow, {}).data ?? {};
  if (!firstMonth || !lastMonth) return [];
  return monthRange(firstMonth, lastMonth)
    .reverse()
    .map((month) => ({
      id: `month ${month}`,
      label: formats.month(month),
      description: t('find.month'),
      keywords: month,
      onClick: () => lookAt(month),
    }));
}

function useTools(isAsked: boolean): Found {
  const { t } = useTranslation();
  const month = useMonth();
  const asked = { month: month ?? '2026-01', by: 'tool' as const };
  const lines = useAnswer(spendMonths, asked, isAsked && month !== null).data?.lines ?? [];
  return lines.flatMap(({ key, name }) =>
    key === null
      ? []
      : [
          {
            id: `tool ${key}`,
            label: name ?? key,
            description: t('find.tool'),
            onClick: () => goTo('charges', `tool:${key}`),
          },
        ],
  );
}

function useClaims(isAsked: boolean): Found {
  const { t } = useTranslation(['shell', 'claims']);
  const formats = useFormats();
  const claims = useAnswer(claimsList, useBy(), isAsked).data?.claims ?? [];
  return claims.map(({ id, person, total, state }) => {
    const isWaiting = state === 'submitted';
    return {
      id: `claim ${id}`,
      label: t(isWaiting ? 'find.decideClaim' : 'find.claim', { id, name: person.name }),
      description: `${formats.money(total)} · ${t(`claims:state.${state}`)}`,
      onClick: () => goTo('claims', isWaiting ? `review:${id}` : 'mine'),
    };
  });
}

function useInvoices(isAsked: boolean): Found {
  const { t } = useTranslation();
  const formats = useFormats();
  const invoices = useAnswer(invoicesList, {}, isAsked).data?.invoices ?? [];
  return invoices.map(({ id, vendor, number, file, total, issued }) => ({
    id: `invoice ${id}`,
    label: t('find.invoice', { number: number ?? file, vendor: vendor ?? '' }),
    description: [issued && formats.day(issued), total && formats.money(total)]
      .filter(Boolean)
      .join(' · '),
    onClick: () => goTo('invoices', String(id)),
  }));
}

function useSettings(): Found {
  const { t } = useTranslation(['settings', 'shell']);
  const may = useMay();
  if (!may(settingsSet)) return [];
  return Object.entries(SETTINGS).map(([key, part]) => ({
    id: `setting ${key}`,
    label: t(`settings:key.${key}.name`),
    description: t('settings:title'),
    onClick: () => goTo('settings', part),
  }));
}

/** What can be done from anywhere; what asks for more opens where it is asked. */
function useActs(): Found {
  const { t } = useTranslation();
  const formats = useFormats();
  const month = useMonth();
  const { showSteps } = useWindowState();
  const look = useLookActs();
  const closed = useAnswer(companyShow, {}).data?.closedMonths ?? [];
  const act = useAct();
  const named = month === null ? '' : formats.month(month);
  const may = useMay();
  const isIn = useHere(({ here }) => here?.who != null);
  const lock = useChange(windowLock);
  return [
    ...(month === null || closed.includes(month) || !may(closeMonth)
      ? []
      : [act('close', t('find.close', { month: named }), () => goTo('close', 'month', month))]),
    ...(month === null
      ? []
      : [
          ...(may(worthMonth)
            ? [
                act('report', t('find.report', { month: named }), () =>
                  goTo('report', 'owner', month),
                ),
              ]
            : []),
          ...(may(exportRun)
            ? [
                act('export', t('find.export', { month: named }), () =>
                  goTo('close', 'exports', month),
                ),
              ]
            : []),
          act('latest', t('month.latest'), () => lookAt(null)),
        ]),
    ...(isIn ? [act('lock', t('find.lock'), () => lock.mutate({}))] : []),
    ...(may(importsRun)
      ? [
          act('steps', t('find.steps'), () => {
            showSteps();
            goTo('overview');
          }),
          act('import', t('actions.import'), () => goTo('imports')),
        ]
      : []),
    act('log', t('find.log'), () => goTo('output')),
    act('file', t('find.fileClaim'), () => goTo('claims', 'mine')),
    ...(may(backupRun) ? [act('backup', t('find.backup'), () => goTo('close', 'copies'))] : []),
    ...look,
  ];
}

/** Something that can be done, as it is found. */
function useAct(): (id: string, label: string, onClick: () => void) => SpotlightActionData {
  const { t } = useTranslation();
  return (id, label, onClick) => ({ id: `act ${id}`, label, description: t('find.act'), onClick });
}

/** How the window looks, and its language. */
function useLookActs(): Found {
  const { t } = useTranslation();
  const act = useAct();
  const { setColorScheme, setLanguage } = useWindowState();
  return [
    act('dark', t('find.dark'), () => setColorScheme('dark')),
    act('light', t('find.light'), () => setColorScheme('light')),
    act('auto', t('find.auto'), () => setColorScheme('auto')),
    ...LANGUAGES.map((language) =>
      act(language, language === 'en' ? 'English' : '简体中文', () => {
        setLanguage(language);
        void changeLanguage(language);
      }),
    ),
  ];
}

/** All that Ctrl+K finds in a person's own book. */
export function useOwnFinderActions(): SpotlightActionData[] {
  const { t } = useTranslation(['shell', 'mine']);
  const act = useAct();
  return [
    ...ownScreens.map(({ id }) => ({
      id: `screen ${id}`,
      label: t(`mine:nav.${id}`),
      onClick: () => goTo(id),
    })),
    act('log', t('find.log'), () => goTo('output')),
    act('file', t('find.fileClaim'), () => goTo('claims')),
    act('latest', t('month.latest'), () => lookAt(null)),
    ...useMonths(),
    ...useLookActs(),
  ];
}
