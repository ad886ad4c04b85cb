package io.breakwater.plan;

/** What readiness looks at, with the planner's refusal codes that belong to it. */
enum ReadinessArea {
  UNDER_WAY("nothing-under-way"),
  STATUS("status"),
  DESCRIPTION("vm-description"),
  DISKS("disks"),
  VOLUMES("volumes"),
  REPLICATION("replication"),
  LAST_SYNC("last-sync"),
  REPLICATION_AGE("replication-age"),
  TEMPLATE("template"),
  OFFERING("service-offering"),
  NETWORKS("networks"),
  LEFTOVERS("leftovers"),
  APPLIANCE("appliance"),
  APPLIANCE_HOST("appliance-host"),
  ACCOUNT("account"),
  SNAPSHOTS("snapshots"),
  CAPACITY("capacity"),
  VOLUME_DAEMON("volume-daemon"),
  /** Live failovers only. */
  VMA("vma"),
  /** Live failovers only. */
  SOURCE("source"),
  /** Live failovers only. */
  NAME("name"),
  DELETE_PROTECTION("delete-protection"),
  REQUEST("request"),
  /** Codes that are not known here: they fail all the same. */
  OTHER("other");

  private final String wire;

  ReadinessArea(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }

  /** The area of a refusal code. */
  static ReadinessArea of(String code) {
    return switch (code) {
      case "WRONG_STATUS" -> STATUS;
      case "NO_CPU_OR_MEMORY" -> DESCRIPTION;
      case "NO_DISKS", "NO_OS_DISK" -> DISKS;
      case "VOLUME_MISSING" -> VOLUMES;
      case "REPLICATION_RUNNING", "NEVER_REPLICATED" -> REPLICATION;
      case "SYNC_NOT_VERIFIED" -> LAST_SYNC;
      case "TEMPLATE_NOT_READY", "TEMPLATE_TOO_LARGE" -> TEMPLATE;
      case "OFFERING_NOT_CUSTOMIZED" -> OFFERING;
      case "NETWORK_MISSING", "NO_TEST_NETWORK", "NO_LIVE_NETWORK" -> NETWORKS;
      case "LEFTOVER_MACHINE", "LEFTOVER_SNAPSHOT", "MACHINE_NOT_USABLE", "DIRTY_DISK" -> LEFTOVERS;
      case "DISK_NOT_ON_APPLIANCE" -> APPLIANCE;
      case "SOURCE_SUSPENDED", "SOURCE_UNKNOWN", "SOURCE_IS_ON", "SOURCE_WAS_ON", "NOT_SYNCED" ->
          SOURCE;
      case "UNKNOWN_PHASE", "PHASE_NEEDED" -> REQUEST;
      default -> OTHER;
    };
  }
}
