import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../../src/core/invoices/page-layout.ts';
import {
  matchTemplate,
  teachTemplate,
  type VendorTemplate,
} from '../../../src/core/invoices/vendor-template.ts';
import { deadlineIn } from '../../../src/main/imports/invoice/limits.ts';
import { readPages } from '../../../src/main/imports/invoice/pages/page-invoice.ts';
import { readPdf } from '../../../src/main/imports/invoice/pdf-pages.ts';
import { makePdf, setRows } from '../../fixtures/invoices/make-pdf.ts';

const file: { templates: VendorTemplate[] } = JSON.parse(
  readFileSync('resources/invoice-vendors.json', 'utf8'),
);
const match = (vendor: string | null, texts: string[] = [], taxId: string | null = null) =>
  matchTemplate({ vendor, taxId, texts }, file.templates)?.id ?? null;

describe('known vendors', () => {
  it.each([
    ['Anthropic, PBC', 'anthropic'],
    ['OpenAI Ireland Limited', 'openai'],
    ['Anysphere, Inc.', 'cursor'],
    ['Google Cloud EMEA Limited', 'google'],
    ['Microsoft Ireland Operations Limited', 'microsoft'],
    ['JetBrains s.r.o.', 'jetbrains'],
    ['杭州深度求索人工智能基础技术研究有限公司', 'deepseek'],
  ])('%s is %s', (vendor, id) => {
    expect(match(vendor)).toBe(id);
  });

  it('are not found in the name of somebody else', () => {
    expect(match('Training for OpenAI and Claude Ltd')).toBeNull();
    expect(match(null, ['We explain how Cursor works'])).toBeNull();
  });

  it.each(['Cohere Health, Inc.', 'Microsoft Azure credits passed on by us', 'Partner of Notion'])(
    'are not whoever begins alike: %s',
    (text) => {
      expect(match(text)).toBeNull();
      expect(match(null, [text])).toBeNull();
    },
  );

  it('are known with legal form, region and address behind their name', () => {
    expect(match('Microsoft Ireland Operations Ltd, Dublin')).toBe('microsoft');
    expect(match(null, ['Anthropic Ireland, Limited · 6th Floor'])).toBe('anthropic');
  });

  it('are not found by a domain where the page names another company as its sender', () => {
    const sender = { vendor: 'Northbeam Resale Ltd', taxId: null, texts: ['anthropic.com'] };
    expect(matchTemplate({ ...sender, isVendorSure: true }, file.templates)).toBeNull();
    expect(matchTemplate(sender, file.templates)?.id).toBe('anthropic');
  });

  it('are found by a domain of their own, not by one that merely ends alike', () => {
    expect(match(null, ['billing@anthropic.com'])).toBe('anthropic');
    expect(match(null, ['billing@notanthropic.com', 'anthropic.com.example.org'])).toBeNull();
  });

  it('have names and ids of their own', () => {
    const ids = file.templates.map((each) => each.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(file.templates.every((each) => each.names.length > 0)).toBe(true);
  });
});

describe('a vendor taught by pointing once', () => {
  // Labels that no dictionary knows, in two layouts: beside and above.
  const bill = (number: string, day: string, total: string) =>
    makePdf({
      pages: [
        setRows(780, 20, [
          [[40, 'Kvassheim Maskin']],
          [
            [40, 'Dokumentkode'],
            [200, number],
          ],
          [
            [40, 'Skrevet'],
            [250, 'Alt i alt'],
          ],
          [
            [40, day],
            [250, total],
          ],
        ]),
      ],
    });

  it('is read from its next invoice by the labels beside and above the values', async () => {
    const taught = await readPdf(bill('KM/77-A', '04.06.2026', '1.250,00 €'), deadlineIn(10_000));
    const cell = (text: string) => {
      const found = rowsOf(taught.items)
        .flatMap((row) => row.cells)
        .find((each) => each.text === text);
      if (!found) throw new Error(`Not on the page: ${text}`);
      return { page: found.page, x: found.x, y: found.y, w: found.w, h: found.h };
    };
    const template = teachTemplate(
      taught.items,
      [
        { field: 'number', box: cell('KM/77-A') },
        { field: 'issueDay', box: cell('04.06.2026') },
        { field: 'total', box: cell('1.250,00 €') },
      ],
      { id: 'kvassheim', name: 'Kvassheim Maskin' },
    );
    expect(template.fields.number).toMatchObject({ labels: ['dokumentkode'], where: 'right' });
    expect(template.fields.issueDay).toMatchObject({ labels: ['skrevet'], where: 'below' });

    const next = await readPdf(bill('KM/78-B', '05.07.2026', '980,40 €'), deadlineIn(10_000));
    const { content, template: used } = readPages(next.items, [template]);
    expect(used?.id).toBe('kvassheim');
    expect([content.number?.value, content.issueDay?.value, content.totalMicro?.value]).toEqual([
      'KM/78-B',
      '2026-07-05',
      980_400_000n,
    ]);
  });
});
