import { seatsMonth } from '../../../contract/month.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { SpanSeats } from '../overview/span-seats.tsx';

/** The month's seats for whoever sees no verdicts: what each spent and put out. */
export function MonthSeats({ month }: { readonly month: string }) {
  const formats = useFormats();
  const answer = useAnswer(seatsMonth, { month });
  if (answer.error) return <FailureNotice error={answer.error} />;
  return (
    <SpanSeats
      seats={answer.data?.seats}
      overview={{ month, currency: answer.data?.currency ?? '' }}
      name={formats.month(month)}
    />
  );
}
