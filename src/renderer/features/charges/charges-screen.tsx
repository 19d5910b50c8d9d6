import { useTranslation } from 'react-i18next';
import { spendCellsShow } from '../../../contract/spend.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { waitingText } from '../../ui/waiting.tsx';
import { CellTable } from './cell-table.tsx';
import { chosenCells, parseChosen, sumOfCells, waitingOf } from './chosen-cells.ts';

/** What a figure is made of: the month's charges of a tool, team, person or source, or all of them. */
export function ChargesScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation(['seats', 'shell']);
  const month = useMonth();
  if (month === null) {
    return (
      <Page title={t('charges.title')}>
        <EmptyState>{t('empty')}</EmptyState>
      </Page>
    );
  }
  return <ChargesOf month={month} address={itemKey ?? 'all'} />;
}

function ChargesOf({ month, address }: { readonly month: string; readonly address: string }) {
  const { t, i18n } = useTranslation(['seats', 'shell']);
  const { t: shellT } = useTranslation('shell');
  const formats = useFormats();
  const chosen = parseChosen(address);
  const answer = useAnswer(spendCellsShow, { month });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PageSkeleton />;
  const cells = chosenCells(answer.data.cells, chosen);
  const named =
    chosen.kind === 'source' && i18n.exists(`shell:source.${chosen.name}`)
      ? t(`shell:source.${chosen.name}`)
      : chosen.kind === 'person' && chosen.name !== ''
        ? (cells[0]?.person?.name ?? chosen.name)
        : chosen.name;
  const title = named || t(`charges.unnamed.${chosen.kind}`);
  return (
    <Page
      title={title}
      withMonth
      answer={formats.sentences(
        t('charges.answer', {
          what: title,
          month: formats.month(month),
          count: cells.length,
          sum: formats.money(sumOfCells(cells, answer.data.currency)),
        }),
        waitingText(waitingOf(cells), shellT, formats),
      )}
    >
      <p className="dim" style={{ margin: 0 }}>
        <a className="door" href={hrefOf('overview')}>
          {t('overview:title')}
        </a>{' '}
        › <strong style={{ color: 'var(--ink)' }}>{title}</strong>
      </p>
      <section className="card">
        <CellTable cells={cells} month={month} withPerson />
      </section>
    </Page>
  );
}
