import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { WorthDoc } from '../../../contract/month.ts';
import { type Formats, useFormats } from '../../ui/format.ts';
import { Waits, waitingText } from '../../ui/waiting.tsx';

type Part = WorthDoc['parts'][number];
type Look = { readonly sign: string; readonly colour: string; readonly hatched?: boolean };

const LOOKS: Readonly<Record<Part['code'], Look>> = {
  justified: { sign: '✓', colour: 'var(--yes)' },
  'undecided-keep': { sign: '≈', colour: 'var(--maybe)' },
  'undecided-drop': { sign: '≈', colour: 'var(--maybe)', hatched: true },
  'no-data': { sign: '·', colour: 'var(--none)' },
  unassigned: { sign: '?', colour: 'var(--none)', hatched: true },
  'still-pays': { sign: '–', colour: 'color-mix(in srgb, var(--no) 65%, var(--card))' },
  'above-what-pays': { sign: '–', colour: 'var(--no)', hatched: true },
  'not-justified': { sign: '–', colour: 'var(--no)' },
  'short-work': { sign: '–', colour: 'var(--output)', hatched: true },
  'unused-licence': { sign: '–', colour: 'var(--ink)' },
};
const GROUPS = ['paid', 'open', 'nothing'] as const;
const ORDER = Object.keys(LOOKS) as Part['code'][];

/** How much had no effect that could be measured, in how many seats and licences, and what waits for a rate. */
export function moneySentence(
  doc: WorthDoc,
  t: TFunction<'overview'>,
  shellT: TFunction<'shell'>,
  formats: Formats,
): string {
  return formats.sentences(
    paidFor(doc, t, formats),
    waitingText(doc.waitingForRate, shellT, formats),
  );
}

function paidFor(
  { groups, total, parts, waitingForRate }: WorthDoc,
  t: TFunction<'overview'>,
  formats: Formats,
): string | null {
  if (Number(total.amount) === 0) return waitingForRate.length > 0 ? null : t('did.none');
  const share = Number(groups.nothing.amount) / Number(total.amount);
  if (Number(groups.nothing.amount) <= 0) return t('did.allDid');
  const seats = parts.reduce(
    (sum, part) =>
      part.group === 'nothing' && part.code !== 'unused-licence' ? sum + part.seats : sum,
    0,
  );
  const licences = parts.find((part) => part.code === 'unused-licence')?.seats ?? 0;
  return formats.sentences(
    t('did.sentence', {
      nothing: formats.money(groups.nothing),
      total: formats.amount(total),
      share: formats.percent(share),
    }),
    seats > 0 && t('did.seats', { count: seats }),
    licences > 0 && t('did.licences', { count: licences }),
  );
}

/** The month's total in one bar, or as a table: each micro once, in what it came to. */
export function MoneyParts({
  doc,
  isTable,
}: {
  readonly doc: WorthDoc;
  readonly isTable: boolean;
}) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const parts = ORDER.flatMap((code) => doc.parts.filter((part) => part.code === code));
  const inGroup = (group: Part['group']): Part[] =>
    parts.filter((part) => part.group === group && Number(part.amount.amount) !== 0);
  if (isTable) {
    return (
      <table className="table">
        <thead>
          <tr>
            <th>{t('did.part')}</th>
            <th>{t('did.group')}</th>
            <th className="figure">{t('did.amount', { currency: doc.currency })}</th>
            <th className="figure">{t('pay.share')}</th>
            <th className="figure">{t('did.count')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.code}>
              <td>{t(`did.code.${part.code}`)}</td>
              <td className="dim">{t(`did.groups.${part.group}`)}</td>
              <td className="figure">{formats.amount(part.amount)}</td>
              <td className="figure dim">
                {part.share === null ? '–' : formats.percent(part.share)}
              </td>
              <td className="figure">{part.seats === 0 ? '–' : formats.number(part.seats)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={2}>{t('pay.total')}</th>
            <td className="figure">
              {formats.amount(doc.total)}
              <Waits waiting={doc.waitingForRate} />
            </td>
            <td />
            <td />
          </tr>
        </tfoot>
      </table>
    );
  }
  return (
    <>
      <div className="did-bar" aria-hidden="true">
        {GROUPS.flatMap(inGroup).map((part) => {
          const look = LOOKS[part.code];
          return (
            <span
              key={part.code}
              className={look.hatched ? 'hatched' : undefined}
              style={{
                flexGrow: Math.max(0, Number(part.amount.amount)),
                ...(look.hatched ? { color: look.colour } : { background: look.colour }),
              }}
            >
              {(part.share ?? 0) > 0.03 && !look.hatched ? <b>{look.sign}</b> : null}
            </span>
          );
        })}
      </div>
      <ul className="did-legend">
        {GROUPS.map((group) => (
          <li key={group} data-group={group}>
            <strong>
              {t(`did.groups.${group}`)} {formats.amount(doc.groups[group])}
            </strong>
            {inGroup(group).map((part) => (
              <span key={part.code}>
                <span
                  className={LOOKS[part.code].hatched ? 'swatch hatched' : 'swatch'}
                  style={
                    LOOKS[part.code].hatched
                      ? { color: LOOKS[part.code].colour }
                      : { background: LOOKS[part.code].colour }
                  }
                />
                {LOOKS[part.code].sign} {t(`did.code.${part.code}`)}{' '}
                <span className="figure dim">{formats.amount(part.amount)}</span>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
