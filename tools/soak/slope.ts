export interface Point {
  readonly atMinutes: number;
  readonly megabytes: number;
}

/** How fast something grows, by least squares, and the standard error of that. @returns both in MB a minute */
export function slopeOf(points: readonly Point[]): { slope: number; error: number } {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(({ atMinutes }) => atMinutes)), mean(points.map(({ megabytes }) => megabytes))];
  const spread = points.reduce((sum, { atMinutes }) => sum + (atMinutes - x) ** 2, 0);
  const slope = points.reduce((sum, { atMinutes, megabytes }) => sum + (atMinutes - x) * (megabytes - y), 0) / spread;
  const rest = points.reduce(
    (sum, { atMinutes, megabytes }) => sum + (megabytes - y - slope * (atMinutes - x)) ** 2,
    0,
  );
  return { slope, error: Math.sqrt(rest / (points.length - 2) / spread) };
}
