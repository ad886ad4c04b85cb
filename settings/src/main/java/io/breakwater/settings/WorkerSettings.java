package io.breakwater.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How the worker works: programs, directories, limits. */
public final class WorkerSettings {
  private static final Table TABLE = new Table(Part.WORKER);

  public static final Setting<String> INSTALLATION =
      TABLE.add(
          "installation",
          Form.TEXT,
          null,
          "names this installation in leases; the host's name unless set");
  public static final Setting<String> APPLIANCE =
      TABLE.add(
          "appliance",
          Form.NAME,
          null,
          "the appliance that this worker runs on, by its VM id (`oma_vm_id`); the only active one"
              + " of `ossea_configs` unless set, and needed where several are active");
  public static final Setting<String> DEPLOYMENT =
      TABLE.add(
          "worker.deployment",
          Form.NAME,
          null,
          "the worker deployment of Temporal that this worker belongs to: operations stay with the"
              + " build that began them; without it any build goes on with them");
  public static final Setting<String> DEPLOYMENT_BUILD =
      TABLE.add(
          "worker.build",
          Form.TEXT,
          null,
          "the build's name in that deployment; version and build id of `--version` unless set");
  public static final Setting<List<String>> INJECTOR =
      TABLE.add(
          "injector",
          Form.WORDS,
          "sudo /opt/migratekit/bin/inject-virtio-drivers.sh",
          "driver injection; device and job id are appended");
  public static final Setting<List<String>> FLUSH =
      TABLE.add("flush", Form.WORDS, "sync {device}", "flushes a device");
  public static final Setting<Path> CHECK_COMMANDS =
      TABLE.add(
          "check_commands",
          Form.PATH,
          null,
          "directory with the programs that post-boot checks may run; each gets the VM's name and"
              + " address");
  public static final Setting<Path> STATE_DIR =
      TABLE.add(
          "state_dir",
          Form.PATH,
          "/var/lib/breakwater",
          "where running injections are recorded; has to outlive the worker");
  public static final Setting<Path> LOG_DIR =
      TABLE.add("log_dir", Form.PATH, "/var/log/migratekit", "logs of injections");
  public static final Setting<Integer> CLOUDSTACK_SLOTS =
      TABLE.add(
          "cloudstack.slots",
          // CloudStack lists at most 500 pending jobs in one page; several workers share that.
          Form.number(1, 450),
          "200",
          "most steps of this worker in CloudStack at a time; those of all workers together have to"
              + " stay below 500");
  public static final Setting<Integer> APPLIANCE_TURNS =
      TABLE.add(
          "appliance_turns",
          Form.number(1, 1_000_000),
          "2",
          "most jobs of ours on the appliance at a time; the others wait for their turn, by"
              + " priority, then VM by VM");

  public static final Setting<Duration> SOURCE_SHUTDOWN =
      duration("source.shutdown", "PT2M", "how long a source may take to shut down");
  public static final Setting<Duration> SOURCE_POWER_CUT =
      duration("source.power_cut", "PT1M", "how long it may take to be off once its power is cut");
  public static final Setting<Duration> SOURCE_POWER_ON =
      duration("source.power_on", "PT2M", "how long it may take to be on");
  public static final Setting<Duration> SOURCE_POLL =
      duration("source.poll", "PT2S", "how often it is looked at");
  public static final Setting<Duration> SYNC_LIMIT =
      duration("sync.limit", "PT30M", "how long a final sync may take");
  public static final Setting<Duration> SYNC_NO_PROGRESS =
      duration("sync.no_progress", "PT5M", "how long it may stand still");
  public static final Setting<Duration> SYNC_GRACE =
      duration("sync.grace", "PT1M", "how long a sync whose request got no answer is looked for");
  public static final Setting<Duration> SYNC_POLL =
      duration("sync.poll", "PT2S", "how often it is looked at");
  public static final Setting<Duration> REPLICATION_MAX_AGE =
      duration("replication.max_age", "PT24H", "from which age on readiness warns of a replica");
  public static final Setting<Duration> REPLICATION_LOST_AFTER =
      duration(
          "replication.lost_after",
          "PT30M",
          "from which standstill on a replication job may count as dead, if the VMA does not run it"
              + " either");

  public static final Setting<Duration> LEASE_TTL =
      duration("lease.ttl", "PT1M30S", "how long a VM stays reserved after its holder's death");
  public static final Setting<Duration> LEASE_RETRY =
      duration("lease.retry", "PT2S", "how often a reserved VM is asked for");
  public static final Setting<Duration> HEARTBEAT =
      duration("heartbeat", "PT30S", "after which silence a step's worker counts as dead");
  public static final Setting<Duration> STICKY =
      duration(
          "sticky",
          "PT5S",
          "how long an operation that is to go on waits for the worker that knows it before any"
              + " other takes it up");
  public static final Setting<Duration> PATIENCE =
      duration("patience", "PT10M", "how long an outage is waited for beyond a step's budget");
  public static final Setting<String> PATIENCES =
      text(
          "patiences",
          "the same for kinds of operation, such as `LiveFailover=PT30M,Cleanup=PT20M`");
  public static final Setting<Duration> STUCK_AFTER =
      duration(
          "stuck_after",
          "PT15M",
          "how long a VM may stay Stopping, Starting or Migrating before a person is asked");
  public static final Setting<Duration> REMIND_AFTER =
      duration("remind_after", "PT1H", "how often an operation that holds reminds of itself");
  public static final Setting<Double> BUDGET_FACTOR =
      TABLE.add("budget_factor", Form.FACTOR, "1.0", "scales every step's time budget");
  public static final Setting<String> BUDGETS =
      text(
          "budgets",
          "of single steps, such as `TakeSnapshot=PT10M,LiveFailover/StartMachine=PT5M`");
  public static final Setting<Duration> RETRY_FIRST =
      duration(
          "retry.first", "PT1S", "the pause before a step is tried again, which doubles each time");
  public static final Setting<Duration> RETRY_MAX =
      duration("retry.max", "PT10S", "the longest such pause");
  public static final Setting<String> RETRIES =
      text("retries", "both pauses for kinds of operation, such as `LiveFailover=PT2S/PT1M`");
  public static final Setting<Duration> WATCH_TICK =
      duration("watch_tick", "PT0.5S", "how often CloudStack and the daemon are asked for jobs");
  public static final Setting<Duration> PENDING_TICK =
      duration("pending_tick", "PT1S", "how often what an operation waits for is looked at");
  public static final Setting<Duration> CLOUDSTACK_ANSWER =
      duration("cloudstack.answer", "PT35S", "how long CloudStack may take to answer a call");
  public static final Setting<Duration> LOST_ANSWER_GRACE =
      duration(
          "lost_answer_grace",
          "PT10S",
          "how long the effect of a call without answer is looked for; that of a deploy nine times"
              + " as long");
  public static final Setting<Duration> DAEMON_LOST_AFTER =
      duration(
          "daemon.lost_after", "PT1M", "when a daemon operation without progress counts as lost");

  public static final Setting<Duration> RETENTION_REQUESTS =
      TABLE.add(
          "retention.requests",
          Form.RETENTION,
          null,
          "how long `breakwater_requests` keeps who sent what from where; for ever unless set");
  public static final Setting<Duration> RETENTION_OPERATIONS =
      TABLE.add(
          "retention.operations",
          Form.RETENTION,
          null,
          "how long steps, audit entries and starts of operations are kept after their end; for"
              + " ever unless set");

  private WorkerSettings() {}

  private static Setting<Duration> duration(String key, String preset, String what) {
    return TABLE.add(key, Form.DURATION, preset, what);
  }

  private static Setting<String> text(String key, String what) {
    return TABLE.add(key, Form.TEXT, null, what);
  }

  static Table table() {
    return TABLE;
  }
}
