package io.breakwater.activities.volumedaemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VolumeDaemonFailuresTest {
  private static final String OPERATION = "failed to attach volume in CloudStack: ";

  @Test
  void takesARefusalOfTheCallForFinal() {
    assertThat(
            VolumeDaemonFailures.saysForGood(
                OPERATION + "CloudStack API error 431 (CSExceptionErrorCode: 4350): no free slot"))
        .isTrue();
  }

  @Test
  void knowsThatAForgottenJobSaysNothingAboutTheVolume() {
    assertThat(
            VolumeDaemonFailures.saysForGood(
                OPERATION
                    + "CloudStack API error 431 (CSExceptionErrorCode: 9999): Unable to execute API"
                    + " command queryasyncjobresult due to invalid value."))
        .isFalse();
  }

  @Test
  void takesInternalErrorsForPassing() {
    assertThat(VolumeDaemonFailures.saysForGood(OPERATION + "CloudStack API error 530: internal"))
        .isFalse();
  }
}
