import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { mayBePeople } from '../../../src/main/imports/formats/canonical/is-people.ts';
import { suggestMapping } from '../../../src/main/imports/suggest-mapping.ts';
import type { ByteSource } from '../../../src/main/imports/table/byte-source.ts';
import { HeaderColumns } from '../../../src/main/imports/table/header-columns.ts';
import { findEncoding } from '../../../src/main/imports/table/text-encoding.ts';

const guess = (header: string, row: string) =>
  suggestMapping(header.split(';'), [row.split(';')], undefined);

describe('columns guessed by what they mean', () => {
  it.each([
    [
      'Buchungsdatum;Lieferant;Betrag;Währung;Nutzer;Belegnr.',
      '03.09.2026;OpenAI;1.234,50;EUR;a@b.de;R-1',
      ['date', 'tool', 'amount', 'currency', 'identity', 'reference'],
    ],
    [
      'Date de facturation;Fournisseur;Montant HT;Devise;Utilisateur;Libellé',
      '03/09/2026;Mistral;12,00;EUR;a@b.fr;API',
      ['date', 'tool', 'amount', 'currency', 'identity', 'description'],
    ],
    [
      'Fecha de cargo;Proveedor;Importe;Moneda;Usuario;Concepto',
      '03/09/2026;OpenAI;2,75;EUR;a@b.es;uso',
      ['date', 'tool', 'amount', 'currency', 'identity', 'description'],
    ],
    [
      '账单日期;供应商;应付金额（元）;币种;用户;备注',
      '2026年9月3日;阿里云;12.50;CNY;a@b.cn;接口',
      ['date', 'tool', 'amount', 'currency', 'identity', 'description'],
    ],
    [
      '請求日;サービス;金額(円);通貨;ユーザー名;摘要',
      '2026/09/03;OpenAI;1200;JPY;a@b.jp;利用料',
      ['date', 'tool', 'amount', 'currency', 'identity', 'description'],
    ],
  ])('%s is a table of charges', (header, row, columns) => {
    const found = guess(header, row);
    expect(found?.kind).toBe('charges');
    expect(Object.fromEntries(columns.map((one, at) => [one, header.split(';')[at]]))).toEqual(
      found?.columns,
    );
  });

  it.each([
    ['Datum;Benutzer;Modell;Eingabe-Token;Ausgabe-Token', '3.9.2026;a@b.de;gpt-5;1.000.000;2.000'],
    ['Jour;Utilisateur;Modèle;Jetons en entrée;Jetons en sortie', '2026-09-03;a@b.fr;gpt-5;10;2'],
    ['Fecha;Usuario;Modelo;Tokens de entrada;Tokens de salida', '2026-09-03;a@b.es;gpt-5;10;2'],
    ['日期;用户;模型;输入Tokens;输出Tokens', '2026-09-03;a@b.cn;qwen-max;10;2'],
    ['利用日;利用者;モデル;入力トークン数;出力トークン数', '2026-09-03;a@b.jp;gpt-5;10;2'],
  ])('%s is a table of use', (header, row) => {
    const [date, identity, model, input, output] = header.split(';');
    expect(guess(header, row)).toEqual({
      kind: 'usage',
      columns: { date, identity, model, input_tokens: input, output_tokens: output },
    });
  });

  it.each([
    [
      'Produkt;E-Mail;Beginn;Preis;Währung;Abrechnung',
      'Cursor;a@b.de;15.03.2026;38,40;EUR;jährlich',
    ],
    ['Outil;Courriel;Début;Prix;Devise;Fréquence', 'Cursor;a@b.fr;2026-03-15;38,40;EUR;annuel'],
    [
      'Herramienta;Correo electrónico;Inicio;Precio;Moneda;Frecuencia',
      'Cursor;a@b.es;2026-03-15;38,40;EUR;anual',
    ],
    ['工具;邮箱;开始日期;单价;币种;计费周期', 'Cursor;a@b.cn;2026-03-15;38.40;CNY;年'],
    ['ツール;メールアドレス;開始日;価格;通貨;支払周期', 'Cursor;a@b.jp;2026/03/15;6000;JPY;年払い'],
  ])('%s is a table of plans', (header, row) => {
    const [tool, email, start, price, currency, cadence] = header.split(';');
    expect(guess(header, row)).toEqual({
      kind: 'subscriptions',
      columns: { tool, email, start, price, currency, cadence },
    });
  });

  it('takes no cost centre for money, though its cells are numbers', () => {
    const found = guess('Datum;Kostenstelle;Betrag;Währung', '03.09.2026;4100;12,50;EUR');
    expect(found?.columns['amount']).toBe('Betrag');
    const none = guess('Datum;Kostenstelle;Währung', '03.09.2026;4100;EUR');
    expect(none?.columns['amount']).toBeUndefined();
  });

  it.each(['Anfragen', 'Jetons', 'Solicitudes', 'リクエスト回数', '料金'])(
    'takes a table with names, addresses and %s for no list of people',
    (column) => {
      expect(mayBePeople(new HeaderColumns(['Name', 'E-Mail', 'Abteilung']))).toBe(true);
      expect(mayBePeople(new HeaderColumns(['Name', 'E-Mail', column]))).toBe(false);
    },
  );
});

const bytesOf = (text: string, encoding: string): ByteSource => {
  const bytes = iconv.encode(text, encoding);
  return {
    name: 'table.csv',
    size: bytes.length,
    fileShare: 1,
    pieces: async function* () {
      yield bytes;
    },
  };
};

describe('the encoding of a text', () => {
  it.each([
    ['日付,サービス,金額\n2026/09/03,クラウド,1200\n', 'shift_jis'],
    ['氏名,メール,部署\n佐藤 花子,a@b.jp,かいはつ部\n', 'shift_jis'],
    ['日期,用户,费用\n2026-09-03,王小明,1.25\n', 'gb18030'],
    ['Name;Straße\nJürgen Weiß;Köln\nZoë;Öhringen\n', 'windows-1252'],
    ['note\nit’s “fine” – isn’t it…\nwe’re ‚here‘ at 5 €\n', 'windows-1252'],
    ['Libellé\nClé « dev » à Évry, coût élevé\n', 'windows-1252'],
    ['Descripción\nAño señalado, ¿cuánto?\n', 'windows-1252'],
  ])('%j is found as %s', async (text, encoding) => {
    expect((await findEncoding(bytesOf(text, encoding))).encoding).toBe(encoding);
  });
});
