-- Holds only who is to be planned for, so the planner's question costs as much as there is to do.
CREATE INDEX CONCURRENTLY "User_plannedRev_idx" ON "User"("plannedRev") WHERE rev <> "plannedRev";
