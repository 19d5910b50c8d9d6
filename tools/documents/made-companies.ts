import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addDays, lastDay, monthRange } from '../../src/core/calendar.ts';
import { makeClaudeSession } from '../../tests/fixtures/agent-logs/make-claude-session.ts';
import { seededRandom } from '../../tests/fixtures/agent-logs/seeded-random.ts';
import { billXml } from '../../tests/fixtures/invoices/made-bill.ts';

/** A command of a company's history: the instant at which it is given, and its words. */
export type Step = { readonly at: string; readonly words: readonly string[] };

/** A company whose book is built by commands alone; `steps` name files of the folder. */
export type MadeCompany = {
  readonly name: string;
  readonly months: readonly string[];
  readonly people: readonly string[];
  readonly accounts: readonly string[];
  /** Writes the company's files into a folder. */
  readonly write: (folder: string) => void;
  readonly steps: readonly Step[];
};

const SEEDS = { workshop: 11, studio: 12 };

function put(folder: string, name: string, lines: readonly string[]): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
}

type Member = {
  readonly mail: string;
  readonly name: string;
  readonly role: string;
  readonly team: string;
};

const WORKSHOP: readonly Member[] = [
  { mail: 'arno@brotlicht.example', name: 'Arno Zweig', role: 'developer', team: 'Werk' },
  { mail: 'berta@brotlicht.example', name: 'Berta Öhm', role: 'developer', team: 'Werk' },
  { mail: 'cyril@brotlicht.example', name: 'Cyril Meyer', role: 'support', team: 'Haus' },
  { mail: 'doro@brotlicht.example', name: 'Doro Kast', role: 'support', team: 'Haus' },
  { mail: 'edda@brotlicht.example', name: 'Edda Lunt', role: 'owner', team: 'Haus' },
];
const STUDIO: readonly Member[] = [
  { mail: 'bao@yunqiao.example', name: '包子恒', role: '工程师', team: '一组' },
  { mail: 'lin@yunqiao.example', name: '林小雨', role: '工程师', team: '一组' },
  { mail: 'zhao@yunqiao.example', name: '赵明', role: '设计', team: '二组' },
];

function peopleLines(members: readonly Member[], cost: number, currency: string): string[] {
  return [
    'name,email,role,team,start,end,monthly_cost,currency',
    ...members.map(
      ({ name, mail, role, team }, index) =>
        `${name},${mail},${role},${team},2024-01-01,,${cost + index * 150},${currency}`,
    ),
  ];
}

function usageLines(seed: number, members: readonly Member[], from: string, to: string): string[] {
  const random = seededRandom(seed);
  const models = ['claude-sonnet-4-5', 'claude-opus-4-5', 'gpt-5', 'house-model-1'];
  const lines = [
    'date,identity,tool,model,project,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,requests',
  ];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (const { mail } of members) {
      if (random.below(4) === 0) continue;
      const model = models[random.below(models.length)];
      const tool = model === 'gpt-5' ? 'OpenAI API' : 'Claude API';
      const tokens = [900_000, 60_000, 400_000, 9_000].map((most) => random.below(most));
      lines.push(
        `${day},${mail},${tool},${model},p${random.below(3)},${tokens.join(',')},${1 + random.below(40)}`,
      );
    }
    if (random.below(6) === 0)
      lines.push(
        `${day},key-shared,Claude API,claude-sonnet-4-5,,${random.below(500_000)},${random.below(9_000)},0,0,3`,
      );
  }
  return lines;
}

function outputLines(
  seed: number,
  members: readonly Member[],
  months: readonly string[],
): string[] {
  const random = seededRandom(seed);
  const lines = ['date,email,kind,quantity,title,accepted_by,minutes_saved'];
  for (const month of months) {
    for (const { mail, role } of members) {
      for (let count = 4 + random.below(8); count > 0; count -= 1) {
        const day = addDays(`${month}-01`, random.below(Number(lastDay(month).slice(8))));
        const kind = role === 'support' ? 'ticket' : 'pull request';
        const felt = random.below(3) === 0 ? random.below(90) : '';
        lines.push(`${day},${mail},${kind},1,,${members.at(-1)?.mail},${felt}`);
      }
    }
  }
  return lines;
}

function rateLines(from: string, to: string, pairs: readonly [string, string, number][]): string[] {
  const lines = ['date,from,to,rate'];
  for (let day = from, step = 0; day <= to; day = addDays(day, 7), step += 1) {
    for (const [one, other, rate] of pairs)
      lines.push(`${day},${one},${other},${(rate + (step % 9) / 1000).toFixed(4)}`);
  }
  return lines;
}

function writeLog(folder: string, name: string, seed: number): void {
  const { lines } = makeClaudeSession(seededRandom(seed), {
    session: `0000${seed}`,
    dayOffset: 0,
    bytes: 60_000,
    oddLines: false,
    history: [],
  });
  put(folder, join(name, 'projects/-home-shop', `0000${seed}.jsonl`), lines);
}

/** One step a line: its day, then its words; double quotes hold a word with blanks together. */
function stepsOf(text: string): Step[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [day = '', ...words] = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) =>
        word.replaceAll('"', ''),
      );
      return { at: `${day}T09:00:00.000Z`, words };
    });
}

const WORK_MONTHS = monthRange('2025-09', '2026-06');

/** A workshop that keeps its books in euros, with accounts, invoices, claims, a closed spring. */
const workshop: MadeCompany = {
  name: 'workshop',
  months: ['2026-03', '2026-04', '2026-06'],
  people: ['berta@brotlicht.example', 'cyril@brotlicht.example'],
  accounts: ['Console', 'OpenAI'],
  write: (folder) => {
    put(folder, 'people.csv', peopleLines(WORKSHOP, 5200, 'EUR'));
    put(
      folder,
      'rates.csv',
      rateLines('2025-09-01', '2026-06-30', [
        ['EUR', 'USD', 1.08],
        ['EUR', 'CHF', 0.94],
      ]),
    );
    put(folder, 'subscriptions.csv', [
      'tool,email,start,end,price,currency,cadence',
      'ChatGPT Business,cyril@brotlicht.example,2025-12-01,,30,USD,month',
      'Claude Max,arno@brotlicht.example,2025-11-15,,100,USD,month',
      'Claude Max,,2026-02-01,,100,USD,month',
      'Cursor,berta@brotlicht.example,2026-01-10,2026-05-31,192,USD,year',
    ]);
    put(folder, 'usage.csv', usageLines(SEEDS.workshop, WORKSHOP, '2026-01-01', '2026-06-30'));
    put(folder, 'gpt.csv', usageLines(SEEDS.studio, WORKSHOP, '2026-04-01', '2026-06-30'));
    put(folder, 'longer.csv', usageLines(SEEDS.workshop, WORKSHOP, '2026-01-01', '2026-07-05'));
    put(folder, 'bad.csv', [
      'date,identity,model,input_tokens',
      '31/02/26,x,gpt-5,5',
      '2026-06-03,arno@brotlicht.example,gpt-5,many',
      '2026-06-03,arno@brotlicht.example,gpt-5,70000',
    ]);
    put(folder, 'charges.csv', [
      'date,account,description,amount,currency,email',
      '2026-04-11,Console,Commitment,45.10,USD,',
      '2026-05-02,OpenAI,Support,12.00,CHF,doro@brotlicht.example',
      '2026-06-20,,Sticker,7.00,PLN,',
    ]);
    put(folder, 'output.csv', outputLines(SEEDS.workshop, WORKSHOP, WORK_MONTHS));
    put(folder, 'bill-4.xml', [
      billXml({
        number: 'B-4',
        from: '2026-04-01',
        to: '2026-04-30',
        issued: '2026-05-02',
        net: '310.40',
      }),
    ]);
    put(folder, 'bill-5.xml', [
      billXml({
        number: 'B-5',
        from: '2026-05-01',
        to: '2026-05-31',
        issued: '2026-06-02',
        net: '290.00',
        tax: '55.10',
      }),
    ]);
    put(folder, 'bill-x.xml', [
      billXml({
        number: 'X-1',
        vendor: 'Unbekannt &amp; Co',
        issued: '2026-06-12',
        net: '80.00',
        currency: 'EUR',
      }),
    ]);
    put(folder, 'claims.json', [
      JSON.stringify([
        {
          day: '2026-05-04',
          tool: 'DeepL',
          vendor: 'DeepL SE',
          amount: '20.00 EUR',
          purpose: 'Texts',
        },
        {
          day: '2026-05-05',
          tool: 'Midjourney',
          vendor: 'Midjourney',
          amount: '30.00 USD',
          workPercent: '50',
          purpose: 'Pictures',
        },
      ]),
    ]);
    writeLog(folder, 'laptop', 3);
  },
  steps: stepsOf(`
    2026-01-02 init --company Brotlicht --currency EUR --time-zone Europe/Berlin
    2026-01-03 import people.csv rates.csv subscriptions.csv
    2026-01-04 settings set verdict.required-return 1.2
    2026-01-04 settings set verdict.nonsense 1
    2026-01-05 kinds set ticket --weight 0.5 --from 2026-01
    2026-01-05 baseline set --role owner --units 6
    2026-01-06 models set house-model-1 --class light --input 1 --output 4 --from 2026-02-01
    2026-01-07 allowance preset start-low --from 2026-01-01 --why "Begin low"
    2026-01-07 allowance set --scope role:developer --limit 90 --cadence month --class flagship --at-limit ask --carry-over 2 --from 2026-01-01
    2026-01-08 allowance pool set --team Werk --limit 400 --from 2026-01-01
    2026-01-08 allowance pool slice --team Werk --role developer --amount 120 --from 2026-01-01
    2026-01-09 budget set 2026 9000
    2026-01-09 calendar holiday 2026-05-01 --name "Tag der Arbeit"
    2026-06-30 import usage.csv --account Console
    2026-06-30 import gpt.csv --account OpenAI
    2026-06-30 import output.csv charges.csv
    2026-07-01 import bad.csv --kind usage
    2026-07-01 import usage.csv --account Console
    2026-07-05 import longer.csv --account Console
    2026-07-05 import laptop --kind agent-log --person arno@brotlicht.example --device laptop
    2026-07-05 identities assign key-shared --share arno@brotlicht.example=60 --share berta@brotlicht.example=30 --from 2026-03-01
    2026-07-05 accounts billing OpenAI plan
    2026-07-05 accounts billing OpenAI use
    2026-07-05 rates set 2026-06-15 PLN EUR 0.23
    2026-07-05 import bill-4.xml bill-5.xml bill-x.xml --kind invoice
    2026-07-05 invoices account 1 Console
    2026-07-05 invoices confirm 1
    2026-07-05 invoices confirm 2 --account Console
    2026-07-05 invoices spread Console by-use
    2026-07-05 invoices mend 3 --number X-1a
    2026-05-12 allowance top-up ask --person berta@brotlicht.example --amount 60 --reason Release --expected "4 pull requests"
    2026-05-13 allowance top-up decide 1 --approve --amount 50
    2026-06-02 allowance top-up ask --person arno@brotlicht.example --amount 40 --reason More --expected "Fewer bugs" --permanent
    2026-06-03 allowance top-up decide 2 --approve
    2026-07-05 allowance top-up end 2 --to 2026-07-31
    2026-06-21 allowance transfer --from-person arno@brotlicht.example --to-person berta@brotlicht.example --amount 15
    2026-05-06 claim submit --person cyril@brotlicht.example --lines claims.json --as cyril@brotlicht.example
    2026-05-07 claim submit --person doro@brotlicht.example --date 2026-05-06 --tool Perplexity --vendor "Perplexity AI" --amount 20 --currency USD --purpose Research
    2026-05-07 claim submit --person arno@brotlicht.example --date 2026-05-06 --tool Perplexity --vendor "Perplexity AI" --amount 20 --currency USD --purpose Research
    2026-05-08 claim decide 1 approve --line 2=10 --reason Half --as edda@brotlicht.example
    2026-05-08 claim decide 2 ask --reason "Which project?" --as edda@brotlicht.example
    2026-05-09 claim answer 2 --text "The new site"
    2026-05-10 claim decide 2 approve --as edda@brotlicht.example
    2026-05-10 claim withdraw 3 --as arno@brotlicht.example
    2026-05-10 claim bank set --person cyril@brotlicht.example --holder "Cyril Meyer" --iban DE89370400440532013000
    2026-05-11 claim policy set --company-iban DE89370400440532013000 --company-holder Brotlicht --cap company:year=1000
    2026-05-11 claim pay 2 --date 2026-05-11 --reference May
    2026-05-12 claim failed 2 --reason "Account closed"
    2026-05-12 claim pay --batch --format csv --out batch.csv
    2026-05-13 claim batches paid 1 --date 2026-05-13
    2026-07-06 close --month 2026-03 --anyway --reason "The shared key is known"
    2026-07-06 close --month 2026-04 --anyway --reason "As it is"
    2026-07-07 close --month 2026-04 --reopen --reason "A bill came"
    2026-07-07 correct --corrects 2026-03 --day 2026-07-02 --amount -12.50 --currency EUR --description Credit --person berta@brotlicht.example
    2026-07-07 imports undo 3
    2026-07-07 imports undo 4`),
};

/** A studio in China: another currency, calendar and alphabet; nothing is closed. */
const studio: MadeCompany = {
  name: 'studio',
  months: ['2026-05', '2026-06'],
  people: ['lin@yunqiao.example'],
  accounts: ['Console'],
  write: (folder) => {
    put(folder, 'people.csv', peopleLines(STUDIO, 21_000, 'CNY'));
    put(folder, 'rates.csv', rateLines('2026-02-01', '2026-05-30', [['USD', 'CNY', 7.1]]));
    put(folder, 'subscriptions.csv', [
      'tool,email,start,end,price,currency,cadence',
      'Claude Max,bao@yunqiao.example,2026-03-01,,100,USD,month',
      'Claude Max,lin@yunqiao.example,2026-04-01,,1200,CNY,year',
    ]);
    put(folder, 'usage.csv', usageLines(SEEDS.studio, STUDIO, '2026-03-01', '2026-06-30'));
    put(folder, 'output.csv', outputLines(SEEDS.studio, STUDIO, monthRange('2025-11', '2026-06')));
    writeLog(folder, 'bao', 5);
    writeLog(folder, 'lin', 6);
  },
  steps: stepsOf(`
    2026-02-02 init --company 云桥 --currency CNY --week-start sunday --time-zone Asia/Shanghai
    2026-06-30 import people.csv subscriptions.csv usage.csv output.csv
    2026-07-01 import rates.csv
    2026-07-01 import bao --kind agent-log --person bao@yunqiao.example --device bao
    2026-07-01 import lin --kind agent-log --person lin@yunqiao.example --device lin
    2026-07-01 allowance set --scope company --limit 500 --cadence week --from 2026-03-01
    2026-07-01 allowance set --scope person:zhao@yunqiao.example --limit 40000000 --tokens --cadence month --from 2026-03-01
    2026-06-05 claim submit --person zhao@yunqiao.example --date 2026-06-04 --tool Midjourney --vendor Midjourney --amount 30 --currency USD --purpose 插图
    2026-06-08 claim decide 1 reject --reason 已有许可
    2026-07-02 budget set 2026 60000
    2026-07-02 identities assign key-shared zhao@yunqiao.example
    2026-07-02 imports undo 6`),
};

export const madeCompanies: readonly MadeCompany[] = [workshop, studio];
