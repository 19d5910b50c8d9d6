import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { sampleBook } from '../../contract/desktop.ts';
import { useChange } from '../ask.ts';
import { goTo } from '../route.ts';
import { useWindowState } from '../window-state.ts';
import { FailureNotice } from './failure-notice.tsx';

/** Opens the sample company in place of a book that is still empty; the own one stays as it is. */
export function SampleDoor() {
  const { t } = useTranslation();
  const setMonth = useWindowState((state) => state.setMonth);
  const open = useChange(sampleBook);
  return (
    <>
      <Button
        variant="default"
        loading={open.isPending}
        onClick={() =>
          open.mutate(
            {},
            {
              onSuccess: () => {
                setMonth(null);
                goTo('overview');
              },
            },
          )
        }
      >
        {t('sample')}
      </Button>
      {open.error && <FailureNotice error={open.error} />}
    </>
  );
}
