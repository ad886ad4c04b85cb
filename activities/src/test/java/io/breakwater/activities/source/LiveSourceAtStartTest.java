package io.breakwater.activities.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.activities.vma.VmaException;
import io.breakwater.activities.volumedaemon.ProtectedBench;
import io.breakwater.inventory.audit.AuditRow;
import io.breakwater.observation.SourceView;
import io.breakwater.observation.SourceView.Power;
import io.breakwater.operation.Failures;
import io.breakwater.plan.Step.StartMachine.SourceRule;
import io.breakwater.simulator.host.HttpFault;
import io.breakwater.simulator.site.SiteNames;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the source, by plans and right before a start. */
class LiveSourceAtStartTest {
  @TempDir private static Path directory;
  private static SourceBench bench;

  private ProtectedBench vm;

  @BeforeAll
  static void open() {
    bench = new SourceBench(directory);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @BeforeEach
  void protect() {
    vm = bench.protect();
  }

  @AfterEach
  void bringTheVmaBack() {
    bench.appliance().site().vma().clearFaults();
    bench.appliance().site().vma().start();
  }

  @Test
  void asksASecondTimeWhenAnAnswerWasLost() {
    loseAnswers(1);

    assertThat(bench.look().of(SourceBench.context(vm)).power()).isEqualTo(Power.ON);
  }

  @Test
  void cannotTellWhetherASourceIsOnWhoseVmaDoesNotAnswerTwice() {
    loseAnswers(2);

    assertThat(bench.look().of(SourceBench.context(vm)).power()).isEqualTo(Power.UNKNOWN);
  }

  private static void loseAnswers(int count) {
    HttpFault lost = HttpFault.times(HttpFault.Kind.DROPPED, "power-state", count);
    bench.appliance().site().vma().add(lost);
  }

  @Test
  void asksNothingOfASourceThatMayRun() {
    bench.appliance().site().vma().stop();

    assertThatCode(() -> require(SourceRule.ANY)).doesNotThrowAnyException();
  }

  @Test
  void refusesToStartBesideASourceThatIsOn() {
    synced();
    bench.setPower(vm.vm(), true);

    assertThat(refusal(SourceRule.OFF)).hasMessageContaining("is ON");
  }

  @Test
  void startsOnceTheSourceIsOffAndSyncedByTheOperation() {
    synced();

    assertThatCode(() -> require(SourceRule.OFF)).doesNotThrowAnyException();
  }

  @Test
  void refusesToStartWithoutASyncThatNobodyGaveUp() {
    bench.setPower(vm.vm(), false);

    assertThat(refusal(SourceRule.OFF)).hasMessageContaining("no final sync");
  }

  @Test
  void startsWithoutASyncThatTheRequestOrAPersonGaveUp() {
    bench.setPower(vm.vm(), false);
    audit("DECIDED SKIP sync-source");

    assertThatCode(() -> require(SourceRule.OFF)).doesNotThrowAnyException();
  }

  @Test
  void waitsForAVmaThatDoesNotAnswerWhenTheSourceHasToBeOff() {
    synced();
    bench.appliance().site().vma().stop();

    VmaException failure = catchThrowableOfType(VmaException.class, () -> require(SourceRule.OFF));

    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void startsWithoutALostSourceSiteAndWritesItDown() {
    bench.appliance().site().vma().stop();

    require(SourceRule.NOT_SEEN_ON);

    AuditRow row = bench.inventory().audit().of(SourceBench.context(vm)).get(0);
    assertThat(row.what()).isEqualTo("STARTED WITHOUT SEEING THE SOURCE OFF");
    assertThat(row.details()).contains("UNKNOWN");
  }

  @Test
  void refusesALostSourceSiteThatSaysTheSourceIsOn() {
    assertThat(refusal(SourceRule.NOT_SEEN_ON)).hasMessageContaining("its site is not lost");
  }

  @Test
  void seesWhoSyncedTheSourceAndThatItWasOnSince() {
    synced();
    SourceView quiet = bench.look().of(SourceBench.context(vm));
    assertThat(quiet.power()).isEqualTo(Power.OFF);
    assertThat(quiet.syncedBy()).isEqualTo(vm.operation().id());
    assertThat(quiet.onSinceSync()).isFalse();

    bench.setPower(vm.vm(), true);
    assertThat(bench.look().of(SourceBench.context(vm)).onSinceSync()).isTrue();
  }

  @Test
  void countsAChangeOfPowerLongAfterTheSync() {
    synced(Instant.now().minusSeconds(600));

    assertThat(bench.look().of(SourceBench.context(vm)).onSinceSync()).isTrue();
  }

  @Test
  void saysWhyNobodyCanTellAndNoSecret() {
    bench.appliance().site().vma().stop();

    SourceView view = bench.look().of(SourceBench.context(vm));

    assertThat(view.power()).isEqualTo(Power.UNKNOWN);
    assertThat(view.note())
        .contains("read the power state")
        .doesNotContain(SiteNames.password(vm.vm().vcenter()));
  }

  @Test
  void cannotTellWithoutALogin() {
    bench.update("UPDATE vmware_credentials SET is_active = 0");
    try {
      SourceView view = bench.look().of(SourceBench.context(vm));

      assertThat(view.power()).isEqualTo(Power.UNKNOWN);
      assertThat(view.note()).contains("no active credentials");
    } finally {
      bench.update("UPDATE vmware_credentials SET is_active = 1");
    }
  }

  private void synced() {
    synced(Instant.now());
  }

  private void synced(Instant at) {
    bench.setPower(vm.vm(), false);
    bench.inventory().liveFailovers().synced(vm.operation(), "job-1", at);
  }

  private void audit(String what) {
    bench
        .inventory()
        .audit()
        .record(vm.operation(), new AuditEntry(Instant.now(), what, "anna", "it takes too long"));
  }

  private void require(SourceRule rule) {
    bench.atStart().require(vm.operation(), rule, "start VM app01");
  }

  private ApplicationFailure refusal(SourceRule rule) {
    ApplicationFailure failure =
        catchThrowableOfType(ApplicationFailure.class, () -> require(rule));
    assertThat(failure.getType()).isEqualTo(Failures.PRECONDITION);
    return failure;
  }
}
