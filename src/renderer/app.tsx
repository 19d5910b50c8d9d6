import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider, useMutation } from '@tanstack/react-query';
import { Suspense, useEffect, useLayoutEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { accessHere, type HereDoc } from '../contract/access.ts';
import { backupDaily } from '../contract/close.ts';
import { companyShow } from '../contract/company.ts';
import { bookPath, windowScheme } from '../contract/desktop.ts';
import { ask, askAnew, useAnswer } from './ask.ts';
import { NotTheirs } from './features/access/not-theirs.tsx';
import { followPresence } from './features/access/presence.ts';
import { UnlockScreen } from './features/access/unlock-screen.tsx';
import { RunawayWatch } from './features/accounts/runaway-watch.tsx';
import { DropAnywhere } from './features/imports/drop-anywhere.tsx';
import { useInvitation } from './features/join/invitation.ts';
import { JoinScreen } from './features/join/join-screen.tsx';
import { PersonRooms } from './features/mine/person-rooms.tsx';
import { StartScreen } from './features/start/start-screen.tsx';
import { Finder, OwnFinder } from './finder.tsx';
import { useHere, useMay } from './here.ts';
import { followProgress } from './long-work.ts';
import { screens } from './navigation.tsx';
import { tellRefusedContent } from './refused-content.ts';
import { useRoute } from './route.ts';
import { SideBar } from './side-bar.tsx';
import { FailureNotice, useSentence } from './ui/failure-notice.tsx';
import { PageSkeleton } from './ui/page-skeleton.tsx';
import { themeWith } from './ui/theme.ts';
import { useWindowState } from './window-state.ts';

const client = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
});

/** The page's nonce, which main writes into it anew each time: styles made at run time carry it. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

export function App() {
  const colorScheme = useWindowState((state) => state.colorScheme);
  const { t } = useTranslation('shell');
  const worded = useMemo(() => themeWith({ close: t('actions.close') }), [t]);
  useEffect(() => void ask(windowScheme, { scheme: colorScheme }), [colorScheme]);
  useEffect(tellRefusedContent, []);
  return (
    <MantineProvider
      theme={worded}
      getStyleNonce={styleNonce}
      defaultColorScheme="auto"
      {...(colorScheme === 'auto' ? {} : { forceColorScheme: colorScheme })}
    >
      <QueryClientProvider client={client}>
        <ModalsProvider>
          <Notifications position="bottom-right" />
          <House />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** The first start where no book is open; else the navigation and the screen that is looked at. */
function House() {
  const book = useAnswer(bookPath, {});
  const chosen = useInvitation((state) => state.file);
  useEffect(() => window.seatworth.on('changed', () => void askAnew(client)), []);
  if (book.error) return <FailureNotice error={book.error} />;
  if (!book.data) return null;
  const invitation = chosen ?? book.data.invitation;
  if (invitation !== null) return <JoinScreen key={invitation} invitation={invitation} />;
  if (book.data.file === null) return <StartScreen />;
  return <Door key={book.data.file} />;
}

/** Who sits here comes first: until they have said it, nothing of the book is asked or kept. */
function Door() {
  const here = useAnswer(accessHere, {});
  const known = useHere((state) => state.here);
  const isLocked = here.data?.state === 'locked';
  useLayoutEffect(() => {
    if (isLocked) client.removeQueries({ predicate: ({ queryKey }) => !isAtTheDoor(queryKey[0]) });
    useHere.setState({ here: here.data ?? null });
  }, [here.data, isLocked]);
  useEffect(() => (here.data?.state === 'in' ? followPresence() : undefined), [here.data?.state]);
  if (here.error) return <FailureNotice error={here.error} />;
  // The rooms ask only what this person may: they wait until it is known who it is. What else of the
  // answer changes (somebody was given access) leaves them as they stand, open dialogs too.
  if (!here.data || !known || !sitsAlike(known, here.data)) return null;
  if (isLocked) return <UnlockScreen here={here.data} />;
  return <Rooms key={here.data.who?.email ?? ''} />;
}

const sitsAlike = (one: HereDoc, other: HereDoc): boolean =>
  one.state === other.state &&
  one.who?.email === other.who?.email &&
  one.who?.level === other.who?.level;

const isAtTheDoor = (name: unknown): boolean => name === accessHere.name || name === bookPath.name;

/** Copying a large book keeps the disk busy: the first screen comes first. */
const COPY_AFTER_MS = 3_000;

/** Has today's copy of the book made, soon after the book is open; the screen of copies tells whether there is one. */
function useDailyCopy(book: string | null): void {
  const sentence = useSentence();
  const { mutate } = useMutation({
    mutationFn: () => ask(backupDaily, {}),
    onError: (error) => notifications.show({ color: 'yellow', message: sentence(error) }),
  });
  useEffect(() => {
    if (book === null) return;
    const later = setTimeout(mutate, COPY_AFTER_MS);
    return () => clearTimeout(later);
  }, [book, mutate]);
}

function Rooms() {
  const { t } = useTranslation();
  const route = useRoute();
  const company = useAnswer(companyShow, {});
  useDailyCopy(company.data?.file ?? null);
  useEffect(followProgress, []);
  const may = useMay();
  const asked = screens.find((one) => one.id === route.screen) ?? screens[0];
  // The page to begin with is the first that is theirs; a link to what is not theirs says so.
  const screen =
    asked === screens[0] && asked && !may(asked.needs)
      ? screens.find((one) => may(one.needs))
      : asked;
  if (company.error) return <FailureNotice error={company.error} />;
  if (!screen || !company.data) return null;
  if (company.data.mode === 'person') {
    return (
      <>
        <PersonRooms company={company.data.company} />
        <OwnFinder />
      </>
    );
  }
  return (
    <div className="house">
      <button
        type="button"
        className="skip"
        onClick={() => document.getElementById('main')?.focus()}
      >
        {t('nav.skip')}
      </button>
      <SideBar company={company.data.company} route={route} />
      <main key={screen.id} id="main" tabIndex={-1}>
        <Suspense fallback={<PageSkeleton />}>
          {may(screen.needs) ? <screen.view itemKey={route.key} /> : <NotTheirs id={screen.id} />}
        </Suspense>
      </main>
      <Finder />
      <DropAnywhere />
      <RunawayWatch />
    </div>
  );
}
