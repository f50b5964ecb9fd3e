/**
 * jCal, the form in which ical.js reads and writes calendars: plain arrays. The rules here work on it alone, so they need no
 * library and run anywhere.
 * @see RFC 7265
 */
export type JProperty = readonly [
  name: string,
  parameters: Readonly<Record<string, string | readonly string[]>>,
  type: string,
  ...values: readonly unknown[],
];
export type JComponent = readonly [name: string, properties: readonly JProperty[], components: readonly JComponent[]];

/** The first property with a name. @param name lower case */
export const propertyOf = ([, properties]: JComponent, name: string): JProperty | undefined =>
  properties.find(([each]) => each === name);

export const propertiesOf = ([, properties]: JComponent, name: string): JProperty[] =>
  properties.filter(([each]) => each === name);

export const componentsOf = ([, , components]: JComponent, name: string): JComponent[] =>
  components.filter(([each]) => each === name);

/** A property's first value as text; undefined if absent. */
export function textOf(component: JComponent, name: string): string | undefined {
  const value = propertyOf(component, name)?.[3];
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}

/** All values of all properties with a name, as text. */
export const textsOf = (component: JComponent, name: string): string[] =>
  propertiesOf(component, name).flatMap(([, , , ...values]) => values.filter((value) => typeof value === "string"));

/**
 * Compares two revisions of the same entry, by SEQUENCE, then DTSTAMP; negative if the first is older.
 * @see RFC 5546 §2.1.5
 */
export function compareRevisions(one: JComponent, other: JComponent): number {
  const [sequence, stamp] = [
    (each: JComponent) => Number(textOf(each, "sequence")) || 0,
    (each: JComponent) => textOf(each, "dtstamp") ?? "",
  ];
  if (sequence(one) !== sequence(other)) return sequence(one) - sequence(other);
  return stamp(one) < stamp(other) ? -1 : Number(stamp(one) > stamp(other));
}

/** The value of a single-valued parameter. */
export function parameterOf([, parameters]: JProperty, name: string): string | undefined {
  const value = parameters[name];
  return typeof value === "string" ? value : value?.[0];
}

/** Builds a property for writing. */
export const property = (name: string, type: string, ...values: readonly unknown[]): JProperty => [
  name,
  {},
  type,
  ...values,
];
