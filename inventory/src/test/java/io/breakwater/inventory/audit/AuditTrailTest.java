package io.breakwater.inventory.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.inventory.request.RequestLog;
import io.breakwater.step.OperationActivities.AuditEntry;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
  /** A time of which no other test has rows. */
  private static final Instant NOON = Instant.parse("2003-03-03T12:00:00Z");

  private final AuditTrail trail = new AuditTrail(TestDatabase.jdbi());

  @Test
  void tellsOperationsAndRequestsInOneLineOfTime() {
    TestVm vm = TestVm.create();
    request(NOON);
    new Audit(TestDatabase.jdbi())
        .record(
            vm.operation(),
            new AuditEntry(NOON.plusSeconds(1), "STARTED LiveFailover", "anna", "site is dark"));
    request(NOON.plusSeconds(60));

    assertThat(trail.between(NOON, NOON.plusSeconds(60), 10))
        .extracting(AuditTrail.Entry::source, AuditTrail.Entry::what, AuditTrail.Entry::contextId)
        .containsExactly(
            tuple("request", "POST /api/v2/operations", null),
            tuple("operation", "STARTED LiveFailover", vm.context().value()));
    assertThat(trail.between(NOON, NOON.plusSeconds(60), 1)).hasSize(1);
  }

  private static void request(Instant at) {
    new RequestLog(TestDatabase.jdbi())
        .received(
            new RequestLog.Entry(
                at,
                UUID.randomUUID().toString(),
                "anna",
                "admin",
                "192.0.2.7",
                "POST",
                "/api/v2/operations"));
  }
}
