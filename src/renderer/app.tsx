import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider, useMutation } from '@tanstack/react-query';
import { Suspense, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { backupDaily } from '../contract/close.ts';
import { companyShow } from '../contract/company.ts';
import { bookPath, windowScheme } from '../contract/desktop.ts';
import { ask, askAnew, useAnswer } from './ask.ts';
import { RunawayWatch } from './features/accounts/runaway-watch.tsx';
import { DropAnywhere } from './features/imports/drop-anywhere.tsx';
import { StartScreen } from './features/start/start-screen.tsx';
import { Finder } from './finder.tsx';
import { followProgress } from './long-work.ts';
import { screens } from './navigation.tsx';
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
  useEffect(() => window.seatworth.on('changed', () => void askAnew(client)), []);
  if (book.error) return <FailureNotice error={book.error} />;
  if (!book.data) return null;
  if (book.data.file === null) return <StartScreen />;
  return <Rooms />;
}

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
  const screen = screens.find((one) => one.id === route.screen) ?? screens[0];
  if (company.error) return <FailureNotice error={company.error} />;
  if (!screen || !company.data) return null;
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
          <screen.view itemKey={route.key} />
        </Suspense>
      </main>
      <Finder />
      <DropAnywhere />
      <RunawayWatch />
    </div>
  );
}
