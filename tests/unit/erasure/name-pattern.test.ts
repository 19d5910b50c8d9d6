import { describe, expect, test } from 'vitest';
import { forgetterOf } from '../../../src/core/erasure/name-pattern.ts';
import { withoutPayee } from '../../../src/core/erasure/payout-lines.ts';

const forgetOf = (name: string, marks: string[] = [], others: string[] = []) =>
  forgetterOf({ name, marks, others, pseudonym: 'Person 7' });

describe('a name that is forgotten', () => {
  test.each([
    [
      'Jürgen Groß',
      'Claim of JÜRGEN  GROSS, and Juergen.Gross.pdf',
      'Claim of Person 7, and Person 7.pdf',
    ],
    [
      'Ana Lima',
      'Lima, Ana; ana-lima; Ana%20Lima; Anna Lima; Ana Limastone',
      'Person 7; Person 7; Person 7; Anna Lima; Ana Limastone',
    ],
    ['王伟', '已由王伟批准', '已由Person 7批准'],
    ['Jim "J" Doe', '{"by":"Jim \\"J\\" Doe"}', '{"by":"Person 7"}'],
    [
      'Claude',
      '{"tool":"Claude","by":"Claude","why":"Claude is fast"}',
      '{"tool":"Claude","by":"Person 7","why":"Claude is fast"}',
    ],
    ['Zoë Li', 'Zoe\u0308 Li and Zoe Li, not Zoe Lin', 'Person 7 and Person 7, not Zoe Lin'],
    ['X', 'X stays: it is one letter', 'X stays: it is one letter'],
    ['Dr. (Bob) X', 'by Dr. (Bob) X!', 'by Person 7!'],
  ])('%s', (name, text, after) => {
    expect(forgetOf(name)(text)).toBe(after);
  });

  test('stays where it is a part of a longer name of somebody else, or that of two people', () => {
    expect(forgetOf('王伟', [], ['王伟明'])('王伟和王伟明')).toBe('Person 7和王伟明');
    expect(forgetOf('Li Na', ['li@x.example'], ['Li  NA'])('Li Na <li@x.example>')).toBe(
      'Li Na <Person 7>',
    );
  });

  test('takes e-mails as whole ones, and account numbers with and without blanks', () => {
    const forget = forgetOf('Nobody Else', ['li@x.example', 'DE89370400440532013000']);
    expect(forget('LI@X.EXAMPLE, li%40x.example. al.li@x.example li@x.example.org')).toBe(
      'Person 7, Person 7. al.li@x.example li@x.example.org',
    );
    expect(forget('DE89 3704 0044 0532 0130 00, DE893704004405320130001')).toBe(
      'Person 7, DE893704004405320130001',
    );
  });

  test('a text that holds none stays as it was, however its accents are put together', () => {
    expect(forgetOf('Ana Lima')('Zoe\u0308')).toBe('Zoe\u0308');
  });
});

test("a bank's table keeps amounts and references, and loses the payee in their rows alone", () => {
  const table = `reference,person,amount,iban,bank\r\nC1,"Li, Na",20.00,DE1,"Bank, A"\r\nC2,Max,5.00,DE2,B\r\n`;
  expect(withoutPayee(table, 'Person 7', (line) => line.startsWith('C1,'))).toBe(
    'reference,person,amount,iban,bank\r\nC1,Person 7,20.00,,\r\nC2,Max,5.00,DE2,B\r\n',
  );
});
