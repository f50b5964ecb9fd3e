import { expect } from "@playwright/test";
import { type Api, browserOf, gptDoor, newcomer } from "../../harness/api.ts";
import { running } from "../../harness/running.ts";
import { type Assistant, assistantOf } from "../../mcp.ts";
import { gptOf } from "../../people.ts";

export const program = running.gpt.clientId;
export const dentist = { text: "Dentist", date: "2099-03-05", startTime: "09:00", endTime: "10:00" };

interface Story {
  readonly gpt: Api;
  readonly web: Api;
  readonly assistant: Assistant;
  /** The first program in another conversation. */
  readonly elsewhere: () => Promise<Api>;
  /** The person's last change. */
  readonly rev: () => Promise<number>;
}

/** A person whose two programs ask first. */
export async function asking(): Promise<Story> {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  await gpt.call("listItems");
  const assistant = await assistantOf(person);
  await assistant.done("getContext");
  for (const each of [program, running.mcp.clientId])
    await web.call("updateAssistant", { program: each, level: "asks" });
  const elsewhere = async () => gptDoor(await gptOf(person));
  return { gpt, web, assistant, elsewhere, rev: async () => (await web.call("listChanges", { limit: 1 })).rev };
}

/** What a call proposes. */
export async function proposed(gpt: Api, name: Parameters<Api["answer"]>[0], args: object): Promise<string> {
  const { status, body } = await gpt.answer(name, args);
  expect(status, `${name}: ${JSON.stringify(body)}`).toBe(202);
  const { proposal } = body as { proposal: { id: string; state: string } };
  expect(proposal).toEqual({ id: expect.stringMatching(/^[0-9a-z]{12}$/), state: "waiting" });
  expect(body).not.toHaveProperty("change");
  expect(body, name).toHaveProperty("summary", expect.stringMatching(/^Would/));
  return proposal.id;
}
export const stateOf = async (api: Api, id: string) =>
  (await api.call("listProposals")).proposals.find((each) => each.id === id);
