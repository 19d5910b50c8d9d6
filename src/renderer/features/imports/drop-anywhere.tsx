import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../../route.ts';
import { queueFiles } from './import-queue.ts';

/** Files may be dropped anywhere on the window: they land in the queue of imports. */
export function DropAnywhere() {
  const { t } = useTranslation('imports');
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      // A screen with a place of its own for files has taken them already.
      if (event.defaultPrevented || !event.dataTransfer) return;
      event.preventDefault();
      const paths = [...event.dataTransfer.files].map((file) => window.seatworth.pathOf(file));
      const files = paths.filter((path) => path !== '');
      if (files.length === 0) return;
      queueFiles(files);
      goTo('imports');
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver ? (
    <p className="drop-hint" role="status">
      {t('drop.here')}
    </p>
  ) : null;
}
