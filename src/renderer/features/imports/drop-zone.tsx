import { type DragEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Where files are dropped; the buttons beside it do the same by keyboard. */
export function DropZone({
  onFiles,
  children,
}: {
  readonly onFiles: (files: readonly string[]) => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('imports');
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const paths = [...event.dataTransfer.files].map((file) => window.seatworth.pathOf(file));
    onFiles(paths.filter((path) => path !== ''));
  };
  return (
    <section
      className="card"
      aria-label={t('drop.label')}
      data-testid="drop-zone"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      style={{
        borderStyle: 'dashed',
        borderColor: isOver ? 'var(--accent)' : 'var(--dim)',
        background: isOver ? 'var(--accent-soft)' : 'var(--card)',
        padding: '22px 24px',
      }}
    >
      <p style={{ margin: '0 0 12px', maxWidth: '78ch' }}>{t('drop.text')}</p>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>{children}</div>
    </section>
  );
}
