import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleList } from '../../../contract/company.ts';
import {
  type OutputItem,
  outputAccept,
  outputList,
  outputNothing,
  outputRemove,
  outputReopen,
  outputRestore,
} from '../../../contract/output.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { SampleDoor } from '../../ui/sample-door.tsx';
import { useToday } from '../../ui/today.ts';
import { offerUndo } from '../../ui/undo-notice.tsx';
import { AcceptDialog } from './accept-dialog.tsx';
import { OutputMonths } from './output-months-part.tsx';
import { QuickEntry } from './quick-entry.tsx';

/** Rows drawn at once: more are asked for, so that the screen stays quick. */
const PAGE = 500;

/** What was logged in the month: quick entry on top, then item by item. */
export function OutputScreen() {
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
  return <OutputOf month={month} />;
}

function OutputOf({ month }: { readonly month: string }) {
  const { t } = useTranslation('output');
  const formats = useFormats();
  const [most, setMost] = useState(PAGE);
  const answer = useAnswer(outputList, { month, most });
  const people = useAnswer(peopleList, {});
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data || !people.data) return null;
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
      <QuickEntry month={month} people={people.data.people} kinds={kinds} />
      <OutputMonths month={month} />
      <section className="card">
        <h2>{t('items')}</h2>
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

function ItemTable({ items }: { readonly items: readonly OutputItem[] }) {
  const { t } = useTranslation(['output', 'shell']);
  const formats = useFormats();
  const [accepting, setAccepting] = useState<OutputItem | null>(null);
  const accept = useChange(outputAccept);
  const reopen = useChange(outputReopen);
  const remove = useChange(outputRemove);
  const removeWithUndo = ({ id, kind, person, email }: OutputItem): void =>
    remove.mutate(
      { id },
      {
        onSuccess: () =>
          offerUndo(t('removed', { kind, name: person?.name ?? email }), () =>
            ask(outputRestore, { id }),
          ),
      },
    );
  const error = accept.error ?? reopen.error ?? remove.error;
  const today = useToday();
  return (
    <div className="scroll-x">
      {error && <FailureNotice error={error} />}
      <table className="table">
        <thead>
          <tr>
            <th>{t('column.day')}</th>
            <th>{t('shell:table.person')}</th>
            <th>{t('column.kind')}</th>
            <th className="figure">{t('column.quantity')}</th>
            <th>{t('column.title')}</th>
            <th>{t('column.state')}</th>
            <th className="figure">{t('column.felt')}</th>
            <th>{t('column.do')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td className="figure start">{formats.day(item.day)}</td>
              <td>{item.person?.name ?? item.email}</td>
              <td>{item.kind}</td>
              <td className="figure">{formats.number(item.quantity, 3)}</td>
              <td>{item.title ?? '–'}</td>
              <td>
                {item.state === 'accepted' && item.acceptedBy
                  ? t('state.acceptedBy', { by: item.acceptedBy })
                  : item.state === 'reopened' && item.reopened
                    ? t('state.reopenedOn', { day: formats.day(item.reopened) })
                    : t(`state.${item.state}`)}
              </td>
              <td className="figure dim">
                {item.minutesSaved === null ? '–' : t('minutes', { count: item.minutesSaved })}
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>
                {item.state === 'waiting' && (
                  <button type="button" className="door" onClick={() => setAccepting(item)}>
                    {t('do.accept')}
                  </button>
                )}
                {item.state === 'accepted' && (
                  <button
                    type="button"
                    className="door"
                    onClick={() =>
                      reopen.mutate({ id: item.id, day: today < item.day ? item.day : today })
                    }
                  >
                    {t('do.reopen')}
                  </button>
                )}
                {item.state === 'reopened' && (
                  <button
                    type="button"
                    className="door"
                    onClick={() => reopen.mutate({ id: item.id, day: null })}
                  >
                    {t('do.takeBack')}
                  </button>
                )}{' '}
                <button type="button" className="door" onClick={() => removeWithUndo(item)}>
                  {t('shell:actions.remove')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {items.length === 0 && <p className="dim">{t('none')}</p>}
      {accepting && (
        <AcceptDialog
          item={accepting}
          onClose={() => setAccepting(null)}
          onAccept={(by) => {
            accept.mutate({ id: accepting.id, by });
            setAccepting(null);
          }}
        />
      )}
    </div>
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
