package io.breakwater.simulator.site;

import io.breakwater.simulator.daemon.ConfigRow;
import io.breakwater.simulator.host.Database;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Writes a protected VM into the old schema, as the old programs would have left it. */
final class SiteRows {

  /** How CloudStack is reached and what new VMs are made of; goes into {@code ossea_configs}. */
  record CloudConfig(
      String apiUrl,
      String apiKey,
      String secretKey,
      String zoneId,
      String templateId,
      String networkId,
      String serviceOfferingId,
      String diskOfferingId,
      String applianceVmId) {}

  /** Where a source network leads. */
  record NetworkTarget(String networkId, String networkName) {}

  private static final String FIRST = "production-ossea";
  private static final Duration SINCE_FIRST_COPY = Duration.ofDays(7);
  private static final Duration SINCE_LAST_COPY = Duration.ofHours(3);

  private final Database database;
  private final ConfigRow config;
  private final Clock clock;

  SiteRows(Database database, ConfigRow config, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  Optional<Long> activeConfigId() throws SQLException {
    return config.read(database, row -> row.getLong(1), "id");
  }

  String applianceVmId() throws SQLException {
    return config.read(database, row -> row.getString(1), "oma_vm_id").orElseThrow();
  }

  long insertConfig(CloudConfig cloud) throws SQLException {
    return database.insert(
        "INSERT INTO ossea_configs (name, api_url, api_key, secret_key, domain, zone, template_id,"
            + " network_id, service_offering_id, disk_offering_id, oma_vm_id, created_at,"
            + " updated_at, is_active) VALUES (?, ?, ?, ?, 'ROOT', ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        config.name() == null ? FIRST : config.name(),
        cloud.apiUrl(),
        cloud.apiKey(),
        cloud.secretKey(),
        cloud.zoneId(),
        cloud.templateId(),
        cloud.networkId(),
        cloud.serviceOfferingId(),
        cloud.diskOfferingId(),
        cloud.applianceVmId(),
        clock.instant(),
        clock.instant());
  }

  /** A site that is started again listens elsewhere. */
  void moveCloudTo(long row, String apiUrl) throws SQLException {
    database.update("UPDATE ossea_configs SET api_url = ? WHERE id = ?", apiUrl, row);
  }

  /** Unless another site in the same database brought it. */
  void insertCredential(String vcenter, boolean isDefault) throws SQLException {
    database.update(
        "INSERT IGNORE INTO vmware_credentials (credential_name, vcenter_host, username,"
            + " password_encrypted, datacenter, is_active, is_default, created_by) VALUES (?, ?, ?,"
            + " ?, ?, 1, ?, 'system')",
        vcenter,
        vcenter,
        SiteNames.username(vcenter),
        "TEMP_PLAINTEXT_" + SiteNames.password(vcenter),
        SiteNames.DATACENTER,
        isDefault);
  }

  void insertContext(ProtectedVm vm, long configId) throws SQLException {
    database.update(
        "INSERT INTO vm_replication_contexts (context_id, vm_name, vmware_vm_id, vm_path,"
            + " vcenter_host, datacenter, current_status, cpu_count, memory_mb, os_type,"
            + " power_state, vm_tools_version, scheduler_enabled, credential_id, ossea_config_id)"
            + " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'poweredOn', '12352', ?, c.id, ? FROM"
            + " vmware_credentials c WHERE c.vcenter_host = ?",
        vm.contextIdOrDefault(),
        vm.name(),
        vm.vmwareVmId(),
        "/" + SiteNames.DATACENTER + "/vm/" + vm.name(),
        vm.vcenter(),
        SiteNames.DATACENTER,
        vm.status(),
        vm.cpus(),
        vm.memoryMb(),
        vm.osType(),
        vm.schedulerEnabled(),
        configId,
        vm.vcenter());
  }

  /** An initial copy a week ago and an incremental one three hours ago, or one that never ended. */
  String insertReplications(ProtectedVm vm, long configId) throws SQLException {
    Instant first = clock.instant().minus(SINCE_FIRST_COPY);
    String stem = "job-" + vm.vmwareVmId() + "-";
    if (!vm.replicated()) {
      return insertJob(vm, configId, stem + "initial", "initial", "failed", first);
    }
    insertJob(vm, configId, stem + "initial", "initial", "completed", first);
    Instant last = clock.instant().minus(SINCE_LAST_COPY);
    String job = insertJob(vm, configId, stem + "incremental", "incremental", "completed", last);
    database.update(
        "UPDATE vm_replication_contexts SET total_jobs_run = 2, successful_jobs = 2,"
            + " last_successful_job_id = ?, first_job_at = ?, last_job_at = ? WHERE context_id = ?",
        job,
        first,
        last,
        vm.contextIdOrDefault());
    return job;
  }

  private String insertJob(
      ProtectedVm vm, long configId, String id, String type, String status, Instant at)
      throws SQLException {
    database.update(
        "INSERT INTO replication_jobs (id, vm_context_id, source_vm_id, source_vm_name,"
            + " source_vm_path, v_center_host, datacenter, replication_type, status,"
            + " progress_percent, current_operation, ossea_config_id, created_at, updated_at,"
            + " started_at, completed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Done', ?, ?, ?, ?,"
            + " ?)",
        id,
        vm.contextIdOrDefault(),
        vm.vmwareVmId(),
        vm.name(),
        "/" + SiteNames.DATACENTER + "/vm/" + vm.name(),
        vm.vcenter(),
        SiteNames.DATACENTER,
        type,
        status,
        status.equals("completed") ? 100 : 12,
        configId,
        at,
        at,
        at,
        at);
    return id;
  }

  void insertNetworkMapping(
      ProtectedVm vm, String sourceNetwork, NetworkTarget target, boolean isTest)
      throws SQLException {
    database.update(
        "INSERT INTO network_mappings (vm_id, source_network_name, destination_network_id,"
            + " destination_network_name, is_test_network, vm_context_id, vmware_vm_id,"
            + " validation_status, mapping_type) VALUES (?, ?, ?, ?, ?, ?, ?, 'valid', ?)",
        vm.name(),
        sourceNetwork,
        target.networkId(),
        target.networkName(),
        isTest,
        vm.contextIdOrDefault(),
        vm.vmwareVmId(),
        isTest ? "test" : "live");
  }
}
