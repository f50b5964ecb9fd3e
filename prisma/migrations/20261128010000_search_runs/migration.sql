-- What items are found by holds a letter at most three times in a row (agenda/search-text.ts). The items of those who are there
-- already are written anew beside requests; whoever comes from now on has nothing to be written anew.
ALTER TABLE "User" ALTER COLUMN "searchVersion" SET DEFAULT 2;
