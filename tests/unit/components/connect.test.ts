import { expect, test } from "@playwright/test";
import { instructions } from "../../../components/connect/gpt-instructions.ts";
import { findObstacle } from "../../../components/connect/obstacle.ts";
import { addresses } from "../../../contract/addresses.ts";

test.describe("what prevents ChatGPT from using a deployment", () => {
  test("nothing, if agenda and sign-in share a root domain over https", () => {
    expect(findObstacle("https://agenda.example.com", "https://auth.example.com")).toBeUndefined();
    expect(findObstacle("https://example.co.uk", "https://auth.example.co.uk")).toBeUndefined();
  });

  test("a sign-in under another root domain, and a suitable host is named", () => {
    expect(findObstacle("https://agenda.varda.studio", "https://k3x9.logto.app")).toEqual({
      kind: "apart",
      appHost: "agenda.varda.studio",
      endpointHost: "k3x9.logto.app",
      example: "auth.varda.studio",
    });
  });

  test("two sites below a common suffix such as co.uk count as different", () => {
    expect(findObstacle("https://agenda.co.uk", "https://auth.co.uk")?.kind).toBe("apart");
  });

  for (const host of ["localhost", "127.0.0.1", "[::1]", "192.168.1.20", "agenda", "agenda.local"])
    test(`an address such as ${host}, which ChatGPT cannot reach`, () => {
      expect(findObstacle(`http://${host}:3000`, "https://auth.example.com")?.kind).toBe("unreachable");
      expect(findObstacle("https://agenda.example.com", `http://${host}:3001`)?.kind).toBe("unreachable");
    });

  test("anything but https on port 443", () => {
    const endpoint = "https://auth.example.com";
    expect(findObstacle("http://agenda.example.com", endpoint)).toEqual({
      kind: "not_https",
      url: "http://agenda.example.com",
    });
    expect(findObstacle("https://agenda.example.com:8443", endpoint)?.kind).toBe("not_https");
  });
});

test.describe("the instructions for the GPT", () => {
  test("leave room in the GPT editor for the user's own", () => {
    expect(instructions.length).toBeLessThanOrEqual(1500);
  });

  test("name only operations that exist", () => {
    const named =
      instructions.match(/\b(?:list|create|get|update|delete|restore|undo|find|search|resolve)[A-Z]\w+/g) ?? [];
    expect(named).toContain("listItems");
    // What models get wrong comes first: today's date, and which day was meant.
    expect(named.slice(0, 1)).toEqual(["getContext"]);
    expect(named).toContain("resolveDates");
    for (const name of named) expect(Object.keys(addresses)).toContain(name);
  });
});
