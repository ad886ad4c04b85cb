package io.breakwater.inventory.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.inventory.audit.Audit;
import io.breakwater.inventory.request.RequestLog;
import io.breakwater.operation.OperationKind;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.breakwater.step.OperationRef;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Far in the past, where no other test has rows. */
class RetentionTest {
  private static final Instant LONG_AGO = Instant.parse("2001-05-01T12:00:00Z");
  private static final Instant SINCE = Instant.parse("2002-01-01T00:00:00Z");

  private final Retention retention = new Retention(TestDatabase.jdbi());
  private final Audit audit = new Audit(TestDatabase.jdbi());
  private final RequestLog requests = new RequestLog(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create();

  @Test
  void deletesTheRecordsOfWhatEndedLongAgoButNotTheOperation() {
    OperationRef operation = begun();
    end(operation, "2001-05-01 13:00:00");

    assertThat(retention.deleteOperationRecords(SINCE)).isPositive();

    assertThat(audit.of(vm.context())).isEmpty();
    assertThat(count("breakwater_operations", operation)).isOne();
    assertThat(retention.deleteOperationRecords(SINCE)).isZero();
  }

  @Test
  void keepsWhatBelongsToAnOperationThatHasNotEndedOrEndedSince() {
    begun();
    end(begun(), "2002-01-01 00:00:01");

    retention.deleteOperationRecords(SINCE);

    assertThat(audit.of(vm.context())).hasSize(2);
  }

  @Test
  void deletesRequestsByTheirAge() {
    String old = request(LONG_AGO);
    String newer = request(SINCE);

    retention.deleteRequests(SINCE);

    assertThat(isThere(old)).isFalse();
    assertThat(isThere(newer)).isTrue();
  }

  private OperationRef begun() {
    OperationRef operation = vm.begin(OperationKind.CLEANUP);
    audit.record(operation, new AuditEntry(LONG_AGO, "STARTED Cleanup", "anna", "a drill"));
    return operation;
  }

  private void end(OperationRef operation, String at) {
    vm.execute(
        "UPDATE breakwater_operations SET state = 'finished', finished_at = ?"
            + " WHERE operation_id = ?",
        at,
        operation.id().value());
  }

  private String request(Instant at) {
    String id = UUID.randomUUID().toString();
    requests.received(
        new RequestLog.Entry(at, id, "anna", "admin", "192.0.2.7", "POST", "/api/v2/operations"));
    return id;
  }

  private boolean isThere(String request) {
    return vm.query(
            Integer.class, "SELECT COUNT(*) FROM breakwater_requests WHERE request_id = ?", request)
        > 0;
  }

  private int count(String table, OperationRef operation) {
    return vm.query(
        Integer.class,
        "SELECT COUNT(*) FROM " + table + " WHERE operation_id = ?",
        operation.id().value());
  }
}
