import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleList } from '../../../contract/company.ts';
import { outputList, outputNothing } from '../../../contract/output.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { goTo, hrefOf } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { SampleDoor } from '../../ui/sample-door.tsx';
import { AssetsPart } from '../assets/assets-part.tsx';
import { ItemTable } from './item-table.tsx';
import { OutputMonths } from './output-months-part.tsx';
import { QuickEntry } from './quick-entry.tsx';

/** Items asked for at once: the table draws those in sight. */
const PAGE = 100_000;

/** What was logged in the month: quick entry on top, then item by item; and what can be used again. */
export function OutputScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation('output');
  const month = useMonth();
  const people = useAnswer(peopleList, {});
  if (month === null || (people.data && people.data.people.length === 0)) {
    return (
      <Page title={t('title')}>
        <EmptyState
          action={
            <>
              <Button onClick={() => goTo('people')}>{t('emptyAction')}</Button> <SampleDoor />
            </>
          }
        >
          {t('empty')}
        </EmptyState>
      </Page>
    );
  }
  if (itemKey === 'assets') {
    return (
      <Page title={t('title')} answer={t('assets:answer')}>
        <Parts part="assets" />
        <AssetsPart />
      </Page>
    );
  }
  return <OutputOf month={month} />;
}

const PARTS = ['items', 'assets'] as const;

function Parts({ part }: { readonly part: (typeof PARTS)[number] }) {
  const { t } = useTranslation('output');
  return (
    <nav aria-label={t('parts')} style={{ display: 'flex', gap: 14 }}>
      {PARTS.map((one) => (
        <a
          key={one}
          className="door"
          href={one === 'items' ? hrefOf('output') : hrefOf('output', one)}
          aria-current={one === part ? 'page' : undefined}
          style={one === part ? { fontWeight: 600 } : undefined}
        >
          {t(`part.${one}`)}
        </a>
      ))}
    </nav>
  );
}

function OutputOf({ month }: { readonly month: string }) {
  const { t } = useTranslation('output');
  const formats = useFormats();
  const [most, setMost] = useState(PAGE);
  const answer = useAnswer(outputList, { month, most });
  const people = useAnswer(peopleList, {});
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data || !people.data) return <Page title={t('title')} withMonth isLoading />;
  const { items, kinds, nothingFinished, more, counts, authors } = answer.data;
  const { accepted: counted, waiting } = counts;
  return (
    <Page
      title={t('title')}
      withMonth
      answer={t('answer', {
        count: counted,
        month: formats.month(month),
        waiting: waiting > 0 ? t('waiting', { count: waiting }) : '',
      })}
    >
      <Parts part="items" />
      <QuickEntry month={month} people={people.data.people} kinds={kinds} />
      <OutputMonths month={month} />
      <section className="card">
        <h2>
          {t('items')}
          <Explained word="output" />
        </h2>
        <ItemTable items={items} />
        {more && (
          <p className="dim">
            {t('more', { shown: formats.number(items.length, 0), count: counts.items })}{' '}
            <button type="button" className="door" onClick={() => setMost(most + PAGE)}>
              {t('showMore')}
            </button>
          </p>
        )}
      </section>
      <NothingFinished
        month={month}
        people={people.data.people}
        ticked={nothingFinished}
        authors={authors}
      />
    </Page>
  );
}

function NothingFinished({
  month,
  people,
  ticked,
  authors,
}: {
  readonly month: string;
  readonly people: readonly { readonly name: string; readonly email: string }[];
  readonly ticked: readonly string[];
  readonly authors: readonly string[];
}) {
  const { t } = useTranslation('output');
  const tick = useChange(outputNothing);
  const [isOpen, setOpen] = useState(false);
  const withItems = new Set(authors.map((email) => email.toLowerCase()));
  const without = people.filter((one) => !withItems.has(one.email.toLowerCase()));
  if (without.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('nothing.title', { count: without.length })}</h2>
      <p className="dim" style={{ margin: '0 0 8px' }}>
        {t('nothing.text')}
      </p>
      {tick.error && <FailureNotice error={tick.error} />}
      {isOpen || without.length <= 8 ? (
        without.map((one) => (
          <Checkbox
            key={one.email}
            size="xs"
            mb={4}
            label={one.name}
            checked={ticked.includes(one.email)}
            onChange={(event) =>
              tick.mutate({ email: one.email, month, isNothing: event.currentTarget.checked })
            }
          />
        ))
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('nothing.show')}
        </Button>
      )}
    </section>
  );
}
