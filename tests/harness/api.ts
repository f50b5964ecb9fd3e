import { setTimeout as pause } from "node:timers/promises";
import { addresses, type OperationName } from "../../contract/addresses.ts";
import type { OperationAnswer, operations } from "../../contract/operations.ts";
import type { ProblemCode } from "../../contract/problems.ts";
import type { GptClient } from "../../tools/gpt/gpt-client.ts";
import { Browser, gptOf, makePerson, type Person } from "../people.ts";
import { type Answered, requireAsDescribed } from "./contract.ts";
import { hear } from "./heard.ts";
import { running } from "./running.ts";

type Fields = Readonly<Record<string, unknown>>;
type Result<N extends OperationName> = OperationAnswer<(typeof operations)[N]>;
type Item = Result<"getItemById">["item"];

export interface Answer<T> extends Answered {
  readonly body: T;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly item?: Item;
  readonly requestId: string;
}

/** One user's agenda over one interface. Every answer is validated against the served openapi.yaml. */
export class Api {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** Calls an operation and returns any answer. */
  async answer<N extends OperationName>(name: N, args: object = {}): Promise<Answer<Result<N>>> {
    const answer = await this.#send(name, { ...args });
    await requireAsDescribed(name, answer);
    hear(name, answer);
    return answer as Answer<Result<N>>;
  }

  /** Calls an operation that must succeed. */
  async call<N extends OperationName>(name: N, args: object = {}): Promise<Result<N>> {
    const { status, body } = await this.answer(name, args);
    // 202: it was only proposed.
    if (status >= 300 || status === 202) throw new Error(`${name} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Calls an operation that must be refused and returns the problem. */
  async refusal(name: OperationName, args: object = {}): Promise<Problem> {
    const { status, body } = await this.answer(name, args);
    if (status < 400) throw new Error(`${name} was not refused, but answered ${status}: ${JSON.stringify(body)}`);
    return body as unknown as Problem;
  }

  /** Creates one item, ignoring conflicts, and reads it in full. */
  async make(item: object): Promise<Item> {
    const [id] = await this.makeAll([item]);
    return (await this.call("getItemById", { id })).item;
  }

  /** Creates many items, fifty per call, and returns their ids in the given order. */
  async makeAll(items: readonly object[]): Promise<string[]> {
    const ids: string[] = [];
    for (let start = 0; start < items.length; start += 50) {
      const made = await this.call("createItems", { items: items.slice(start, start + 50), allowDuplicates: true });
      ids.push(...made.items.map(({ id }) => id));
    }
    return ids;
  }
}

type Send = (name: OperationName, args: Fields) => Promise<Answered>;

/** Retries after `Retry-After` when the server sheds load: the request was never started, and a slow machine sheds more of them. */
function patient(send: Send): Send {
  return async (name, args) => {
    for (;;) {
      const answer = await send(name, args);
      if ((answer.body as Partial<Problem> | null)?.code !== "overloaded") return answer;
      await pause(Number(answer.headers.get("retry-after")) * 1_000);
    }
  };
}

/** The assistant's interface. Fields unknown to the schema are sent anyway, with the same token. */
export function gptDoor(client: GptClient, app = running.url): Api {
  return new Api(
    patient(async (name, args) => {
      const known = await client.operations();
      const isTold = known.some((operation) => operation.name === name); // web-only operations are not in the schema
      if (app === running.url && isTold && hasKnownFields(known, name, args)) return client.call(name, args);
      const { method, target, body } = spread(name, args);
      const response = await fetch(new URL(target, app), {
        method,
        headers: {
          authorization: `Bearer ${await client.accessToken()}`,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    }),
  );
}

type GptOperations = Awaited<ReturnType<GptClient["operations"]>>;

function hasKnownFields(operations: GptOperations, name: string, args: Fields): boolean {
  const fields = operations.find((operation) => operation.name === name)?.fields ?? [];
  const sent = Object.keys(args).filter((field) => args[field] !== undefined);
  return (
    sent.every((field) => fields.some((known) => known.name === field)) &&
    fields.every(({ name: field, required }) => !required || sent.includes(field))
  );
}

interface Plain {
  readonly headers?: Readonly<Record<string, string>>;
  readonly app?: string;
  /** A raw body, instead of one built from the fields. */
  readonly text?: string;
  /** A raw query string for requests without a body. */
  readonly search?: string;
}

/** Sends anything, valid or not. */
export function plainDoor({ headers = {}, app = running.url, text, search = "" }: Plain): Api {
  return new Api(async (name, args) => {
    const { method, target, body } = spread(name, args);
    const isBodied = method === "POST" || method === "PATCH";
    const sent = text ?? (body && JSON.stringify(body));
    const response = await fetch(new URL(isBodied ? target : target + search, app), {
      method,
      headers: { ...(sent !== undefined && { "content-type": "application/json" }), ...headers },
      ...(isBodied && sent !== undefined && { body: sent }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  });
}

/** The browser's interface. */
export function webDoor(browser: Browser): Api {
  return new Api(
    patient((name, args) => {
      const { method, target, body } = spread(name, args);
      return browser.call(method, target, body);
    }),
  );
}

function spread(name: OperationName, args: Fields) {
  const { method, path } = addresses[name];
  const rest = Object.entries(args).filter(([field, value]) => value !== undefined && !path.includes(`{${field}}`));
  const target = path.replace("{id}", encodeURIComponent(String(args.id)));
  const hasBody = (method === "POST" || method === "PATCH") && (name !== "restoreItem" || rest.length > 0);
  if (hasBody) return { method, target, body: Object.fromEntries(rest) };
  const query = new URLSearchParams(rest.map(([field, value]) => [field, String(value)]));
  return { method, target: query.size > 0 ? `${target}?${query}` : target, body: undefined };
}

/** A new user with the assistant's interface; in the given zone, otherwise their zone is still unknown. */
export async function newcomer(
  timeZone?: string,
  app?: string,
): Promise<{ person: Person; client: GptClient; gpt: Api }> {
  const person = await makePerson();
  const client = gptOf(person);
  const gpt = gptDoor(client, app);
  if (timeZone !== undefined) await gpt.call("updateSettings", { timeZone });
  return { person, client, gpt };
}

/** A user's browser interface; the browser may have cookies already. */
export const browserOf = async (person: Person, cookies?: Readonly<Record<string, string>>): Promise<Api> =>
  webDoor(await Browser.of(person, running.url, cookies));
