import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from "jose";

export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function makeKey(kid: string, alg = "ES384"): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

/** An identity server that serves only its keys; it counts requests and can be silenced. Listens on loopback. */
export class StandInKeys {
  asked = 0;
  published: JWK[] = [];
  #port = 0;
  readonly #server = createServer((request, response) => {
    if (request.url !== "/oidc/jwks") return response.writeHead(404).end();
    this.asked += 1;
    return response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ keys: this.published }));
  });

  get endpoint(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  async listen(): Promise<void> {
    await once(this.#server.listen(this.#port, "127.0.0.1"), "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
  }
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** A token as Logto would sign it for `audience`, with overrides. */
  sign(
    key: SigningKey,
    audience: string,
    { claims = {}, header = {} }: { claims?: Record<string, unknown>; header?: Partial<JWTHeaderParameters> } = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      iss: `${this.endpoint}/oidc`,
      aud: audience,
      sub: "somebody",
      client_id: "a-client",
      iat: now,
      exp: now + 600,
    };
    const said = Object.fromEntries(Object.entries({ ...payload, ...claims }).filter(([, value]) => value !== null));
    return new SignJWT(said)
      .setProtectedHeader({
        alg: "ES384",
        typ: "at+jwt",
        ...(key.publicJwk.kid && { kid: key.publicJwk.kid }),
        ...header,
      })
      .sign(key.privateKey);
  }
}
