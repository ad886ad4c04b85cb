package io.breakwater.activities.vma;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.credential.VCenterCredentials;
import io.breakwater.operation.Failures;
import io.breakwater.simulator.host.HttpFault;
import io.breakwater.simulator.host.HttpFault.Kind;
import io.breakwater.simulator.host.Pace;
import io.breakwater.simulator.vma.SimulatedVma;
import io.breakwater.simulator.vma.SourceVm;
import io.breakwater.step.StepResult;
import io.breakwater.step.StepResult.Effect;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePowerTest {
  private static final String VC = "vc1";
  private static final String VM = "4205aaaa";
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final SourceMachine SOURCE =
      new SourceMachine("app01", VM, new VCenterCredentials(VC, "user", "secret", "DC1"));
  private static final SourcePowerLimits LIMITS =
      new SourcePowerLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  private final ManualStep step = new ManualStep(NOON);
  private final SimulatedVma simulated = new SimulatedVma(0, Pace.of(0.001), step.clock());
  private Vma vma;
  private SourcePower power;

  @BeforeEach
  void open() {
    simulated.addVcenter(VC, "user", "secret");
    simulated.add(
        new SourceVm(
            VM, "app01", VC, "DC1", "guest", 4, 8192, true, List.of("VM Network"), List.of(40)));
    simulated.start();
    vma = new Vma(VmaConfig.at(URI.create(simulated.url())));
    power = new SourcePower(vma, LIMITS);
    // What happens to the guest is told by each test, not by the time it takes.
    simulated.guestIgnoresShutdown(VC, VM, true);
  }

  @AfterEach
  void close() {
    vma.close();
    simulated.close();
  }

  @Test
  void waitsForTheGuestAlthoughTheVmaAnswersEarly() {
    step.betweenLooks(afterLooks(3, () -> simulated.setPower(VC, VM, false)));

    StepResult result = of(() -> power.off(step, SOURCE));

    assertThat(result.effect()).isEqualTo(Effect.DONE);
    assertThat(result.detail()).contains("OFF").doesNotContain("forced");
    assertThat(result.warning()).isEmpty();
    assertThat(step.clock().instant()).isEqualTo(NOON.plusSeconds(30));
    assertThat(step.confirmed()).isEqualTo(1);
  }

  @Test
  void cutsThePowerOfAGuestThatDoesNotShutDown() {
    StepResult result = of(() -> power.off(step, SOURCE));

    assertThat(result.detail()).contains("OFF", "forced");
    assertThat(result.warning()).contains("power", "was cut", "lost");
    assertThat(simulated.isOn(VC, VM)).isFalse();
    assertThat(step.confirmed()).isEqualTo(2);
    assertThat(step.isOpen()).isFalse();
  }

  @Test
  void sendsNothingWhenTheSourceIsOffAlready() {
    simulated.setPower(VC, VM, false);

    assertThat(of(() -> power.off(step, SOURCE)).effect()).isEqualTo(Effect.ALREADY);
    assertThat(step.confirmed()).isZero();
  }

  @Test
  void doesNotBelieveTheClaimOfAVmaThatCannotReadTheState() {
    step.betweenLooks(() -> simulated.stateIsUnreadable(VC, VM, true));

    ApplicationFailure failure = failure(() -> power.off(step, SOURCE));

    assertThat(failure.getType()).isEqualTo(VmaFailures.VCENTER);
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(simulated.isOn(VC, VM)).describedAs("nothing is forced blindly").isTrue();
  }

  @Test
  void readsTheStateWhenTheAnswerToPowerOffIsLost() {
    simulated.add(HttpFault.times(Kind.LOST_ANSWER, "power-off", 1));
    step.betweenLooks(afterLooks(1, () -> simulated.setPower(VC, VM, false)));

    assertThat(of(() -> power.off(step, SOURCE)).effect()).isEqualTo(Effect.DONE);
  }

  @Test
  void waitsOutAnOutageOfTheVma() {
    step.betweenLooks(
        afterLooks(
            2,
            () -> {
              simulated.clearFaults();
              simulated.setPower(VC, VM, false);
            }));
    simulated.add(HttpFault.always(Kind.UNAVAILABLE, "power-off"));

    assertThat(of(() -> power.off(step, SOURCE)).effect()).isEqualTo(Effect.DONE);
  }

  @Test
  void failsWhenEvenForceDoesNotPowerItOff() {
    simulated.add(HttpFault.always(Kind.ERROR, "power-off"));

    ApplicationFailure failure = failure(() -> power.off(step, SOURCE));

    assertThat(failure.getType()).isEqualTo(SourcePower.NOT_OFF);
    assertThat(failure).hasMessageContaining("simulated failure").hasMessageNotContaining("secret");
    assertThat(step.clock().instant()).isAfter(NOON.plusSeconds(90));
  }

  @Test
  void asksAgainBeforeItForcesAGuestThatMayNotHaveBeenAsked() {
    simulated.add(HttpFault.times(Kind.DROPPED, "power-off", 1));

    assertThat(failure(() -> power.off(step, SOURCE)).getType()).isEqualTo(SourcePower.NOT_OFF);
    assertThat(simulated.isOn(VC, VM)).isTrue();

    assertThat(of(() -> power.off(step, SOURCE)).detail()).contains("forced");
  }

  @ParameterizedTest
  @CsvSource({"suspended,PreconditionFailed", "standBy,SourcePowerUnknown"})
  void leavesASourceAloneThatIsNeitherOnNorOff(String state, String type) throws IOException {
    try (MockWebServer other = new MockWebServer()) {
      other.start();
      other.enqueue(told(state));
      other.enqueue(told(state));
      SourcePower power = new SourcePower(new Vma(VmaConfig.at(other.url("/").uri())), LIMITS);

      assertThat(failure(() -> power.off(step, SOURCE)).getType()).isEqualTo(type);
      assertThat(failure(() -> power.seenOff(SOURCE, null)).getType()).isEqualTo(type);
      assertThat(step.confirmed()).isZero();
    }
  }

  private static MockResponse told(String state) {
    return new MockResponse.Builder().body("{\"power_state\":\"" + state + "\"}").build();
  }

  @Test
  void powersOnAndReadsItBack() {
    simulated.setPower(VC, VM, false);

    assertThat(of(() -> power.on(step, SOURCE, () -> {})).effect()).isEqualTo(Effect.DONE);
    assertThat(simulated.isOn(VC, VM)).isTrue();
    assertThat(of(() -> power.on(step, SOURCE, () -> {})).effect()).isEqualTo(Effect.ALREADY);
  }

  @Test
  void powersOnNothingWhileTheDestinationMayRun() {
    simulated.setPower(VC, VM, false);
    Runnable refused =
        () -> {
          throw StepFailures.precondition("the destination is Running");
        };

    assertThat(failure(() -> power.on(step, SOURCE, refused)).getType())
        .isEqualTo(Failures.PRECONDITION);
    assertThat(simulated.isOn(VC, VM)).isFalse();
    assertThat(step.isOpen()).isFalse();
  }

  @Test
  void passesOnWhyVCenterDidNotPowerItOn() {
    simulated.setPower(VC, VM, false);
    simulated.refusesToStart(VC, VM, true);

    ApplicationFailure failure = failure(() -> power.on(step, SOURCE, () -> {}));

    assertThat(failure).hasMessageContaining("insufficient resources");
    assertThat(failure.isNonRetryable()).isFalse();
  }

  @Test
  void seesOffOnlyWhatIsReadAsOff() {
    assertThat(failure(() -> power.seenOff(SOURCE, null)).getType())
        .isEqualTo(Failures.PRECONDITION);

    simulated.setPower(VC, VM, false);
    assertThat(power.seenOff(SOURCE, NOON).detail()).contains("OFF");

    simulated.stateIsUnreadable(VC, VM, true);
    assertThat(failure(() -> power.seenOff(SOURCE, null)).getType()).isEqualTo(VmaFailures.VCENTER);
  }

  @Test
  void noticesThatTheSourceWasOnInBetween() {
    simulated.setPower(VC, VM, false);
    Instant offSince = vma.powerState(SOURCE).lastChange();

    assertThat(failure(() -> power.seenOff(SOURCE, offSince.minusSeconds(1))))
        .hasMessageContaining("was on in between");
  }

  private static Runnable afterLooks(int looks, Runnable what) {
    int[] left = {looks};
    return () -> {
      if (--left[0] == 0) {
        what.run();
      }
    };
  }

  private static <T> T of(Supplier<CompletionStage<T>> call) {
    return call.get().toCompletableFuture().join();
  }

  /** The failure that the workflow would see. */
  private static ApplicationFailure failure(Supplier<Object> call) {
    Throwable thrown =
        Assertions.catchThrowable(
            () -> {
              Object result = call.get();
              if (result instanceof CompletionStage<?> stage) {
                stage.toCompletableFuture().join();
              }
            });
    assertThat(thrown).isNotNull();
    return (ApplicationFailure) StepFailures.of(thrown);
  }
}
