import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

// 32 MB and about 80 ms per attempt; the parameters are stored in the hash, so they can be raised without invalidating old
// ones.
const usualCost: Cost = { N: 2 ** 15, r: 8, p: 1 };
const keyBytes = 32;

/** @returns `scrypt$N$r$p$salt$key`, salt and key in base64url */
export async function hashPassword(password: string, cost = usualCost): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/**
 * Verifies a password. Takes the same time without a hash, so that timing does not reveal which usernames exist.
 * @param hash undefined if there is no such user: the result is then false
 */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, N, r, p, salt, key] = (hash ?? nobody).split("$");
  const expected = Buffer.from(key ?? "", "base64url");
  const actual = await derive(password, Buffer.from(salt ?? "", "base64url"), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(actual, expected) && hash !== undefined;
}

const nobody = ["scrypt", usualCost.N, usualCost.r, usualCost.p, "AAAAAAAAAAAAAAAAAAAAAA", "A".repeat(43)].join("$");

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const limits: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r + 1024 };
  return new Promise((resolve, reject) =>
    scrypt(password.normalize("NFKC"), salt, keyBytes, limits, (error, key) => (error ? reject(error) : resolve(key))),
  );
}
