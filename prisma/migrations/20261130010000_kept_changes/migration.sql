-- The erasing job asks hourly whose changes are over but still hold their items: not for all that were ever made.
CREATE INDEX CONCURRENTLY "Change_at_kept_idx" ON "Change"("at") WHERE items IS NOT NULL;
