package io.breakwater.gateway.vms;

import io.breakwater.gateway.operation.Running;
import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.operation.OperationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A line of the list of VMs, as JSON; see openapi.yaml. */
record VmSummary(
    String contextId,
    String name,
    String vcenter,
    VmState state,
    Standing.Attention attention,
    LastTest lastTest,
    Replication replication,
    Destination destination,
    Operation operation,
    List<Actions.Action> actions) {

  record LastTest(Instant at, OperationRecord.State result, String operationId) {
    static LastTest of(OperationRecord test) {
      Instant at = test.finishedAt() == null ? test.startedAt() : test.finishedAt();
      return new LastTest(at, test.state(), test.id());
    }
  }

  record Replication(Instant at, long ageSeconds) {
    static Replication of(Instant at, Instant now) {
      return new Replication(at, Math.max(0, Duration.between(at, now).toSeconds()));
    }
  }

  record Destination(String name, String operationId, Instant since) {
    static Destination of(OperationRecord failover) {
      return new Destination(failover.destinationName(), failover.id(), failover.finishedAt());
    }
  }

  record Operation(
      String id, OperationKind kind, OperationRecord.State state, int percent, Instant startedAt) {
    static Operation of(Running running, int percent) {
      return new Operation(
          running.id(), running.kind(), running.state(), percent, running.startedAt());
    }
  }
}
