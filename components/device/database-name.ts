/** The IndexedDB database of what this device keeps (device-store.ts). */
export const databaseName = "agenda";
