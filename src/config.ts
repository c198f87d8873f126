import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { z } from 'zod';

/**
 * The environment, read once into a typed value; nothing else reads `process.env`. Every name may
 * also be given as `NAME_FILE`, a path to a file that holds the value.
 */

/** A value that no print, template or JSON shows. `reveal()` is for the one place that needs it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}

/** The environment cannot be used; the message names every fault and shows no secret. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
}

/** Where to find PostgreSQL. */
export type DatabaseConfig = {
  /** Absent only in development: an embedded PostgreSQL then stands in. */
  readonly databaseUrl: Secret | undefined;
  /** Past a pooler, for migrations and LISTEN. The same as `databaseUrl` when there is none. */
  readonly directUrl: Secret | undefined;
};

/** All that Muster takes from its environment. */
export type Environment = DatabaseConfig & {
  readonly slackBotToken: Secret;
  /** Absent only in Socket Mode, where no request comes in from outside. */
  readonly slackSigningSecret: Secret | undefined;
  /** The one before, for as long as Slack may still sign with it. */
  readonly slackPreviousSigningSecret?: Secret | undefined;
  /** Present means Socket Mode. */
  readonly slackAppToken: Secret | undefined;
  /** Ends in a slash. */
  readonly slackApiUrl: string;
  readonly port: number;
  readonly autoMigrate: boolean;
  /** Milliseconds that it goes on answering after it was told to stop, until balancers know. */
  readonly drainMs?: number;
  /** Pinged while all is well; whoever listens there tells people when it falls silent. */
  readonly heartbeatUrl: Secret | undefined;
  /** Where PagerDuty takes events. */
  readonly pagerDutyUrl: string;
  /** The server that takes our e-mail; absent: nobody gets any. */
  readonly smtpUrl?: Secret | undefined;
  /** Who it is from: an address, or `Name <address>`. */
  readonly mailFrom?: string | undefined;
  /** Path of the policy file that the first start takes. */
  readonly policyPath: string | undefined;
  readonly logLevel: LogLevel;
};

/** What `start` needs: an environment with its database settled. */
export type Config = Environment & { readonly databaseUrl: Secret; readonly directUrl: Secret };

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

type Variables = Readonly<Record<string, string | undefined>>;

const secret = (schema: z.ZodType<string>) => schema.transform((value) => new Secret(value));
const url = (kinds: string) =>
  z.string().refine(
    (value) => {
      const one = oneHost(value);
      return URL.canParse(one) && kinds.split(' or ').includes(new URL(one).protocol);
    },
    `must be a URL that begins with ${kinds.replaceAll(':', '://')}`,
  );
/** What example files hold in a secret's place: whoever guesses it would be let in. */
const isMadeUp = (value: string) =>
  value.length < 12 ||
  /^(.)\1*$/.test(value) ||
  /^[<{[]|…|\.\.\.|change.?me|your.|example|placeholder|^(?:xox[a-z]|xapp)-x+$/i.test(value);
const real = (schema: z.ZodString) =>
  schema.refine((value) => !isMadeUp(value), 'is a placeholder or too short: put in your own');
/** Of several hosts, which PostgreSQL's URLs may name (`a:5432,b:5432`), the first. */
const oneHost = (value: string) => value.replace(/^(postgres(?:ql)?:\/\/[^/?,]*),[^/?]*/, '$1');
const needed = (what: string) => ({ error: `is missing: ${what}` });

const postgresUrl = secret(url('postgres: or postgresql:')).optional();

const databaseShape = {
  DATABASE_URL: postgresUrl,
  DIRECT_URL: postgresUrl,
  NODE_ENV: z.string().optional(),
};

const shape = {
  ...databaseShape,
  SLACK_BOT_TOKEN: secret(
    real(
      z
        .string(needed('the bot token, from the page "OAuth & Permissions" of your Slack app'))
        .startsWith('xoxb-', 'must be a bot token, which begins with xoxb-'),
    ),
  ),
  SLACK_SIGNING_SECRET: secret(real(z.string())).optional(),
  SLACK_SIGNING_SECRET_PREVIOUS: secret(real(z.string())).optional(),
  SLACK_APP_TOKEN: secret(
    real(z.string().startsWith('xapp-', 'must be an app-level token, which begins with xapp-')),
  ).optional(),
  SLACK_API_URL: url('https: or http:')
    .default('https://slack.com/api/')
    .transform((value) => (value.endsWith('/') ? value : `${value}/`)),
  PORT: z
    .string()
    .default('3000')
    .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, {
      error: 'must be a port, 0 to 65535 (0 takes a free one)',
    })
    .transform(Number),
  AUTO_MIGRATE: z
    .enum(['true', 'false'], 'must be true or false')
    .default('true')
    .transform((value) => value === 'true'),
  DRAIN_SECONDS: z
    .string()
    .default('1')
    .refine((value) => /^\d{1,2}(\.\d)?$/.test(value) && Number(value) <= 10, {
      error: 'must be seconds, 0 to 10',
    })
    .transform(Number),
  HEARTBEAT_URL: secret(url('https: or http:')).optional(),
  PAGERDUTY_URL: url('https: or http:').default('https://events.pagerduty.com/v2/enqueue'),
  SMTP_URL: secret(url('smtp: or smtps:')).optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>@\r\n]{0,100}<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      'must be an address, or a name and an address as in Muster <muster@example.com>',
    )
    .optional(),
  MUSTER_POLICY: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
};

/** Every name that is read. */
export const environmentNames = Object.keys(shape);

/** Reads everything `muster start` needs. Throws a `ConfigFault` that names all faults at once. */
export function readEnvironment(variables: Variables = process.env): Environment {
  const read = parse(z.object(shape), variables, (values) => {
    const mail =
      values['SMTP_URL'] && !values['MAIL_FROM']
        ? ['MAIL_FROM is missing: the address that e-mail sent by SMTP_URL is from']
        : [];
    if (values['SLACK_APP_TOKEN'] || values['SLACK_SIGNING_SECRET']) return mail;
    return [
      ...mail,
      'SLACK_SIGNING_SECRET is missing: from the page "Basic Information" of your Slack app (or set SLACK_APP_TOKEN for Socket Mode)',
    ];
  });
  return {
    ...databaseOf(read),
    slackBotToken: read.SLACK_BOT_TOKEN,
    slackSigningSecret: read.SLACK_SIGNING_SECRET,
    slackPreviousSigningSecret: read.SLACK_SIGNING_SECRET_PREVIOUS,
    slackAppToken: read.SLACK_APP_TOKEN,
    slackApiUrl: read.SLACK_API_URL,
    port: read.PORT,
    autoMigrate: read.AUTO_MIGRATE,
    drainMs: read.DRAIN_SECONDS * 1000,
    heartbeatUrl: read.HEARTBEAT_URL,
    pagerDutyUrl: read.PAGERDUTY_URL,
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    policyPath: read.MUSTER_POLICY,
    logLevel: read.LOG_LEVEL,
  };
}

/** Reads only what `muster migrate` needs. Throws a `ConfigFault`. */
export function readDatabaseConfig(variables: Variables = process.env): DatabaseConfig {
  return databaseOf(parse(z.object(databaseShape), variables, () => []));
}

/** The environment with its database settled; `embeddedUrl` stands in where none was given. */
export function withDatabase(environment: Environment, embeddedUrl: string): Config {
  const databaseUrl = environment.databaseUrl ?? new Secret(embeddedUrl);
  return { ...environment, databaseUrl, directUrl: environment.directUrl ?? databaseUrl };
}

/**
 * The key of an outside pager, from the variable that the policy names, or from the file that
 * `NAME_FILE` names; undefined where neither is set. What Muster itself is configured with is no key of
 * a pager, whoever writes so in a policy. Throws a `ConfigFault`.
 */
export function pagerKey(name: string, variables: Variables = process.env): Secret | undefined {
  if (environmentNames.some((own) => name === own || name === `${own}_FILE`)) return undefined;
  const { values, faults } = resolveFiles([name], variables);
  if (faults.length > 0) throw new ConfigFault(faults.join('; '));
  const value = values[name];
  return value === undefined ? undefined : new Secret(value);
}

/** Every secret value in an environment, so that the log can strike them out wherever they stand. */
export function secretsOf(environment: object): string[] {
  return Object.values(environment)
    .filter((value) => value instanceof Secret)
    .map((value) => value.reveal());
}

function databaseOf(read: { DATABASE_URL?: Secret | undefined; DIRECT_URL?: Secret | undefined }) {
  return {
    databaseUrl: read.DATABASE_URL,
    directUrl: read.DIRECT_URL ?? read.DATABASE_URL,
  };
}

function parse<Shape extends z.ZodObject>(
  schema: Shape,
  variables: Variables,
  extraFaults: (values: Record<string, string>) => string[],
): z.infer<Shape> {
  const { values, faults } = resolveFiles(Object.keys(schema.shape), variables);
  const result = schema.safeParse(values);
  const unreadable = new Set(faults.map((fault) => fault.split(/_FILE | /)[0]));
  for (const issue of result.error?.issues ?? []) {
    const name = String(issue.path[0]);
    // zod's own messages may quote the value, ours do not.
    if (!unreadable.has(name)) faults.push(`${name} ${issue.message}`);
  }
  faults.push(...extraFaults(values));
  if (values['NODE_ENV'] === 'production' && !values['DATABASE_URL']) {
    faults.push('DATABASE_URL is missing: a PostgreSQL of version 14 or newer');
  }
  if (faults.length > 0 || !result.success) {
    throw new ConfigFault(
      `The environment cannot be used:\n${faults.map((f) => `  ${f}`).join('\n')}`,
    );
  }
  return result.data;
}

/** Puts the contents of `NAME_FILE` in the place of `NAME`. An empty value counts as none. */
function resolveFiles(names: string[], variables: Variables) {
  const values: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of names) {
    const path = variables[`${name}_FILE`];
    let value = variables[name]?.trim();
    if (path && value) faults.push(`${name} and ${name}_FILE are both set: keep one`);
    if (path && !value) {
      try {
        value = readFileSync(path, 'utf8').trim();
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
        faults.push(`${name}_FILE names a file that cannot be read (${code}): ${path}`);
      }
    }
    if (value) values[name] = value;
  }
  return { values, faults };
}

/** What programs that Muster starts see of its environment: where programs are, never a secret. */
export function plainEnvironment(variables: Variables = process.env): Record<string, string> {
  const { PATH, HOME, LANG } = variables;
  return { ...(PATH ? { PATH } : {}), ...(HOME ? { HOME } : {}), ...(LANG ? { LANG } : {}) };
}
