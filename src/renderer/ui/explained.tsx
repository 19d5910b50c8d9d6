import { Popover } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The product's words, in the order in which one meets them. */
const WORDS = [
  'seat',
  'licence',
  'subscription',
  'renewal',
  'unassigned',
  'identity',
  'api-value',
  'output',
  'unit',
  'baseline',
  'change',
  'worth',
  'verdict',
  'lean',
  'decision',
  'trial',
  'asset',
  'felt',
  'effect',
  'signal',
  'allowance',
  'pool',
  'top-up',
  'pace',
  'claim',
  'point-to-check',
  'payout',
  'out-of-pocket',
  'reconciliation',
  'rate',
  'close',
  'check-code',
] as const;
export type Word = (typeof WORDS)[number];

/** "What does this mean?": a small button beside a word, which says it in a sentence or two. */
export function Explained({ word }: { readonly word: Word }) {
  const { t } = useTranslation('words');
  const [isOpen, setOpen] = useState(false);
  const name = t(`word.${word}.name`);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      width={300}
      position="bottom-start"
      withinPortal
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className="what"
          aria-label={t('what', { word: name })}
          onClick={() => setOpen(!isOpen)}
        >
          ?
        </button>
      </Popover.Target>
      <Popover.Dropdown className="what-text" tabIndex={-1} aria-label={name}>
        <strong>{name}</strong>
        <p>{t(`word.${word}.means`)}</p>
      </Popover.Dropdown>
    </Popover>
  );
}

/** All of them, one after the other. */
export function WordList() {
  const { t } = useTranslation('words');
  return (
    <section className="card">
      <h2>{t('title')}</h2>
      <dl className="words">
        {WORDS.map((word) => (
          <div key={word}>
            <dt>{t(`word.${word}.name`)}</dt>
            <dd>{t(`word.${word}.means`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
