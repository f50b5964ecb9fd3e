import { expect, test } from "@playwright/test";
import { dateIn, pathOf, placeAt } from "../../../components/time/view-address.ts";

test("every place has an address, and is what its address shows", () => {
  for (const view of ["day", "week", "month"] as const)
    for (const date of [undefined, "2027-03-01", "1900-01-01", "2199-12-01"])
      expect(placeAt(pathOf({ view, date }))).toEqual(date || view !== "day" ? { view, date } : { view });
  expect(pathOf({ view: "month", date: "2027-03-08" })).toBe("/month/2027-03");
  expect(placeAt("/month/2027-03")).toEqual({ view: "month", date: "2027-03-01" });
});

test("an address whose day does not exist shows nothing", () => {
  for (const name of ["2027-02-30", "2027-13-01", "2027-3-8", "2027-03", "march", "1899-12-31", "2200-01-01", ""])
    expect(dateIn("day", name), name).toBeUndefined();
  for (const name of ["2027-00", "2027-13", "2027-3", "2027-03-08", "2200-01"])
    expect(dateIn("month", name), name).toBeUndefined();
  expect(dateIn("week", "2028-02-29")).toBe("2028-02-29");
  for (const path of ["/day/2027-02-30", "/activity", "/week/2027-03-08/more", "/days"])
    expect(placeAt(path), path).toBeUndefined();
});
