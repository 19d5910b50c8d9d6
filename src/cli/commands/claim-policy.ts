import type { Command } from 'commander';
import * as claims from '../../contract/claims.ts';
import { companyShow } from '../../contract/company.ts';
import { Failure } from '../../core/failure.ts';
import { moneyText, parseMicro } from '../../core/money.ts';
import { isSameName } from '../../core/same-name.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask, withBook } from '../session.ts';

type PolicyOptions = {
  readonly cap?: string[];
  readonly caps?: string;
  readonly receiptAbove?: string;
  readonly maxAge?: string;
  readonly tools?: string;
  readonly currencies?: string;
  readonly approvers?: string;
  readonly standIn?: string[];
  readonly secondAbove?: string;
  readonly requiredUplift?: string;
  readonly severity?: string[];
  readonly companyIban?: string;
  readonly companyBic?: string;
  readonly companyHolder?: string;
};

/** The rules for claims, and where people's money goes. */
export function addClaimPolicyCommands(claim: Command): void {
  const policy = claim
    .command('policy')
    .description('the rules for claims')
    .action((_options, command: Command) => ask(command, claims.claimsPolicy, {}, showPolicy));
  policy
    .command('set')
    .description('change what is given; the rest stays')
    .option(
      '--cap <scope:cadence=amount...>',
      'company:year=1000, role:developer:year=3000, person:li@example.com:month=200; "none" takes a cap away',
    )
    .option('--receipt-above <amount>', 'in base currency, or never')
    .option('--max-age <days>', 'or any')
    .option('--tools <names>', 'separated by commas, or any')
    .option('--currencies <codes>', 'separated by commas, or any')
    .option('--approvers <people>', 'names or e-mails separated by commas, or anybody')
    .option('--stand-in <approver=person...>', 'or none')
    .option('--second-above <amount>', 'a second approver above it, or never')
    .option('--required-uplift <ratio>', '0.5 asks for 50 %; or none')
    .option('--severity <finding=severity...>', 'such as too_old=blocks')
    .option('--company-iban <iban>')
    .option('--company-bic <bic>')
    .option('--company-holder <name>')
    .action(async (options: PolicyOptions, command: Command) => {
      // An empty account takes it away; any other empty option is a mistake, such as an unset variable.
      const { companyIban: _, companyBic: __, ...said } = options;
      if (Object.values(said).some((value) => value === '')) {
        throw new Failure('wrong_usage', 'One of the options is empty.', {});
      }
      const held = await withBook(command, 'read', async (services) => ({
        policy: (await services.call(claims.claimsPolicy, {})).policy,
        currency: (await services.call(companyShow, {})).currency,
      }));
      await ask(
        command,
        claims.claimsPolicySet,
        changeOf(options, held.policy, held.currency),
        showPolicy,
      );
    });
  claim
    .command('bank')
    .description("people's bank details")
    .action((_options, command: Command) => ask(command, claims.claimsBank, {}, showBank))
    .command('set')
    .option('--person <email>', "in a person's own book it is theirs")
    .requiredOption('--holder <name>')
    .option('--iban <iban>')
    .option('--bic <bic>')
    .option('--number <text>', "the bank's own account number")
    .option('--bank <name>')
    .action(
      (
        options: {
          person?: string;
          holder: string;
          iban?: string;
          bic?: string;
          number?: string;
          bank?: string;
        },
        command: Command,
      ) =>
        ask(
          command,
          claims.claimsBankSet,
          {
            person: options.person ?? '',
            holder: options.holder,
            iban: options.iban ?? null,
            bic: options.bic ?? null,
            accountNumber: options.number ?? null,
            bankName: options.bank ?? null,
          },
          showBank,
        ),
    );
  claim
    .command('pay-cut')
    .description('what people paid and did not get back, by name')
    .action((_options, command: Command) =>
      ask(command, claims.claimsPayCut, {}, ({ people, unpaidTools }) => {
        printTable(
          ['Person', 'Paid', 'Paid back', 'Waiting', 'Not granted', 'Days to pay back'],
          people.map((one) => [
            one.person.name,
            moneyCell(one.paid),
            moneyCell(one.paidBack),
            moneyCell(one.waiting),
            moneyCell(one.notGranted),
            String(one.medianDaysToPayBack ?? ''),
          ]),
        );
        for (const { person, tool, firstDay, lastDay } of unpaidTools) {
          say(`${person.name} works with ${tool} (${firstDay} to ${lastDay}); nobody pays for it.`);
        }
      }),
    );
}

function amount(text: string, currency: string): claims.CapDoc['limit'] {
  const [figure = '', code] = text.trim().split(/\s+/);
  const micro = parseMicro(figure);
  if (micro === null || micro < 0n) {
    throw new Failure('amount_refused', `"${text}" is not an amount.`, { value: text });
  }
  return moneyText(micro, (code ?? currency).toUpperCase());
}

const listOf = (text: string, none: string): string[] | null =>
  text.trim().toLowerCase() === none
    ? null
    : text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');

function daysOf(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 3660) {
    throw new Failure('number_refused', `"${text}" is not a number of days from 1 to 3660.`, {
      value: text,
    });
  }
  return value;
}

function ratioOf(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || value > 10) {
    throw new Failure('number_refused', `"${text}" is not a ratio from 0 to 10; 0.5 is 50 %.`, {
      value: text,
    });
  }
  return value;
}

const money = (text: string, currency: string): claims.CapDoc['limit'] | null =>
  text === 'never' ? null : amount(text, currency);

function changeOf(
  options: PolicyOptions,
  held: claims.PolicyDoc,
  currency: string,
): Partial<claims.PolicyDoc> {
  const { receiptAbove, maxAge, tools, currencies, approvers, secondAbove, requiredUplift } =
    options;
  const payer = {
    holder: options.companyHolder ?? held.payer.holder,
    iban: options.companyIban ?? held.payer.iban,
    bic: options.companyBic ?? held.payer.bic,
  };
  return {
    ...(options.cap ? { caps: capsWith(held.caps, options.cap, currency) } : {}),
    ...(receiptAbove ? { receiptAbove: money(receiptAbove, currency) } : {}),
    ...(maxAge ? { maxAgeDays: maxAge === 'any' ? null : daysOf(maxAge) } : {}),
    ...(tools ? { tools: listOf(tools, 'any') } : {}),
    ...(currencies
      ? { currencies: listOf(currencies, 'any')?.map((code) => code.toUpperCase()) ?? null }
      : {}),
    ...(approvers ? { approvers: listOf(approvers, 'anybody') } : {}),
    ...(options.standIn ? { standIns: standInsOf(options.standIn) } : {}),
    ...(secondAbove ? { secondApproverAbove: money(secondAbove, currency) } : {}),
    ...(requiredUplift
      ? { requiredUplift: requiredUplift === 'none' ? null : ratioOf(requiredUplift) }
      : {}),
    ...(options.severity ? { severities: severitiesOf(options.severity) } : {}),
    payer,
  };
}

function standInsOf(texts: readonly string[]): claims.PolicyDoc['standIns'] {
  if (texts[0] === 'none') return [];
  return texts.map((text) => {
    const [approver = '', standIn = ''] = text.split('=').map((one) => one.trim());
    if (approver === '' || standIn === '') {
      throw new Failure('wrong_usage', 'A stand-in is APPROVER=PERSON.', { value: text });
    }
    return { approver, standIn };
  });
}

function severitiesOf(texts: readonly string[]): claims.PolicyDoc['severities'] {
  return Object.fromEntries(
    texts.map((text) => {
      const [code = '', severity = ''] = text.split('=').map((one) => one.trim());
      if (severity !== 'blocks' && severity !== 'warns') {
        throw new Failure('wrong_usage', 'A severity is FINDING=blocks or FINDING=warns.', {
          value: text,
        });
      }
      return [code, severity];
    }),
  );
}

/** Caps by scope and cadence: one that is named again is replaced, `none` takes it away. */
function capsWith(
  held: readonly claims.CapDoc[],
  texts: readonly string[],
  currency: string,
): claims.CapDoc[] {
  let caps = [...held];
  for (const text of texts) {
    const match = /^(company|role:(.+)|person:(.+)):(month|year)=(.+)$/.exec(text.trim());
    const cadence = match?.[4];
    if (!match || (cadence !== 'month' && cadence !== 'year')) {
      throw new Failure(
        'wrong_usage',
        'A cap is company:year=1000, role:NAME:month=200 or person:EMAIL:year=3000.',
        { value: text },
      );
    }
    const [, whole = '', role, email, , limit = ''] = match;
    const scope = whole === 'company' ? 'company' : role ? 'role' : 'person';
    const of = role ?? email ?? null;
    const isReplaced = (one: claims.CapDoc): boolean =>
      one.scope === scope && one.cadence === cadence && isSameName(one.of ?? '', of ?? '');
    caps = caps.filter((one) => !isReplaced(one));
    if (limit !== 'none') caps.push({ scope, of, cadence, limit: amount(limit, currency) });
  }
  return caps;
}

function showPolicy({ policy }: { readonly policy: claims.PolicyDoc }): void {
  const any = (list: readonly string[] | null, none: string): string => list?.join(', ') ?? none;
  printTable(
    ['Rule', 'Value'],
    [
      ...policy.caps.map((cap) => [
        `most per ${cap.cadence}, ${cap.scope}${cap.of ? ` ${cap.of}` : ''}`,
        moneyCell(cap.limit),
      ]),
      ['receipt above', policy.receiptAbove ? moneyCell(policy.receiptAbove) : 'never'],
      ['days', String(policy.maxAgeDays ?? 'any')],
      ['tools', any(policy.tools, 'any')],
      ['currencies', any(policy.currencies, 'any')],
      ['approvers', any(policy.approvers, 'anybody but the claimant')],
      [
        'stand-ins',
        policy.standIns.map(({ approver, standIn }) => `${standIn} for ${approver}`).join(', '),
      ],
      [
        'second approver above',
        policy.secondApproverAbove ? moneyCell(policy.secondApproverAbove) : 'never',
      ],
      ['required uplift', String(policy.requiredUplift ?? 'none')],
      ['pays from', policy.payer.iban ?? ''],
    ],
  );
}

function showBank({
  accounts,
}: {
  readonly accounts: readonly {
    readonly person: { readonly name: string };
    readonly holder: string;
    readonly iban: string | null;
    readonly accountNumber: string | null;
    readonly bankName: string | null;
  }[];
}): void {
  printTable(
    ['Person', 'Holder', 'IBAN or number', 'Bank'],
    accounts.map((one) => [
      one.person.name,
      one.holder,
      one.iban ?? one.accountNumber ?? '',
      one.bankName ?? '',
    ]),
  );
}
