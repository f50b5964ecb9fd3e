/** The item an arrow key leads to: up and down within the day, left and right to the nearest time on the next day with items. */
export function neighbourOf(grid: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const all = [...grid.querySelectorAll<HTMLElement>("[data-item]")].filter((one) => one.checkVisibility());
  const date = from.dataset.date ?? "";
  const minuteOf = ({ dataset }: HTMLElement) => Number(dataset.minute);
  if (key === "ArrowUp" || key === "ArrowDown") {
    const day = all.filter(({ dataset }) => dataset.date === date).sort((a, b) => minuteOf(a) - minuteOf(b));
    return day[day.indexOf(from) + (key === "ArrowUp" ? -1 : 1)];
  }
  if (key !== "ArrowLeft" && key !== "ArrowRight") return undefined;
  const isThere = (other: string) => (key === "ArrowRight" ? other > date : other < date);
  const dates = all
    .map(({ dataset }) => dataset.date ?? "")
    .filter(isThere)
    .sort();
  const next = key === "ArrowRight" ? dates[0] : dates.at(-1);
  const away = (one: HTMLElement) => Math.abs(minuteOf(one) - minuteOf(from));
  return all.filter(({ dataset }) => dataset.date === next).sort((a, b) => away(a) - away(b))[0];
}
