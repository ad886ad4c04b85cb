-- What a live failover has to know about its source, and what people decided. All times are UTC.

CREATE TABLE breakwater_live_failovers (
  operation_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  context_id varchar(64) NOT NULL,
  source_off_at datetime(6) COMMENT 'when a worker saw the source off',
  final_sync_job varchar(191),
  final_sync_at datetime(6),
  start_submitted_at datetime(6) COMMENT 'from here on the destination may hold data of its own',
  taken_back_at datetime(6),
  committed_at datetime(6),
  PRIMARY KEY (operation_id),
  KEY idx_breakwater_live_context (context_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE breakwater_audit (
  id bigint NOT NULL AUTO_INCREMENT,
  at datetime(6) NOT NULL,
  operation_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  context_id varchar(64) NOT NULL,
  what varchar(191) NOT NULL,
  who varchar(255),
  why text,
  details longtext CHECK (json_valid(details)),
  PRIMARY KEY (id),
  UNIQUE KEY uk_breakwater_audit_entry (operation_id, at, what),
  KEY idx_breakwater_audit_context (context_id, at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE breakwater_checks (
  context_id varchar(64) NOT NULL,
  position int NOT NULL,
  boot_check longtext NOT NULL CHECK (json_valid(boot_check)),
  PRIMARY KEY (context_id, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE breakwater_committed_volumes (
  volume_id varchar(64) NOT NULL,
  context_id varchar(64) NOT NULL,
  disk_id varchar(191) NOT NULL,
  operation_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
    COMMENT 'the commit, not the failover',
  committed_at datetime(6) NOT NULL,
  PRIMARY KEY (volume_id),
  KEY idx_breakwater_committed_context (context_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
