-- Whether the operation that dirtied a disk submitted the start of its destination with it: then the disk was
-- ready to be started, and may be started again.
ALTER TABLE breakwater_disks ADD COLUMN started tinyint(1) NOT NULL DEFAULT 0;
