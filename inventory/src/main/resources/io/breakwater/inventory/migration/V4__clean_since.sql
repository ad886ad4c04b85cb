-- When a disk was last known to be clean. A timestamp like ossea_volumes.snapshot_created_at, so that
-- the two can be compared whatever the session's time zone.
ALTER TABLE breakwater_disks ADD COLUMN clean_at timestamp(6) NULL DEFAULT NULL;
