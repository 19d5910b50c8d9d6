import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type TrialDoc, type TrialResultDoc, trialResult } from '../../../contract/trials.ts';
import { useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

/** What a trial measured, beside what was expected and felt; shown when it is asked for, since looking is noted. */
export function TrialResultCard({ trial }: { readonly trial: TrialDoc }) {
  const { t } = useTranslation('trials');
  const look = useChange(trialResult);
  if (trial.status === 'planned') return null;
  const isEarly = !trial.imported && trial.done < trial.tasks;
  return (
    <section className="card">
      <h2>{t('result.title')}</h2>
      {look.data ? (
        <Result doc={look.data} />
      ) : (
        <>
          <p className="dim" style={{ margin: '0 0 8px', maxWidth: '80ch' }}>
            {isEarly ? t('result.early', { tasks: trial.tasks }) : t('result.ready')}
          </p>
          <Button
            variant={isEarly ? 'default' : 'filled'}
            loading={look.isPending}
            onClick={() => look.mutate({ name: trial.name })}
          >
            {t('result.look')}
          </Button>
        </>
      )}
      {look.error && <FailureNotice error={look.error} />}
    </section>
  );
}

function Result({ doc }: { readonly doc: TrialResultDoc }) {
  const { t } = useTranslation('trials');
  const formats = useFormats();
  const { ratio, low95, high95, withPersons } = doc;
  return (
    <>
      <p style={{ margin: '0 0 8px', fontWeight: 600 }}>
        {ratio === null || low95 === null || high95 === null
          ? t('result.tooFew', { count: doc.done })
          : t(low95 <= 1 && high95 >= 1 ? 'result.cannotTell' : 'result.told', {
              a: doc.a,
              b: doc.b,
              change: formats.change(ratio - 1),
              low: formats.change(low95 - 1),
              high: formats.change(high95 - 1),
            })}
      </p>
      <Axis doc={doc} />
      <ul style={{ margin: '8px 0 0', paddingLeft: 18 }}>
        <Fact>{t('result.tasks', { count: doc.done, people: doc.people })}</Fact>
        {doc.dropped.a + doc.dropped.b > 0 && (
          <Fact>{t('result.dropped', { a: doc.dropped.a, b: doc.dropped.b })}</Fact>
        )}
        {!doc.final && <Fact>{t('result.notFinal', { tasks: doc.planned })}</Fact>}
        {withPersons && (
          <Fact>
            {t('result.withPersons', {
              change: formats.change(withPersons.ratio - 1),
              low: formats.change(withPersons.low95 - 1),
              high: formats.change(withPersons.high95 - 1),
            })}
          </Fact>
        )}
        {doc.oneArmOnly.length > 0 && (
          <Fact>{t('result.oneArm', { list: formats.list(doc.oneArmOnly) })}</Fact>
        )}
        {(['a', 'b'] as const).map((arm) => {
          const { costPerTask, acceptedShare, costed } = doc.arms[arm];
          return (
            <Fact key={arm}>
              {formats.sentences(
                t('result.arm', { arm: doc[arm], count: doc.arms[arm].done }),
                costPerTask &&
                  t('result.cost', { amount: formats.money(costPerTask), count: costed }),
                acceptedShare !== null &&
                  t('result.accepted', { share: formats.percent(acceptedShare) }),
              )}
            </Fact>
          );
        })}
        {doc.seed !== null && (
          <Fact>
            {t('result.seed')} <code style={{ overflowWrap: 'anywhere' }}>{doc.seed}</code>
          </Fact>
        )}
      </ul>
    </>
  );
}

const Fact = ({ children }: { readonly children: ReactNode }) => (
  <li className="dim" style={{ maxWidth: '90ch' }}>
    {children}
  </li>
);

type Line = { readonly key: 'expected' | 'felt' | 'measured'; readonly at: number } & {
  readonly low?: number;
  readonly high?: number;
};

/** Expected, felt and measured change of time on one axis; the figures stand beside it. */
function Axis({ doc }: { readonly doc: TrialResultDoc }) {
  const { t } = useTranslation('trials');
  const formats = useFormats();
  const lines: Line[] = [
    ...(doc.expectedChange === null ? [] : [{ key: 'expected' as const, at: doc.expectedChange }]),
    ...(doc.feltChange === null ? [] : [{ key: 'felt' as const, at: doc.feltChange }]),
    ...(doc.ratio === null || doc.low95 === null || doc.high95 === null
      ? []
      : [
          {
            key: 'measured' as const,
            at: doc.ratio - 1,
            low: doc.low95 - 1,
            high: doc.high95 - 1,
          },
        ]),
  ];
  if (lines.length === 0) return null;
  const values = [0, ...lines.flatMap(({ at, low, high }) => [at, low ?? at, high ?? at])];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || 1) * 0.08;
  const place = (value: number): string =>
    `${((value - least + room) / (most - least + 2 * room)) * 100}%`;
  return (
    <table className="table" aria-label={t('result.axis')}>
      <tbody>
        {lines.map(({ key, at, low = at, high = at }) => (
          <tr key={key}>
            <td className="nowrap">{t(`result.${key}`)}</td>
            <td className="figure nowrap">
              {formats.change(at)}
              {key === 'measured' && (
                <div className="dim small-note">
                  {t('result.range', { low: formats.change(low), high: formats.change(high) })}
                </div>
              )}
            </td>
            <td style={{ width: '60%' }} aria-hidden="true">
              <div style={{ position: 'relative', height: 18 }}>
                <span
                  style={{
                    ...MARK,
                    left: place(0),
                    background: 'var(--line)',
                    width: 1,
                    height: 18,
                  }}
                />
                <span
                  style={{
                    ...MARK,
                    top: 7,
                    height: 4,
                    left: place(low),
                    width: `calc(${place(high)} - ${place(low)})`,
                    background: 'var(--accent)',
                    opacity: 0.5,
                  }}
                />
                <span
                  style={{
                    ...MARK,
                    top: 4,
                    left: `calc(${place(at)} - 5px)`,
                    width: 10,
                    height: 10,
                    borderRadius: 5,
                    background: key === 'measured' ? 'var(--accent)' : 'var(--dim)',
                  }}
                />
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const MARK = { position: 'absolute', display: 'block' } as const;
