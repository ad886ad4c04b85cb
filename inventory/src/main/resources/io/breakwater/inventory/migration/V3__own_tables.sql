-- Breakwater's own records. All times are UTC. No foreign keys to the old tables: these rows have
-- to outlive them. Ids are compared byte by byte, whatever collation the old tables have.

CREATE TABLE breakwater_operations (
  operation_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind varchar(32) NOT NULL,
  context_id varchar(64) NOT NULL,
  vm_name varchar(255) NOT NULL,
  workflow_id varchar(255) NOT NULL,
  run_id varchar(64) NOT NULL,
  external_job_id varchar(255),
  job_id varchar(64) NOT NULL,
  requested_by varchar(255),
  destination_name varchar(255),
  status_before varchar(32),
  state varchar(16) NOT NULL DEFAULT 'running',
  steps_total int NOT NULL DEFAULT 0,
  failover_row bigint COMMENT 'failover_jobs.id of the failover that a cleanup takes back',
  started_at datetime(6) NOT NULL,
  finished_at datetime(6),
  ended varchar(32),
  summary text,
  result longtext CHECK (json_valid(result)),
  PRIMARY KEY (operation_id),
  KEY idx_breakwater_operations_context (context_id, started_at),
  KEY idx_breakwater_operations_job (job_id),
  KEY idx_breakwater_operations_external (external_job_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE breakwater_steps (
  operation_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  round int NOT NULL,
  step_id varchar(191) NOT NULL,
  seq int NOT NULL COMMENT 'place in the plan of the round',
  job_seq int NOT NULL COMMENT 'job_steps.seq of the step name in this round',
  name varchar(200) NOT NULL,
  title text NOT NULL,
  state varchar(16) NOT NULL DEFAULT 'pending',
  attempt int NOT NULL DEFAULT 0,
  started_at datetime(6),
  finished_at datetime(6),
  detail text,
  PRIMARY KEY (operation_id, round, step_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE breakwater_leases (
  context_id varchar(64) NOT NULL,
  installation varchar(255) NOT NULL,
  operation_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin COMMENT 'NULL once given back',
  fencing bigint NOT NULL,
  expires_at datetime(6) NOT NULL,
  PRIMARY KEY (context_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE breakwater_disks (
  volume_id varchar(64) NOT NULL,
  context_id varchar(64) NOT NULL,
  disk_id varchar(191) NOT NULL,
  dirty tinyint(1) NOT NULL DEFAULT 0,
  dirtied_by varchar(64) CHARACTER SET ascii COLLATE ascii_bin,
  injected tinyint(1) NOT NULL DEFAULT 0,
  why text,
  since datetime(6) NOT NULL,
  PRIMARY KEY (volume_id),
  KEY idx_breakwater_disks_context (context_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE breakwater_snapshots (
  operation_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
    COMMENT 'old-system for one that its slot in ossea_volumes could not keep',
  disk_id varchar(191) NOT NULL,
  volume_id varchar(64) NOT NULL,
  context_id varchar(64) NOT NULL,
  name varchar(255),
  snapshot_id varchar(64),
  baseline_change_id text,
  baseline_job varchar(191),
  intended_at datetime(6) NOT NULL,
  taken_at datetime(6),
  state varchar(16) NOT NULL COMMENT 'intended, recorded, forgotten',
  PRIMARY KEY (operation_id, disk_id),
  KEY idx_breakwater_snapshots_context (context_id),
  KEY idx_breakwater_snapshots_volume (volume_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE breakwater_machines (
  operation_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  context_id varchar(64) NOT NULL,
  name varchar(255) NOT NULL,
  display_name varchar(255) NOT NULL,
  machine_id varchar(64),
  template_root varchar(64),
  template_root_deleted tinyint(1) NOT NULL DEFAULT 0,
  volumes_attached tinyint(1) NOT NULL DEFAULT 0,
  gone tinyint(1) NOT NULL DEFAULT 0,
  created_at datetime(6) NOT NULL,
  PRIMARY KEY (operation_id),
  KEY idx_breakwater_machines_context (context_id),
  KEY idx_breakwater_machines_machine (machine_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
