/** If supported, the service worker sends waiting writes once online, even with no page open. */
export async function sendInBackground(): Promise<void> {
  const registration: (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }) | undefined =
    await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register("agenda-writes");
}
