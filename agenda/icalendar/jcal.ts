/**
 * A calendar as ical.js reads and writes it: jCal, plain arrays. These rules work on it alone, so that they need no library and
 * run anywhere.
 * @see RFC 7265
 */
export type JProperty = readonly [
  name: string,
  parameters: Readonly<Record<string, string | readonly string[]>>,
  type: string,
  ...values: readonly unknown[],
];
export type JComponent = readonly [name: string, properties: readonly JProperty[], components: readonly JComponent[]];

/** The first property of a name, in lower case. */
export const propertyOf = ([, properties]: JComponent, name: string): JProperty | undefined =>
  properties.find(([each]) => each === name);

export const propertiesOf = ([, properties]: JComponent, name: string): JProperty[] =>
  properties.filter(([each]) => each === name);

export const componentsOf = ([, , components]: JComponent, name: string): JComponent[] =>
  components.filter(([each]) => each === name);

/** A property's first value as text; undefined where there is none. */
export function textOf(component: JComponent, name: string): string | undefined {
  const value = propertyOf(component, name)?.[3];
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}

/** All values of all properties of a name, as text. */
export const textsOf = (component: JComponent, name: string): string[] =>
  propertiesOf(component, name).flatMap(([, , , ...values]) => values.filter((value) => typeof value === "string"));

/**
 * Which of two components is the later revision of the same entry: by SEQUENCE, then by DTSTAMP; negative where the first is older.
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

/** A parameter that has one value. */
export function parameterOf([, parameters]: JProperty, name: string): string | undefined {
  const value = parameters[name];
  return typeof value === "string" ? value : value?.[0];
}

/** A property as it will be written. */
export const property = (name: string, type: string, ...values: readonly unknown[]): JProperty => [
  name,
  {},
  type,
  ...values,
];
