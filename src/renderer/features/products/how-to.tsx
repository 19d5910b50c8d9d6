import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseFiles } from '../../../contract/desktop.ts';
import { ask } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { queueFiles } from '../imports/import-queue.ts';
import type { Product } from './products.ts';

const STEPS = ['1', '2', '3', '4'] as const;

/** Step by step: where a product's file is downloaded, or how its money is entered where there is none. */
export function HowTo({
  product,
  onLeave,
}: {
  readonly product: Product;
  readonly onLeave: () => void;
}) {
  const { t, i18n } = useTranslation('products');
  const isPlan = product.way === 'plan';
  const key = isPlan ? 'plan' : product.id;
  const steps = STEPS.filter((step) => i18n.exists(`steps.${key}.${step}`, { ns: 'products' }));
  const choose = async (): Promise<void> => {
    const { files } = await ask(chooseFiles, { endings: [], several: true });
    if (files.length === 0) return;
    queueFiles(files);
    onLeave();
    goTo('imports');
  };
  const enter = (): void => {
    onLeave();
    goTo('people', 'plans');
  };
  return (
    <section aria-label={t('title', { name: product.name })}>
      <ol style={{ margin: '10px 0', paddingLeft: 20, maxWidth: '72ch' }}>
        {steps.map((step) => (
          <li key={step} style={{ margin: '4px 0' }}>
            {t(`steps.${key}.${step}`, { name: product.name })}
          </li>
        ))}
      </ol>
      <p className="dim">{t('note')}</p>
      <div className="actions">
        {isPlan && <Button onClick={enter}>{t('enter')}</Button>}
        <Button variant={isPlan ? 'default' : 'filled'} onClick={() => void choose()}>
          {isPlan ? t('chooseInvoice') : t('chooseFile')}
        </Button>
        {!isPlan && (
          <Button variant="default" onClick={enter}>
            {t('enter')}
          </Button>
        )}
      </div>
    </section>
  );
}
