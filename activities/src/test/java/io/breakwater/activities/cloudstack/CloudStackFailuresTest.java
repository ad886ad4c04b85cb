package io.breakwater.activities.cloudstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.cloudstack.CloudStackException.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudStackFailuresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | unable to verify user credentials and/or request signature        | AUTH
          429 | The given user has reached his/her account api limit              | UNAVAILABLE
          431 | Invalid parameter id due to incorrect long value format, or entity does not exist | NOT_FOUND
          431 | Unable to find UUID for id [9] of type [Volume]                   | NOT_FOUND
          431 | The virtual machine x (y) is already running                      | ALREADY
          431 | Snapshot [x] is already destroyed                                 | ALREADY
          431 | The specified volume is not attached to a VM.                     | ALREADY
          431 | Please specify a volume that is not attached to any VM.           | ALREADY
          530 | This volume is already attached to a VM.                          | ALREADY
          431 | Volume: x is not in Ready state but Allocated. Cannot take snapshot. | PERMANENT
          431 | Volume: x is not in Ready state but Snapshotting. Cannot take snapshot. | RETRY
          431 | Please specify a VM that is either running or stopped.            | RETRY
          431 | The vm with hostName dup-name already exists in the network domain | PERMANENT
          431 | Instance [id = a] has delete protection enabled                   | PERMANENT
          431 | The VM the specified disk is attached to is not in the shutdown state. | PERMANENT
          432 | The API [listHosts] does not exist or is not available            | PERMANENT
          530 | deviceId 1 is used by vol Volume                                  | PERMANENT
          530 | Unable to acquire Guest IP address for network                    | PERMANENT
          530 | Account does not have permission for expunging.                   | PERMANENT
          530 | Unable to stop the virtual machine due to Simulated failure       | RETRY
          530 | ''                                                                | RETRY
          531 | Caller does not have permission to operate with provided resource. | PERMANENT
          533 | No destination found for a deployment                             | RETRY
          535 | Maximum amount of resources of Type = 'user_vm'                   | PERMANENT
          499 | something new                                                     | PERMANENT
          599 | something new                                                     | RETRY
          """)
  void classifiesWhatCloudStackSays(int code, String text, Kind kind) {
    assertThat(CloudStackFailures.classify(code, text)).isEqualTo(kind);
  }

  @Test
  void heedsHowLongAThrottledCallerIsToWait() {
    CloudStackException throttled =
        CloudStackFailures.ofAnswer(
            "listZones",
            429,
            "{\"listzonesresponse\":{\"errorcode\":429,\"errortext\":\"The given user has reached"
                + " his/her account api limit, please retry after [9854] ms.\"}}");

    assertThat(throttled.retryAfter()).contains(Duration.ofMillis(9854));
    assertThat(throttled.toFailure().isNonRetryable()).isFalse();
    assertThat(throttled.toFailure().getNextRetryDelay()).isEqualTo(Duration.ofMillis(9854));
  }

  @Test
  void saysThatAJobWithoutTextWasInterrupted() {
    CloudStackException failure = CloudStackFailures.ofJob("stop vm 1", new JobEnd.Failed(530, ""));

    assertThat(failure.kind()).isEqualTo(Kind.RETRY);
    assertThat(failure).hasMessageContaining("management server restarts");
  }

  @Test
  void neverRetriesWhatCloudStackRefusedForGood() {
    CloudStackException failure = CloudStackFailures.ofJob("x", new JobEnd.Failed(431, "no"));

    assertThat(failure.toFailure().isNonRetryable()).isTrue();
    assertThat(failure.toFailure().getType()).isEqualTo("CloudStackError:431");
  }
}
