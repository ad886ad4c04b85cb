package io.breakwater.worker;

import io.breakwater.activities.check.CheckConfig;
import io.breakwater.activities.cloudstack.CloudStackEndpoint;
import io.breakwater.activities.operation.OperationSettings;
import io.breakwater.connection.TemporalAccess;
import io.breakwater.inventory.DatabaseConfig;
import io.breakwater.vm.MachineId;
import io.temporal.common.WorkerDeploymentVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a worker needs to know. Zone, template, offering and appliance are configured in the
 * database ({@code ossea_configs}) and Temporal by the profile that its CLI uses too.
 *
 * @param temporal how it talks to Temporal
 * @param appliance the appliance that it runs on; empty for the only active one
 * @param cloudStack address and keys to use instead of those in the database
 * @param daemon the Volume Daemon
 * @param source VMA, OMA and the key of the vCenter logins
 * @param injector the command line that injects drivers; device and job id are appended
 * @param flush the command line that flushes a device; <code>{device}</code> stands for it
 * @param checks how post-boot checks are tried, and which programs they may run
 * @param stateDirectory where running injections are recorded; outlives the worker
 * @param logDirectory where injection logs go
 * @param watchTick how often the pending jobs of an endpoint are asked for
 * @param cloudStackAnswer how long CloudStack may take to answer a call
 * @param lostAnswerGrace how long the effect of a call whose answer was lost is looked for
 * @param daemonLostAfter after how long without progress a daemon operation counts as lost in a
 *     restart
 * @param metrics where metrics are served; empty for nowhere
 * @param traces the collector of traces; empty for none
 * @param purge how long records are kept
 * @param sticky how long an operation that is to go on waits for the worker that has it in memory
 * @param deployment as which build of which worker deployment it polls; empty for none
 * @param applianceTurns how many jobs may be outstanding on the appliance at a time
 * @param cloudStackSlots how many CloudStack jobs this worker keeps pending at most
 */
public record WorkerConfig(
    DatabaseConfig database,
    TemporalAccess temporal,
    OperationSettings operations,
    Optional<MachineId> appliance,
    Optional<CloudStackEndpoint> cloudStack,
    URI daemon,
    SourceConfig source,
    List<String> injector,
    List<String> flush,
    CheckConfig checks,
    Path stateDirectory,
    Path logDirectory,
    Duration watchTick,
    Duration cloudStackAnswer,
    Duration lostAnswerGrace,
    Duration daemonLostAfter,
    Optional<InetSocketAddress> metrics,
    Optional<URI> traces,
    PurgeConfig purge,
    Duration sticky,
    Optional<WorkerDeploymentVersion> deployment,
    int applianceTurns,
    int cloudStackSlots) {
  /** CloudStack lists at most 500 pending jobs in one page; several workers share that. */
  private static final int MAX_SLOTS = 450;

  public WorkerConfig {
    injector = List.copyOf(injector);
    flush = List.copyOf(flush);
    if (applianceTurns < 1) {
      throw new IllegalArgumentException(
          "BREAKWATER_APPLIANCE_TURNS must be at least 1, not " + applianceTurns);
    }
    if (cloudStackSlots < 1 || cloudStackSlots > MAX_SLOTS) {
      throw new IllegalArgumentException(
          "BREAKWATER_CLOUDSTACK_SLOTS must be 1 to " + MAX_SLOTS + ", not " + cloudStackSlots);
    }
  }
}
