import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { chooseFolder, showFile } from '../../../contract/desktop.ts';
import { warehouseExport } from '../../../contract/warehouse.ts';
import { ask } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';

/** Writes every table of the book as Parquet into a folder that the person chooses. */
export function WarehousePart() {
  const { t } = useTranslation('close');
  const write = useMutation({
    mutationFn: async () => {
      const { folder } = await ask(chooseFolder, {});
      return folder === null ? null : ask(warehouseExport, { out: folder });
    },
  });
  return (
    <section className="card">
      <h2>{t('warehouse.title')}</h2>
      <p style={{ margin: '0 0 8px', maxWidth: '80ch' }}>{t('warehouse.text')}</p>
      {write.error && <FailureNotice error={write.error} />}
      <Button variant="default" loading={write.isPending} onClick={() => write.mutate()}>
        {t('warehouse.save')}
      </Button>
      {write.data && (
        <p role="status" style={{ margin: '10px 0 0' }}>
          ✓ {t('warehouse.done', { count: write.data.files.length, folder: write.data.folder })}{' '}
          <button
            type="button"
            className="door"
            onClick={() => void ask(showFile, { file: write.data?.files[0]?.file ?? '' })}
          >
            {t('showFile')}
          </button>
        </p>
      )}
    </section>
  );
}
