-- The tables of the old system, for installations that never had it; where they exist they stay as
-- they are. Awkward types and keys are kept: other programs read and write these tables.
-- The foreign keys from vm_replication_contexts to replication_jobs follow in version 2.

CREATE TABLE IF NOT EXISTS ossea_configs (
  id bigint NOT NULL AUTO_INCREMENT,
  name longtext,
  api_url longtext,
  api_key longtext,
  secret_key longtext,
  domain longtext,
  zone longtext,
  template_id longtext,
  network_id longtext,
  service_offering_id longtext,
  disk_offering_id longtext,
  oma_vm_id longtext,
  created_at datetime(3),
  updated_at datetime(3),
  is_active tinyint(1) DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE KEY uni_ossea_configs_name (name) USING HASH
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS vmware_credentials (
  id int NOT NULL AUTO_INCREMENT,
  credential_name varchar(255) NOT NULL,
  vcenter_host varchar(255) NOT NULL,
  username varchar(255) NOT NULL,
  password_encrypted text NOT NULL,
  datacenter varchar(255) NOT NULL,
  is_active tinyint(1) DEFAULT 1,
  is_default tinyint(1) DEFAULT 0,
  created_by varchar(255),
  created_at timestamp NULL DEFAULT current_timestamp(),
  updated_at timestamp NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  last_used timestamp NULL,
  usage_count int DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY credential_name (credential_name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS vm_replication_contexts (
  context_id varchar(64) NOT NULL DEFAULT uuid(),
  vm_name varchar(255) NOT NULL,
  vmware_vm_id varchar(255) NOT NULL,
  vm_path varchar(500) NOT NULL,
  vcenter_host varchar(255) NOT NULL,
  datacenter varchar(255) NOT NULL,
  current_status enum('discovered','replicating','ready_for_failover','failed_over_test','failed_over_live','completed','failed','cleanup_required') NOT NULL DEFAULT 'discovered',
  current_job_id varchar(191),
  total_jobs_run int DEFAULT 0,
  successful_jobs int DEFAULT 0,
  failed_jobs int DEFAULT 0,
  last_successful_job_id varchar(191),
  cpu_count int,
  memory_mb int,
  os_type varchar(255),
  power_state varchar(50),
  vm_tools_version varchar(255),
  created_at timestamp NULL DEFAULT current_timestamp(),
  updated_at timestamp NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  first_job_at timestamp NULL,
  last_job_at timestamp NULL,
  last_status_change timestamp NULL DEFAULT current_timestamp(),
  auto_added tinyint(1) DEFAULT 0,
  last_scheduled_job_id varchar(255),
  next_scheduled_at timestamp NULL,
  scheduler_enabled tinyint(1) DEFAULT 1,
  credential_id int,
  ossea_config_id int,
  last_operation_summary longtext CHECK (json_valid(last_operation_summary)),
  PRIMARY KEY (context_id),
  UNIQUE KEY uk_vmware_vm_vcenter (vmware_vm_id, vcenter_host),
  UNIQUE KEY uk_vm_name_vcenter (vm_name, vcenter_host),
  KEY idx_current_status (current_status),
  CONSTRAINT fk_contexts_credential FOREIGN KEY (credential_id) REFERENCES vmware_credentials (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS replication_jobs (
  id varchar(191) NOT NULL,
  vm_context_id varchar(64),
  source_vm_id varchar(191) NOT NULL,
  source_vm_name longtext NOT NULL,
  source_vm_path longtext NOT NULL,
  v_center_host longtext NOT NULL,
  datacenter longtext NOT NULL,
  replication_type varchar(191) NOT NULL,
  target_network longtext,
  status varchar(191) DEFAULT 'pending',
  progress_percent double DEFAULT 0,
  current_operation longtext,
  bytes_transferred bigint DEFAULT 0,
  total_bytes bigint DEFAULT 0,
  transfer_speed_bps bigint DEFAULT 0,
  error_message longtext,
  change_id longtext,
  previous_change_id longtext,
  snapshot_id longtext,
  nbd_port bigint,
  nbd_export_name longtext,
  target_device longtext,
  ossea_config_id bigint,
  created_at datetime(3),
  updated_at datetime(3),
  started_at datetime(3),
  completed_at datetime(3),
  estimated_time_remaining bigint DEFAULT 0,
  vma_sync_type varchar(50),
  vma_current_phase varchar(100),
  vma_throughput_mbps double DEFAULT 0,
  vma_eta_seconds int,
  vma_last_poll_at timestamp NULL,
  vma_error_classification varchar(50),
  vma_error_details text,
  setup_progress_percent double DEFAULT 0,
  schedule_execution_id varchar(64),
  scheduled_by varchar(255),
  vm_group_id varchar(64),
  PRIMARY KEY (id),
  KEY idx_replication_jobs_source_vm_id (source_vm_id),
  KEY idx_replication_jobs_status (status),
  KEY idx_replication_jobs_context (vm_context_id),
  CONSTRAINT fk_replication_jobs_context FOREIGN KEY (vm_context_id) REFERENCES vm_replication_contexts (context_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS failover_jobs (
  id bigint NOT NULL AUTO_INCREMENT,
  vm_context_id varchar(64),
  job_id varchar(255) NOT NULL,
  vm_id varchar(255) NOT NULL,
  replication_job_id varchar(255),
  job_type enum('live','test') NOT NULL,
  status enum('pending','validating','snapshotting','creating_vm','switching_volume','powering_on','completed','failed','cleanup','reverting') NOT NULL DEFAULT 'pending',
  source_vm_name varchar(255) NOT NULL,
  source_vm_spec text,
  destination_vm_id varchar(255),
  ossea_snapshot_id varchar(255),
  linstor_snapshot_name varchar(255),
  linstor_config_id int,
  network_mappings text,
  error_message text,
  created_at timestamp NULL DEFAULT current_timestamp(),
  updated_at timestamp NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  started_at timestamp NULL,
  completed_at timestamp NULL,
  PRIMARY KEY (id),
  UNIQUE KEY job_id (job_id),
  KEY idx_vm_id (vm_id),
  KEY idx_job_type (job_type),
  KEY idx_status (status),
  KEY idx_failover_jobs_linstor_snapshot (linstor_snapshot_name),
  KEY idx_failover_jobs_context (vm_context_id),
  CONSTRAINT fk_failover_jobs_context FOREIGN KEY (vm_context_id) REFERENCES vm_replication_contexts (context_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS vm_disks (
  id bigint NOT NULL AUTO_INCREMENT,
  vm_context_id varchar(64),
  job_id varchar(191) NOT NULL,
  disk_id longtext NOT NULL,
  vm_dk_path longtext NOT NULL,
  size_gb bigint,
  datastore longtext,
  label longtext,
  provisioning_type longtext,
  unit_number bigint,
  capacity_bytes bigint,
  ossea_volume_id bigint,
  disk_change_id longtext,
  sync_status varchar(191) DEFAULT 'pending',
  sync_progress_percent double DEFAULT 0,
  bytes_synced bigint DEFAULT 0,
  created_at datetime(3),
  updated_at datetime(3),
  cpu_count int DEFAULT 0,
  memory_mb int DEFAULT 0,
  os_type varchar(255) DEFAULT '',
  vm_tools_version varchar(255) DEFAULT '',
  network_config text,
  display_name varchar(255) DEFAULT '',
  annotation text,
  power_state varchar(50) DEFAULT '',
  vmware_uuid varchar(255) DEFAULT '',
  bios_setup text,
  PRIMARY KEY (id),
  UNIQUE KEY uk_vm_context_disk (vm_context_id, disk_id) USING HASH,
  KEY idx_vm_disks_job (job_id),
  CONSTRAINT fk_vm_disks_context FOREIGN KEY (vm_context_id) REFERENCES vm_replication_contexts (context_id) ON DELETE CASCADE,
  CONSTRAINT fk_vm_disks_job FOREIGN KEY (job_id) REFERENCES replication_jobs (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS ossea_volumes (
  id bigint NOT NULL AUTO_INCREMENT,
  vm_context_id varchar(64),
  volume_id longtext,
  volume_name longtext NOT NULL,
  size_gb bigint,
  ossea_config_id bigint,
  volume_type longtext,
  device_path longtext,
  mount_point longtext,
  status varchar(191) DEFAULT 'creating',
  created_at datetime(3),
  updated_at datetime(3),
  snapshot_id varchar(191),
  snapshot_created_at timestamp NULL,
  snapshot_status varchar(50) DEFAULT 'none',
  PRIMARY KEY (id),
  UNIQUE KEY uni_ossea_volumes_volume_id (volume_id) USING HASH,
  KEY idx_ossea_volumes_context (vm_context_id),
  KEY idx_ossea_volumes_snapshot (snapshot_id),
  CONSTRAINT fk_ossea_volumes_context FOREIGN KEY (vm_context_id) REFERENCES vm_replication_contexts (context_id) ON DELETE CASCADE,
  CONSTRAINT fk_ossea_volumes_config FOREIGN KEY (ossea_config_id) REFERENCES ossea_configs (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS device_mappings (
  id varchar(64) NOT NULL DEFAULT uuid(),
  vm_context_id varchar(64),
  volume_uuid varchar(64) NOT NULL,
  volume_id_numeric bigint,
  vm_id varchar(64) NOT NULL,
  operation_mode enum('oma','failover') NOT NULL DEFAULT 'oma',
  cloudstack_device_id int,
  requires_device_correlation tinyint(1) NOT NULL DEFAULT 1,
  device_path varchar(255) NOT NULL,
  cloudstack_state varchar(32) NOT NULL,
  linux_state varchar(32) NOT NULL,
  size bigint NOT NULL DEFAULT 0,
  last_sync timestamp NOT NULL DEFAULT current_timestamp(),
  created_at timestamp NOT NULL DEFAULT current_timestamp(),
  updated_at timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  ossea_snapshot_id varchar(191),
  snapshot_created_at timestamp NULL,
  snapshot_status varchar(50) DEFAULT 'none',
  persistent_device_name varchar(255),
  symlink_path varchar(255),
  PRIMARY KEY (id),
  UNIQUE KEY volume_uuid (volume_uuid),
  UNIQUE KEY unique_device_path (device_path),
  KEY idx_device_mappings_vm (vm_id),
  KEY idx_device_mappings_context (vm_context_id),
  CONSTRAINT fk_device_mappings_context FOREIGN KEY (vm_context_id) REFERENCES vm_replication_contexts (context_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS volume_operations (
  id varchar(64) NOT NULL,
  type enum('create','attach','detach','delete','cleanup') NOT NULL,
  status enum('pending','executing','completed','failed','cancelled') NOT NULL DEFAULT 'pending',
  volume_id varchar(64) NOT NULL,
  vm_id varchar(64),
  request longtext NOT NULL CHECK (json_valid(request)),
  response longtext CHECK (json_valid(response)),
  error text,
  created_at timestamp NOT NULL DEFAULT current_timestamp(),
  updated_at timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  completed_at timestamp NULL,
  PRIMARY KEY (id),
  KEY idx_volume_operations_volume (volume_id),
  KEY idx_volume_operations_vm (vm_id),
  KEY idx_volume_operations_status (status),
  KEY idx_volume_operations_type (type),
  KEY idx_volume_operations_created (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS nbd_exports (
  id bigint NOT NULL AUTO_INCREMENT,
  vm_context_id varchar(64),
  job_id varchar(191),
  volume_id varchar(191) NOT NULL,
  vm_disk_id bigint,
  device_mapping_uuid varchar(64),
  export_name varchar(191) NOT NULL,
  port bigint NOT NULL DEFAULT 10809,
  device_path longtext NOT NULL,
  config_path longtext,
  status varchar(191) DEFAULT 'pending',
  created_at datetime(3),
  updated_at datetime(3),
  PRIMARY KEY (id),
  UNIQUE KEY uni_nbd_exports_export_name (export_name),
  KEY idx_nbd_exports_volume (volume_id),
  CONSTRAINT fk_nbd_exports_context FOREIGN KEY (vm_context_id) REFERENCES vm_replication_contexts (context_id) ON DELETE CASCADE,
  CONSTRAINT fk_nbd_exports_mapping FOREIGN KEY (device_mapping_uuid) REFERENCES device_mappings (volume_uuid) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS network_mappings (
  id int NOT NULL AUTO_INCREMENT,
  vm_id varchar(255) NOT NULL,
  source_network_name varchar(255) NOT NULL,
  destination_network_id varchar(255) NOT NULL,
  destination_network_name varchar(255) NOT NULL,
  is_test_network tinyint(1) DEFAULT 0,
  created_at timestamp NULL DEFAULT current_timestamp(),
  updated_at timestamp NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  vm_context_id varchar(64),
  vmware_vm_id varchar(255),
  validation_status enum('pending','valid','invalid') DEFAULT 'pending',
  mapping_type enum('live','test','both') DEFAULT 'live',
  network_strategy varchar(50),
  last_validated timestamp NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uk_vm_network_type (vm_id, source_network_name, is_test_network),
  UNIQUE KEY uk_context_network_type (vm_context_id, source_network_name, is_test_network),
  CONSTRAINT fk_network_mappings_context FOREIGN KEY (vm_context_id) REFERENCES vm_replication_contexts (context_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS cbt_history (
  id bigint NOT NULL AUTO_INCREMENT,
  vm_context_id varchar(64),
  job_id varchar(191) NOT NULL,
  disk_id varchar(191) NOT NULL,
  change_id longtext NOT NULL,
  previous_change_id longtext,
  sync_type varchar(191) NOT NULL,
  blocks_changed bigint DEFAULT 0,
  bytes_transferred bigint DEFAULT 0,
  sync_duration_seconds bigint DEFAULT 0,
  sync_success tinyint(1) DEFAULT 0,
  created_at datetime(3),
  PRIMARY KEY (id),
  KEY idx_cbt_history_context (vm_context_id),
  CONSTRAINT fk_cbt_history_context FOREIGN KEY (vm_context_id) REFERENCES vm_replication_contexts (context_id) ON DELETE CASCADE,
  CONSTRAINT fk_cbt_history_job FOREIGN KEY (job_id) REFERENCES replication_jobs (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS job_tracking (
  id varchar(64) NOT NULL,
  parent_job_id varchar(64),
  job_type enum('cleanup','failover','migration','cloudstack','volume_daemon','linstor','virtio','ossea','scheduler','discovery','bulk-operations','group-management','conflict-detection','phantom-detection','schedule_management','schedule_control') NOT NULL,
  operation varchar(100) NOT NULL,
  status enum('pending','running','completed','failed','cancelled') NOT NULL DEFAULT 'pending',
  cloudstack_job_id varchar(64),
  external_job_id varchar(64),
  metadata longtext CHECK (json_valid(metadata)),
  error_message longtext,
  started_at datetime(6),
  completed_at datetime(6),
  created_at datetime(6) NOT NULL DEFAULT current_timestamp(6),
  updated_at datetime(6) NOT NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6),
  percent_complete tinyint unsigned,
  canceled_at datetime(6),
  owner varchar(100),
  context_id varchar(64),
  job_category enum('system','failover','replication','scheduler','discovery','bulk') DEFAULT 'system',
  PRIMARY KEY (id),
  KEY idx_job_tracking_parent (parent_job_id),
  KEY idx_job_tracking_status (status),
  KEY idx_job_tracking_external (external_job_id),
  KEY idx_job_tracking_context (context_id),
  CONSTRAINT fk_job_tracking_parent FOREIGN KEY (parent_job_id) REFERENCES job_tracking (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS job_steps (
  id bigint NOT NULL AUTO_INCREMENT,
  job_id varchar(64) NOT NULL,
  name varchar(200) NOT NULL,
  seq int NOT NULL,
  status enum('running','completed','failed','skipped') NOT NULL DEFAULT 'running',
  started_at datetime(6) NOT NULL DEFAULT current_timestamp(6),
  completed_at datetime(6),
  error_message text,
  metadata longtext CHECK (json_valid(metadata)),
  PRIMARY KEY (id),
  UNIQUE KEY uk_job_steps_seq (job_id, seq),
  CONSTRAINT fk_job_steps_job FOREIGN KEY (job_id) REFERENCES job_tracking (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS log_events (
  id bigint NOT NULL AUTO_INCREMENT,
  job_id varchar(64),
  step_id bigint,
  level enum('DEBUG','INFO','WARN','ERROR') NOT NULL,
  message text NOT NULL,
  attrs longtext CHECK (json_valid(attrs)),
  ts datetime(6) NOT NULL DEFAULT current_timestamp(6),
  external_job_id varchar(255),
  PRIMARY KEY (id),
  KEY idx_log_events_job (job_id),
  KEY idx_log_events_step (step_id),
  KEY idx_log_events_ts (ts),
  CONSTRAINT fk_log_events_job FOREIGN KEY (job_id) REFERENCES job_tracking (id) ON DELETE SET NULL,
  CONSTRAINT fk_log_events_step FOREIGN KEY (step_id) REFERENCES job_steps (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS job_execution_log (
  id bigint NOT NULL AUTO_INCREMENT,
  job_id varchar(64) NOT NULL,
  log_level varchar(16) NOT NULL,
  message text NOT NULL,
  details longtext CHECK (json_valid(details)),
  created_at timestamp NOT NULL DEFAULT current_timestamp(),
  PRIMARY KEY (id),
  KEY idx_job_execution_log_job (job_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS replication_schedules (
  id varchar(64) NOT NULL DEFAULT uuid(),
  name varchar(255) NOT NULL,
  cron_expression varchar(255),
  schedule_type varchar(50) DEFAULT 'cron',
  enabled tinyint(1) DEFAULT 1,
  max_concurrent_jobs int DEFAULT 1,
  created_at timestamp NULL DEFAULT current_timestamp(),
  updated_at timestamp NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (id),
  UNIQUE KEY name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS vm_machine_groups (
  id varchar(64) NOT NULL DEFAULT uuid(),
  name varchar(255) NOT NULL,
  description text,
  schedule_id varchar(64),
  max_concurrent_vms int DEFAULT 5,
  created_at timestamp NULL DEFAULT current_timestamp(),
  updated_at timestamp NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (id),
  UNIQUE KEY name (name),
  CONSTRAINT fk_groups_schedule FOREIGN KEY (schedule_id) REFERENCES replication_schedules (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS vm_group_memberships (
  id varchar(64) NOT NULL DEFAULT uuid(),
  group_id varchar(64) NOT NULL,
  vm_context_id varchar(64) NOT NULL,
  enabled tinyint(1) DEFAULT 1,
  priority int DEFAULT 0,
  added_at timestamp NULL DEFAULT current_timestamp(),
  PRIMARY KEY (id),
  UNIQUE KEY uk_group_context (group_id, vm_context_id),
  CONSTRAINT fk_memberships_group FOREIGN KEY (group_id) REFERENCES vm_machine_groups (id) ON DELETE CASCADE,
  CONSTRAINT fk_memberships_context FOREIGN KEY (vm_context_id) REFERENCES vm_replication_contexts (context_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE IF NOT EXISTS schedule_executions (
  id varchar(64) NOT NULL DEFAULT uuid(),
  schedule_id varchar(64) NOT NULL,
  group_id varchar(64),
  scheduled_at timestamp NULL DEFAULT current_timestamp(),
  started_at timestamp NULL,
  completed_at timestamp NULL,
  status varchar(50) DEFAULT 'scheduled',
  jobs_created int DEFAULT 0,
  jobs_skipped int DEFAULT 0,
  execution_details longtext CHECK (json_valid(execution_details)),
  PRIMARY KEY (id),
  CONSTRAINT fk_executions_schedule FOREIGN KEY (schedule_id) REFERENCES replication_schedules (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE VIEW IF NOT EXISTS active_jobs AS
  SELECT id, parent_job_id, job_type, operation, status, percent_complete, external_job_id, context_id, job_category, started_at, updated_at
  FROM job_tracking WHERE status IN ('pending', 'running');

CREATE VIEW IF NOT EXISTS job_tracking_hierarchy AS
  SELECT c.id, c.parent_job_id, p.operation AS parent_operation, c.job_type, c.operation, c.status, c.started_at, c.completed_at
  FROM job_tracking c LEFT JOIN job_tracking p ON p.id = c.parent_job_id;
