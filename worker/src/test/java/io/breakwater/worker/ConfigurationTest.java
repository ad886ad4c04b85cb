package io.breakwater.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.activities.operation.OperationSettings;
import io.breakwater.operation.OperationKind;
import io.breakwater.step.OperationActivities.Retries;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

  @Test
  void startsFromTheUsualLimits() {
    OperationSettings settings = worker(Map.of("BREAKWATER_INSTALLATION", "here")).operations();

    assertThat(settings).usingRecursiveComparison().isEqualTo(OperationSettings.defaults("here"));
  }

  @Test
  void takesBudgetsAndPausesFromTheEnvironment() {
    OperationSettings settings =
        worker(
                Map.of(
                    "BREAKWATER_BUDGETS", "TakeSnapshot=PT10M,LiveFailover/StartMachine=PT5M",
                    "BREAKWATER_RETRY_FIRST", "PT2S",
                    "BREAKWATER_RETRY_MAX", "PT1M"))
            .operations();

    assertThat(settings.retries().of(OperationKind.CLEANUP))
        .isEqualTo(new Retries(Duration.ofSeconds(2), Duration.ofMinutes(1)));
    assertThat(settings.budgets()).isNotEqualTo(OperationSettings.defaults("here").budgets());
  }

  @Test
  void takesPatienceAndPausesOfOneKindOfOperationFromTheEnvironment() {
    OperationSettings settings =
        worker(
                Map.of(
                    "BREAKWATER_PATIENCES", "LiveFailover=PT30M, Cleanup=PT20M",
                    "BREAKWATER_RETRIES", "LiveFailover=PT2S/PT1M",
                    "BREAKWATER_PATIENCE", "PT5M"))
            .operations();

    assertThat(settings.patience().of(OperationKind.LIVE_FAILOVER))
        .isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.patience().of(OperationKind.COMMIT)).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.retries().of(OperationKind.LIVE_FAILOVER))
        .isEqualTo(new Retries(Duration.ofSeconds(2), Duration.ofMinutes(1)));
    assertThat(settings.retries().of(OperationKind.CLEANUP)).isEqualTo(Retries.usual());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BREAKWATER_BUDGETS     | Snap=PT10M | BREAKWATER_BUDGETS: "Snap=PT10M": the steps are
          BREAKWATER_RETRY_FIRST | PT1M       | BREAKWATER_RETRY_FIRST and BREAKWATER_RETRY_MAX: the first pause (PT1M) has to be
          BREAKWATER_PATIENCES   | Live=PT1M | BREAKWATER_PATIENCES: "Live=PT1M": the operations are TestFailover
          BREAKWATER_PATIENCES   | Commit=1m | BREAKWATER_PATIENCES: "Commit=1m": write a duration such as PT30M
          BREAKWATER_RETRIES     | Commit=PT1S | BREAKWATER_RETRIES: "Commit=PT1S": write the first and the longest pause
          BREAKWATER_RETRIES     | Commit=PT9S/PT1S | BREAKWATER_RETRIES: "Commit=PT9S/PT1S": the first pause (PT9S) has to be
          BREAKWATER_RETRY_MAX   | 10s        | BREAKWATER_RETRY_MAX must be a duration such as PT30S, not "10s"
          BREAKWATER_CLOUDSTACK_SLOTS | many  | BREAKWATER_CLOUDSTACK_SLOTS must be a number
          BREAKWATER_APPLIANCE_TURNS | 0      | BREAKWATER_APPLIANCE_TURNS must be a number from 1 to 1000000, not "0"
          BREAKWATER_CLOUDSTACK_URL | http://c | belong together: set all three or none
          """)
  void saysInOneLineWhichVariableIsWrong(String name, String value, String message) {
    assertThatThrownBy(() -> worker(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  private static WorkerConfig worker(Map<String, String> variables) {
    return Configuration.read(Optional.empty(), variables);
  }
}
