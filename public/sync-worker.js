// The part of the service worker that sends what waits on this device once there is a network, where the browser tells it (Background Sync) and no page
// may be open. It only sends ahead, each write under its idempotency key, and keeps the answer with it: a page that opens takes it out of the
// queue as if it had sent it itself. docs/decisions/0313-sending-in-the-background.md

self.addEventListener("sync", (event) => {
  if (event.tag === "agenda-writes") event.waitUntil(sendAhead());
});

/** The server knows what it has done under a key for a day; what was first sent before is for the page to look for. */
const knownMs = 23 * 3_600_000;

async function sendAhead() {
  const opening = indexedDB.open("agenda");
  opening.onupgradeneeded = () => opening.transaction.abort(); // there is none: do not create one
  const db = await ofRequest(opening).catch((failure) => {
    if (failure.name !== "AbortError") throw failure; // the browser tells again
  });
  if (!db) return;
  db.onversionchange = () => db.close(); // erasing waits for nothing
  try {
    const scope = (await ofRequest(db.transaction("agenda").objectStore("agenda").get("last")))?.scope;
    // One sends at a time, this or a page.
    if (scope) await navigator.locks.request(`agenda-writes:${scope}`, () => sendAll(db, scope));
  } finally {
    db.close();
  }
}

/** In order. What somebody has to decide about waits for a page, and so does what was written on the same item after it. */
async function sendAll(db, scope) {
  const [sent, held, stored] = [new Set(), new Set(), new Map()];
  const learn = ({ item, ...write }, { items, item: now }) => {
    // What becomes of several dates, the page knows.
    if (isWide({ item, ...write })) held.add(item.id);
    else stored.set(nameOf(item), items?.[0] ?? now);
  };
  const canBeSent = ({ kind, refused, sentAtMs = Date.now() }) =>
    !refused && !(kind === "add" && Date.now() - sentAtMs > knownMs);
  const nextOf = (queue) => {
    for (const write of queue)
      if (write.answered) {
        learn(write, write.answered);
        sent.add(write.key);
      } else if (!canBeSent(write)) held.add(write.item.id);
    return queue.find(({ key, item }) => !sent.has(key) && !held.has(item.id));
  };
  for (let write = await take(db, scope, nextOf); write; write = await take(db, scope, nextOf)) {
    sent.add(write.key);
    const { item } = write;
    const { id, version } = stored.get(nameOf(item)) ?? item;
    const answer = await deliver({ ...write, item: { ...item, id, version } }, scope);
    if (answer.status === 401) return;
    if (answer.status === 429 || answer.status >= 500) throw new Error(String(answer.status)); // the browser tells again
    if (answer.ok) {
      const answered = await answer.json();
      learn(write, answered);
      await changeQueue(db, scope, (queue) =>
        queue.map((each) => (each.key === write.key ? { ...each, answered } : each)),
      );
    } else held.add(item.id);
  }
}

/** All writes on one item name it as it was before the first. */
const nameOf = ({ id, version }) => `${id} ${version}`;

const isWide = ({ kind, item: { occurrence, recurrence }, scope }) =>
  kind !== "add" && (occurrence === undefined ? recurrence !== undefined : scope !== "this");

/** The next write, marked as sent; none if the device is somebody else's by now. */
async function take(db, scope, nextOf) {
  let next;
  await changeQueue(db, scope, (queue) => {
    next = nextOf(queue);
    return queue.map((each) => (each === next ? { ...each, sentAtMs: each.sentAtMs ?? Date.now() } : each));
  });
  return next;
}

/** Changes the queue, unless the device is somebody else's by now. */
async function changeQueue(db, scope, change) {
  const transaction = db.transaction(["agenda", "writes"], "readwrite");
  const [agenda, writes] = ["agenda", "writes"].map((name) => transaction.objectStore(name));
  if ((await ofRequest(agenda.get("last")))?.scope !== scope) return;
  await ofRequest(writes.put(change((await ofRequest(writes.get("last"))) ?? []), "last"));
}

/** As `components/device/write-queue.ts` sends it: a key stands for one request. */
function deliver(
  { kind, key: idempotencyKey, item: { id, version, occurrence, recurrence }, scope, ...write },
  person,
) {
  const headers = { "Agenda-Person": person };
  const address = `/api/items/${id}`;
  const reach = occurrence !== undefined ? { occurrence, scope } : recurrence !== undefined ? { scope: "all" } : {};
  const about = { version, ...reach, idempotencyKey };
  if (kind === "remove") return fetch(`${address}?${new URLSearchParams(about)}`, { method: "DELETE", headers });
  const [method, path, body] =
    kind === "add"
      ? ["POST", "/api/items", { items: [write.fields], idempotencyKey }]
      : ["PATCH", address, { ...about, ...write.patch }];
  return fetch(path, {
    method,
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

const ofRequest = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
