-- Whose job comes next on an appliance: CloudStack runs the jobs of one VM one by one. All times are
-- UTC; those of turns are the database's.

ALTER TABLE breakwater_operations
  ADD COLUMN priority int NOT NULL DEFAULT 5 COMMENT '0 to 9, higher first',
  ADD COLUMN queued_at datetime(6) COMMENT 'since when it counts as waiting for an appliance';

CREATE TABLE breakwater_turns (
  operation_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  round int NOT NULL,
  step_id varchar(191) NOT NULL,
  appliance varchar(64) NOT NULL,
  rank_at datetime(6) NOT NULL COMMENT 'earlier first: queued_at less an hour per priority',
  asked_at datetime(6) NOT NULL,
  present_until datetime(6) NOT NULL COMMENT 'a worker has it in hand',
  due_at datetime(6) NOT NULL COMMENT 'until then somebody comes back to ask again',
  waiting_since datetime(6),
  waited_micros bigint NOT NULL DEFAULT 0,
  granted_at datetime(6),
  released_at datetime(6),
  PRIMARY KEY (operation_id, round, step_id),
  KEY idx_breakwater_turns_appliance (appliance, released_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE breakwater_turn_locks (
  appliance varchar(64) NOT NULL COMMENT 'locked while a turn on it is asked for',
  PRIMARY KEY (appliance)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
