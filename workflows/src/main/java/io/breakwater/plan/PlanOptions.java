package io.breakwater.plan;

import io.breakwater.vm.BootCheck;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.OperationId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the request asks for beyond the goal.
 *
 * @param operation the operation the plan is for: what it left half-done is gone on with
 * @param destinationName the name people will see, such as {@code pgtest1-test-1758553933}
 * @param skipInjection boot without driver injection
 * @param skipValidation do not insist on a successful change-tracking record
 * @param networks source network → CloudStack network, over the stored mappings; never null
 * @param unplanned live only: the source site is lost, so it is neither powered off nor synced
 * @param skipFinalSync live only: what the source wrote since the last replication is given up
 * @param confirmDiscard way back only: what was written to a live destination may be discarded
 * @param powerOnSource way back only: power the source on once no destination runs
 * @param only names of the phases to carry out ({@link StepName#wire()}); empty for all
 * @param skip names of phases to leave out
 * @param skippedSteps ids of steps that an operator decided to leave out
 * @param checks to be tried once the destination runs; null for those kept for the VM
 * @param endOldWork way back only: a replication job that may be dead counts as dead
 * @param extendedLimits every step may take longer than usual
 */
public record PlanOptions(
    OperationId operation,
    String destinationName,
    boolean skipInjection,
    boolean skipValidation,
    Map<String, NetworkId> networks,
    boolean unplanned,
    boolean skipFinalSync,
    boolean confirmDiscard,
    boolean powerOnSource,
    Set<String> only,
    Set<String> skip,
    Set<String> skippedSteps,
    List<BootCheck> checks,
    boolean endOldWork,
    boolean extendedLimits) {
  public PlanOptions {
    networks = networks == null ? Map.of() : Map.copyOf(networks);
    only = only == null ? Set.of() : Set.copyOf(only);
    skip = skip == null ? Set.of() : Set.copyOf(skip);
    skippedSteps = skippedSteps == null ? Set.of() : Set.copyOf(skippedSteps);
    checks = checks == null ? null : List.copyOf(checks);
  }

  /** Options with nothing asked for. */
  public static PlanOptions of(OperationId operation, String destinationName) {
    return new Builder(operation, destinationName).build();
  }

  /** Starts from nothing asked for. */
  public static Builder builder(OperationId operation, String destinationName) {
    return new Builder(operation, destinationName);
  }

  /** The same for a destination of another name. */
  public PlanOptions named(String name) {
    return new PlanOptions(
        operation,
        name,
        skipInjection,
        skipValidation,
        networks,
        unplanned,
        skipFinalSync,
        confirmDiscard,
        powerOnSource,
        only,
        skip,
        skippedSteps,
        checks,
        endOldWork,
        extendedLimits);
  }

  /** Names every option that is asked for. */
  public static final class Builder {
    private final OperationId operation;
    private final String destinationName;
    private boolean skipInjection;
    private boolean skipValidation;
    private Map<String, NetworkId> networks = Map.of();
    private boolean unplanned;
    private boolean skipFinalSync;
    private boolean confirmDiscard;
    private boolean powerOnSource;
    private Set<String> only = Set.of();
    private Set<String> skip = Set.of();
    private Set<String> skippedSteps = Set.of();
    private List<BootCheck> checks;
    private boolean endOldWork;
    private boolean extendedLimits;

    private Builder(OperationId operation, String destinationName) {
      this.operation = operation;
      this.destinationName = destinationName;
    }

    public Builder skipInjection(boolean value) {
      skipInjection = value;
      return this;
    }

    public Builder skipValidation(boolean value) {
      skipValidation = value;
      return this;
    }

    public Builder networks(Map<String, NetworkId> value) {
      networks = value;
      return this;
    }

    public Builder unplanned(boolean value) {
      unplanned = value;
      return this;
    }

    public Builder skipFinalSync(boolean value) {
      skipFinalSync = value;
      return this;
    }

    public Builder confirmDiscard(boolean value) {
      confirmDiscard = value;
      return this;
    }

    public Builder powerOnSource(boolean value) {
      powerOnSource = value;
      return this;
    }

    /** Restricts the plan to some phases. */
    public Builder phases(Set<String> onlyThese, Set<String> notThese) {
      only = onlyThese;
      skip = notThese;
      return this;
    }

    public Builder skippedSteps(Set<String> value) {
      skippedSteps = value;
      return this;
    }

    public Builder checks(List<BootCheck> value) {
      checks = value;
      return this;
    }

    public Builder endOldWork(boolean value) {
      endOldWork = value;
      return this;
    }

    public Builder extendedLimits(boolean value) {
      extendedLimits = value;
      return this;
    }

    /** The options. */
    public PlanOptions build() {
      return new PlanOptions(
          operation,
          destinationName,
          skipInjection,
          skipValidation,
          networks,
          unplanned,
          skipFinalSync,
          confirmDiscard,
          powerOnSource,
          only,
          skip,
          skippedSteps,
          checks,
          endOldWork,
          extendedLimits);
    }
  }
}
