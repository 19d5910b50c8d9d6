import { Autocomplete, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { companyShow, type modelsList, modelsSet } from '../../../contract/company.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

/** Which model is the next one down from another, where it is not the one of the provider's next class. */
export function LowerModel({
  models: { models, lowers },
}: {
  readonly models: OutputOf<typeof modelsList>;
}) {
  const { t } = useTranslation(['settings', 'shell']);
  const formats = useFormats();
  const save = useChange(modelsSet);
  const company = useAnswer(companyShow, {});
  const [model, setModel] = useState('');
  const [lower, setLower] = useState('');
  const names = [...new Set(models.map((one) => one.model))];
  const today = company.data?.today;
  return (
    <section className="card">
      <h2>{t('models.setLower')}</h2>
      <p className="dim" style={{ margin: '0 0 8px', maxWidth: '90ch' }}>
        {formats.sentences(
          t('models.lowerNote'),
          lowers.length > 0 &&
            t('models.lowers', {
              list: formats.list(lowers.map((one) => t('models.lowerOne', one))),
            }),
        )}
      </p>
      <Group align="end">
        <Autocomplete
          label={t('models.model')}
          data={names}
          limit={20}
          value={model}
          onChange={setModel}
        />
        <Autocomplete
          label={t('models.lower')}
          data={names}
          limit={20}
          value={lower}
          onChange={setLower}
        />
        <Button
          loading={save.isPending}
          disabled={model.trim() === '' || lower.trim() === '' || today === undefined}
          onClick={() =>
            today !== undefined &&
            save.mutate(
              { model, lower, from: today },
              {
                onSuccess: () => {
                  setModel('');
                  setLower('');
                },
              },
            )
          }
        >
          {t('shell:actions.save')}
        </Button>
      </Group>
      {save.error && <FailureNotice error={save.error} />}
    </section>
  );
}
