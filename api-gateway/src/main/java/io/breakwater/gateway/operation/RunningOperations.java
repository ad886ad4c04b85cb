package io.breakwater.gateway.operation;

import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.Queues;
import io.breakwater.operation.SearchAttributes;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every operation under way, by one call of Temporal for all who ask within a second. Thread-safe.
 */
public final class RunningOperations {
  private static final Logger LOG = LoggerFactory.getLogger(RunningOperations.class);
  private static final Duration LIFE = Duration.ofSeconds(1);
  private static final String VM_PREFIX = Queues.workflowId(new ContextId("x")).replace("x", "");
  private static final Map<String, OperationKind> KINDS =
      Arrays.stream(OperationKind.values())
          .collect(Collectors.toMap(OperationKind::workflowType, Function.identity()));
  private static final String QUERY =
      "ExecutionStatus = 'Running' AND WorkflowType IN ("
          + KINDS.keySet().stream().map(t -> "'" + t + "'").collect(Collectors.joining(", "))
          + ")";

  private final WorkflowClient client;
  private final Cached<Optional<Map<ContextId, Running>>> cached;

  /** Asks through this client. */
  public RunningOperations(WorkflowClient client) {
    this.client = client;
    this.cached = new Cached<>(this::read, LIFE, System::nanoTime);
  }

  /** By VM; empty when Temporal cannot tell just now. */
  public Optional<Map<ContextId, Running>> all() {
    return cached.get();
  }

  /** The one with this id; empty also when Temporal cannot tell. */
  public Optional<Running> byId(String id) {
    return all().stream()
        .flatMap(all -> all.values().stream())
        .filter(running -> running.id().equals(id) || running.runId().equals(id))
        .findFirst();
  }

  /** Something was started or ended just now: ask again when next asked. */
  public void forget() {
    cached.forget();
  }

  private Optional<Map<ContextId, Running>> read() {
    try (Stream<WorkflowExecutionMetadata> found = client.listExecutions(QUERY)) {
      return Optional.of(
          found
              .filter(e -> e.getExecution().getWorkflowId().startsWith(VM_PREFIX))
              .map(RunningOperations::running)
              .collect(Collectors.toMap(Running::context, Function.identity(), (a, b) -> a)));
    } catch (WorkflowServiceException | io.grpc.StatusRuntimeException e) {
      LOG.warn("Temporal could not list what runs: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Running running(WorkflowExecutionMetadata found) {
    String workflow = found.getExecution().getWorkflowId();
    String run = found.getExecution().getRunId();
    String first = found.getWorkflowExecutionInfo().getFirstRunId();
    String vm = found.getTypedSearchAttributes().get(SearchAttributes.VM);
    return new Running(
        first.isEmpty() ? run : first,
        workflow,
        run,
        new ContextId(workflow.substring(VM_PREFIX.length())),
        KINDS.get(found.getWorkflowType()),
        vm == null ? "" : vm,
        state(found.getTypedSearchAttributes().get(SearchAttributes.PHASE)),
        found.getStartTime(),
        found.getMemo("externalJobId", String.class) instanceof String jobId ? jobId : null);
  }

  private static State state(String phase) {
    if ("AWAITING_OPERATOR".equals(phase)) {
      return State.AWAITING_OPERATOR;
    }
    return "ROLLING_BACK".equals(phase) ? State.ROLLING_BACK : State.RUNNING;
  }
}
