package io.breakwater.activities.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.activities.guest.DeviceUsers;
import io.breakwater.activities.vma.Vma;
import io.breakwater.activities.vma.VmaConfig;
import io.breakwater.activities.volumedaemon.ApplianceBench;
import io.breakwater.activities.volumedaemon.ProtectedBench;
import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.ReplicationView.Life;
import io.breakwater.vm.ContextId;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicationLookTest {
  private static final Duration LOST_AFTER = Duration.ofMinutes(30);
  private static final DeviceUsers.Look NOBODY = new DeviceUsers.Look(List.of(), true);

  @TempDir private static Path directory;
  private static ApplianceBench bench;
  private static Vma vma;

  private ProtectedBench vm;
  private DeviceUsers.Look users = NOBODY;

  @BeforeAll
  static void open() {
    bench = new ApplianceBench(directory);
    vma = new Vma(VmaConfig.at(URI.create(bench.site().vma().url())));
  }

  @AfterAll
  static void close() {
    vma.close();
    bench.close();
  }

  @BeforeEach
  void protect() {
    vm = bench.protect(2);
  }

  @AfterEach
  void bringTheVmaBack() {
    bench.site().vma().start();
  }

  @Test
  void asksNobodyAboutAVmThatIsNotReplicated() {
    bench.site().vma().stop();

    assertThat(look().activeJob()).isNull();
    assertThat(look().look()).isNull();
  }

  @Test
  void takesAJobForDeadThatStandsStillAndThatTheVmaDoesNotKnow() {
    movedMinutesAgo(45);

    assertThat(look().isDead()).isTrue();
    assertThat(look().look().found()).contains("has not moved for 45 min");
  }

  @Test
  void believesAJobThatMovedLately() {
    movedMinutesAgo(10);

    assertThat(life()).isEqualTo(Life.AT_WORK);
  }

  @Test
  void believesTheVmaThatTransfersADisk() {
    movedMinutesAgo(45);
    String export = "migration-vol-" + vm.vm().volumeIds().get(1);
    bench.site().vma().transfers(export, true);

    assertThat(life()).isEqualTo(Life.AT_WORK);
  }

  @Test
  void doesNotTakeSilenceForDeath() {
    movedMinutesAgo(45);
    bench.site().vma().stop();

    assertThat(life()).isEqualTo(Life.UNKNOWN);
  }

  @Test
  void doesNotCallItDoubtWhenItCannotEvenSeeWhoHasTheDisksOpen() {
    movedMinutesAgo(45);
    bench.site().vma().stop();
    users = new DeviceUsers.Look(List.of(), false);

    assertThat(life()).isEqualTo(Life.AT_WORK);
  }

  @Test
  void closesItOnceAndFreesTheVm() {
    movedMinutesAgo(45);
    String job = look().activeJob();

    boolean closed = bench.inventory().replicationJobs().close(context(), job, LOST_AFTER, "dead");
    boolean again = bench.inventory().replicationJobs().close(context(), job, LOST_AFTER, "dead");

    assertThat(closed).isTrue();
    assertThat(again).isFalse();
    assertThat(look().activeJob()).isNull();
    assertThat(look().brokenOff()).isEqualTo(job);
  }

  @Test
  void closesNothingThatMovedMeanwhile() {
    movedMinutesAgo(45);
    String job = look().activeJob();
    movedMinutesAgo(0);

    assertThat(bench.inventory().replicationJobs().close(context(), job, LOST_AFTER, "dead"))
        .isFalse();
    assertThat(look().activeJob()).isEqualTo(job);
  }

  private Life life() {
    return look().look().life();
  }

  private ReplicationView look() {
    return new ReplicationLook(bench.inventory(), bench.daemon(), device -> users, vma, LOST_AFTER)
        .of(context());
  }

  private ContextId context() {
    return vm.operation().context();
  }

  /** The newest job of the VM is at work by the books. */
  private void movedMinutesAgo(int minutes) {
    String id = context().value();
    try {
      bench
          .site()
          .database()
          .update(
              "UPDATE replication_jobs SET status = 'replicating', updated_at = UTC_TIMESTAMP() -"
                  + " INTERVAL ? MINUTE WHERE vm_context_id = ? ORDER BY created_at DESC LIMIT 1",
              minutes,
              id);
      bench
          .site()
          .database()
          .update(
              "UPDATE vm_replication_contexts SET current_status = 'replicating', current_job_id ="
                  + " (SELECT id FROM replication_jobs WHERE vm_context_id = ? AND status ="
                  + " 'replicating') WHERE context_id = ?",
              id,
              id);
    } catch (SQLException e) {
      throw new AssertionError("move the job of " + id, e);
    }
  }
}
