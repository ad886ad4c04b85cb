package io.breakwater.inventory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.TestResults;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.StepFailure;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorMessageTest {
  private static final OperationRef OPERATION =
      new OperationRef(new OperationId("o"), new ContextId("c"), "vm", 1, 1);

  @ParameterizedTest
  @CsvSource({
    "vm-creation, CloudStackUnavailable, 503, connectivity",
    "vm-creation, CloudStackAuth, api key unknown, configuration",
    "vm-creation, CloudStackError:431, template too large, configuration",
    "vm-creation, CloudStackError:533, no capacity, platform",
    "vm-creation, CloudStackError:431, network not found, network",
    "virtio-driver-injection, InjectionFailed, exit 1, compatibility",
    "volume-attachment, CloudStackError:530, failed, storage",
    "multi-volume-snapshot-creation, Timeout, out of budget, connectivity",
    "status-update, X, odd, unknown",
  })
  void sortsFailures(String step, String type, String message, String category) {
    StepFailure failure = new StepFailure(1, "s", step, "t", type, message);

    OperatorMessage operator =
        OperatorMessage.of(TestResults.of(OPERATION, End.ROLLED_BACK, "rolled back", failure));

    assertThat(operator.category()).isEqualTo(category);
  }
}
