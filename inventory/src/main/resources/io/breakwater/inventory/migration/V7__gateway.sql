-- What the gateway shows of past operations, and what it has to remember of requests. All times UTC.

ALTER TABLE breakwater_steps
  ADD COLUMN needs text NULL COMMENT 'ids of the steps before it in its round, as a JSON list',
  ADD COLUMN lane varchar(191) NULL COMMENT 'vm, or the id of the disk that the step is about';

-- Starts through the gateway: an operation is found by its run before a worker wrote anything, and a
-- request that is sent again finds what it started.
CREATE TABLE breakwater_starts (
  start_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  idempotency_key varchar(64) CHARACTER SET ascii COLLATE ascii_bin
    COMMENT 'hash of actor and Idempotency-Key; NULL when none was sent',
  body_hash varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind varchar(32) NOT NULL COMMENT 'OperationKind, or BATCH',
  context_id varchar(64) COMMENT 'NULL for a batch',
  vm_name varchar(255),
  external_job_id varchar(512),
  actor varchar(255) NOT NULL,
  reason text,
  workflow_id varchar(255) NOT NULL,
  run_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin COMMENT 'NULL until Temporal answered',
  requested_at datetime(6) NOT NULL,
  PRIMARY KEY (start_id),
  UNIQUE KEY uk_breakwater_starts_key (idempotency_key),
  KEY idx_breakwater_starts_run (run_id),
  KEY idx_breakwater_starts_context (context_id, requested_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Every request that could change something, written before it is carried out.
CREATE TABLE breakwater_requests (
  id bigint NOT NULL AUTO_INCREMENT,
  at datetime(6) NOT NULL,
  request_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor varchar(255) NOT NULL,
  role varchar(16) NOT NULL,
  address varchar(64) NOT NULL,
  method varchar(16) NOT NULL,
  path varchar(1024) NOT NULL,
  status int COMMENT 'NULL when the gateway ended before it had answered',
  answered_at datetime(6),
  PRIMARY KEY (id),
  UNIQUE KEY uk_breakwater_requests_request (request_id),
  KEY idx_breakwater_requests_at (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
