-- Distributes by person every table that belongs to one: "User", and all that refer to it or to one that does. Run on the coordinator after the
-- migrations, and again after each migration that adds a table; what is distributed already is left alone (docs/scale.md).
BEGIN;

-- Where anybody asks which migrations were applied, on any node.
SELECT create_reference_table('_prisma_migrations')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = '_prisma_migrations'::regclass);

DO $$
DECLARE
  fresh jsonb; -- the foreign keys of tables that are not distributed yet
  each jsonb;
BEGIN
  WITH RECURSIVE belongs AS (
    SELECT '"User"'::regclass::oid AS id
    UNION SELECT conrelid FROM belongs JOIN pg_constraint ON contype = 'f' AND confrelid = id)
  SELECT coalesce(jsonb_agg(jsonb_build_object('table', conrelid::regclass::text, 'column', attname, 'name', conname,
      'definition', pg_get_constraintdef(f.oid))), '[]') INTO fresh
    FROM belongs JOIN pg_constraint f ON contype = 'f' AND confrelid = id
      JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
    WHERE conrelid NOT IN (SELECT logicalrelid FROM pg_dist_partition);

  -- A distributed table and a local one refuse a foreign key between them, so it is taken away meanwhile.
  FOR each IN SELECT jsonb_array_elements(fresh) LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', each ->> 'table', each ->> 'name');
  END LOOP;
  IF NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = '"User"'::regclass) THEN
    PERFORM create_distributed_table('"User"', 'id', colocate_with => 'none');
  END IF;
  FOR each IN SELECT DISTINCT key - 'name' - 'definition' FROM jsonb_array_elements(fresh) AS key LOOP
    PERFORM create_distributed_table(each ->> 'table', each ->> 'column', colocate_with => '"User"');
  END LOOP;
  FOR each IN SELECT jsonb_array_elements(fresh) LOOP
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', each ->> 'table', each ->> 'name', each ->> 'definition');
  END LOOP;
END $$;

COMMIT;

-- The rows from before stay on the coordinator's disk until they are taken away; with "User" go those of all tables that refer to it.
SELECT truncate_local_data_after_distributing_table('"User"');
