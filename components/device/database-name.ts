/** The IndexedDB database of this device's copy (device-store.ts). */
export const databaseName = "agenda";
