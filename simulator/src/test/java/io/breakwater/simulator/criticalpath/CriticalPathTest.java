package io.breakwater.simulator.criticalpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.simulator.time.Durations;
import io.breakwater.simulator.time.Work;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CriticalPathTest {

  private final Durations durations = new Durations();
  private final CriticalPath path = new CriticalPath(durations);

  @BeforeEach
  void useRoundNumbers() {
    durations.set(Work.DEPLOY_ANSWER, Duration.ZERO);
    durations.set(Work.DEPLOY_STOPPED, Duration.ofSeconds(1));
    durations.set(Work.DETACH, Duration.ofSeconds(2));
    durations.set(Work.ATTACH, Duration.ofSeconds(2));
    durations.set(Work.SNAPSHOT_ATTACHED, Duration.ofSeconds(3));
    durations.set(Work.SNAPSHOT_DETACHED, Duration.ofSeconds(1));
    durations.set(Work.START, Duration.ofSeconds(2));
    durations.set(Work.STOP, Duration.ofSeconds(1));
    durations.set(Work.REVERT, Duration.ofSeconds(1));
    durations.set(Work.DELETE_SNAPSHOT, Duration.ofSeconds(1));
    durations.set(Work.DESTROY_AND_EXPUNGE, Duration.ofSeconds(1));
  }

  @Test
  void movesOneDiskInOneGo() {
    // detach 2, snapshot 1, attach 2 (the root was off at 3), start 2
    assertThat(path.testFailover(1, Optional.empty()).total()).hasSeconds(7);
  }

  @Test
  void isHeldUpByTheApplianceQueue() {
    // detaches end at 2, 4, 6; the last disk: snapshot to 7, attach to 9, start to 11
    assertThat(path.testFailover(3, Optional.empty()).total()).hasSeconds(11);
  }

  @Test
  void takesTheDataDisksOffWhileDriversAreInjected() {
    // snapshot 3, injection 10, detach 2, attach 2, start 2; the data disks fit in between
    Schedule schedule = path.testFailover(3, Optional.of(Duration.ofSeconds(10)));

    assertThat(schedule.total()).hasSeconds(19);
    assertThat(schedule.legs()).extracting(Leg::name).startsWith("deploy", "snapshot OS disk");
  }

  @Test
  void waitsForTheAttachesOrTheDestroyWhicheverIsLater() {
    // stop 1, detaches to 3 and 5, revert to 6, attach to 8
    assertThat(path.cleanup(2).total()).hasSeconds(8);

    durations.set(Work.DESTROY_AND_EXPUNGE, Duration.ofSeconds(8));
    assertThat(path.cleanup(2).total()).hasSeconds(13);
  }
}
