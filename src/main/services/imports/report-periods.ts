import { Failure } from '../../../core/failure.ts';
import type { ReportScope } from '../../imports/open-import.ts';
import type { Context } from '../context.ts';
import { AnswerNeeded } from './import-asks.ts';
import type { ImportOptions } from './import-options.ts';
import { undoImport } from './undo-import.ts';

/**
 * Makes room for a report that sums up a time. One from the same first day on grows: its rows are
 * known again and replaced. One from another first day speaks of days that another report sums up
 * already, and only a person can say which of the two stands (`overlap=new` or `overlap=held`).
 */
export function settleOverlap(
  context: Context,
  scope: ReportScope,
  file: string,
  answers: ImportOptions['answers'],
): void {
  const { key, from, to } = scope;
  for (const held of context.book.imports.periodsTouching(key, from, to)) {
    const details = { file, held: held.file, from: held.from, to: held.to };
    if (held.from === from) {
      if (held.to <= to) continue;
      throw new Failure(
        'report_shorter',
        `${held.file} sums up ${held.from} to ${held.to} already, more than this report. Nothing was changed.`,
        details,
      );
    }
    const answer = answers?.['overlap']?.trim().toLowerCase();
    if (answer === 'new') {
      undoImport(context, held.id);
      continue;
    }
    if (answer === 'held') {
      throw new Failure(
        'report_left_out',
        `${file} was left out: ${held.file} (${held.from} to ${held.to}) stands. Nothing was changed.`,
        details,
      );
    }
    throw new AnswerNeeded(
      [
        {
          key: 'overlap',
          question: `${held.file} sums up ${held.from} to ${held.to}, and this report ${from} to ${to}: the days in both would count twice. Which of the two stands? Answer with overlap=new or overlap=held.`,
          choices: ['new', 'held'],
          about: [held.from, held.to],
          example: null,
          readings: null,
          suggested: null,
        },
      ],
      file,
    );
  }
}
