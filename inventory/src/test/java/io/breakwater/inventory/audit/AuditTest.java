package io.breakwater.inventory.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.breakwater.step.OperationRef;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");

  private final Audit audit = new Audit(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create();
  private final OperationRef operation = vm.operation();

  @Test
  void keepsWhoDidWhatAndWhy() {
    audit.record(
        operation,
        new AuditEntry(NOON, "STARTED LiveFailover", "anna", "fire in room 2"),
        Map.of("ticket", 7));

    AuditRow row = audit.of(vm.context()).get(0);

    assertThat(row.at()).isEqualTo(NOON);
    assertThat(row.operation()).isEqualTo(operation.id());
    assertThat(row.who()).isEqualTo("anna");
    assertThat(row.why()).isEqualTo("fire in room 2");
    assertThat(row.details()).isEqualTo("{\"ticket\":7}");
  }

  @Test
  void writesAnEntryOnceHoweverOftenItIsRecorded() {
    AuditEntry entry = new AuditEntry(NOON, "HOLDS", null, null);
    audit.record(operation, entry);
    audit.record(operation, entry);
    audit.record(operation, new AuditEntry(NOON.plusSeconds(1), "HOLDS", null, null));

    assertThat(audit.of(vm.context())).hasSize(2);
  }

  @Test
  void listsTheNewestFirstAndOnlyThoseOfTheVm() {
    audit.record(operation, new AuditEntry(NOON, "HOLDS", null, null));
    audit.record(operation, new AuditEntry(NOON.plusSeconds(5), "DECIDED RETRY", "anna", "again"));

    assertThat(audit.of(vm.context()))
        .extracting(AuditRow::what)
        .containsExactly("DECIDED RETRY", "HOLDS");
    assertThat(audit.of(TestVm.create().context())).isEmpty();
  }

  @Test
  void findsAnEntryByWhatItSaysExactly() {
    audit.record(operation, new AuditEntry(NOON, "CONSENTED skipFinalSync", "anna", null));

    assertThat(audit.has(operation.id(), "CONSENTED skipFinalSync")).isTrue();
    assertThat(audit.has(operation.id(), "CONSENTED")).isFalse();
    assertThat(audit.has(vm.operation().id(), "CONSENTED skipFinalSync")).isFalse();
  }
}
