import type { claimsPolicy, claimsPolicySet, PolicyDoc } from '../../../contract/claims.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { FINDING_SEVERITIES } from '../../../core/claims/finding.ts';
import { type ClaimRules, presetClaimRules } from '../../../core/claims/finding-input.ts';
import { Failure } from '../../../core/failure.ts';
import { type Micro, moneyText, parseMicro } from '../../../core/money.ts';
import { foldedName } from '../../../core/same-name.ts';
import { audit } from '../../book/audit.ts';
import { isBic, isIban, plainIban } from '../../exports/payouts/iban.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { heldPeople, personByEmail } from '../people/people.ts';

/** The company's policy on claims: as it was set last, else what a new company starts from. */
export function policyOf(context: Context): {
  readonly policy: PolicyDoc;
  readonly isPreset: boolean;
} {
  const set = context.book.claims.policy();
  const preset = presetPolicy(context);
  if (set === undefined) return { policy: preset, isPreset: true };
  const held = JSON.parse(set) as PolicyDoc;
  return {
    policy: { ...preset, ...held, severities: { ...preset.severities, ...held.severities } },
    isPreset: false,
  };
}

function presetPolicy(context: Context): PolicyDoc {
  const { caps, receiptAboveMicro, maxAgeDays } = presetClaimRules(baseCurrency(context));
  return {
    caps: caps.map(({ scope, cadence, limitMicro, currency }) => ({
      scope: scope.kind,
      of: null,
      cadence,
      limit: moneyText(limitMicro, currency),
    })),
    receiptAbove:
      receiptAboveMicro === null ? null : moneyText(receiptAboveMicro, baseCurrency(context)),
    maxAgeDays,
    tools: null,
    currencies: null,
    requiredUplift: null,
    approvers: null,
    standIns: [],
    secondApproverAbove: null,
    severities: { ...FINDING_SEVERITIES },
    payer: { holder: settingOf(context, 'company.name'), iban: null, bic: null },
  };
}

export const micro = ({ amount }: { readonly amount: string }): Micro => parseMicro(amount) ?? 0n;

/** The policy as the rules take it. */
export function rulesOf(policy: PolicyDoc): ClaimRules {
  return {
    caps: policy.caps.map(({ scope, of, cadence, limit }) => ({
      scope:
        scope === 'company'
          ? { kind: scope }
          : scope === 'role'
            ? { kind: scope, role: of ?? '' }
            : { kind: scope, person: (of ?? '').toLowerCase() },
      cadence,
      limitMicro: micro(limit),
      currency: limit.currency,
    })),
    receiptAboveMicro: policy.receiptAbove && micro(policy.receiptAbove),
    maxAgeDays: policy.maxAgeDays,
    tools: policy.tools,
    currencies: policy.currencies,
    requiredUplift: policy.requiredUplift,
    severities: policy.severities as ClaimRules['severities'],
  };
}

export function showPolicy(context: Context): OutputOf<typeof claimsPolicy> {
  return policyOf(context);
}

/** Changes the policy from now on; what was decided stays decided. */
export function setPolicy(
  context: Context,
  change: InputOf<typeof claimsPolicySet>,
): OutputOf<typeof claimsPolicy> {
  const { book } = context;
  book.transaction(() => {
    const before = policyOf(context).policy;
    const given = Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== undefined),
    ) as Partial<PolicyDoc>;
    // A cap for a mistyped e-mail would be kept and never hold for anybody.
    for (const { scope, of } of given.caps ?? [])
      if (scope === 'person') personByEmail(book, of ?? '');
    const after = checkedPolicy(context, {
      ...before,
      ...given,
      severities: { ...before.severities, ...given.severities },
    });
    book.claims.setPolicy(context.now(), context.who, JSON.stringify(after));
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set claim policy',
      subject: 'claims',
      detail: { before, after },
    });
  });
  return policyOf(context);
}

function checkedPolicy(context: Context, policy: PolicyDoc): PolicyDoc {
  const base = baseCurrency(context);
  const known = new Set(Intl.supportedValuesOf('currency'));
  for (const code of [
    ...(policy.currencies ?? []),
    ...policy.caps.map((cap) => cap.limit.currency),
  ]) {
    if (!known.has(code)) {
      throw new Failure('currency_unknown', `${code} is not a currency code such as USD.`, {
        currency: code,
      });
    }
  }
  for (const limit of [policy.receiptAbove, policy.secondApproverAbove]) {
    if (limit && (limit.currency !== base || micro(limit) < 0n)) {
      throw new Failure('policy_currency', `Give this amount in ${base}.`, { currency: base });
    }
  }
  for (const { scope, of, limit } of policy.caps) {
    if (micro(limit) < 0n || (scope !== 'company' && !of?.trim())) {
      throw new Failure(
        'policy_cap',
        'A cap is an amount for the company, a role or a person.',
        {},
      );
    }
  }
  for (const code of Object.keys(policy.severities)) {
    if (!(code in FINDING_SEVERITIES)) {
      throw new Failure('finding_unknown', `There is no finding ${code}.`, { finding: code });
    }
  }
  const iban = policy.payer.iban && plainIban(policy.payer.iban);
  const bic = policy.payer.bic && plainIban(policy.payer.bic);
  refuseAccount(policy.payer.holder, iban || null, bic || null);
  return { ...policy, payer: { ...policy.payer, iban: iban || null, bic: bic || null } };
}

/** Refuses an IBAN or BIC that is mistyped. */
export function refuseAccount(holder: string, iban: string | null, bic: string | null): void {
  if (iban !== null && !isIban(iban)) {
    throw new Failure(
      'payout_iban_wrong',
      `The IBAN of ${holder} is missing or mistyped. Check it against the bank card.`,
      { holder },
    );
  }
  if (bic !== null && !isBic(bic)) {
    throw new Failure('payout_bic_wrong', `The BIC of ${holder} is mistyped.`, { holder });
  }
}

/** The e-mail of whoever is meant by a name or e-mail, where exactly one person is; else the text itself. */
export function actorKey(context: Context, name: string): string {
  const wanted = foldedName(name);
  const people = heldPeople(context.book);
  const byEmail = people.find((one) => one.email.toLowerCase() === wanted);
  if (byEmail) return byEmail.email.toLowerCase();
  const byName = people.filter((one) => foldedName(one.name) === wanted);
  return byName.length === 1 && byName[0] ? byName[0].email.toLowerCase() : name.trim();
}
