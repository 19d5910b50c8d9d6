import { type ReactNode, useEffect } from 'react';
import { MonthPicker } from '../../ui/month-picker.tsx';
import { useMonth } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';

/** A screen of a person's own book: the month where it has one, what can be done, and the sentence that answers. */
export function OwnPage({
  title,
  answer,
  withMonth = false,
  isLoading = false,
  actions,
  children,
}: {
  readonly title: string;
  readonly answer?: ReactNode;
  readonly withMonth?: boolean;
  readonly isLoading?: boolean;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  const month = useMonth();
  useEffect(() => {
    document.title = `${title} · Seatworth`;
  }, [title]);
  return (
    <>
      <div className="page-head">
        {withMonth && month !== null ? (
          <MonthPicker month={month} />
        ) : (
          <span className="month">{title}</span>
        )}
        <div className="right">{actions}</div>
      </div>
      {isLoading ? (
        <>
          <h1 className="answer">
            <span className="skeleton">{title}</span>
          </h1>
          <PartSkeleton height={240} />
        </>
      ) : (
        <>
          <h1 className="answer">{answer ?? title}</h1>
          {children}
        </>
      )}
    </>
  );
}
