/** "x10", "10x", but not "3 x 10". */
export const timesSign =
  /(?<![\p{L}\d])x(\d{1,3})(?!\S)|(?<![\p{L}\d]|\d )x (\d{1,3})(?!\S)|(?<![\p{L}\d])(\d{1,3}) ?x(?![\p{L}\d]| \d)/giu;
