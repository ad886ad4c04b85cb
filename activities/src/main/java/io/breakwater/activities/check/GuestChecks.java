package io.breakwater.activities.check;

import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.machine.MachineRow;
import io.breakwater.inventory.machine.Machines;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.Step;
import io.breakwater.step.CheckOutcome;
import io.breakwater.step.StepResult;
import io.breakwater.vm.BootCheck;
import io.breakwater.vm.MachineId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import okhttp3.OkHttpClient;

/**
 * Tries a check until it passes or its time is over. Either way the outcome is a result: what a
 * guest does not answer is for people to judge and undoes nothing.
 */
public final class GuestChecks {
  private final CloudStackConnections connections;
  private final Machines machines;
  private final CheckConfig config;
  private final OkHttpClient http;

  public GuestChecks(CloudStackConnections connections, Machines machines, CheckConfig config) {
    this.connections = connections;
    this.machines = machines;
    this.config = config;
    this.http = HttpProbe.client(config.tryLimit());
  }

  /** The work of a {@link Step.CheckGuest}. */
  public CompletionStage<StepResult> run(StepContext step) {
    Step.CheckGuest action = step.action(Step.CheckGuest.class);
    BootCheck check = action.check();
    Probe probe = probe(check, step.operation().vmName());
    Optional<String> impossible = probe.impossible();
    if (impossible.isPresent()) {
      return CompletableFuture.completedFuture(
          outcome(check, Tried.failed("not tried: " + impossible.get())));
    }
    Duration limit = shorter(Duration.ofSeconds(check.withinSeconds()), step.budget());
    Tries tries = new Tries(connections, machine(action.machine(), check), probe);
    return step.poll("the check " + check.title(), config.every(), limit, tries::next)
        .handle((passed, thrown) -> thrown == null ? passed : over(tries, limit, thrown))
        .whenComplete((tried, thrown) -> probe.close())
        .thenApply(tried -> outcome(check, tried));
  }

  private Probe probe(BootCheck check, String vmName) {
    return switch (check.kind()) {
      case TCP -> new TcpProbe(check.port(), config.tryLimit());
      case HTTP -> new HttpProbe(http, check.port(), check.path(), check.status());
      case COMMAND -> new CommandProbe(config.commands(), check.command(), vmName);
    };
  }

  private MachineId machine(MachineRef ref, BootCheck check) {
    return Optional.ofNullable(ref.id())
        .or(() -> machines.find(ref.madeBy()).map(MachineRow::id))
        .orElseThrow(
            () ->
                StepFailures.precondition(
                    "check "
                        + check.title()
                        + ": operation "
                        + ref.madeBy()
                        + " has no destination on record. Observe again."));
  }

  private static Tried over(Tries tries, Duration limit, Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof OutOfBudget) {
      return Tried.failed("not within " + limit.toSeconds() + " s; at last: " + tries.last());
    }
    throw cause instanceof RuntimeException e ? e : new CompletionException(cause);
  }

  private static StepResult outcome(BootCheck check, Tried tried) {
    return StepResult.checked(
        List.of(new CheckOutcome(check.title(), tried.passed(), tried.detail())),
        check.title() + (tried.passed() ? " passed: " : " failed: ") + tried.detail());
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
