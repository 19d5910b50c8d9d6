import { Button, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { companyShow, companySteps } from '../../../contract/company.ts';
import { useAnswer } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { useFormats } from '../../ui/format.ts';
import { SampleDoor } from '../../ui/sample-door.tsx';
import { useWindowState } from '../../window-state.ts';

const STEPS = ['people', 'subscriptions', 'usage', 'output'] as const;
type Step = (typeof STEPS)[number];

/** Where each step is taken: where it is typed, connected or pasted, beside the file that has it. */
const PLACES: Readonly<Record<Step, readonly [string, string?]>> = {
  people: ['people'],
  subscriptions: ['people', 'plans'],
  usage: ['accounts'],
  output: ['output'],
};

/** What is still wanting for a first verdict; `null` where nothing is, or it was put away. */
export function useFirstSteps(): ReadonlySet<Step> | null {
  const isHidden = useWindowState((state) => state.hidesSteps);
  const held = useAnswer(companySteps, {}).data;
  if (!held || isHidden) return null;
  const wanting = STEPS.filter((step) => !held[step]);
  return wanting.length === 0 ? null : new Set(wanting);
}

/** From an empty book to the first verdict, step by step; the first that is wanting is open. */
export function FirstSteps({ wanting }: { readonly wanting: ReadonlySet<Step> }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const hideSteps = useWindowState((state) => state.hideSteps);
  const company = useAnswer(companyShow, {}).data;
  const next = STEPS.find((step) => wanting.has(step));
  const done = STEPS.length + 1 - wanting.size;
  return (
    <section className="card" aria-label={t('steps.title')}>
      <div className="card-head">
        <h2>
          {t('steps.title')}{' '}
          <small>{t('steps.done', { done: formats.number(done), count: STEPS.length + 1 })}</small>
        </h2>
        <button type="button" className="door" onClick={hideSteps}>
          {t('steps.hide')}
        </button>
      </div>
      <ol className="steps">
        <li data-done="true">
          <span className="step-mark" aria-hidden="true">
            ✓
          </span>
          <div>
            <strong>{t('steps.company.name')}</strong>
            <div className="dim">
              {t('steps.company.text', {
                company: company?.company ?? '',
                currency: company?.currency ?? '',
              })}
            </div>
          </div>
        </li>
        {STEPS.map((step, place) => {
          const isDone = !wanting.has(step);
          return (
            <li key={step} data-done={isDone} aria-current={step === next ? 'step' : undefined}>
              <span className="step-mark" aria-hidden="true">
                {isDone ? '✓' : formats.number(place + 2)}
              </span>
              <div>
                <strong>
                  {t(`steps.${step}.name`)}
                  {isDone && <VisuallyHidden> {t('steps.isDone')}</VisuallyHidden>}
                </strong>
                <div className="dim">{t(`steps.${step}.text`)}</div>
                {!isDone && (
                  <div className="step-acts">
                    <Button
                      size="xs"
                      variant={step === next ? 'filled' : 'default'}
                      onClick={() => goTo(...PLACES[step])}
                    >
                      {t(`steps.${step}.act`)}
                    </Button>
                    <Button size="xs" variant="default" onClick={() => goTo('imports')}>
                      {t('steps.file')}
                    </Button>
                  </div>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {wanting.size === STEPS.length && (
        <p className="dim" style={{ margin: '10px 0 0' }}>
          {t('steps.sample')} <SampleDoor />
        </p>
      )}
    </section>
  );
}
