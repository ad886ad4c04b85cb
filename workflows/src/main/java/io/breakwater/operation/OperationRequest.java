package io.breakwater.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.breakwater.plan.PlanOptions;
import io.breakwater.vm.BootCheck;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.OperationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What starts an operation; JSON for {@code temporal workflow start --input}. Only {@code
 * contextId} is needed; what a kind of operation has no use for is ignored.
 *
 * @param contextId the VM; the workflow id must be {@code vm/<contextId>}
 * @param externalJobId the id by which the GUI asks for status; made up when null
 * @param requestedBy who asked; may be null
 * @param reason why, for the audit log; needed with {@code unplanned}
 * @param dryRun only observe and plan: the plan is part of the result, nothing is changed
 * @param skipVirtio boot without driver injection
 * @param skipValidation do not insist on a successful change-tracking record
 * @param testDuration ends the test by itself after this long, such as {@code 2h} or {@code 30m};
 *     null keeps it
 * @param autoCleanup whether {@code testDuration} (default 2h) ends the test by itself; null means:
 *     when a duration is given
 * @param networkMappings source network → CloudStack network id, over the stored mappings
 * @param onlyOperation acts only while this operation's destination is still the current one; null
 *     for any
 * @param only phases to carry out, by the old step names; empty for all
 * @param skip phases to leave out
 * @param onFailure what to do when a step is out of budget; null for the kind's own policy
 * @param whenInjectionFails live failover; null for {@link InjectionPolicy#BOOT_WITHOUT_DRIVERS}
 * @param unplanned live failover: the source site is lost, so it is neither powered off nor synced
 * @param skipFinalSync live failover: give up what the source wrote since the last replication
 * @param confirmDiscard rollback: what was written to a live destination may be discarded
 * @param powerOnSource rollback: power the source on once no destination runs
 * @param priority whose disks leave a busy appliance first, 0 to 9, higher first; 5 when null, and
 *     what is beyond counts as the nearest; a level is worth an hour of waiting
 * @param queuedAt since when it counts as waiting for a busy appliance; null for when it starts. A
 *     batch sets it, so that its VMs go in its order
 * @param checks tried once the destination runs; null for those kept for the VM
 * @param endOldWork way back: what the old system left at work on the VM is ended, and a
 *     replication job of it closed although nobody can be asked whether it runs
 * @param extendedLimits every step may take three times as long as usual, for emergencies on a site
 *     that is slow
 */
public record OperationRequest(
    ContextId contextId,
    String externalJobId,
    String requestedBy,
    String reason,
    boolean dryRun,
    boolean skipVirtio,
    boolean skipValidation,
    String testDuration,
    Boolean autoCleanup,
    Map<String, NetworkId> networkMappings,
    String onlyOperation,
    Set<String> only,
    Set<String> skip,
    FailurePolicy onFailure,
    InjectionPolicy whenInjectionFails,
    boolean unplanned,
    boolean skipFinalSync,
    boolean confirmDiscard,
    boolean powerOnSource,
    Integer priority,
    Instant queuedAt,
    List<BootCheck> checks,
    boolean endOldWork,
    boolean extendedLimits) {
  /** That of a request that names none. */
  public static final int USUAL_PRIORITY = 5;

  /** The most urgent. */
  public static final int HIGHEST_PRIORITY = 9;

  public OperationRequest {
    networkMappings = networkMappings == null ? Map.of() : Map.copyOf(networkMappings);
    only = only == null ? Set.of() : Set.copyOf(only);
    skip = skip == null ? Set.of() : Set.copyOf(skip);
    checks = checks == null ? null : List.copyOf(checks);
    priority =
        priority == null ? USUAL_PRIORITY : Math.max(0, Math.min(HIGHEST_PRIORITY, priority));
  }

  /** A request with defaults. */
  public static OperationRequest of(ContextId contextId) {
    return builder(contextId).build();
  }

  /** Starts from the defaults. */
  public static OperationRequestBuilder builder(ContextId contextId) {
    return new OperationRequestBuilder(contextId);
  }

  /** The same request about this VM. */
  OperationRequest about(ContextId context) {
    return new OperationRequestBuilder(this).context(context).build();
  }

  /** Whether it declares the source site lost without saying why. */
  @JsonIgnore
  boolean isReasonMissing() {
    return unplanned && (reason == null || reason.isBlank());
  }

  /** What it declares or agrees to beyond the ordinary; kept in the audit log. */
  List<String> consents() {
    List<String> consents = new ArrayList<>();
    if (unplanned) {
      consents.add("unplanned");
    }
    if (skipFinalSync) {
      consents.add(AuditWords.SKIP_FINAL_SYNC);
    }
    if (confirmDiscard) {
      consents.add(AuditWords.CONFIRM_DISCARD);
    }
    if (powerOnSource) {
      consents.add("powerOnSource");
    }
    if (skipValidation) {
      consents.add("skipValidation");
    }
    if (endOldWork) {
      consents.add(AuditWords.END_OLD_WORK);
    }
    return consents;
  }

  /** What the planner has to know of it. */
  PlanOptions.Builder planOptions(OperationId operation, String destinationName) {
    return PlanOptions.builder(operation, destinationName)
        .skipInjection(skipVirtio)
        .skipValidation(skipValidation)
        .networks(networkMappings)
        .unplanned(unplanned)
        .skipFinalSync(skipFinalSync)
        .confirmDiscard(confirmDiscard)
        .powerOnSource(powerOnSource)
        .phases(only, skip)
        .checks(checks)
        .endOldWork(endOldWork)
        .extendedLimits(extendedLimits);
  }
}
