/*
 * Opens the agenda without a network: keeps every built file of this build, and one page without anything personal, which shows what
 * the device keeps in IndexedDB. Nothing that a person wrote passes through here; what waits to be sent, through sync-worker.js.
 * docs/decisions/0300-a-small-service-worker.md
 */
importScripts("/built-files.js", "/push-worker.js", "/sync-worker.js");

/** Made by the server: the build's id, and the paths of all its files. In development there are none, and nothing is kept. */
const { id, files } = self.builtFiles;
const page = "/offline";
const prefix = "build-";
const current = prefix + id;
/** Pages of older builds may still be open, and load their parts late. */
const olderBuilds = 2;
/** A page's own requests go first. */
const loadersMost = 3;

self.addEventListener("install", (event) => event.waitUntil(keepBuild()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || files.length === 0) return;
  if (pathname.startsWith("/_next/static/")) event.respondWith(builtFile(request));
  else if (request.mode === "navigate" && !pathname.startsWith("/api/")) event.respondWith(openPage(event));
});

async function keepBuild() {
  if (files.length > 0) {
    const cache = await caches.open(current);
    const left = [...files];
    const load = async () => {
      for (let file = left.pop(); file; file = left.pop()) {
        const known = await caches.match(file);
        await (known ? cache.put(file, known) : cache.add(file));
      }
    };
    await Promise.all(Array.from({ length: loadersMost }, load));
    // Without cookies, so it is nobody's.
    const answer = await fetch(page, { credentials: "omit", cache: "reload", redirect: "error" });
    const parts = (await answer.clone().text()).match(/\/_next\/static\/[\w./~-]+\.(?:js|css)/g) ?? [];
    // While a new version is rolled out, another instance may answer with its own.
    if (!answer.ok || parts.length === 0 || parts.some((part) => !files.includes(part)))
      throw new Error("The page is of another build.");
    await cache.put(page, answer);
  }
  await self.skipWaiting();
}

/** Open pages stay as they are: their words stay, and their parts are still kept. */
async function takeOver() {
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== current);
  await Promise.all(others.slice(0, -olderBuilds).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

const builtFile = async (request) => (await caches.match(request.url)) ?? fetch(request);

async function openPage({ request, preloadResponse }) {
  try {
    return (await preloadResponse) ?? (await fetch(request));
  } catch (cause) {
    const kept = await caches.match(page, { cacheName: current });
    if (!kept) throw cause;
    return kept;
  }
}
